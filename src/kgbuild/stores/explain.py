"""How a store goes about a query. pyoxigraph does not tell; the `oxigraph` command does, of the same store on disk."""

import shutil
import subprocess
import sysconfig
import tempfile
from pathlib import Path

from kgbuild.errors import MissingExtraError, QueryError
from kgbuild.stores.asking import declare_prefixes
from kgbuild.stores.oxigraph import open_store


def explain(sparql: str, directory: Path) -> str:
    """Run a query and tell the plan it was run by, with the time and the number of results of each step.

    Args:
        sparql: The query; the prefixes of `kgbuild.vocab.PREFIXES` need no declaration.
        directory: Folder of an embedded store.

    Returns:
        The plan, as Oxigraph writes it.

    Raises:
        MissingExtraError: The `oxigraph` command is not installed.
        StoreError: There is no store.
        QueryError: The query cannot be run.
    """
    open_store(directory)
    command = shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or shutil.which("oxigraph")
    if command is None:
        raise MissingExtraError("explain", "--explain")
    with tempfile.NamedTemporaryFile(suffix=".json") as answer:
        # JSON is the one format that the command knows for rows and for graphs.
        options = ["--results-file", answer.name, "--results-format", "json", "--union-default-graph", "--explain", "--stats"]
        done = subprocess.run(  # noqa: S603 — the command is Oxigraph's own and gets no shell
            [command, "query", "--location", str(directory), *options],
            input=declare_prefixes(sparql),
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise QueryError(f"the query cannot be run: {' '.join(done.stderr.partition('Stack backtrace')[0].split())}")
    return done.stderr
