"""The HTML reference of the ontology: pyLODE's pages for the ontology and the PLOVER concepts, and the files themselves."""

import contextlib
import io
import warnings
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import rdflib
from rdflib.namespace import SKOS

from kgbuild.errors import MissingExtraError
from kgbuild.resources import ontology_dir, ontology_text
from kgbuild.vocab import PREFIXES

# Page, source, pyLODE's profile, title.
_PAGES: Final = (
    ("ontology.html", "kgbuild.ttl", "OntPub", "The ontology: classes and properties"),
    ("plover.html", "plover.ttl", "VocPub", "The PLOVER concepts: event types, modes, contexts, sectors"),
)


def reference_pages() -> dict[str, str]:
    """The reference as files: `index.html`, a page for each part, and the sources that the pages were made of.

    Raises:
        MissingExtraError: pyLODE is not installed.
    """
    pages = {name: _page(source, profile) for name, source, profile, _ in _PAGES}
    sources = {p.name: p.read_text(encoding="utf-8") for p in sorted(ontology_dir().iterdir())}
    return {"index.html": _index(list(sources))} | pages | sources


def _page(source: str, profile: str) -> str:
    # pyLODE warns about what it does not show, and says what it does on standard output.
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")
        try:
            from pylode.profiles import ontpub, vocpub  # noqa: PLC0415 — an extra
        except ImportError as error:
            raise MissingExtraError("docs", "the HTML reference") from error
        maker = {"OntPub": ontpub.OntPub, "VocPub": vocpub.VocPub}[profile]
        page, shown = Path(folder) / "page.html", Path(folder) / source
        _shown(source).serialize(shown, format="turtle")
        maker(ontology=str(shown)).make_html(destination=page)
        return page.read_text(encoding="utf-8")


def _shown(source: str) -> rdflib.Graph:
    """A source as pyLODE can show it: one scheme a page, so without that of the CAMEO codes."""
    graph = rdflib.Graph().parse(data=ontology_text(source), format="turtle")
    scheme = rdflib.URIRef(PREFIXES["plover"] + "cameo")
    for concept in (scheme, *list(graph.subjects(SKOS.inScheme, scheme))):
        graph.remove((concept, None, None))
    # pyLODE follows the hierarchy downwards alone.
    for concept, shown in list(graph.subject_objects(SKOS.inScheme)):
        above = graph.value(concept, SKOS.broader)
        graph.add((above, SKOS.narrower, concept) if above else (shown, SKOS.hasTopConcept, concept))
    return graph


def _index(sources: list[str]) -> str:
    pages = "".join(f'<li><a href="{name}">{escape(title)}</a></li>' for name, _, _, title in _PAGES)
    files = "".join(f'<li><a href="{name}">{escape(name)}</a></li>' for name in sources)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>kgbuild ontology</title></head>'
        f"<body><h1>kgbuild ontology</h1><ul>{pages}</ul><h2>Files</h2><ul>{files}</ul></body></html>\n"
    )
