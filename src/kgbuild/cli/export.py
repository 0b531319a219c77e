"""`kgbuild export`: what graphs say, in other forms than RDF."""

import json
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.messages import counted, say
from kgbuild.cli.options import DONE, RDF_FILES, STORE, expand
from kgbuild.cli.output import Folder, check_writable, write_file, write_text

if TYPE_CHECKING:
    import pyoxigraph as ox

_FILES = (".json", ".jsonl", ".ndjson", ".csv", ".parquet")
_ENDINGS = {"csv": ".csv", "parquet": ".parquet", "plover": ".jsonl"}


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=RDF_FILES, callback=expand)
@click.option("--store", type=STORE, metavar="DIR", help="Export the embedded store in a folder.")
@click.option(
    "--to",
    type=click.Choice(["json", "csv", "parquet", "plover"]),
    required=True,
    help="JSON Lines of articles, a table of events (csv, parquet), or JSON Lines of PLOVER's event records.",
)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="One file if it ends as one, else a folder of ID.json files.")
def export(*, files: tuple[Path, ...], store: Path | None, to: str, out: Path | None) -> int:
    """Export graphs, all in a folder or a store too: one JSON object for each article, or a row or record for each event."""
    if bool(files) == bool(store):
        raise click.UsageError("give either files or --store DIR")
    into_folder = out is not None and out.suffix.lower() not in _FILES
    if into_folder and to != "json":
        raise click.UsageError(f"--to {to} makes one file; let OUT end in {_ENDINGS[to]}")
    if out and not into_folder:
        check_writable(out)
    quads = _quads(files, store)
    if out and into_folder:
        count = _export_apart(quads, Folder(out, ".json"))
        say(f"{counted(count, 'article')} exported to {out}")
    else:
        _write(_document(quads, to), out)
    return DONE


def _document(quads: "list[ox.Quad]", to: str) -> str | bytes:
    from kgbuild.export import export as to_text
    from kgbuild.export import export_parquet

    return export_parquet(quads) if to == "parquet" else to_text(quads, to)


def _write(document: str | bytes, out: Path | None) -> None:
    if isinstance(document, str):
        write_text(document, out)
    elif out:
        write_file(out, lambda path: path.write_bytes(document))
    elif sys.stdout.isatty():
        raise click.UsageError("Parquet is nothing to read on a terminal; give -o FILE.parquet")
    else:
        sys.stdout.buffer.write(document)


def _quads(files: tuple[Path, ...], store: Path | None) -> "list[ox.Quad]":
    if store:
        from kgbuild.stores.oxigraph import open_store

        return list(open_store(store))
    from kgbuild.serialize.reading import read_quads

    return list(chain.from_iterable(map(read_quads, files)))


def _export_apart(quads: "list[ox.Quad]", folder: Folder) -> int:
    from kgbuild.export import to_json_rows

    count = 0
    for row in to_json_rows(quads):
        folder.write(row["id"], row["iri"].rpartition("/")[2], json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count
