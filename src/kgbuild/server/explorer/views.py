"""The pages: what is asked for each of them, and with which template it is shown."""

import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from importlib import resources
from typing import Final

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kgbuild.query import questions
from kgbuild.server.explorer import terms
from kgbuild.server.explorer.actor import read_actor
from kgbuild.server.explorer.answers import answer_graph
from kgbuild.server.explorer.article import ArticleView, read_article_view, turtle
from kgbuild.server.explorer.cards import EventCard, Reader
from kgbuild.server.explorer.charts import by_day, draw_map, draw_timeline
from kgbuild.server.explorer.layout import MOST, edges, lay_out
from kgbuild.server.explorer.pages import HEADERS, THEMES, language, page
from kgbuild.server.explorer.search import pattern
from kgbuild.server.explorer.selection import (
    LATEST,
    PREFIX_LINES,
    Selection,
    SelectionError,
    choose,
    in_role,
    parse_selection,
    related,
)
from kgbuild.server.explorer.service import AskError, Service, query
from kgbuild.server.explorer.texts import LANGUAGES, Texts
from kgbuild.server.explorer.triples import Triples, expand
from kgbuild.server.explorer.tryout import FORMATS, LONGEST, Built
from kgbuild.server.parameters import body, checked_iri, parse
from kgbuild.server.pool import StoppedError
from kgbuild.vocab import EVENT_TYPES

Builder = Callable[[str, date | None, str | None], Awaitable[Built]]
Handler = Callable[[Request], Awaitable[Response]]

_PAGE: Final = 20
_FARTHEST: Final = 1_000_000
_SHORTEST_SEARCH: Final = 2
_FOUND: Final = 30
_YEAR: Final = 31_536_000
_SUBJECT: Final = expand("rdf:subject")
_CARDS: Final = 12
_DATED: Final = 30
_OPEN: Final = 12
_FIRST_QUERY: Final = """SELECT ?who (COUNT(DISTINCT ?event) AS ?events)
WHERE {
  ?event kgo:agent ?actor .
  ?actor rdfs:label ?who .
}
GROUP BY ?who
ORDER BY DESC(?events)
LIMIT 20"""


def named_thing(request: Request) -> ox.NamedNode:
    """The thing that a page is about.

    Raises:
        HTTPException: The request names none.
    """
    iri = request.query_params.get("iri", "")
    if not iri:
        raise HTTPException(400, Texts(language(request))("error.iri"))
    return ox.NamedNode(checked_iri(iri))


def missing(request: Request, iri: str) -> HTTPException:
    """Nothing is known of a thing."""
    return HTTPException(404, Texts(language(request))("error.missing", iri=iri))


