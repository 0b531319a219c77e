"""The pages: what is asked for each of them, and with which template it is shown."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kgbuild.query import questions
from kgbuild.server.explorer import terms
from kgbuild.server.explorer.actor import read_actor, read_relations
from kgbuild.server.explorer.answers import answer_graph
from kgbuild.server.explorer.article import ArticleView, read_article_view, turtle
from kgbuild.server.explorer.catalog import lookups
from kgbuild.server.explorer.catalog.lookups import Found
from kgbuild.server.explorer.catalog.words import expression
from kgbuild.server.explorer.charts import by_day, draw_map, draw_timeline
from kgbuild.server.explorer.layout import MOST, lay_out
from kgbuild.server.explorer.neighbours import read_neighbours
from kgbuild.server.explorer.pages import HEADERS, language, page
from kgbuild.server.explorer.reading import Named, alike, read_articles, read_cards, read_names, read_rows
from kgbuild.server.explorer.requested import (
    Handler,
    event_kinds,
    guarded,
    missing,
    named_thing,
    read_filters,
    read_offset,
    settings,
)
from kgbuild.server.explorer.selection import PREFIX_LINES, Selection, telling
from kgbuild.server.explorer.service import Service, query
from kgbuild.server.explorer.texts import Texts
from kgbuild.server.explorer.triples import Triples, expand
from kgbuild.server.explorer.tryout import FORMATS, LONGEST, Built, example
from kgbuild.server.parameters import body, parse

Builder = Callable[[str, date | None, str | None], Awaitable[Built]]

_PAGE: Final = 20
_ACTORS: Final = 24
_SHORTEST_SEARCH: Final = 2
_FOUND: Final = 30
_SUBJECT: Final = expand("rdf:subject")
# The roles in which an actor's page shows events, the latest of each; one of them alone fills a page of its own.
SECTIONS: Final = ("agent", "undergone", "source", "place")
_CARDS: Final = 12
_ONLY: Final = 40
# The latest articles that say what an actor is called; the latest events that say with whom it takes part.
_FACTS: Final = 200
_MET: Final = 2_000
_OTHERS: Final = 14
# Without a filter, timeline and map show what so many of the latest articles tell: nobody looks through all of a large store.
_LATEST: Final = 100
_DATED: Final = 200
_TOLD: Final = 30
_PLACED: Final = 2_000


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of what there is a page shows.

    Args:
        offset: How many things come before it.
        size: How many things it shows.
        more: Whether others come after it.
    """

    offset: int
    size: int
    more: bool


_FIRST_QUERY: Final = """# Who helped whom, in events of the type AID?
SELECT ?who ?whom (COUNT(DISTINCT ?event) AS ?events)
WHERE {
  GRAPH ?article {
    ?event sem:eventType plover:AID ;
      kgo:agent/rdfs:label ?who ;
      (kgo:recipient|kgo:patient)/rdfs:label ?whom .
  }
}
GROUP BY ?who ?whom
ORDER BY DESC(?events)
LIMIT 20"""


