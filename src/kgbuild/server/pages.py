"""The pages that people see: what is here, and what is known of a thing."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from html import escape
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from kgbuild.query import questions
from kgbuild.serialize.answers import short_name
from kgbuild.server.work import Described, Reply, Statistics

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ddd;padding:.3rem .6rem;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere}textarea{width:100%;font:14px monospace}:target{background:#ffd}"
    "@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}a{color:#8bf}td,th{border-color:#333}:target{background:#330}}"
)
# The style above is known by its digest: no other style, no script, nothing from elsewhere, no frame around a page.
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_EXAMPLE: Final = """SELECT ?who ?what WHERE {
  ?event kgo:agent/rdfs:label ?who ; a ?what .
} LIMIT 20"""


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>{body}</body></html>"
    )


def home(root: str, counts: Statistics, *, writable: bool) -> str:
    """The page that says what is here.

    Args:
        root: The server's own address.
        counts: How much there is.
        writable: Whether updates are taken.
    """
    example = f' – for example <a href="{_resource(counts.example)}">an article</a>' if counts.example else ""
    named = "".join(
        f'<li><a href="/sparql?query={quote(q.sparql)}">{escape(q.title)}</a></li>'
        for q in questions().values()
        if not any(p.required for p in q.parameters)
    )
    body = (
        f"<p>{counts.articles:,} articles, {counts.statements:,} statements{example}.</p>"
        f"<p>SPARQL 1.1: <code>{escape(root)}sparql</code>{' (queries and updates)' if writable else ' (queries)'}; "
        f"graphs: <code>{escape(root)}store?graph=…</code>; <a href='/.well-known/void'>VoID</a>, "
        f"<a href='/ontology'>ontology</a>, <a href='/plover'>event types</a>.</p>"
        f"{_form(_EXAMPLE)}<h2>Questions</h2><ul>{named}</ul>"
    )
    return _page("kgbuild", body)


def answer(sparql: str, reply: Reply, base: str) -> str:
    """The page of a query and its answer.

    Args:
        sparql: The query.
        reply: Its answer, as JSON.
        base: Base IRI of the resources that this server has under `/id/`.
    """
    found = ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return _page("Answer", f"{_form(sparql)}<p>{'yes' if found else 'no'}</p>")
    names = [variable.value for variable in found.variables]
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in names)
    cells = ([_link(term, {}, base) if (term := row[name]) else "" for name in names] for row in found)
    rows = [f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in cells]
    count = f"<p>{len(rows):,} {'row' if len(rows) == 1 else 'rows'}</p>"
    return _page("Answer", f"{_form(sparql)}{count}<table><tr>{head}</tr>{''.join(rows)}</table>")


def _form(sparql: str) -> str:
    return f"<form action='/sparql'><textarea name='query' rows='8'>{escape(sparql)}</textarea><button>Ask</button></form>"


def resource(iri: str, triples: Sequence[ox.Quad], found: Described, base: str) -> str:
    """The page of a thing; things that an article holds are parts of its page.

    Args:
        iri: The thing.
        triples: What is known.
        found: Names of other things, and whether that is all.
        base: Base IRI of the resources that this server has under `/id/`.
    """
    subjects = dict.fromkeys(sorted((q.subject for q in triples), key=lambda s: (_value(s) != iri, _value(s))))
    by_subject: dict[Term, list[ox.Quad]] = {subject: [] for subject in subjects}
    for quad in triples:
        by_subject[quad.subject].append(quad)
    sections = "".join(_section(subject, quads, found.labels, base) for subject, quads in by_subject.items())
    note = "" if found.complete else "<p>There is more than is shown here: ask by SPARQL.</p>"
    query = quote(iri, safe="")
    forms = " ".join(
        f'<a href="/resource?iri={query}&amp;format={f}">{f}</a>' for f in ("turtle", "jsonld", "ntriples", "rdfxml")
    )
    title = found.labels.get(iri) or short_name(ox.NamedNode(iri))
    return _page(title, f"<p><code>{escape(iri)}</code> · {forms}</p>{note}{sections}")


def _section(subject: Term, quads: Iterable[ox.Quad], labels: dict[str, str], base: str) -> str:
    rows = "".join(
        f"<tr><th>{_link(q.predicate, {}, base)}</th><td>{_link(q.object, labels, base)}</td></tr>"
        for q in sorted(quads, key=lambda q: (q.predicate.value, str(q.object)))
    )
    fragment = escape(_value(subject).partition("#")[2])
    return f'<h2 id="{fragment}">{_link(subject, labels, base)}</h2><table>{rows}</table>'


def _link(term: Term, labels: dict[str, str], base: str) -> str:
    if not isinstance(term, ox.NamedNode):
        return escape(short_name(term))
    name = labels.get(term.value) or short_name(term)
    return f'<a href="{escape(_resource(term.value, base))}">{escape(name)}</a>'


def _resource(iri: str, base: str = "") -> str:
    """Where this server describes a thing."""
    document, hash_sign, fragment = iri.partition("#")
    if base and document.startswith(base):
        place = f"/id/{quote(document.removeprefix(base))}"
    else:
        place = f"/resource?iri={quote(document, safe='')}"
    return f"{place}{hash_sign}{fragment}"


def _value(term: Term) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value
