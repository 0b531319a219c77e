"""The server as an ASGI application: SPARQL 1.1 Protocol, Graph Store HTTP Protocol (reading), Linked Data.

Source: SPARQL 1.1 Protocol, SPARQL 1.1 Graph Store HTTP Protocol (W3C Recommendations of 2013).
"""

import asyncio
import hmac
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import date
from typing import Final, ParamSpec, TypeVar

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from kgbuild.errors import KgbuildError
from kgbuild.query import Graphs
from kgbuild.resources import ontology_text, read_context
from kgbuild.serialize import serialize
from kgbuild.server import ServerSettings, pages, work
from kgbuild.server.about import service_description, void
from kgbuild.server.access_log import AccessLog, noted
from kgbuild.server.explorer import available
from kgbuild.server.explorer.catalog.upkeep import Upkeep
from kgbuild.server.explorer.tryout import Built, build_graph, warm_up
from kgbuild.server.guard import call_out
from kgbuild.server.media import GRAPHS, HTML, RESULTS, WRITER_OF, best
from kgbuild.server.parameters import Parameters, body, checked_iri, iris, only, parse, values
from kgbuild.server.pool import Pool, StoppedError

P = ParamSpec("P")
T = TypeVar("T")

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_NO_CONTENT: Final = 204
_SHORT_FORMATS: Final = {
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "html": HTML,
}
_ONTOLOGIES: Final = {"ontology": "kgbuild.ttl", "plover": "plover.ttl"}


def create_app(settings: ServerSettings) -> Starlette:
    """Make the application.

    Args:
        settings: What is served and how.
    """
    server = _Server(settings)
    routes = [
        *(_explorer(server) if available() else [Route("/", server.home)]),
        Route("/sparql", server.sparql, methods=["GET", "POST"]),
        Route("/store", server.graph_store),
        Route("/.well-known/void", server.void),
        Route("/resource", server.resource),
        Route("/id/{path:path}", server.under_base),
        *(Route(f"/{name}", server.ontology) for name in _ONTOLOGIES),
    ]
    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.origins,
        allow_methods=["GET", "POST", "HEAD", "OPTIONS"],
        allow_headers=["*"],
        max_age=86_400,
    )
    middleware = [Middleware(AccessLog), *([cors] if settings.origins else [])]
    handlers = {HTTPException: _plain_error, StoppedError: _stopped, KgbuildError: _broken}
    return Starlette(routes=routes, middleware=middleware, lifespan=server.lifespan, exception_handlers=handlers)


def _explorer(server: "_Server") -> list[Route | Mount]:
    from kgbuild.server.explorer.service import Service  # noqa: PLC0415 — an extra, which may be missing
    from kgbuild.server.explorer.views import Views  # noqa: PLC0415 — likewise

    server.upkeep = Upkeep(server.directory)
    return Views(Service(server.ask, server.read, server.upkeep), server.build, server.warm_up).routes()


