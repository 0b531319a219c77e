"""A view of graphs in schema.org's terms alone, as search engines read it: the article, what it is about, what it mentions.

What most of an article's events and mentions involve is what it is about; other actors are mentioned.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from kgbuild.serialize.article_graphs import by_graph
from kgbuild.vocab import ACTOR_TYPES, PREFIXES

_TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")
_DENOTED_BY: Final = ox.NamedNode(PREFIXES["gaf"] + "denotedBy")
_LABEL: Final = ox.NamedNode(PREFIXES["rdfs"] + "label")
_FORM: Final = ox.NamedNode(PREFIXES["skos"] + "altLabel")
_SAME: Final = ox.NamedNode(PREFIXES["owl"] + "sameAs")
_SCHEMA: Final = PREFIXES["schema"]
# A group of people is no organisation, and schema.org has no class for it but the most general.
_CLASSES: Final = {
    "Person": "Person",
    "Organization": "Organization",
    "GeopoliticalEntity": "AdministrativeArea",
    "PersonGroup": "Thing",
    "Place": "Place",
}
# How many actors an article is about at most.
_ABOUT: Final = 3


def to_schema_org(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Keep what schema.org has words for.

    Triples: `schema:NewsArticle` with `headline`, `datePublished`, `inLanguage`, `publisher`, `author`, `articleBody`, `about`,
    `mentions`; actors with their class, `name`, `alternateName`, `sameAs`.

    Args:
        quads: Graphs of articles.

    Returns:
        A graph for each, under the same name.
    """
    return [q for name, graph in by_graph(quads).items() if isinstance(name, ox.NamedNode) for q in _view(name, list(graph))]


def _term(local: str) -> ox.NamedNode:
    return ox.NamedNode(_SCHEMA + local)


def _view(article: ox.NamedNode, graph: list[ox.Quad]) -> Iterator[ox.Quad]:
    def quad(subject: ox.NamedNode | ox.BlankNode | ox.Triple, local: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(subject, _term(local), value, article)

    yield ox.Quad(article, _TYPE, _term("NewsArticle"), article)
    actors = {q.subject: _CLASSES[kind] for q in graph if (kind := _actor_type(q))}
    for q in graph:
        if q.subject not in actors and q.predicate.value.startswith(_SCHEMA) and not _is_quantity(q):
            yield q
        elif q.subject == article and q.predicate.value == f"{PREFIXES['nif']}isString" and isinstance(q.object, ox.Literal):
            yield quad(article, "articleBody", q.object)
        elif q.predicate == _TYPE and q.object == _term("NewsMediaOrganization"):
            yield q
    weight = Counter(q.subject for q in graph if q.subject in actors and q.predicate == _DENOTED_BY)
    ranked = sorted(actors, key=lambda actor: (-weight[actor], str(actor)))
    for place, actor in enumerate(ranked):
        if isinstance(actor, ox.NamedNode):
            yield quad(article, "about" if place < _ABOUT else "mentions", actor)
            yield ox.Quad(actor, _TYPE, _term(actors[actor]), article)
    names = {_LABEL: "name", _FORM: "alternateName", _SAME: "sameAs"}
    for q in graph:
        if q.subject in actors and q.predicate in names and isinstance(q.object, ox.NamedNode | ox.Literal):
            yield quad(q.subject, names[q.predicate], q.object)


def _actor_type(quad: ox.Quad) -> str:
    """The local name of an actor's class, empty for any other statement."""
    if quad.predicate != _TYPE or not isinstance(quad.object, ox.NamedNode):
        return ""
    name = quad.object.value.removeprefix(PREFIXES["kgo"])
    return name if name in ACTOR_TYPES else ""


def _is_quantity(quad: ox.Quad) -> bool:
    return quad.predicate.value.removeprefix(_SCHEMA) in {"value", "minValue", "maxValue", "unitText"}
