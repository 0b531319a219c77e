"""Tables of the lexicon: files of tab-separated values with a header, one fact a row."""

from collections.abc import Iterator
from importlib.resources import files

from kgbuild.errors import LexiconError


def read_rows(language: str, name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Read a table of a language's lexicon.

    Args:
        language: The language's folder.
        name: The file's name.
        columns: What its header must say.

    Yields:
        The number of the line, from 1 for the header, and the row's fields by column.

    Raises:
        LexiconError: The header or a row has not these columns.
    """
    text = files("kgbuild.lexicon").joinpath(language, name).read_text(encoding="utf-8")
    yield from parse_rows(text, name, columns)


def parse_rows(text: str, name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    r"""Parse a table.

    Args:
        text: The table; empty lines and lines that begin with `#` say nothing.
        name: The file's name, for messages.
        columns: What its header must say.

    Yields:
        The number of the line, from 1 for the header, and the row's fields by column.

    Raises:
        LexiconError: The header or a row has not these columns.

    >>> list(parse_rows("lemma\tclass\nlider\tleader\n", "titles.tsv", ("lemma", "class")))
    [(2, {'lemma': 'lider', 'class': 'leader'})]
    """
    header_seen = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != len(columns):
            raise LexiconError(f"has {len(fields)} fields, must have {len(columns)}: {', '.join(columns)}", name, number)
        if header_seen:
            yield number, dict(zip(columns, fields, strict=True))
        elif tuple(fields) != columns:
            raise LexiconError(f"the header must say {', '.join(columns)}", name, number)
        header_seen = True