class _Server:
    """The handlers of requests."""

    def __init__(self, settings: ServerSettings) -> None:
        self._settings = settings
        self.directory = settings.directory
        self.upkeep: Upkeep | None = None
        self._pool: Pool | None = None
        self._builder: Pool | None = None
        self._warming: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self._pool = Pool(self._settings.processes, self._settings.timeout)
        self._builder = Pool(1, self._settings.timeout)
        if self.upkeep:
            self.upkeep.start()
        try:
            yield
        finally:
            if self.upkeep:
                self.upkeep.close()
            if self._warming:
                self._warming.cancel()
            self._pool.close()
            self._builder.close()

    @property
    def _workers(self) -> Pool:
        return _started(self._pool)

    async def sparql(self, request: Request) -> Response:
        """SPARQL 1.1 Protocol."""
        parameters = parse(request.url.query)
        if request.method in {"GET", "HEAD"}:
            if not request.url.query:
                return await self._service_description(request)
            if values(parameters, "update"):
                raise HTTPException(405, "updates are sent by POST", {"Allow": "POST"})
            return await self._query(request, parameters)
        sent = await body(request)
        media = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if media == _FORM:
            parameters += parse(sent)
        elif media in {_QUERY, _UPDATE}:
            parameters.append(("query" if media == _QUERY else "update", sent))
        else:
            raise HTTPException(415, f"the Content-Type of a POST is {_FORM}, {_QUERY} or {_UPDATE}")
        if values(parameters, "update"):
            return await self._update(request, parameters)
        return await self._query(request, parameters)

    async def _query(self, request: Request, parameters: Parameters) -> Response:
        sparql = only(parameters, "query")
        accept = request.headers.get("Accept", "")
        wanted = best(accept, RESULTS), best(accept, GRAPHS)
        in_browser = best(accept, [*RESULTS, HTML]) == HTML
        if in_browser:
            wanted = next(iter(RESULTS)), next(iter(GRAPHS))
        default, named = iris(parameters, "default-graph-uri"), iris(parameters, "named-graph-uri")
        graphs = Graphs(default, named) if default or named else None
        reply = await self.ask(sparql, wanted, graphs)
        if in_browser and reply.media in RESULTS:
            return _html(pages.answer(sparql, reply, self._settings.base))
        return _response(reply)

    async def ask(self, sparql: str, wanted: tuple[str | None, str | None], graphs: Graphs | None = None) -> work.Reply:
        """Answer a query, within the service's limits."""
        with noted(sparql):
            _refuse_calls(sparql)
            return await self.read(work.query, self.directory, sparql, graphs, wanted, self._settings.largest)

    async def read(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Have something read by a process that is stopped when it takes too long."""
        return await self._workers.read(function, *args, **kwargs)

    async def statistics(self) -> work.Statistics:
        """Count what there is."""
        return await self.read(work.statistics, self.directory)

    async def build(self, text: str, published: date | None, form: str | None) -> Built:
        """Build the graph of a text, which nothing of the store takes part in."""
        return await _started(self._builder).read(build_graph, text, published, form, self._settings.base)

    def warm_up(self) -> None:
        """Have the process that builds load what it needs, so that the first text need not wait for that."""
        if self._warming is None:
            self._warming = asyncio.create_task(self._warm())

    async def _warm(self) -> None:
        # What takes too long here is told to whoever sends a text.
        with suppress(StoppedError):
            await _started(self._builder).read(warm_up)

    async def _update(self, request: Request, parameters: Parameters) -> Response:
        token = self._settings.token
        if token is None:
            raise HTTPException(403, "this server takes no updates: it was started without --writable")
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(given.encode(), token.encode()):
            raise HTTPException(401, "updates need the token: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"})
        sparql = only(parameters, "update")
        if values(parameters, "using-graph-uri") or values(parameters, "using-named-graph-uri"):
            raise HTTPException(400, "using-graph-uri and using-named-graph-uri are not supported: say USING in the update")
        with noted(sparql):
            _refuse_calls(sparql)
            reply = await self._workers.write(work.update, self.directory, sparql)
        if self.upkeep and reply.status == _NO_CONTENT:
            await self.upkeep.distrust()
        return _response(reply)

    async def _service_description(self, request: Request) -> Response:
        if best(request.headers.get("Accept", ""), [*GRAPHS, HTML]) == HTML:
            return await self.home(request)
        counts = await self.statistics()
        quads = service_description(_root(request), counts, writable=self._settings.token is not None)
        return _rdf(request, quads)

    async def graph_store(self, request: Request) -> Response:
        """Graph Store HTTP Protocol: GET and HEAD."""
        parameters = parse(request.url.query)
        names, default = iris(parameters, "graph"), "default" in dict(parameters)
        if len(names) + default != 1:
            raise HTTPException(400, "name one graph: ?graph=IRI, or ?default")
        media = best(request.headers.get("Accept", ""), GRAPHS)
        if media is None:
            raise HTTPException(406, f"graphs come as {', '.join(GRAPHS)}")
        name = names[0] if names else None
        return _response(await self.read(work.graph, self.directory, name, media, self._settings.largest))

    async def home(self, request: Request) -> Response:
        """The page that says what is here."""
        counts = await self.statistics()
        return _html(pages.home(_root(request), counts, writable=self._settings.token is not None))

    async def void(self, request: Request) -> Response:
        """VoID description of the data."""
        counts = await self.statistics()
        return _rdf(request, void(_root(request), self._settings.base, counts))

    async def under_base(self, request: Request) -> Response:
        """Look up a resource under the base IRI."""
        return await self._describe(request, checked_iri(f"{self._settings.base}{request.path_params['path']}"))

    async def resource(self, request: Request) -> Response:
        """Look up any IRI, such as an article's web address."""
        iri = only(parse(request.url.query), "iri")
        return await self._describe(request, checked_iri(iri))

    async def _describe(self, request: Request, iri: str) -> Response:
        found = await self.read(work.describe, self.directory, iri)
        if not found.triples:
            raise HTTPException(404, f"nothing is known of {iri}")
        triples = list(ox.parse(found.triples, format=ox.RdfFormat.N_TRIPLES))
        if _wanted(request) == HTML:
            return _html(pages.resource(iri, triples, found, self._settings.base))
        return _rdf(request, triples)

    async def ontology(self, request: Request) -> Response:
        """The documents behind the terms."""
        name = request.url.path.strip("/")
        triples = list(ox.parse(ontology_text(_ONTOLOGIES[name]), format=ox.RdfFormat.TURTLE))
        if _wanted(request) == HTML:
            iri = f"https://w3id.org/kgbuild/{name}"
            return _html(pages.resource(iri, triples, work.Described(), self._settings.base))
        return _rdf(request, triples)


def _started(pool: Pool | None) -> Pool:
    if pool is None:
        raise RuntimeError("the server has not been started")
    return pool


def _refuse_calls(sparql: str) -> None:
    if keyword := call_out(sparql):
        raise HTTPException(403, f"this server calls no others: leave {keyword} out")


def _wanted(request: Request) -> str | None:
    """The media type in which a client wants a description."""
    short = request.query_params.get("format")
    return _SHORT_FORMATS.get(short) if short else best(request.headers.get("Accept", ""), [*GRAPHS, HTML])


def _rdf(request: Request, quads: Sequence[ox.Quad]) -> Response:
    media = _wanted(request)
    if media is None or media not in GRAPHS:
        raise HTTPException(406, f"descriptions come as {', '.join(GRAPHS)}")
    writer = WRITER_OF[GRAPHS[media]]
    text = serialize(quads, writer, read_context() if writer == "jsonld" else None)
    return _response(work.Reply(200, text.encode(), media))


def _html(page: str) -> Response:
    headers = {
        "Vary": "Accept",
        "Content-Security-Policy": pages.POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(page, media_type=HTML, headers=headers)


def _response(reply: work.Reply) -> Response:
    headers = {"Vary": "Accept", "X-Content-Type-Options": "nosniff"}
    return Response(reply.body, reply.status, headers, reply.media if reply.status != _NO_CONTENT else None)


def _root(request: Request) -> str:
    return str(request.base_url)


async def _plain_error(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)


async def _broken(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", 500)


async def _stopped(_: Request, error: Exception) -> Response:
    if not isinstance(error, StoppedError):
        raise error
    return _response(error.reply)
