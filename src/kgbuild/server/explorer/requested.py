"""What a request asks a page for, and how what goes wrong is shown."""

from collections.abc import Awaitable, Callable
from typing import Final

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kgbuild.errors import KgbuildError
from kgbuild.server.explorer import terms
from kgbuild.server.explorer.pages import HEADERS, THEMES, language, page
from kgbuild.server.explorer.selection import Selection, SelectionError, parse_selection
from kgbuild.server.explorer.service import AskError
from kgbuild.server.explorer.texts import LANGUAGES, Texts
from kgbuild.server.parameters import checked_iri
from kgbuild.server.pool import StoppedError
from kgbuild.vocab import EVENT_TYPES

Handler = Callable[[Request], Awaitable[Response]]

_FARTHEST: Final = 10_000_000
_YEAR: Final = 31_536_000


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


def read_offset(request: Request) -> int:
    """How many things come before those that the page shows."""
    given = request.query_params.get("offset", "0")
    return min(int(given), _FARTHEST) if given.isascii() and given.isdecimal() else 0


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
        except KgbuildError as error:
            return page(request, "error.html", 500, message=str(error))
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
