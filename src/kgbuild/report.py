"""What validation finds, as values: the report of the W3C's SHACL."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from kgbuild.vocab import PREFIXES

Term = ox.NamedNode | ox.BlankNode | ox.Literal

_TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")
_SH: Final = "http://www.w3.org/ns/shacl#"
_VIOLATION: Final = f"{_SH}Violation"


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result.

    Args:
        focus_node: The node that was checked.
        result_path: The property concerned, `^` before it where it is followed backwards; None where there is none.
        value: The value concerned, None where there is none.
        severity: IRI of the severity.
        messages: Text and language tag (empty for none) of each message.
        source_shape: IRI of the shape, None where it has none.
        component: IRI of the constraint component.
    """

    focus_node: Term
    result_path: str | None
    value: Term | None
    severity: str
    messages: tuple[tuple[str, str], ...]
    source_shape: str | None
    component: str

    @property
    def is_violation(self) -> bool:
        """Whether it keeps the graph from conforming; warnings and infos do not."""
        return self.severity == _VIOLATION

    def message(self, language: str = "en") -> str:
        """The message in a language, else the first there is."""
        texts = {tag: text for text, tag in reversed(self.messages)}
        return texts.get(language) or next(iter(reversed(texts.values())), "")


@dataclass(frozen=True)
class Report:
    """What validation found, and what the gate took out for it.

    Args:
        results: All results, those of severity Warning and Info as well, in a fixed order.
        dropped: How many statements were taken out.
        dropped_nodes: How many nodes of each class were taken out whole, by the class's local name.
    """

    results: tuple[Result, ...] = ()
    dropped: int = 0
    dropped_nodes: Mapping[str, int] = field(default_factory=dict)

    @property
    def conforms(self) -> bool:
        """Whether nothing of severity Violation was found."""
        return not any(r.is_violation for r in self.results)

    def turtle(self) -> str:
        """Write the report as the W3C has it, in Turtle (SHACL, section 3.6)."""
        node = ox.BlankNode("report")
        kind = ox.NamedNode(f"{_SH}ValidationReport")
        conforms = ox.Literal(str(self.conforms).lower(), datatype=ox.NamedNode(PREFIXES["xsd"] + "boolean"))
        triples = [ox.Triple(node, _TYPE, kind), ox.Triple(node, ox.NamedNode(f"{_SH}conforms"), conforms)]
        for number, result in enumerate(self.results, start=1):
            triples.extend(_result_triples(node, ox.BlankNode(f"result{number}"), result))
        prefixes = {"sh": _SH, "kgs": "https://w3id.org/kgbuild/shapes#"} | PREFIXES
        lines = (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"").decode().splitlines(keepends=True)
        # The writer declares its prefixes in no fixed order; the same report shall be the same bytes.
        declared = [line for line in lines if line.startswith("@prefix")]
        return "".join([*sorted(declared), *(line for line in lines if not line.startswith("@prefix"))])


def merge_reports(reports: Iterable[Report]) -> Report:
    """Make one report of several.

    >>> merge_reports([Report(dropped=2), Report(dropped=3)]).dropped
    5
    """
    results: list[Result] = []
    nodes: Counter[str] = Counter()
    dropped = 0
    for report in reports:
        results.extend(report.results)
        nodes.update(report.dropped_nodes)
        dropped += report.dropped
    return Report(tuple(results), dropped, dict(sorted(nodes.items())))


def _result_triples(report: ox.BlankNode, node: ox.BlankNode, result: Result) -> Iterator[ox.Triple]:
    def sh(local: str) -> ox.NamedNode:
        return ox.NamedNode(_SH + local)

    yield ox.Triple(report, sh("result"), node)
    yield ox.Triple(node, _TYPE, sh("ValidationResult"))
    yield ox.Triple(node, sh("focusNode"), result.focus_node)
    if result.result_path and result.result_path.startswith("^"):
        path = ox.BlankNode(f"{node.value}path")
        yield ox.Triple(node, sh("resultPath"), path)
        yield ox.Triple(path, sh("inversePath"), ox.NamedNode(result.result_path[1:]))
    elif result.result_path:
        yield ox.Triple(node, sh("resultPath"), ox.NamedNode(result.result_path))
    if result.value is not None:
        yield ox.Triple(node, sh("value"), result.value)
    yield ox.Triple(node, sh("resultSeverity"), ox.NamedNode(result.severity))
    yield ox.Triple(node, sh("sourceConstraintComponent"), ox.NamedNode(result.component))
    if result.source_shape:
        yield ox.Triple(node, sh("sourceShape"), ox.NamedNode(result.source_shape))
    for text, tag in result.messages:
        yield ox.Triple(node, sh("resultMessage"), ox.Literal(text, language=tag) if tag else ox.Literal(text))
