"""Builds the graph of a text that somebody pastes; neither is kept.

The work is done in a process of its own, which can be stopped, and which keeps the language pipeline from one text to the next.
"""

from dataclasses import dataclass, replace
from datetime import date
from importlib import resources
from typing import Final

from kgbuild.errors import KgbuildError
from kgbuild.vocab import BASE

LONGEST: Final = 30_000
FORMATS: Final = {"turtle": ("text/turtle", "ttl"), "jsonld": ("application/ld+json", "jsonld")}


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a text.

    Args:
        graph: The graph, as N-Triples.
        article: IRI of the article.
        download: The graph in the format asked for; empty where none was.
        error: Why there is no graph; empty where there is one.
    """

    graph: bytes = b""
    article: str = ""
    download: str = ""
    error: str = ""


def example() -> str:
    """An article to try."""
    return (resources.files("kgbuild.server.explorer") / "example.txt").read_text(encoding="utf-8")


def warm_up() -> None:
    """Load all that building takes, by building once."""
    build_graph(example(), None, None, BASE)


def build_graph(text: str, published: date | None, form: str | None, base: str) -> Built:
    """Build the graph of an article.

    Args:
        text: Title, blank line, body.
        published: The day it was published.
        form: A key of `FORMATS`, or None.
        base: Base IRI of the resources.
    """
    from kgbuild.articles.plain import parse_article  # noqa: PLC0415 — heavy, and only needed in the process that builds
    from kgbuild.build import Settings, build_article  # noqa: PLC0415 — likewise

    try:
        article = parse_article(text, "article")
        built = build_article(replace(article, published=published or article.published), Settings(base))
    except KgbuildError as error:
        return Built(error=str(error))
    name = built.quads[0].graph_name
    return Built(built.serialize("ntriples").encode(), str(getattr(name, "value", "")), built.serialize(form) if form else "")
