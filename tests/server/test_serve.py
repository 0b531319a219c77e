"""What the server does beyond the protocols: IRIs looked up, limits kept, clients served, everything noted."""

import http.server
import json
import shutil
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest
import rdflib
import SPARQLWrapper
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from tests.sample import ARTICLE_IRI
from tests.server.conftest import TIMEOUT, TOKEN, Served

from kgbuild.cli import run
from kgbuild.server.guard import call_out
from kgbuild.vocab import BASE

ASK = "ASK { ?claim a kgo:Claim }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
KIM = f"{BASE}actor/wd-Q56226"


def path_of(iri: str) -> str:
    return iri.replace(BASE, "/id/")


class TestLookup:
    @pytest.mark.parametrize(
        ("accept", "form"),
        [
            ("text/turtle", ox.RdfFormat.TURTLE),
            ("application/ld+json", ox.RdfFormat.JSON_LD),
            ("application/n-triples", ox.RdfFormat.N_TRIPLES),
            ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ],
    )
    def test_rdf(self, served: Served, accept: str, form: ox.RdfFormat) -> None:
        answer = served.get(path_of(KIM), headers={"Accept": accept})
        assert answer.headers["Content-Type"].startswith(accept)
        triples = {quad.triple for quad in ox.parse(answer.content, format=form)}
        label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
        assert ox.Triple(ox.NamedNode(KIM), label, ox.Literal("Kim Jong Un", language="ro")) in triples
        assert any(triple.object == ox.NamedNode(KIM) for triple in triples)

    def test_html(self, served: Served) -> None:
        browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        answer = served.get(path_of(KIM), headers={"Accept": browser})
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert "<h1>Kim Jong Un</h1>" in answer.text
        assert f'href="{path_of(ARTICLE_IRI)}#claim-9"' in answer.text

    def test_every_iri_of_the_graph(self, served: Served) -> None:
        everything = served.get("/store", params={"graph": ARTICLE_IRI}, headers={"Accept": "application/n-triples"})
        nodes = {
            q.subject.value
            for q in ox.parse(everything.content, format=ox.RdfFormat.N_TRIPLES)
            if isinstance(q.subject, ox.NamedNode)
        }
        documents = {node.partition("#")[0] for node in nodes}
        assert len(documents) > 3
        page = served.get(path_of(ARTICLE_IRI), headers={"Accept": "text/html"}).text
        for document in documents:
            assert served.get(path_of(document)).status_code == 200, document
        for node in nodes:
            fragment = node.partition("#")[2]
            assert not fragment or f'id="{fragment}"' in page, node

    def test_any_iri(self, served: Served) -> None:
        answer = served.get("/resource", params={"iri": f"{ARTICLE_IRI}#event-5", "format": "ntriples"})
        assert f"<{ARTICLE_IRI}#event-5> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" in answer.text

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/id/actor/wd-Q1", 404),
            ("/id/a%20b", 400),
            ("/resource?iri=nu", 400),
            ("/resource", 400),
            ("/resource?iri=urn:nu", 404),
            ("/nimic", 404),
        ],
    )
    def test_unknown(self, served: Served, path: str, status: int) -> None:
        answer = served.get(path)
        assert (answer.status_code, answer.text.count("\n")) == (status, 1)

    def test_unknown_format(self, served: Served) -> None:
        assert served.get(path_of(KIM), params={"format": "docx"}).status_code == 406

    @pytest.mark.parametrize("name", ["ontology", "plover"])
    def test_terms(self, served: Served, name: str) -> None:
        turtle = served.get(f"/{name}", headers={"Accept": "text/turtle"})
        assert f"https://w3id.org/kgbuild/{name}" in turtle.text
        assert "<h1>" in served.get(f"/{name}", headers={"Accept": "text/html"}).text

    @pytest.mark.parametrize(
        ("sparql", "words"),
        [
            ("SELECT ?kim { ?kim a kgo:Person } LIMIT 1", f'<td><a href="{path_of(KIM)}">'),
            ("ASK { ?kim a kgo:Person }", "<p>yes</p>"),
            ("SELECT ('<script>' AS ?x) {}", "<td>&lt;script&gt;</td>"),
        ],
    )
    def test_answer_in_a_browser(self, served: Served, sparql: str, words: str) -> None:
        browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        answer = served.get("/sparql", params={"query": sparql}, headers={"Accept": browser})
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert words in answer.text
        assert "<script>" not in answer.text

    def test_graph_and_mistake_in_a_browser(self, served: Served) -> None:
        graph = served.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s a kgo:Claim }"}, headers={"Accept": "text/html"})
        assert graph.headers["Content-Type"] == "text/turtle; charset=utf-8"
        assert served.get("/sparql", params={"query": "ASK {"}, headers={"Accept": "text/html"}).status_code == 400

    def test_front_page(self, served: Served) -> None:
        page = served.get("/").text
        assert "1 article " in page
        assert f"{served.url}/sparql" in page


