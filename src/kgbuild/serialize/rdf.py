"""Write RDF: Turtle and TriG for people, N-Triples, N-Quads and RDF/XML for programs.

Turtle and TriG are laid out here, since a reader matters there and pyoxigraph's writer puts neither prefixes nor subjects in an
order; terms are written by pyoxigraph in every format.

Source: RDF 1.1 Turtle, TriG, N-Triples, N-Quads, RDF/XML (W3C Recommendations of 2014).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

import pyoxigraph as ox

from kgbuild.errors import OutputError
from kgbuild.named_graph import Term
from kgbuild.serialize.order import RDF_TYPE, Block, Section, merged
from kgbuild.vocab import PREFIXES

# A part of what Turtle allows, so that no name needs an escape.
_LOCAL_NAME: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_BARE: Final = {
    PREFIXES["xsd"] + "integer": re.compile(r"[+-]?[0-9]+"),
    PREFIXES["xsd"] + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    PREFIXES["xsd"] + "boolean": re.compile(r"true|false"),
}
_STRING: Final = PREFIXES["xsd"] + "string"
_ROOT: Final = re.compile(r"<rdf:RDF(?P<names>[^>]*)>")
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_turtle(sections: Sequence[Section]) -> str:
    """Write Turtle; several graphs become one, each article still in a part of its own.

    Args:
        sections: A dataset in reading order.

    Returns:
        The document.
    """
    writer = _Writer()
    body: list[str] = []
    for section in merged(sections):
        body += writer.base(section)
        body += [line for block in section.blocks for line in (*writer.block(block), "")]
    return _document(writer, body)


def to_trig(sections: Sequence[Section]) -> str:
    """Write TriG: each named graph in braces.

    Args:
        sections: A dataset in reading order.

    Returns:
        The document.
    """
    writer = _Writer()
    body: list[str] = []
    for section in sections:
        body += writer.base(section)
        lines = [line for block in section.blocks for line in (*writer.block(block), "")]
        if isinstance(section.graph, ox.DefaultGraph):
            body += lines
        else:
            body += [f"{writer.term(section.graph)} {{", *(f"    {line}" if line else "" for line in lines[:-1]), "}", ""]
    return _document(writer, body)


def to_ntriples(sections: Sequence[Section]) -> str:
    """Write canonical N-Triples; several graphs become one.

    Args:
        sections: A dataset in reading order.

    Returns:
        The document.
    """
    return "".join(f"{triple} .\n" for section in merged(sections) for triple in _triples(section))


def to_nquads(sections: Sequence[Section]) -> str:
    """Write canonical N-Quads.

    Args:
        sections: A dataset in reading order.

    Returns:
        The document.
    """
    return "".join(chain.from_iterable(map(_nquads, sections)))


def _nquads(section: Section) -> Iterator[str]:
    end = " .\n" if isinstance(section.graph, ox.DefaultGraph) else f" {section.graph} .\n"
    for block in section.blocks:
        subject = str(block.subject)
        for predicate, objects in block.predicates:
            start = f"{subject} {_written(predicate)} "
            for term in objects:
                written = str(term)
                # A triple has marks around it as a term that it has not by itself.
                yield f"{start}<<( {written} )>>{end}" if isinstance(term, ox.Triple) else f"{start}{written}{end}"


@lru_cache(maxsize=1 << 10)
def _written(predicate: ox.NamedNode) -> str:
    return str(predicate)


def to_rdfxml(sections: Sequence[Section]) -> str:
    """Write RDF/XML; several graphs become one.

    Args:
        sections: A dataset in reading order.

    Returns:
        The document.

    Raises:
        OutputError: Something has no form in RDF/XML: a character that XML forbids, or a predicate that is no XML name.
    """
    triples = [triple for section in merged(sections) for triple in _triples(section)]
    for triple in triples:
        bad = _NOT_XML.search(str(triple.object.value)) if isinstance(triple.object, ox.Literal) else None
        if bad:
            raise OutputError(f"RDF/XML has no character U+{ord(bad[0]):04X}; choose another format", "rdfxml")
    try:
        document = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES)
    except (OSError, ValueError) as error:
        raise OutputError(f"RDF/XML cannot hold this graph ({error}); choose another format", "rdfxml") from error
    return _tidy_names(document.decode() if document else "")


def _tidy_names(document: str) -> str:
    """Leave only the namespaces that are used in the root element, in order: pyoxigraph writes all, in any order."""
    root = _ROOT.search(document)
    if not root:
        return document
    below = document[root.end() :]
    used = set(re.findall(r"</?([A-Za-z][\w.-]*):", below)) | set(re.findall(r"\s([A-Za-z][\w.-]*):\w+=", below)) | {"rdf"}
    names = dict(re.findall(r'xmlns:([\w.-]+)="([^"]*)"', root["names"]))
    kept = "".join(f'\n    xmlns:{prefix}="{names[prefix]}"' for prefix in sorted(names) if prefix in used)
    return f"{document[: root.start()]}<rdf:RDF{kept}>{below.rstrip()}\n"


def _triples(section: Section) -> Iterator[ox.Triple]:
    for block in section.blocks:
        for predicate, objects in block.predicates:
            for term in objects:
                yield ox.Triple(block.subject, predicate, term)


def _document(writer: "_Writer", body: list[str]) -> str:
    prefixes = [f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in sorted(writer.used)]
    return "\n".join([*prefixes, *([""] if prefixes else []), *body[:-1], ""]) if body else ""


class _Writer:
    """Writes terms in Turtle, shortened by prefixes and the base, and remembers which prefixes it took."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self._base: str | None = None
        self._names: dict[str, str] = {}

    def base(self, section: Section) -> list[str]:
        """The line that makes a section's graph the base of its IRIs; none where that would change what they mean."""
        graph = section.graph
        if not isinstance(graph, ox.NamedNode) or not _can_be_base(graph.value):
            self._base = None
            return []
        self._base = graph.value
        return [f"@base <{graph.value}> .", ""]

    def block(self, block: Block) -> Iterator[str]:
        """The lines of a subject, one for each predicate."""
        last = len(block.predicates) - 1
        for number, (predicate, objects) in enumerate(block.predicates):
            start = "    " if number else f"{self.term(block.subject)} "
            verb = "a" if predicate == RDF_TYPE else self.term(predicate)
            yield f"{start}{verb} {', '.join(map(self.term, objects))} {'.' if number == last else ';'}"

    def term(self, term: Term) -> str:
        """A term as Turtle writes it."""
        if isinstance(term, ox.NamedNode):
            return self._iri(term.value)
        if isinstance(term, ox.Literal):
            return self._literal(term)
        return str(term)

    def _iri(self, iri: str) -> str:
        if self._base and (iri == self._base or iri.startswith(f"{self._base}#")):
            return f"<{iri.removeprefix(self._base)}>"
        if iri not in self._names:
            self._names[iri] = self._prefixed(iri)
        name = self._names[iri]
        if not name.startswith("<"):
            self.used.add(name.partition(":")[0])
        return name

    def _prefixed(self, iri: str) -> str:
        for prefix, namespace in PREFIXES.items():
            if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def _literal(self, literal: ox.Literal) -> str:
        datatype = literal.datatype.value
        if datatype in _BARE and _BARE[datatype].fullmatch(literal.value):
            return literal.value
        if literal.language or datatype == _STRING:
            return str(literal)
        return f"{ox.Literal(literal.value)}^^{self._iri(datatype)}"


def _can_be_base(iri: str) -> bool:
    """Whether `<>` and `<#…>` resolve against an IRI to itself and its fragments, in every parser."""
    scheme, _, rest = iri.partition("://")
    return bool(scheme and "/" in rest) and "#" not in iri and not re.search(r"/\.{1,2}(?=/|$|\?)", rest)
