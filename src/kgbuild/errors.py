"""Every error kgbuild raises on purpose.

KgbuildError
├── InputError        an article that cannot be read, or is no article
├── IriError          a base IRI or web address that makes no valid IRI
├── LexiconError      a row of the language data that is wrong
├── OntologyError     a term or file of the ontology that is wrong
├── ShapesError       shapes that cannot be loaded or run
├── ModelError        a language pipeline that is missing or unfit
├── QueryError        a SPARQL query that cannot be parsed or run
├── StoreError        a triple store that refuses or breaks
├── OutputError       a file that cannot be written
├── KnowledgeBaseError  a knowledge base, or a dump for one, that cannot be used
├── ClusterError      a cluster that cannot be joined, or has no machine left
└── MissingExtraError an optional dependency that is not installed

Each message is one line that says what is wrong and what to do next. Foreign errors are translated where their library is
called. Non-conformance to a shape is a value (`kgbuild.validate.Report`), not an error.
"""

from pathlib import Path


class KgbuildError(Exception):
    """Base of all errors raised by kgbuild."""

    def __reduce__(self) -> tuple[object, ...]:
        """Let it pass from process to process as it is: what it was made of need not be what `args` says."""
        return _remake, (type(self), self.args), self.__dict__


def _remake(kind: type[KgbuildError], args: tuple[object, ...]) -> KgbuildError:
    return kind.__new__(kind, *args)


class _PathError(KgbuildError):
    """Something is wrong with a file or a folder.

    Args:
        message: What is wrong and what to do.
        path: Where it lies.
    """

    def __init__(self, message: str, path: Path | str) -> None:
        self.path = path
        super().__init__(f"{path}: {message}")


class InputError(KgbuildError):
    """An input that cannot be read as an article.

    Args:
        message: What is wrong and what to do.
        path: The input's path, or None for standard input or text in memory.
        offset: Where in the input, in bytes for undecoded data and code points for text; None where that says nothing.
    """

    def __init__(self, message: str, path: Path | str | None = None, offset: int | None = None) -> None:
        self.path = path
        self.offset = offset
        super().__init__(f"{path}: {message}" if path is not None else message)


class IriError(KgbuildError):
    """A base IRI or a web address that makes no valid IRI."""


class LexiconError(KgbuildError):
    """A row of the language data that cannot be used.

    Args:
        message: What is wrong and what to do.
        file: Name of the lexicon file.
        row: Number of the row, from 1, or the row's key.
    """

    def __init__(self, message: str, file: str, row: int | str) -> None:
        self.file = file
        self.row = row
        super().__init__(f"lexicon file {file}, row {row}: {message}")


class OntologyError(KgbuildError):
    """A term or a file of the ontology that is missing or wrong.

    Args:
        message: What is wrong and what to do.
        iri: The term or document concerned.
    """

    def __init__(self, message: str, iri: str) -> None:
        self.iri = iri
        super().__init__(f"{iri}: {message}")


class ShapesError(KgbuildError):
    """SHACL shapes that cannot be loaded or run."""


class ModelError(KgbuildError):
    """A language pipeline that is missing, broken or lacks a component kgbuild needs."""


class QueryError(KgbuildError):
    """A SPARQL query that cannot be parsed, named or run."""


class StoreError(KgbuildError):
    """A triple store that refuses, breaks or cannot be opened.

    Args:
        message: What is wrong and what to do.
        endpoint: The store's folder or URL, without credentials.
        status: HTTP status where there is one.
    """

    def __init__(self, message: str, endpoint: str, status: int | None = None) -> None:
        self.reason = message
        self.endpoint = endpoint
        self.status = status
        super().__init__(f"{endpoint}: {message}")


class OutputError(_PathError):
    """An output that cannot be written."""


class ClusterError(KgbuildError):
    """A cluster that cannot be joined, or has no machine left."""


class KnowledgeBaseError(_PathError):
    """A knowledge base of names that cannot be used, or a file that none can be made of."""


class MissingExtraError(KgbuildError):
    """An optional dependency that is not installed.

    Args:
        extra: Name of the extra that brings it.
        purpose: What it is needed for.
    """

    def __init__(self, extra: str, purpose: str) -> None:
        self.extra = extra
        super().__init__(f"{purpose} needs an optional dependency: pip install 'kgbuild[{extra}]'")
