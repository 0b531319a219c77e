"""Making a knowledge base of dumps, in constant memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgbuild.kb.files import Advance
from kgbuild.kb.geonames import add_names, add_places, read_places
from kgbuild.kb.table import TYPES, new_table
from kgbuild.kb.wikidata import read_wikidata


@dataclass(frozen=True, slots=True)
class Sources:
    """What a knowledge base is made of.

    Args:
        wikidata: A Wikidata JSON dump, None for none.
        geonames: Tables of places of GeoNames.
        alternate_names: GeoNames' table of names, None for none.
        types: Which actors, of `kgbuild.kb.table.TYPES`.
        languages: Languages of the names, the best first.
        features: Feature classes of the places of GeoNames.
    """

    wikidata: Path | None = None
    geonames: Sequence[Path] = ()
    alternate_names: Path | None = None
    types: Sequence[str] = TYPES
    languages: Sequence[str] = ("ro", "en")
    features: Sequence[str] = ("P",)

    @property
    def size(self) -> int:
        """Bytes that are to be read; the dump is read twice."""
        files = [self.wikidata, self.wikidata, *self.geonames, self.alternate_names]
        return sum(f.stat().st_size for f in files if f and f.is_file())


@dataclass(frozen=True, slots=True)
class Built:
    """What came of it.

    Args:
        entities: Actors in the knowledge base.
        names: Their names.
        broken: Lines of the sources that could not be read.
    """

    entities: int
    names: int
    broken: int


def build_knowledge_base(
    path: Path, sources: Sources, *, advance: Advance = lambda _: None, report: Callable[[str], object] = lambda _: None
) -> Built:
    """Make a knowledge base.

    Args:
        path: The file to write; one that is there is replaced when all is done.
        sources: What it is made of.
        advance: Told how many more bytes have been read.
        report: Told of each line that cannot be read and is left out.

    Returns:
        What came of it.

    Raises:
        KnowledgeBaseError: A source cannot be read or is something else, or the file cannot be written.
    """
    broken = 0

    def count(line: str) -> None:
        nonlocal broken
        broken += 1
        report(line)

    with new_table(path) as table:
        if sources.wikidata:
            connection = table.connection
            for record in read_wikidata(sources.wikidata, connection, sources.types, sources.languages, advance, count):
                table.add(record)
        named = table.entities
        for file in sources.geonames:
            add_places(table, read_places(file, sources.features, advance, count))
        if sources.alternate_names:
            add_names(table, sources.alternate_names, sources.languages, named, advance, count)
        table.finish({"languages": " ".join(sources.languages), "types": " ".join(sources.types)})
        return Built(table.entities, table.names, broken)
