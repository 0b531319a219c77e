"""SPARQL 1.1 Protocol and Graph Store HTTP Protocol: requests written from the specifications."""

import httpx
import pyoxigraph as ox
import pytest
from tests.sample import ARTICLE_IRI, sample_quads
from tests.server.conftest import TOKEN, Served

from kgbuild.serialize.graph_files import as_stored, to_article_graphs
from kgbuild.stores.asking import ask_endpoint
from kgbuild.stores.remote import load

ASK = "ASK { ?claim a kgo:Claim }"
SELECT = "SELECT ?label WHERE { ?actor a kgo:Person ; rdfs:label ?label }"
CONSTRUCT = "CONSTRUCT { ?claim a kgo:Claim } WHERE { ?claim a kgo:Claim }"
JSON = "application/sparql-results+json"
QUERY, UPDATE, FORM = "application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded"
ELSEWHERE = "https://exemplu.ro/alt"
ALLOWED = {"Authorization": f"Bearer {TOKEN}"}


def typed(media: str) -> dict[str, str]:
    return {"Content-Type": media}


class TestQuery:
    def test_get(self, served: Served) -> None:
        answer = served.get("/sparql", params={"query": ASK})
        assert (answer.status_code, answer.headers["Content-Type"], answer.json()["boolean"]) == (200, JSON, True)

    def test_post_form(self, served: Served) -> None:
        assert served.post("/sparql", data={"query": ASK}).json()["boolean"] is True

    def test_post_directly(self, served: Served) -> None:
        assert served.post("/sparql", content=ASK, headers=typed(f"{QUERY}; charset=utf-8")).json()["boolean"] is True

    def test_head(self, served: Served) -> None:
        answer = httpx.head(f"{served.url}/sparql", params={"query": ASK}, timeout=30)
        assert (answer.status_code, answer.content) == (200, b"")

    @pytest.mark.parametrize(
        ("default", "named", "sparql", "expected"),
        [
            ([ARTICLE_IRI], [], ASK, True),
            ([ELSEWHERE], [], ASK, False),
            ([ARTICLE_IRI, ELSEWHERE], [], ASK, True),
            ([], [ARTICLE_IRI], ASK, False),
            ([], [ARTICLE_IRI], "ASK { GRAPH ?g { ?claim a kgo:Claim } }", True),
            ([ELSEWHERE], [ARTICLE_IRI], "ASK { GRAPH ?g { ?claim a kgo:Claim } }", True),
            ([ARTICLE_IRI], [], "ASK { GRAPH ?g { ?claim a kgo:Claim } }", False),
            ([ELSEWHERE], [], f"ASK FROM <{ARTICLE_IRI}> {{ ?claim a kgo:Claim }}", False),
        ],
    )
    def test_dataset(self, served: Served, default: list[str], named: list[str], sparql: str, expected: bool) -> None:
        graphs = {"default-graph-uri": default, "named-graph-uri": named}
        assert served.get("/sparql", params={"query": sparql, **graphs}).json()["boolean"] is expected
        assert served.post("/sparql", data={"query": sparql, **graphs}).json()["boolean"] is expected
        direct = served.post("/sparql", params=graphs, content=sparql, headers=typed(QUERY))
        assert direct.json()["boolean"] is expected

    @pytest.mark.parametrize(
        ("request_", "status"),
        [
            ({"method": "PUT", "params": {"query": ASK}}, 405),
            ({"method": "POST", "data": {"query": [ASK, ASK]}}, 400),
            ({"method": "GET", "params": {"query": [ASK, ASK]}}, 400),
            ({"method": "GET", "params": {"quer": ASK}}, 400),
            ({"method": "POST", "content": ASK, "headers": typed("text/plain")}, 415),
            ({"method": "POST", "content": ASK}, 415),
            ({"method": "POST", "content": f"query={ASK}", "headers": typed(QUERY)}, 400),
            ({"method": "POST", "content": "ASK { ?s ?p 'ș' }".encode("utf-16"), "headers": typed(QUERY)}, 400),
            ({"method": "POST", "content": "query=ASK%20%7B%20%3Fs%20%3Fp%20%22%ff%22%7D", "headers": typed(FORM)}, 400),
            ({"method": "POST", "data": {"query": "ASK {"}}, 400),
            ({"method": "POST", "content": "INSERT DATA { <urn:a> <urn:b> 1 }", "headers": typed(QUERY)}, 400),
            ({"method": "GET", "params": {"query": ASK, "default-graph-uri": "nu e IRI"}}, 400),
            ({"method": "GET", "params": {"update": "CLEAR ALL"}}, 405),
            ({"method": "POST", "data": {"update": "CLEAR ALL"}, "headers": ALLOWED}, 403),
        ],
    )
    def test_bad_request(self, served: Served, request_: dict[str, object], status: int) -> None:
        answer = httpx.request(url=f"{served.url}/sparql", **request_)  # type: ignore[arg-type]
        assert answer.status_code == status
        assert answer.headers["Content-Type"].startswith("text/plain")
        assert answer.text.count("\n") == 1

    def test_syntax_error_shows_the_place(self, served: Served) -> None:
        assert "at line 2, column" in served.post("/sparql", data={"query": "SELECT *\n{ ?s a }"}).text

    @pytest.mark.parametrize(
        ("accept", "media"),
        [
            ("", JSON),
            ("*/*", JSON),
            ("application/json", "application/json"),
            ("application/sparql-results+xml", "application/sparql-results+xml"),
            ("text/csv", "text/csv; charset=utf-8"),
            ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
            ("text/csv;q=0.2, application/sparql-results+xml;q=0.8", "application/sparql-results+xml"),
            ("application/sparql-results+json,*/*;q=0.9", JSON),
        ],
    )
    def test_formats_of_rows(self, served: Served, accept: str, media: str) -> None:
        answer = served.get("/sparql", params={"query": SELECT}, headers={"Accept": accept})
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, media)
        assert answer.headers["Vary"].startswith("Accept")
        assert "Kim Jong Un" in answer.text

    @pytest.mark.parametrize(
        ("accept", "media", "form"),
        [
            ("", "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
            ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
            ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
            ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        ],
    )
    def test_formats_of_graphs(self, served: Served, accept: str, media: str, form: ox.RdfFormat) -> None:
        answer = served.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": accept})
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, media)
        assert len(list(ox.parse(answer.content, format=form))) == 13

    def test_no_format_is_accepted(self, served: Served) -> None:
        assert served.get("/sparql", params={"query": SELECT}, headers={"Accept": "image/png"}).status_code == 406

    def test_prefixes_need_no_declaration_and_may_be_declared(self, served: Served) -> None:
        declared = "PREFIX kgo: <https://example.org/> ASK { ?claim a kgo:Claim }"
        assert served.get("/sparql", params={"query": declared}).json()["boolean"] is False


