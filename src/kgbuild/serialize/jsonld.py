"""Write JSON-LD for people who read JSON: nested from article to events to claims, with short names.

The graph is laid out as a tree here; PyLD shortens it with the context. Nothing is fetched: the context stands in the document.

Source: JSON-LD 1.1 and JSON-LD 1.1 Processing Algorithms and API (W3C Recommendations of 2020).
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import pyoxigraph as ox
from pyld import jsonld

from kgbuild.errors import OutputError
from kgbuild.named_graph import Subject, Term
from kgbuild.serialize.order import RDF_TYPE, Block, in_reading_order, merged
from kgbuild.vocab import ACTOR_TYPES, PREFIXES

_P = PREFIXES
# What stands at the top: everything else is nested in one of these, at the first place that leads to it.
_TOP: Final = frozenset(
    [
        ox.NamedNode(f"{_P['schema']}NewsArticle"),
        ox.NamedNode(f"{_P['prov']}Activity"),
        *(ox.NamedNode(f"{_P['kgo']}{name}") for name in ACTOR_TYPES),
    ]
)
# What points at the thing that it is nested in: the kind of such things (None for any), and how they point.
_UPWARD: Final = (
    (None, ox.NamedNode(f"{_P['kgo']}content")),
    (None, ox.NamedNode(f"{_P['kgo']}reportedIn")),
    (ox.NamedNode(f"{_P['kgo']}RoleAssignment"), ox.NamedNode(f"{_P['rdf']}subject")),
    (ox.NamedNode(f"{_P['nif']}Sentence"), ox.NamedNode(f"{_P['nif']}referenceContext")),
)
# Links that tell only where something stands.
_NEVER_NESTING: Final = frozenset([ox.NamedNode(f"{_P['kgo']}anchor"), ox.NamedNode(f"{_P['nif']}sentence")])
_STRING: Final = f"{_P['xsd']}string"
_BOOLEAN: Final = f"{_P['xsd']}boolean"
_INTEGER: Final = f"{_P['xsd']}integer"
_NON_NEGATIVE: Final = f"{_P['xsd']}nonNegativeInteger"
# Every JSON reader holds whole numbers of fifteen digits exactly.
_CANONICAL_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")
_FIRST_KEYS: Final = ("id", "@id", "type", "@type", "label", "headline")
# The most keys that a literal has: value and either language or type.
_VALUE_OBJECT: Final = 2


def to_jsonld(quads: Iterable[ox.Quad], context: Mapping[str, Any]) -> str:
    """Write JSON-LD 1.1; several graphs become one, as in Turtle.

    Articles, actors and runs stand side by side; in an article are its sentences, events and relations, in these their claims,
    and mentions, times and quantities where they are first needed. Everything else refers to them by `id`.

    Args:
        quads: The dataset, in any order.
        context: A JSON-LD context, or a document that holds one.

    Returns:
        The document, the same for the same graph.

    Raises:
        OutputError: The context is wrong or asks for another document.

    >>> a, b = ox.NamedNode("https://example.org/a"), ox.NamedNode("https://example.org/b")
    >>> print(to_jsonld([ox.Quad(a, b, ox.Literal("ș"))], {"b": "https://example.org/b", "id": "@id"}))
    {
     "@context": {
      "b": "https://example.org/b",
      "id": "@id"
     },
     "@graph": [
      {
       "id": "https://example.org/a",
       "b": "ș"
      }
     ]
    }
    <BLANKLINE>
    """
    terms = context.get("@context", context)
    tree = _Tree(block for section in merged(in_reading_order(quads)) for block in section.blocks)
    options = {"skipExpansion": True, "graph": True, "documentLoader": _refuse}
    try:
        document = jsonld.compact(tree.nodes(), terms, options)
    except jsonld.JsonLdError as error:
        raise OutputError(f"the JSON-LD context cannot be used: {_innermost(error)}", "jsonld") from error
    document.pop("@context", None)
    return json.dumps({"@context": terms} | _readable(document), ensure_ascii=False, indent=1) + "\n"


def _refuse(url: str, _options: object) -> dict[str, Any]:
    raise jsonld.JsonLdError(f"the context asks for {url}, and nothing is fetched", "jsonld.LoadDocumentError")


def _innermost(error: BaseException) -> str:
    """What went wrong at first, which PyLD wraps in what went wrong because of it."""
    while cause := error.__cause__:
        error = cause
    return str(error.args[0] if error.args else error)


class _Tree:
    """A graph as expanded JSON-LD in which each subject is written out once.

    Args:
        blocks: All that is said of each subject, in the order of reading.
    """

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._blocks = {block.subject: block for block in blocks}
        self._above: dict[Subject, tuple[ox.NamedNode, Subject]] = {}
        self._below: dict[Subject, list[Subject]] = {}
        for subject in self._blocks:
            if link := self._link_upward(subject):
                self._above[subject] = link
                self._below.setdefault(link[1], []).append(subject)
        self._written: set[Subject] = set()

    def nodes(self) -> list[dict[str, Any]]:
        """The nodes at the top: articles, actors, runs, and whatever is nested in none of these."""
        tops = [subject for subject in self._blocks if self._is_top(subject)]
        nodes = [self._node(subject) for subject in tops]
        # What is left hangs on nothing, or on something that hangs on it.
        unlinked = [subject for subject in self._blocks if subject not in self._above]
        nodes += [self._node(subject) for subject in (*unlinked, *self._blocks) if subject not in self._written]
        return nodes

    def _types(self, subject: Subject) -> tuple[Term, ...]:
        return next((objects for predicate, objects in self._blocks[subject].predicates if predicate == RDF_TYPE), ())

    def _is_top(self, subject: Subject) -> bool:
        return any(kind in _TOP for kind in self._types(subject))

    def _link_upward(self, subject: Subject) -> tuple[ox.NamedNode, Subject] | None:
        if self._is_top(subject):
            return None
        predicates = dict(self._blocks[subject].predicates)
        for kind, predicate in _UPWARD:
            if kind is None or kind in predicates.get(RDF_TYPE, ()):
                for above in predicates.get(predicate, ()):
                    if not isinstance(above, ox.Literal) and above in self._blocks and above != subject:
                        return predicate, above
        return None

    def _node(self, subject: Subject, *, nested_by: ox.NamedNode | None = None) -> dict[str, Any]:
        """A subject with all that is said of it, but the link by which it is nested."""
        self._written.add(subject)
        node: dict[str, Any] = {"@id": _identifier(subject)}
        for predicate, objects in self._blocks[subject].predicates:
            said = [o for o in objects if predicate != nested_by or o != self._above[subject][1]]
            if predicate == RDF_TYPE:
                node["@type"] = [_identifier(o) for o in said]
            elif said:
                node[predicate.value] = [self._value(predicate, o) for o in said]
        reverse: dict[str, list[dict[str, Any]]] = {}
        for below in self._below.get(subject, ()):
            if below not in self._written:
                link = self._above[below][0]
                reverse.setdefault(link.value, []).append(self._node(below, nested_by=link))
        if reverse:
            node["@reverse"] = reverse
        return node

    def _value(self, predicate: ox.NamedNode, term: Term) -> dict[str, Any]:
        if isinstance(term, ox.Literal):
            return _literal(term)
        nested = term in self._blocks and predicate not in _NEVER_NESTING
        if nested and term not in self._written and term not in self._above and not self._is_top(term):
            return self._node(term)
        return {"@id": _identifier(term)}


def _identifier(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value
    if isinstance(term, ox.BlankNode):
        return str(term)
    raise OutputError(f"JSON-LD cannot name {term}: choose another format", "jsonld")


def _literal(literal: ox.Literal) -> dict[str, Any]:
    """A value object; whole numbers and truth values native where their lexical form comes back the same."""
    datatype = literal.datatype.value
    if literal.language:
        return {"@value": literal.value, "@language": literal.language}
    if datatype == _STRING:
        return {"@value": literal.value}
    if datatype == _BOOLEAN and literal.value in {"true", "false"}:
        return {"@value": literal.value == "true", "@type": datatype}
    if datatype in {_INTEGER, _NON_NEGATIVE} and _CANONICAL_INTEGER.fullmatch(literal.value):
        # A bare JSON number is an xsd:integer anyway.
        return {"@value": int(literal.value)} | ({"@type": datatype} if datatype == _NON_NEGATIVE else {})
    return {"@value": literal.value, "@type": datatype}


def _readable(value: Any) -> Any:  # noqa: ANN401 — any JSON
    """Put names before values and values before nested things."""
    if isinstance(value, list):
        return [_readable(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: _readable(value[key]) for key in sorted(value, key=lambda key: _key_order(key, value[key]))}


def _key_order(key: str, value: Any) -> tuple[int, str]:  # noqa: ANN401 — any JSON
    if key in _FIRST_KEYS:
        return _FIRST_KEYS.index(key) - len(_FIRST_KEYS), key
    items = value if isinstance(value, list) else [value]
    return int(any(isinstance(item, dict) and len(item) > _VALUE_OBJECT for item in items)), key