class Views:
    """The handlers of the pages.

    Args:
        service: The SPARQL service and the catalogue.
        build: Builds the graph of a text in a process of its own, as `kgbuild.server.explorer.tryout.build_graph` does.
        warm_up: Has that process load what it needs.
    """

    def __init__(self, service: Service, build: Builder, warm_up: Callable[[], object]) -> None:
        self._service = service
        self._build = build
        self._warm_up = warm_up

    def routes(self) -> list[Route | Mount]:
        """Where the pages are."""
        pages = {"/article": self.article, "/event": self.event, "/query": self.query}
        chosen = {
            "/": self.home,
            "/search": self.search,
            "/actor": self.actor,
            "/graph": self.graph,
            "/timeline": self.timeline,
            "/map": self.map,
        }
        return [
            *(Route(path, guarded(self._following(handler))) for path, handler in chosen.items()),
            *(Route(path, guarded(handler)) for path, handler in pages.items()),
            Route("/try", guarded(self.tryout), methods=["GET", "POST"]),
            Route("/settings", settings),
            Mount("/static", StaticFiles(packages=[("kgbuild.server.explorer", "static")])),
        ]

    def _following(self, handler: Handler) -> Handler:
        """Have a page say how far the catalogue is that chooses what it shows."""

        async def handle(request: Request) -> Response:
            request.state.progress = await self._service.progress()
            return await handler(request)

        return handle

    async def home(self, request: Request) -> Response:
        """The latest articles, and who occurs in them."""
        offset, chosen = read_offset(request), language(request)
        counts = await self._service.look(lookups.counts)
        articles = await self._service.look(lookups.latest, _PAGE, offset)
        kinds = [(terms.event_type(c), n) for c, n in await self._service.look(lookups.kinds, articles)]
        return page(
            request,
            "home.html",
            counts=counts,
            articles=await read_articles(self._service, articles),
            actors=await read_names(self._service, await self._service.look(lookups.actors_of, articles, _ACTORS)),
            kinds=[(terms.type_label(kind, chosen), kind, terms.family(kind), number) for kind, number in kinds if kind],
            paging=Paging(offset, _PAGE, more=offset + _PAGE < counts.articles),
            endpoint=f"{request.base_url}sparql",
        )

    async def article(self, request: Request) -> Response:
        """An article: its text and its events."""
        node = named_thing(request)
        graph = await self._service.graph(query("article", article=node))
        triples = Triples(graph)
        view = read_article_view(node.value, triples, language(request))
        if view is None:
            raise missing(request, node.value)
        return page(request, "article.html", a=view, raw=raw_triples(view, graph))

    async def search(self, request: Request) -> Response:
        """Names, titles and sentences with some words."""
        words, offset, service = request.query_params.get("q", "").strip(), read_offset(request), self._service
        ran = len(words) >= _SHORTEST_SEARCH and bool(expression(words))
        actors: list[Named] = []
        titles: list[dict[str, str]] = []
        sentences: list[dict[str, str]] = []
        if ran:
            if not offset:
                shared, own = await service.look(lookups.search_actors, words, _FOUND)
                actors = await read_names(service, shared) + alike(await read_names(service, own))
            found = await service.look(lookups.search_titles, words, _FOUND, offset)
            titles = await read_articles(service, found)
            said = await service.look(lookups.search_sentences, words, _FOUND, offset)
            sentences = [{"published": "", **row} for row in await read_rows(service, "sentences", said)]
        paging = Paging(offset, _FOUND, more=max(len(titles), len(sentences)) == _FOUND)
        results = {"actors": actors[:_FOUND], "titles": titles, "sentences": sentences}
        return page(request, "search.html", words=words, ran=ran, found=results, paging=paging)

    async def actor(self, request: Request) -> Response:
        """An actor: names, links, relations, what it did, what was done to it, what stands on its word, with whom."""
        node, service = named_thing(request), self._service
        articles = await service.look(lookups.actor_articles, node.value, _FACTS)
        party = await read_actor(service, node, articles)
        if party is None:
            raise missing(request, node.value)
        role, offset = request.query_params.get("role", ""), read_offset(request)
        only = role in SECTIONS
        size = _ONLY if only else _CARDS
        found = {
            name: await service.look(lookups.events_of, node.value, name, size + 1, offset if only else 0)
            for name in ((role,) if only else SECTIONS)
        }
        shown = dict.fromkeys(event for events in found.values() for event in events[:size])
        cards = {card.iri: card for card in await read_cards(service, shown)}
        return page(
            request,
            "actor.html",
            actor=party,
            sections={name: [cards[e.iri] for e in events[:size] if e.iri in cards] for name, events in found.items() if events},
            more={name for name, events in found.items() if len(events) > size},
            relations=[] if only else await read_relations(service, node),
            others=[] if only else await read_names(service, await service.look(lookups.others, node.value, _MET, _OTHERS)),
            only=role if only else "",
            paging=Paging(offset, size, more=len(found.get(role, ())) > size),
        )

    async def event(self, request: Request) -> Response:
        """An event: all claims about it side by side, and the figures that each source gives."""
        node = named_thing(request)
        told = await self._service.rows(query("event", event=node))
        found = await read_cards(self._service, [Found(row["article"], node.value) for row in told])
        if not found:
            raise missing(request, node.value)
        return page(request, "event.html", e=found[0], title=told[0].get("title", ""))

    async def graph(self, request: Request) -> Response:
        """Actors and what connects them: of an article, of an actor, or of a query's answer."""
        selection, chosen = read_filters(request), language(request)
        opened = list(dict.fromkeys(request.query_params.getlist("open")))
        if sparql := request.query_params.get("query"):
            actors, found = await answer_graph(self._service, sparql)
            name, about = Texts(chosen)("query.result"), ""
        else:
            about = named_thing(request).value
            name, actors, found = await read_neighbours(self._service, about, selection, opened, chosen)
        return page(
            request,
            "graph.html",
            picture=lay_out(actors, found),
            actors=actors,
            name=name,
            about=about,
            f=selection,
            sparql=sparql,
            kinds=event_kinds(chosen),
            opened=opened,
            most=MOST,
        )

    async def _choose(self, selection: Selection, limit: int, offset: int, having: str) -> list[Found]:
        """The events that filters choose; without any, those of the latest articles."""
        if selection.any:
            return await self._service.look(lookups.choose, selection.filter(), limit, offset, having=having)
        wanted = selection.filter(latest=_LATEST, before=offset)
        return await self._service.look(lookups.choose, wanted, limit, having=having)

    async def timeline(self, request: Request) -> Response:
        """Events with a time, the latest first."""
        selection, chosen, offset = read_filters(request), language(request), read_offset(request)
        found = await self._choose(selection, _DATED, offset, "time")
        return page(
            request,
            "timeline.html",
            days=by_day(await read_cards(self._service, found[:_TOLD])),
            chart=draw_timeline(await read_rows(self._service, "dated", found)),
            f=selection,
            kinds=event_kinds(chosen),
            paging=await self._paging(selection, offset, len(found)),
            latest=_LATEST,
        )

    async def map(self, request: Request) -> Response:
        """Where events happened."""
        selection, chosen, offset = read_filters(request), language(request), read_offset(request)
        found = await self._choose(selection, _PLACED, 0 if selection.any else offset, "place")
        rows = await self._service.rows(telling("placed", found)) if found else []
        return page(
            request,
            "map.html",
            world=draw_map(rows),
            f=selection,
            kinds=event_kinds(chosen),
            most=_PLACED,
            paging=await self._paging(selection, offset, len(found)),
            latest=_LATEST,
        )

    async def _paging(self, selection: Selection, offset: int, found: int) -> Paging:
        """How many things a page goes on by, and whether there are more: events that filters choose, else the latest articles."""
        if selection.any:
            return Paging(offset, _DATED, more=found == _DATED)
        counts = await self._service.look(lookups.counts)
        return Paging(offset, _LATEST, more=offset + _LATEST < counts.articles)

    async def query(self, request: Request) -> Response:
        """An editor for SPARQL."""
        sparql = request.query_params.get("query", "")
        return page(
            request, "query.html", sparql=sparql or _FIRST_QUERY, questions=list(questions().values()), prefixes=PREFIX_LINES
        )

    async def tryout(self, request: Request) -> Response:
        """A text that somebody pastes, and its graph."""
        t = Texts(language(request))
        if request.method != "POST":
            self._warm_up()
            return _paste(request)
        # Another site must not make this machine work.
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            raise HTTPException(403, t("try.elsewhere"))
        sent = dict(parse(await body(request)))
        text, day, form = sent.get("text", ""), sent.get("published", ""), sent.get("format")
        if len(text) > LONGEST:
            return _paste(request, 413, text[:LONGEST], day, t("try.large", number=t.number(LONGEST)))
        try:
            published = date.fromisoformat(day) if day else None
        except ValueError:
            return _paste(request, 400, text, "", t("filter.wrong", value=day))
        started = time.perf_counter()
        built = await self._build(text.replace("\r\n", "\n"), published, form if form in FORMATS else None)
        if built.error:
            return _paste(request, 400, text, day, built.error)
        if built.download and form:
            media, ending = FORMATS[form]
            named = {"Content-Disposition": f'attachment; filename="kgbuild.{ending}"', "Cache-Control": "no-store"}
            return Response(built.download, 200, HEADERS | named, media)
        graph = [quad.triple for quad in ox.parse(built.graph, format=ox.RdfFormat.N_TRIPLES)]
        view = read_article_view(built.article, Triples(graph), t.language, stored=False)
        told = {"seconds": round(time.perf_counter() - started, 2), "statements": len(graph), "text": text, "published": day}
        return page(request, "article.html", a=view, raw=raw_triples(view, graph), built=told, stored=False)


def _paste(request: Request, status: int = 200, text: str = "", published: str = "", message: str = "") -> Response:
    told = {"text": text, "published": published, "message": message}
    return page(request, "try.html", status, longest=LONGEST, example=example(), **told)


def raw_triples(view: ArticleView | None, graph: Sequence[ox.Triple]) -> dict[str, str]:
    """What the graph says of each event, its roles and its claims, as Turtle."""
    about: dict[str, list[ox.Triple]] = {}
    roles: dict[str, list[str]] = {}
    for triple in graph:
        if isinstance(triple.subject, ox.NamedNode):
            about.setdefault(triple.subject.value, []).append(triple)
            if triple.predicate.value == _SUBJECT and isinstance(triple.object, ox.NamedNode):
                roles.setdefault(triple.object.value, []).append(triple.subject.value)
    events = view.events if view else ()
    named = {event.iri: (event.iri, *roles.get(event.iri, ()), *(claim.iri for claim in event.claims)) for event in events}
    return {event: turtle(triple for iri in iris for triple in about.get(iri, ())) for event, iris in named.items()}
