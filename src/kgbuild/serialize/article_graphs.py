"""Sorts quads by article: one graph for each, which is how stores hold them and exports read them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

import pyoxigraph as ox

from kgbuild.vocab import PREFIXES

Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_ARTICLE: Final = ox.NamedNode(f"{PREFIXES['schema']}NewsArticle")
_STATEMENT_PARTS: Final = tuple(ox.NamedNode(f"{PREFIXES['rdf']}{part}") for part in ("subject", "predicate", "object"))


def by_graph(quads: Iterable[ox.Quad]) -> dict[Graph, set[ox.Quad]]:
    """Sort quads by graph; triples without a graph go to the graphs of the articles that they are about.

    Formats of plain triples (Turtle, N-Triples, RDF/XML, JSON-LD) lose which article's graph a triple stood in. It is found
    again like this:

    - What an article or a part of it (`ARTICLE#…`) is the subject of, and what points at such a part, is the article's.
    - A relation between shared actors is of the articles that have an `rdf:Statement` of it.
    - Anything else about a shared thing (a linked actor's label, the run) is of every article that leads to it.
    - What no article leads to stays in the default graph.

    Of one article this gives exactly its graph; of several, a linked actor brings all its names into each of their graphs.
    """
    graphs: dict[Graph, set[ox.Quad]] = defaultdict(set)
    loose = []
    for quad in quads:
        if isinstance(quad.graph_name, ox.DefaultGraph):
            loose.append(quad)
        else:
            graphs[quad.graph_name].add(quad)
    for graph, found in _assign(loose).items():
        graphs[graph] |= found
    return dict(graphs)


def _assign(triples: list[ox.Quad]) -> dict[Graph, set[ox.Quad]]:
    articles = [
        t.subject for t in triples if t.predicate == _TYPE and t.object == _ARTICLE and isinstance(t.subject, ox.NamedNode)
    ]
    if len(articles) == 1:
        return {articles[0]: {_in_graph(t, articles[0]) for t in triples}}
    own, shared = _split(triples, {a.value: a for a in articles})
    stated = {article: _statements(found) for article, found in own.items()}
    relations = set().union(*stated.values())
    of_subject: dict[Term, list[ox.Quad]] = defaultdict(list)
    for triple in shared:
        if triple.triple not in relations:
            of_subject[triple.subject].append(triple)
    placed: dict[Graph, set[ox.Quad]] = {}
    left = set(shared)
    for article, found in own.items():
        of_article = found | {t for t in shared if t.triple in stated[article]}
        of_article |= _reachable(of_article, of_subject)
        placed[article] = {_in_graph(t, article) for t in of_article}
        left -= of_article
    if left:
        placed[ox.DefaultGraph()] = left
    return placed


def _split(
    triples: list[ox.Quad], articles: Mapping[str, ox.NamedNode]
) -> tuple[dict[ox.NamedNode, set[ox.Quad]], list[ox.Quad]]:
    """The triples of each article's own things, and those of none."""
    own: dict[ox.NamedNode, set[ox.Quad]] = {article: set() for article in articles.values()}
    shared = []
    for triple in triples:
        article = _article_of(triple.subject, articles) or _article_of(triple.object, articles)
        if article is None:
            shared.append(triple)
        else:
            own[article].add(triple)
    return own, shared


def _article_of(term: Term, articles: Mapping[str, ox.NamedNode]) -> ox.NamedNode | None:
    """The article that a term is, or is a part of."""
    if not isinstance(term, ox.NamedNode):
        return None
    return articles.get(term.value) or articles.get(term.value.rpartition("#")[0])


def _in_graph(quad: ox.Quad, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def _statements(quads: set[ox.Quad]) -> set[ox.Triple]:
    """The triples that an article's `rdf:Statement` nodes speak of."""
    parts: dict[Term, dict[ox.NamedNode, Term]] = defaultdict(dict)
    for quad in quads:
        if quad.predicate in _STATEMENT_PARTS:
            parts[quad.subject][quad.predicate] = quad.object
    stated = set()
    for found in parts.values():
        match [found.get(part) for part in _STATEMENT_PARTS]:
            case [ox.NamedNode() as subject, ox.NamedNode() as predicate, (ox.NamedNode() | ox.Literal()) as value]:
                stated.add(ox.Triple(subject, predicate, value))
    return stated


def _reachable(found: set[ox.Quad], of_subject: Mapping[Term, list[ox.Quad]]) -> set[ox.Quad]:
    """The shared triples that lead on from the subjects and objects of an article's own."""
    reached: set[ox.Quad] = set()
    queue: set[Term] = {term for quad in found for term in (quad.subject, quad.object)}
    seen = set(queue)
    while queue:
        for triple in of_subject.get(queue.pop(), ()):
            reached.add(triple)
            if triple.object not in seen:
                seen.add(triple.object)
                queue.add(triple.object)
    return reached