class TestLimits:
    def test_query_that_runs_away_is_stopped_and_the_server_lives(self, served: Served) -> None:
        with ThreadPoolExecutor(4) as threads:
            runaways = [threads.submit(served.post, "/sparql", data={"query": RUNAWAY}) for _ in range(3)]
            answers = [runaway.result() for runaway in runaways]
        assert [a.status_code for a in answers] == [503] * 3
        assert answers[0].text == f"stopped after {TIMEOUT} seconds: ask for less\n"
        assert served.get("/sparql", params={"query": ASK}).json()["boolean"] is True

    def test_answer_that_is_too_large(self, served: Served) -> None:
        for sparql in ("SELECT * { ?a ?b ?c . ?d ?e ?f }", "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }"):
            answer = served.post("/sparql", data={"query": sparql})
            assert (answer.status_code, "larger than this server gives" in answer.text) == (403, True)

    def test_other_servers_are_not_called(self, served: Served) -> None:
        calls: list[str] = []

        class Trap(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                calls.append(self.path)

            do_POST = do_GET  # noqa: N815 — what http.server calls

        with http.server.HTTPServer(("127.0.0.1", 0), Trap) as trap:
            threading.Thread(target=trap.serve_forever, args=(0.01,)).start()
            url = f"http://127.0.0.1:{trap.server_address[1]}/sparql"
            for call in ("SERVICE", "service SILENT", "\\u0053ERVICE", "#\nSERVICE", "SERVICE#<>\n"):
                answer = served.post("/sparql", data={"query": f"SELECT * {{ {call} <{url}> {{ ?a ?b ?c }} }}"})
                assert answer.status_code == 403, call
            trap.shutdown()
        assert calls == []

    @pytest.mark.parametrize(
        "sparql",
        [
            "SELECT ?service { ?service ?load 'SERVICE <x> { }' } # SERVICE",
            'ASK { ?s rdfs:label "SERVICE \\" SERVICE", """SERVICE " SERVICE""" }',
            "ASK { <https://example.org/SERVICE> ex:service $LOAD }",
        ],
    )
    def test_words_that_are_no_calls(self, sparql: str) -> None:
        assert call_out(sparql) is None

    @pytest.mark.parametrize(
        "sparql",
        [
            "ASK{FILTER(1<2)SERVICE?x{?s?p?o}FILTER(2>1)}",
            "ASK { ?s ?p 'a' . SERVICE <x> { ?s ?p 'b' } }",
            "ASK { ?s ?p 'a\\'' . SERVICE <x> { ?s ?p 'b' } }",
            "ASK { ?s ?p ?o .SERVICE <x> {} }",
            "LOAD <x> INTO GRAPH <y>",
        ],
    )
    def test_calls(self, sparql: str) -> None:
        assert call_out(sparql) is not None


class TestCors:
    ORIGIN = "https://yasgui.triply.cc"

    def test_preflight_and_request(self, served: Served) -> None:
        asked = {"Origin": self.ORIGIN, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "accept"}
        preflight = httpx.options(f"{served.url}/sparql", headers=asked)
        assert (preflight.status_code, preflight.headers["Access-Control-Allow-Origin"]) == (200, self.ORIGIN)
        answer = served.post("/sparql", data={"query": ASK}, headers={"Origin": self.ORIGIN})
        assert answer.headers["Access-Control-Allow-Origin"] == self.ORIGIN

    def test_other_origins_may_not(self, served: Served, writable: Served) -> None:
        for server, origin in ((served, "https://example.org"), (writable, self.ORIGIN)):
            answer = server.post("/sparql", data={"query": ASK}, headers={"Origin": origin})
            assert "Access-Control-Allow-Origin" not in answer.headers


class TestClients:
    SELECT = "PREFIX kgo: <https://w3id.org/kgbuild/ontology#> SELECT ?claim WHERE { ?claim a kgo:Claim }"

    @pytest.mark.parametrize("method", ["GET", "POST"])
    @pytest.mark.parametrize("form", ["json", "xml", "csv"])
    def test_sparqlwrapper(self, served: Served, method: str, form: str) -> None:
        wrapper = SPARQLWrapper.SPARQLWrapper(f"{served.url}/sparql")
        wrapper.setMethod(method)
        wrapper.setReturnFormat(form)
        wrapper.setQuery(self.SELECT)
        answer = wrapper.query()
        raw = answer.response.read()
        answer.response.close()
        assert raw.count(b"#claim-") == 13

    def test_rdflib(self, served: Served) -> None:
        graph = rdflib.Graph(SPARQLStore(f"{served.url}/sparql"))
        assert len(list(graph.query(self.SELECT))) == 13
        claim = rdflib.URIRef("https://w3id.org/kgbuild/ontology#Claim")
        assert len(list(graph.subjects(rdflib.RDF.type, claim))) == 13

    def test_curl(self, served: Served) -> None:
        if shutil.which("curl") is None:
            pytest.skip("needs curl")
        command = ["curl", "-s", "-H", "Accept: text/csv", "--data-urlencode", f"query={self.SELECT}", f"{served.url}/sparql"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert len(done.stdout.splitlines()) == 14

    def test_yasgui(self, served: Served) -> None:
        """What its editor (Yasqe 4.2.28) sends unless told otherwise: a form, with an Accept header for rows or for graphs."""
        origin = {"Origin": TestCors.ORIGIN}
        headers = {"Accept": "application/sparql-results+json,*/*;q=0.9"} | origin
        answer = served.post("/sparql", data={"query": self.SELECT}, headers=headers)
        assert len(answer.json()["results"]["bindings"]) == 13
        headers = {"Accept": "application/n-triples,*/*;q=0.9"} | origin
        answer = served.post(
            "/sparql", data={"query": "CONSTRUCT { ?s a kgo:Claim } WHERE { GRAPH ?g { ?s a kgo:Claim } }"}, headers=headers
        )
        assert answer.headers["Content-Type"].startswith("application/n-triples")
        assert answer.headers["Access-Control-Allow-Origin"] == TestCors.ORIGIN


def test_access_log(served: Served) -> None:
    served.get("/sparql", params={"query": "ASK { ?marker a kgo:Claim }"})
    lines = [line for line in served.log.read_text(encoding="utf-8").splitlines() if "?marker" in line]
    entry = json.loads(lines[0])
    assert (entry["method"], entry["path"], entry["status"], entry["client"]) == ("GET", "/sparql", 200, "127.0.0.1")
    assert entry["bytes"] > 0
    assert entry["milliseconds"] > 0
    assert entry["time"].endswith("+00:00")
    assert [query["sparql"] for query in entry["queries"]] == ["ASK { ?marker a kgo:Claim }"]


def test_token_stands_in_no_log(writable: Served) -> None:
    writable.post("/sparql", data={"update": "CLEAR SILENT GRAPH <urn:no>"}, headers={"Authorization": f"Bearer {TOKEN}"})
    assert TOKEN not in writable.log.read_text(encoding="utf-8")


def test_what_is_loaded_meanwhile_is_seen(writable: Served, tmp_path: Path) -> None:
    new = "https://exemplu.ro/meanwhile"
    (tmp_path / "nou.nq").write_text(f"<{new}> <{new}> <{new}> <{new}> .\n", encoding="utf-8")
    question = {"query": f"ASK {{ GRAPH <{new}> {{ ?s ?p ?o }} }}"}
    assert writable.get("/sparql", params=question).json()["boolean"] is False
    assert run(["load", str(tmp_path / "nou.nq"), "--store", str(writable.folder)]) == 0
    assert writable.get("/sparql", params=question).json()["boolean"] is True
    assert quote(new, safe="") in quote(writable.get("/resource", params={"iri": new, "format": "turtle"}).text, safe="")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--store", "/nu/este"], "there is no store here"),
        (["--store", "{store}", "--writable"], "--writable needs a token that clients must know: set KGBUILD_TOKEN"),
        (["--store", "{store}", "--base", "nimic"], "is not absolute"),
        (["--store", "{store}", "--port", "{port}"], "cannot listen there"),
        (["--store", "{store}", "--host", "nu.exista.invalid"], "cannot listen there"),
    ],
)
def test_wrong_usage(
    served: Served, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, options: list[str], message: str
) -> None:
    monkeypatch.delenv("KGBUILD_TOKEN", raising=False)
    port = served.url.rpartition(":")[2]
    assert run(["serve", *(o.replace("{store}", str(served.folder)).replace("{port}", port) for o in options)]) == 2
    assert message in capsys.readouterr().err


def test_missing_extra(served: Served, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert run(["serve", "--store", str(served.folder)]) == 2
    assert "pip install 'kgbuild[server]'" in capsys.readouterr().err
