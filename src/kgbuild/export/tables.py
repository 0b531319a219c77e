"""Rows as text and tables: JSON Lines, CSV, Parquet."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from kgbuild.errors import MissingExtraError
from kgbuild.vocab import ROLES

Row = dict[str, Any]

COLUMNS: Final = (
    *("article", "published", "event", "type", "class", "trigger"),
    *ROLES,
    *("theme", "time", "recurrence", "polarity", "modality", "source", "sentence"),
)


def to_lines(rows: Iterable[Row]) -> str:
    """JSON Lines: an object on each line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def to_csv(articles: Iterable[Row]) -> str:
    """The flat table of events as CSV (RFC 4180, lines ended by a line feed)."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(event_rows(articles))
    return out.getvalue()


def to_parquet(articles: Iterable[Row]) -> bytes:
    """The flat table of events as Apache Parquet; every column is a string, empty ones are null.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 — an extra
        import pyarrow.parquet as pq  # noqa: PLC0415 — an extra
    except ImportError as error:
        raise MissingExtraError("parquet", "export to Parquet") from error
    rows = [{column: row[column] or None for column in COLUMNS} for row in event_rows(articles)]
    table = pa.Table.from_pylist(rows, schema=pa.schema([(column, pa.string()) for column in COLUMNS]))
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def event_rows(articles: Iterable[Row]) -> Iterator[Row]:
    """A row for each event, with the names of actors in place of their ids."""
    for article in articles:
        names = {actor["id"]: actor["name"] for actor in article["actors"]}
        for event in article["events"]:
            people = {role: _names(event[role], names) for role in (*ROLES, "source")}
            row = event | people | {"article": article["id"], "published": article["published"], "event": event["iri"]}
            yield {column: row[column] for column in COLUMNS}


def _names(actors: Sequence[str], names: Mapping[str, str]) -> str:
    return "; ".join(names[actor] for actor in actors)
