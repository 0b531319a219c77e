"""Fills the templates: everything is escaped, and characters that are not seen are made visible."""

import unicodedata
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kgbuild.server.explorer import links, terms
from kgbuild.server.explorer.catalog.words import marked
from kgbuild.server.explorer.texts import LANGUAGES, Texts

# Nothing but what this server gives: no script or style within a page, no other host, no frame around it.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Vary": "Accept, Accept-Language, Cookie",
}
THEMES: Final = ("light", "dark")
_JOINER: Final = "\u200d"
_SOFT_HYPHEN: Final = "\u00ad"
_LAYOUT: Final = "\t\n\r"


def visible(value: object) -> object:
    r"""Show what would not be seen, or would make other text look different: direction marks, zero-width characters, controls.

    Args:
        value: What a template puts out; only text is changed, and none that is marked as safe.

    >>> visible("Pu\u200btin\u202e"), visible("👨\u200d👩 \u00adx")
    ('Pu⟨U+200B⟩tin⟨U+202E⟩', '👨\u200d👩 \xadx')
    """
    if not isinstance(value, str) or isinstance(value, Markup) or value.replace("\n", "").isprintable():
        return value
    shown = []
    for position, character in enumerate(value):
        joins = character == _JOINER and position > 0 and unicodedata.category(value[position - 1]) in {"So", "Sk", "Mn"}
        shown.append(character if joins or not _hidden(character) else f"⟨U+{ord(character):04X}⟩")
    return "".join(shown)


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"} and character not in {*_LAYOUT, _SOFT_HYPHEN}


_environment: Final = Environment(
    loader=PackageLoader("kgbuild.server.explorer"),
    autoescape=True,
    finalize=visible,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.globals.update(links=links, terms=terms, marked=marked)


def language(request: Request) -> str:
    """The language of the interface: the reader's choice, else what the browser prefers of those there are."""
    chosen = request.cookies.get("lang")
    if chosen in LANGUAGES:
        return chosen
    weighed = []
    for part in request.headers.get("Accept-Language", "").split(","):
        name, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((-float(weight or 1), name[:2].lower()))
        except ValueError:
            continue
    return next((name for _, name in sorted(weighed, key=lambda w: w[0]) if name in LANGUAGES), LANGUAGES[0])


def page(request: Request, template: str, status: int = 200, **context: object) -> Response:
    """Answer with a page.

    Args:
        request: What was asked.
        template: Name of the template.
        status: HTTP status.
        context: What the template shows.
    """
    chosen, theme = language(request), request.cookies.get("theme")
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    text = _environment.get_template(template).render(
        t=Texts(chosen),
        lang=chosen,
        theme=theme if theme in THEMES else "",
        back=quote(here if request.method == "GET" else request.url.path, safe=""),
        path=request.url.path,
        progress=getattr(request.state, "progress", None),
        **{"stored": True, **context},
    )
    return HTMLResponse(text, status, HEADERS)
