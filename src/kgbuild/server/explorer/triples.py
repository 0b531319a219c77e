"""Triples at hand by subject and predicate, as the views read them."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kgbuild.vocab import PREFIXES

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def expand(curie: str) -> str:
    """Spell out a prefixed name.

    >>> expand("rdfs:label")
    'http://www.w3.org/2000/01/rdf-schema#label'
    """
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


class Triples:
    """An index over triples.

    Args:
        triples: The triples; their order is kept.
    """

    def __init__(self, triples: Iterable[ox.Triple | ox.Quad]) -> None:
        self._objects: dict[str, dict[str, list[Term]]] = {}
        self._subjects: dict[tuple[str, str], list[str]] = {}
        for triple in triples:
            subject, predicate, value = _iri(triple.subject), triple.predicate.value, triple.object
            values = self._objects.setdefault(subject, {}).setdefault(predicate, [])
            if value not in values:
                values.append(value)
                if not isinstance(value, ox.Literal):
                    self._subjects.setdefault((predicate, _iri(value)), []).append(subject)

    def __contains__(self, subject: str) -> bool:
        """Whether something is said of a thing."""
        return subject in self._objects

    def values(self, subject: str, predicate: str) -> list[str]:
        """What is said of a thing: IRIs and lexical forms.

        Args:
            subject: Its IRI.
            predicate: A prefixed name.
        """
        return [_iri(value) for value in self._objects.get(subject, {}).get(expand(predicate), ())]

    def value(self, subject: str, predicate: str) -> str:
        """The first thing that is said, or nothing."""
        return next(iter(self.values(subject, predicate)), "")

    def subjects(self, predicate: str, value: str) -> list[str]:
        """The things of which something is said.

        Args:
            predicate: A prefixed name.
            value: The IRI that stands as object.
        """
        return self._subjects.get((expand(predicate), value), [])

    def of_class(self, *curies: str) -> list[str]:
        """The instances of some classes, each once."""
        return list(dict.fromkeys(s for curie in curies for s in self.subjects("rdf:type", expand(curie))))

    def having(self, predicate: str) -> list[str]:
        """The things of which something is said by a predicate."""
        iri = expand(predicate)
        return [subject for subject, said in self._objects.items() if iri in said]

    def about(self, subject: str) -> Iterator[tuple[str, Term]]:
        """All that is said of a thing, as predicate and object."""
        for predicate, values in self._objects.get(subject, {}).items():
            for value in values:
                yield predicate, value


def _iri(term: Term) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value