class Views:
    """The handlers of the pages.

    Args:
        service: The SPARQL service.
        build: Builds the graph of a text in a process of its own, as `kgbuild.server.explorer.tryout.build_graph` does.
    """

    def __init__(self, service: Service, build: Builder) -> None:
        self._service = service
        self._build = build

    def routes(self) -> list[Route | Mount]:
        """Where the pages are."""
        pages = {
            "/": self.home,
            "/article": self.article,
            "/search": self.search,
            "/actor": self.actor,
            "/event": self.event,
            "/graph": self.graph,
            "/timeline": self.timeline,
            "/map": self.map,
            "/query": self.query,
        }
        return [
            *(Route(path, guarded(handler)) for path, handler in pages.items()),
            Route("/try", guarded(self.tryout), methods=["GET", "POST"]),
            Route("/settings", settings),
            Mount("/static", StaticFiles(packages=[("kgbuild.server.explorer", "static")])),
        ]

    async def home(self, request: Request) -> Response:
        """The latest articles, and who occurs in them."""
        given = request.query_params.get("offset", "0")
        offset = min(int(given), _FARTHEST) if given.isascii() and given.isdecimal() else 0
        counts = await self._service.statistics()
        articles = await self._service.rows(query("latest", limit=_PAGE, offset=offset))
        graphs = [ox.NamedNode(row["article"]) for row in articles]
        actors = await self._service.rows(query("actors-of", article=graphs)) if graphs else []
        kinds = await self._service.rows(query("kinds-of", article=graphs)) if graphs else []
        chosen = language(request)
        told = [(terms.event_type(row["concept"]), int(row["events"])) for row in kinds]
        return page(
            request,
            "home.html",
            counts=counts,
            articles=[{"publisher": "", "published": "", **row} for row in articles],
            actors=actors,
            kinds=[(terms.type_label(kind, chosen), kind, terms.family(kind), number) for kind, number in told if kind],
            offset=offset,
            size=_PAGE,
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
        words = request.query_params.get("q", "").strip()
        expression = pattern(words)
        ran = len(words) >= _SHORTEST_SEARCH and bool(expression)
        # Written into the query, since an expression that is bound to a variable would be compiled anew for each name.
        literal = str(ox.Literal(expression))
        found: dict[str, list[dict[str, str]]] = {name: [] for name in ("actors", "titles", "sentences")}
        if ran:
            for name in found:
                rows = await self._service.rows(query(f"search-{name}").replace('"PATTERN"', literal))
                found[name] = [{"published": "", **row} for row in rows]
        full = any(len(rows) >= _FOUND for rows in found.values())
        return page(request, "search.html", words=words, ran=ran, full=full, found=found)

    async def _cards(self, events: Sequence[str]) -> list[EventCard]:
        """Events as cards, in the order given."""
        if not events:
            return []
        reader = Reader(await self._service.triples(query("events", event=[ox.NamedNode(iri) for iri in events])))
        return [reader.event(iri) for iri in events]

    async def actor(self, request: Request) -> Response:
        """An actor: names, links, relations, what it did, what was done to it, what stands on its word, with whom."""
        node = named_thing(request)
        facts = await self._service.rows(query("actor", actor=node))
        party = read_actor(node.value, facts)
        if party is None:
            raise missing(request, node.value)
        sections = {}
        for role in ("agent", "undergone", "place", "source"):
            found = await self._service.rows(in_role(node, role, _CARDS))
            sections[role] = await self._cards([row["event"] for row in found])
        others = await self._service.rows(choose("actor-others", await self._service.rows(Selection().chosen(node))))
        return page(
            request,
            "actor.html",
            actor=party,
            sections={role: cards for role, cards in sections.items() if cards},
            relations=await self._service.rows(query("actor-relations", actor=node)),
            others=[row for row in others if row.get("other") not in {None, node.value}],
            most=_CARDS,
        )

    async def event(self, request: Request) -> Response:
        """An event: all claims about it side by side, and the figures that each source gives."""
        node = named_thing(request)
        (card,) = await self._cards([node.value])
        if not card.type:
            raise missing(request, node.value)
        title = await self._service.rows(query("title", article=ox.NamedNode(card.article)))
        return page(request, "event.html", e=card, title=title[0]["title"] if title else "")

    async def graph(self, request: Request) -> Response:
        """Actors and what connects them: of an article, of an actor, or of a query's answer."""
        selection, chosen = read_filters(request), language(request)
        if sparql := request.query_params.get("query"):
            actors, found = await answer_graph(self._service, sparql)
            name, about = Texts(chosen)("query.result"), ""
        else:
            node = named_thing(request)
            name, rows = await self._neighbours(node, selection, request.query_params.getlist("open"))
            actors, found = edges(rows, chosen)
            about = node.value
        picture = lay_out(actors, found)
        return page(
            request,
            "graph.html",
            picture=picture,
            actors=actors,
            name=name,
            about=about,
            f=selection,
            sparql=sparql,
            kinds=event_kinds(chosen),
            opened=request.query_params.getlist("open"),
            most=MOST,
        )

    async def _neighbours(
        self, node: ox.NamedNode, selection: Selection, opened: Sequence[str]
    ) -> tuple[str, list[dict[str, str]]]:
        """The name of an article or actor, and the rows of the edges within or around it."""
        title = await self._service.rows(query("title", article=node))
        if title:
            rows = await self._edges(selection.chosen(articles=[node]), related(None, [node]))
        else:
            rows = await self._edges(selection.chosen(node), related(node))
        for iri in dict.fromkeys(opened[:_OPEN]):
            other = ox.NamedNode(checked_iri(iri))
            rows += await self._edges(selection.chosen(other), related(other))
        if title:
            return title[0]["title"], rows
        party = read_actor(node.value, await self._service.rows(query("actor", actor=node)))
        return (party.names[0] if party else node.value), rows

    async def _edges(self, events: str, relations: str) -> list[dict[str, str]]:
        """The connections by the events and the relations that two queries choose."""
        rows = await self._service.rows(choose("edges", await self._service.rows(events)))
        return rows + await self._service.rows(choose("relation-edges", await self._service.rows(relations)))

    async def _chosen(self, selection: Selection) -> list[dict[str, str]]:
        """The events that filters choose; without any, those of the latest articles."""
        if selection.any:
            return await self._service.rows(selection.chosen())
        latest = await self._service.rows(query("latest", limit=LATEST))
        articles = [ox.NamedNode(row["article"]) for row in latest]
        return await self._service.rows(selection.chosen(articles=articles)) if articles else []

    async def timeline(self, request: Request) -> Response:
        """Events with a time, the latest first."""
        selection, chosen = read_filters(request), language(request)
        rows = await self._service.rows(choose("dated", await self._chosen(selection)))
        cards = await self._cards([row["event"] for row in rows[:_DATED]])
        return page(
            request,
            "timeline.html",
            days=by_day(cards),
            chart=draw_timeline(rows),
            f=selection,
            kinds=event_kinds(chosen),
            latest=LATEST,
        )

    async def map(self, request: Request) -> Response:
        """Where events happened."""
        selection, chosen = read_filters(request), language(request)
        rows = await self._service.rows(choose("placed", await self._chosen(selection)))
        return page(request, "map.html", world=draw_map(rows), f=selection, kinds=event_kinds(chosen), latest=LATEST)

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
    example = (resources.files("kgbuild.server.explorer") / "example.txt").read_text(encoding="utf-8")
    return page(request, "try.html", status, text=text, published=published, message=message, longest=LONGEST, example=example)


def raw_triples(view: ArticleView | None, graph: Sequence[ox.Triple]) -> dict[str, str]:
    """What the graph says of each event, its roles and its claims, as Turtle."""
    roles: dict[str, list[str]] = {}
    for triple in graph:
        if (
            triple.predicate.value == _SUBJECT
            and isinstance(triple.subject, ox.NamedNode)
            and isinstance(triple.object, ox.NamedNode)
        ):
            roles.setdefault(triple.object.value, []).append(triple.subject.value)
    return {
        event.iri: turtle(graph, {event.iri, *roles.get(event.iri, ()), *(claim.iri for claim in event.claims)})
        for event in (view.events if view else ())
    }


def read_filters(request: Request) -> Selection:
    """The filters of a request.

    Raises:
        HTTPException: One is no date.
    """
    try:
        return parse_selection(request.query_params)
    except SelectionError as error:
        raise HTTPException(400, Texts(language(request))("filter.wrong", value=error.value)) from error


def event_kinds(chosen: str) -> list[tuple[str, str]]:
    """The event types and what they are called, by name."""
    return sorted(((kind, terms.type_label(kind, chosen)) for kind in EVENT_TYPES), key=lambda kind: kind[1])


def guarded(handler: Handler) -> Handler:
    """Show what goes wrong as a page."""

    async def handle(request: Request) -> Response:
        try:
            return await handler(request)
        except HTTPException as error:
            return page(request, "error.html", error.status_code, message=error.detail)
        except AskError as error:
            return page(request, "error.html", error.reply.status, message=str(error))
        except StoppedError as error:
            return page(request, "error.html", error.reply.status, message=error.reply.body.decode().strip())

    return handle


async def settings(request: Request) -> Response:
    """Remember the reader's language or theme, and go back."""
    back = request.query_params.get("back", "/")
    # Only to pages of this server: not to //elsewhere, nor to what a browser takes for that.
    if not back.startswith("/") or back[1:2] in {"/", "\\"} or not back.isprintable():
        back = "/"
    response = RedirectResponse(back, 303, HEADERS)
    for name, allowed in (("lang", LANGUAGES), ("theme", (*THEMES, "auto"))):
        value = request.query_params.get(name, "")
        if value in allowed:
            response.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="lax")
    return response
