"""The HTML reference of the ontology: pyLODE's page of the ontology, a table of the PLOVER concepts, and the files themselves."""

import asyncio
import contextlib
import io
import logging
import warnings
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import rdflib
from rdflib.namespace import RDF, SKOS

from kgbuild.errors import MissingExtraError
from kgbuild.resources import ontology_dir, ontology_text

_HEAD: Final = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1>'
_PAGES: Final = {
    "ontology.html": "The ontology: classes and properties",
    "plover.html": "The PLOVER concepts: event types, modes, contexts, sectors",
}


def reference_pages() -> dict[str, str]:
    """The reference as files: `index.html`, a page for each part, and the sources that the pages were made of.

    Raises:
        MissingExtraError: pyLODE is not installed.
    """
    pages = {"ontology.html": _ontology_page(), "plover.html": _concepts_page()}
    sources = {p.name: p.read_text(encoding="utf-8") for p in sorted(ontology_dir().iterdir())}
    return {"index.html": _index(list(sources))} | pages | sources


def _ontology_page() -> str:
    # pyLODE warns about what it does not show, and says and logs what it does.
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")
        try:
            from pylode.profiles.ontpub import OntPub  # noqa: PLC0415 — an extra
        except ImportError as error:
            raise MissingExtraError("docs", "the HTML reference") from error
        logging.getLogger().handlers.clear()
        page = Path(folder) / "page.html"
        # What pyLODE writes HTML with asks for an event loop, and would leave the one that Python then makes open.
        with asyncio.Runner() as runner:
            runner.get_loop()
            OntPub(ontology=str(ontology_dir() / "kgbuild.ttl")).make_html(destination=page)
        return page.read_text(encoding="utf-8")


def _concepts_page() -> str:
    graph = rdflib.Graph().parse(data=ontology_text("plover.ttl"), format="turtle")
    rows = []
    for concept in sorted(graph.subjects(RDF.type, SKOS.Concept), key=str):
        name = str(concept).partition("#")[2]
        matches = ", ".join(sorted(_link(o) for o in graph.objects(concept, SKOS.closeMatch)))
        definitions = "<br>".join(escape(d) for d in sorted(map(str, graph.objects(concept, SKOS.definition))))
        above = "".join(_link(o) for o in graph.objects(concept, SKOS.broader))
        label = escape(" / ".join(sorted(map(str, graph.objects(concept, SKOS.prefLabel)))))
        rows.append(
            f'<tr id="{name}"><th>{name}</th><td>{label}</td><td>{definitions}</td><td>{above}</td><td>{matches}</td></tr>'
        )
    heading = "<tr><th>concept</th><th>label</th><th>definition</th><th>under</th><th>close to</th></tr>"
    title = _HEAD.format(title=escape(_PAGES["plover.html"]))
    credit = "After PLOVER, Open Event Data Alliance, CC BY-SA 4.0; definitions rewritten, Romanian added."
    return f"{title}<p>{credit}</p><table>{heading}{''.join(rows)}</table></body></html>\n"


def _link(concept: rdflib.term.Node) -> str:
    name = str(concept).partition("#")[2]
    return f'<a href="#{name}">{name}</a>'


def _index(sources: list[str]) -> str:
    pages = "".join(f'<li><a href="{name}">{escape(title)}</a></li>' for name, title in _PAGES.items())
    files = "".join(f'<li><a href="{name}">{escape(name)}</a></li>' for name in sources)
    return f"{_HEAD.format(title='The kgbuild ontology')}<ul>{pages}</ul><h2>Files</h2><ul>{files}</ul></body></html>\n"
