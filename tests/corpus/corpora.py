"""Corpora of short articles, made up of parts, for tests."""

import json
import sqlite3
from pathlib import Path

import zstandard

from kgbuild.articles import Given
from kgbuild.build import Settings

AS_THE_COMMAND = Settings(given=Given(language="ro"))
WHO = ("Premierul Ion Ionescu", "Președinta Ana Pop", "Ministrul Dan Munteanu", "Deputatul Radu Stan", "Generalul Mihai Albu")
DID = ("a vizitat Franța", "a anunțat alegeri", "a criticat Rusia", "a semnat un acord cu Germania", "a plecat la Paris")
WHEN = ("vineri", "luni", "joi", "pe 3 mai", "ieri", "sâmbătă", "marți")


def records(count: int) -> list[dict[str, str]]:
    """Different articles, as JSON objects."""
    found = []
    for i in range(count):
        who, did, when = WHO[i % 5], DID[i // 5 % 5], WHEN[i % 7]
        text = f"{who} {did} {when}, a anunțat Agerpres în știrea cu numărul {i}."
        found.append({"id": f"a{i}", "title": f"{who} {did}", "text": text, "published": "2025-12-27"})
    return found


def write(path: Path, found: list[dict[str, str]]) -> Path:
    """Write records as JSON Lines."""
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in found), encoding="utf-8")
    return path


def output(folder: Path) -> dict[str, bytes]:
    """All that a run must write the same each time."""
    return {p.name: p.read_bytes() for p in [*sorted((folder / "shards").iterdir()), folder / "manifest.json"]}


def lines(folder: Path) -> str:
    """The N-Quads of all shards."""
    text = ""
    for path in sorted((folder / "shards").iterdir()):
        with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True) as data:
            text += data.read().decode()
    return text


def written(ledger: Path) -> int:
    """How many batches a ledger has by now, also one that is being written."""
    try:
        database = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
        try:
            return int(database.execute("SELECT count(*) FROM batches").fetchone()[0])
        finally:
            database.close()
    except sqlite3.Error:
        return -1
