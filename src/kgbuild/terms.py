"""Look into the ontology that comes with kgbuild: describe a term, check that the whole is in order."""

from collections import defaultdict
from functools import cache
from typing import Final

import pyoxigraph as ox

from kgbuild.errors import OntologyError
from kgbuild.resources import ontology_dir, ontology_text
from kgbuild.vocab import EVENT_CLASSES, PREFIXES

_P = PREFIXES
_TYPE: Final = ox.NamedNode(_P["rdf"] + "type")
_SUBCLASS: Final = ox.NamedNode(_P["rdfs"] + "subClassOf")
_SUBPROPERTY: Final = ox.NamedNode(_P["rdfs"] + "subPropertyOf")
_CLASS: Final = ox.NamedNode(_P["owl"] + "Class")
_LABEL: Final = ox.NamedNode(_P["rdfs"] + "label")
_PREF_LABEL: Final = ox.NamedNode(_P["skos"] + "prefLabel")
_DEFINITION: Final = ox.NamedNode(_P["skos"] + "definition")
_LANGUAGES: Final = ("en", "ro")
_OURS: Final = (_P["kgo"], _P["plover"])

Statements = dict[ox.NamedNode, dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]]]


@cache
def _statements() -> Statements:
    """All that the ontology's Turtle files say of named things.

    Raises:
        OntologyError: A file cannot be parsed.
    """
    found: Statements = defaultdict(lambda: defaultdict(list))
    for path in sorted(ontology_dir().glob("*.ttl")):
        try:
            for quad in ox.parse(ontology_text(path.name), format=ox.RdfFormat.TURTLE):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                    found[quad.subject][quad.predicate].append(quad.object)
        except SyntaxError as error:
            raise OntologyError(f"is not valid Turtle: {error.msg}", path.name) from error
    return found


def check_ontology() -> list[str]:
    """Check the ontology: that it parses, that all classes of events are in it where they belong, that all terms are explained.

    Returns:
        What is wrong, a line each.

    Raises:
        OntologyError: The ontology is not installed or cannot be parsed.
    """
    return [*_misplaced_classes(), *_unexplained_terms(), *_cycles()]


def _misplaced_classes() -> list[str]:
    statements = _statements()
    problems = []
    for event_type, (general, *leaves) in EVENT_CLASSES.items():
        above = ox.NamedNode(_P["kgo"] + general)
        for name in (general, *leaves):
            node = ox.NamedNode(_P["kgo"] + name)
            if _CLASS not in statements.get(node, {}).get(_TYPE, []):
                problems.append(f"kgo:{name} ({event_type}) is no class of the ontology")
            elif name != general and above not in statements[node].get(_SUBCLASS, []):
                problems.append(f"kgo:{name} is not under kgo:{general}")
    return problems


def _unexplained_terms() -> list[str]:
    problems = []
    for node, predicates in sorted(_statements().items(), key=lambda item: item[0].value):
        if not _is_own_term(node):
            continue
        labels = _in_languages(predicates, _LABEL)
        definitions = _in_languages(predicates, _DEFINITION)
        for language in _LANGUAGES:
            if language not in labels:
                problems.append(f"{short_iri(node.value)} has no label in “{language}”")
            if language not in definitions:
                problems.append(f"{short_iri(node.value)} has no definition in “{language}”")
    return problems


def _is_own_term(node: ox.NamedNode) -> bool:
    """Whether a node is a term that the ontology itself defines; the PLOVER concepts are explained in English alone."""
    return node.value.startswith(_P["kgo"]) and node.value != _P["kgo"] and _TYPE in _statements()[node]


def _in_languages(predicates: dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]], predicate: ox.NamedNode) -> set[str]:
    return {o.language for o in predicates.get(predicate, []) if isinstance(o, ox.Literal) and o.language}


def _cycles() -> list[str]:
    """Classes and properties that are below themselves."""
    statements = _statements()
    problems = []
    for relation in (_SUBCLASS, _SUBPROPERTY):
        for start in statements:
            above, queue = set[ox.NamedNode](), [start]
            while queue:
                node = queue.pop()
                more = [o for o in statements.get(node, {}).get(relation, []) if isinstance(o, ox.NamedNode) and o not in above]
                above.update(more)
                queue.extend(more)
            if start in above:
                problems.append(f"{short_iri(start.value)} is below itself")
    return sorted(problems)


def describe(term: str) -> str:
    """Say what a term of the ontology means, for people.

    Args:
        term: Its prefixed name (`kgo:Claim`), its local name or its IRI.

    Returns:
        Its name, labels and definitions, and what it is below.

    Raises:
        OntologyError: There is no such term.
    """
    node = _find(term)
    predicates = _statements()[node]
    lines = [f"{short_iri(node.value)}  <{node.value}>"]
    for predicate in (_LABEL, _PREF_LABEL, _DEFINITION):
        values = [o for o in predicates.get(predicate, []) if isinstance(o, ox.Literal)]
        lines += [f"  {value.language or '-'}: {value.value}" for value in sorted(values, key=lambda o: o.language or "")]
    for predicate, objects in sorted(predicates.items(), key=lambda item: item[0].value):
        names = sorted(short_iri(o.value) for o in objects if isinstance(o, ox.NamedNode))
        if names:
            lines.append(f"  {short_iri(predicate.value)} {', '.join(names)}")
    return "\n".join(lines) + "\n"


def _find(term: str) -> ox.NamedNode:
    prefix, colon, local = term.partition(":")
    candidates = [PREFIXES[prefix] + local] if colon and prefix in PREFIXES else [term, *(space + term for space in _OURS)]
    known = {node.value: node for node in _statements()}
    for candidate in candidates:
        if candidate in known:
            return known[candidate]
    raise OntologyError("is no term of the ontology; `kgbuild ontology show` prints all", term)


def short_iri(iri: str) -> str:
    """Shorten an IRI by the prefixes kgbuild writes.

    >>> short_iri("https://w3id.org/kgbuild/ontology#Claim"), short_iri("https://exemplu.ro/")
    ('kgo:Claim', 'https://exemplu.ro/')
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