class TestUpdate:
    @pytest.mark.parametrize(
        "request_",
        [
            {"data": {"update": "INSERT DATA { GRAPH <urn:f> { <urn:a> <urn:b> 'ș' } }"}, "headers": ALLOWED},
            {"content": "INSERT DATA { GRAPH <urn:f> { <urn:a> <urn:b> 'ș' } }", "headers": ALLOWED | typed(UPDATE)},
        ],
    )
    def test_both_forms(self, writable: Served, request_: dict[str, object]) -> None:
        assert writable.post("/sparql", **request_).status_code == 204
        assert writable.get("/sparql", params={"query": "ASK { GRAPH <urn:f> { ?a ?b 'ș' } }"}).json()["boolean"] is True
        assert writable.post("/sparql", data={"update": "DROP GRAPH <urn:f>"}, headers=ALLOWED).status_code == 204
        assert writable.get("/sparql", params={"query": "ASK { GRAPH <urn:f> { ?a ?b ?c } }"}).json()["boolean"] is False

    @pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer alta"}, {"Authorization": "Basic YTpi"}])
    def test_needs_the_token(self, writable: Served, headers: dict[str, str]) -> None:
        answer = writable.post("/sparql", data={"update": "CLEAR ALL"}, headers=headers)
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert writable.get("/sparql", params={"query": ASK}).json()["boolean"] is True

    @pytest.mark.parametrize(
        ("data", "status"),
        [
            ({"update": ["CLEAR ALL", "CLEAR ALL"]}, 400),
            ({"update": "INSERT DATA {"}, 400),
            ({"update": "CLEAR ALL", "using-graph-uri": "urn:x"}, 400),
            ({"update": "LOAD <http://127.0.0.1:9/x>"}, 403),
            ({"update": "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }"}, 403),
        ],
    )
    def test_bad_update(self, writable: Served, data: dict[str, object], status: int) -> None:
        assert writable.post("/sparql", data=data, headers=ALLOWED).status_code == status
        assert writable.get("/sparql", params={"query": ASK}).json()["boolean"] is True

    def test_update_that_runs_away_is_stopped_and_nothing_is_written(self, writable: Served) -> None:
        many = "GRAPH ?g { ?a ?b ?c . ?d ?e ?f . ?h ?i ?j . ?k ?l ?m }"
        runaway = f"INSERT {{ <urn:r> <urn:r> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ {many} }} }}"
        assert writable.post("/sparql", data={"update": runaway}, headers=ALLOWED).status_code == 503
        assert writable.get("/sparql", params={"query": "ASK { <urn:r> ?p ?o }"}).json()["boolean"] is False
        assert writable.get("/sparql", params={"query": ASK}).json()["boolean"] is True

    def test_kgbuild_loads_into_kgbuild(self, writable: Served, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KGBUILD_TOKEN", TOKEN)
        lines = "".join(f"{q} .\n" for q in sample_quads()).replace(ARTICLE_IRI, ELSEWHERE)
        graphs = to_article_graphs(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
        assert load(graphs, f"{writable.url}/sparql").added == [ELSEWHERE]
        assert load(graphs, f"{writable.url}/sparql").unchanged == [ELSEWHERE]
        answer = ask_endpoint(f"{writable.url}/sparql", f"ASK {{ GRAPH <{ELSEWHERE}> {{ ?claim a kgo:Claim }} }}")
        assert bool(answer)


class TestGraphStore:
    def test_get(self, served: Served) -> None:
        answer = served.get("/store", params={"graph": ARTICLE_IRI}, headers={"Accept": "application/n-triples"})
        triples = {quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)}
        assert triples == {quad.triple for quad in as_stored(sample_quads())}

    def test_default_graph(self, served: Served) -> None:
        answer = served.get("/store?default", headers={"Accept": "application/n-triples"})
        assert (answer.status_code, answer.content) == (200, b"")

    def test_head(self, served: Served) -> None:
        answer = httpx.head(f"{served.url}/store", params={"graph": ARTICLE_IRI})
        assert (answer.status_code, answer.content) == (200, b"")
        assert int(answer.headers["Content-Length"]) > 1000

    @pytest.mark.parametrize(
        ("method", "path", "accept", "status"),
        [
            ("GET", "/store?graph=https://exemplu.ro/nu", "", 404),
            ("GET", "/store", "", 400),
            ("GET", "/store?default&graph=urn:x", "", 400),
            ("GET", "/store?graph=nu+e+IRI", "", 400),
            ("GET", f"/store?graph={ARTICLE_IRI}", "image/png", 406),
            ("PUT", f"/store?graph={ARTICLE_IRI}", "", 405),
            ("DELETE", f"/store?graph={ARTICLE_IRI}", "", 405),
        ],
    )
    def test_bad_request(self, served: Served, method: str, path: str, accept: str, status: int) -> None:
        assert httpx.request(method, f"{served.url}{path}", headers={"Accept": accept}).status_code == status


class TestDescriptions:
    def test_service_description(self, served: Served, writable: Served) -> None:
        for server, updates in ((served, False), (writable, True)):
            answer = server.get("/sparql", headers={"Accept": "application/n-triples"})
            store = ox.Store()
            store.load(answer.content, format=ox.RdfFormat.N_TRIPLES)
            question = (
                "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> ASK { ?s a sd:Service ; "
                f"sd:endpoint <{server.url}/sparql> ; sd:supportedLanguage sd:SPARQL11Query ; sd:feature sd:UnionDefaultGraph ; "
                "sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON> ; sd:defaultDataset/sd:defaultGraph ?g "
                f"FILTER({'' if updates else '!'}EXISTS {{ ?s sd:supportedLanguage sd:SPARQL11Update }}) }}"
            )
            assert bool(store.query(question)), answer.text

    def test_void(self, served: Served) -> None:
        answer = served.get("/.well-known/void")
        assert "void#documents> 1 " in answer.text
        assert f"void#triples> {len(as_stored(sample_quads()))} " in answer.text
        assert f"void#exampleResource> <{ARTICLE_IRI}> " in answer.text
