"""Loading into and asking real servers, also such as die, stall, refuse or are something else."""

import http.server
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
import trustme
from tests.sample import ARTICLE_IRI, sample_quads
from tests.stores.servers import Oxigraph, Virtuoso, free_port

from kgbuild.errors import StoreError
from kgbuild.query import ask, question, to_dataset
from kgbuild.serialize.answers import to_text
from kgbuild.serialize.graph_files import ArticleGraph, as_stored, to_article_graphs
from kgbuild.stores.asking import ask_endpoint
from kgbuild.stores.http import Patience
from kgbuild.stores.loading import revision_record
from kgbuild.stores.remote import NotLoadedError, load

QUICK = Patience(timeout=10, attempts=2, first_wait=0.01)
ALL_QUADS = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"


def article(number: int) -> str:
    return f"https://exemplu.ro/știri/{number}"


def renamed(iri: str, *, headline: str | None = None) -> list[ox.Quad]:
    """The sample's graph as that of another article, maybe with another headline."""

    lines = "".join(f"{quad} .\n" for quad in sample_quads()).replace(ARTICLE_IRI, iri)
    quads = list(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
    if headline is None:
        return quads
    property_ = ox.NamedNode("https://schema.org/headline")
    kept = [quad for quad in quads if quad.predicate != property_]
    node = ox.NamedNode(iri)
    return [*kept, ox.Quad(node, property_, ox.Literal(headline, language="ro"), node)]


def graphs(numbers: range, *, headline: str | None = None, size: int | None = None) -> list[ArticleGraph]:
    return to_article_graphs(quad for n in numbers for quad in renamed(article(n), headline=headline)[:size])


def held(url: str) -> set[ox.Quad]:
    """All quads of a server, as Oxigraph would keep them."""
    answer = ask_endpoint(url, ALL_QUADS)
    assert isinstance(answer, ox.QuerySolutions)
    lines = "".join(f"{row['s']} {row['p']} {row['o']} {row['g']} .\n" for row in answer)
    return as_stored(ox.parse(lines, format=ox.RdfFormat.N_QUADS))


def expected(numbers: range, *, headline: str | None = None, size: int | None = None) -> set[ox.Quad]:
    return as_stored(quad for n in numbers for quad in renamed(article(n), headline=headline)[:size])


@pytest.mark.parametrize("protocol", ["store", "update"])
class TestOxigraph:
    def test_load_again_and_replace(self, oxigraph: Oxigraph, protocol: str) -> None:
        url = f"{oxigraph.url}/{protocol}"
        numbers = range(3)
        assert load(graphs(numbers), url).added == [article(n) for n in numbers]
        assert held(f"{oxigraph.url}/query") == expected(numbers)
        assert load(graphs(numbers), url).unchanged == [article(n) for n in numbers]

        new = '„Altul” \\ "nou"\n'
        refused = load([*graphs(range(1), headline=new), *graphs(range(3, 4))], url)
        assert (refused.refused, refused.added) == ([article(0)], [article(3)])
        assert held(f"{oxigraph.url}/query") == expected(range(4))

        report = load(graphs(range(1), headline=new), url, replace=True)
        assert [revision.article for revision in report.replaced] == [article(0)]
        record = revision_record(ox.NamedNode(article(0)), expected(range(1)))
        assert held(f"{oxigraph.url}/query") == expected(range(1), headline=new) | expected(range(1, 4)) | as_stored(record)

    def test_what_belongs_to_no_article_goes_to_the_default_graph(self, oxigraph: Oxigraph, protocol: str) -> None:
        lonely = ox.Quad(*(ox.NamedNode(f"https://example.org/{name}") for name in "abc"))
        for _ in range(2):
            load(to_article_graphs([lonely]), f"{oxigraph.url}/{protocol}")
        answer = ask_endpoint(f"{oxigraph.url}/query", "CONSTRUCT WHERE { ?s ?p ?o }")
        assert isinstance(answer, ox.QueryTriples)
        assert set(answer) == {lonely.triple}

    def test_part_of_a_graph_is_completed(self, oxigraph: Oxigraph, protocol: str) -> None:
        url = f"{oxigraph.url}/{protocol}"
        load(to_article_graphs(renamed(article(0))[:40]), url)
        assert load(graphs(range(1)), url).added == [article(0)]
        assert held(f"{oxigraph.url}/query") == expected(range(1))

    def test_server_killed_and_restarted_in_the_middle(self, oxigraph: Oxigraph, protocol: str) -> None:
        """The load waits for the server and goes on as if nothing had been."""
        count = iter(range(1000))

        def kill_once(_: ArticleGraph) -> None:
            if next(count) == 20:
                oxigraph.kill()
                oxigraph.start_in(0.5)

        numbers = range(40)
        report = load(graphs(numbers, size=40), f"{oxigraph.url}/{protocol}", done=kill_once, patience=Patience(10, 8, 0.1))
        assert len(report.added) + len(report.unchanged) == len(numbers)
        assert held(f"{oxigraph.url}/query") == expected(numbers, size=40)

    def test_server_that_stays_dead_and_a_rerun(self, oxigraph: Oxigraph, protocol: str) -> None:
        count = iter(range(1000))

        def kill(_: ArticleGraph) -> None:
            if next(count) == 20:
                oxigraph.kill()

        numbers = range(40)
        with pytest.raises(NotLoadedError, match=rf"^{oxigraph.url}/{protocol}: cannot be reached, tried 2 times") as raised:
            load(graphs(numbers, size=40), f"{oxigraph.url}/{protocol}", done=kill, patience=QUICK)
        assert len(raised.value.report.added) + len(raised.value.missing) == len(numbers)
        assert raised.value.missing
        oxigraph.start()
        load(graphs(numbers, size=40), f"{oxigraph.url}/{protocol}")
        assert held(f"{oxigraph.url}/query") == expected(numbers, size=40)


def test_query_address_takes_no_graphs(oxigraph: Oxigraph) -> None:
    with pytest.raises(NotLoadedError, match="query: refuses to be written to"):
        load(graphs(range(1)), f"{oxigraph.url}/query", patience=QUICK)


def test_ask_declares_prefixes(oxigraph: Oxigraph) -> None:
    load(graphs(range(1)), f"{oxigraph.url}/store")
    assert bool(ask_endpoint(f"{oxigraph.url}/query", "ASK { GRAPH ?g { ?e a kgo:Killing } }"))
    own = "PREFIX kgo: <https://example.org/> ASK { GRAPH ?g { ?e a kgo:Killing } }"
    assert not bool(ask_endpoint(f"{oxigraph.url}/query", own))


def test_ask_hands_on_what_the_server_says_of_a_bad_query(oxigraph: Oxigraph) -> None:
    with pytest.raises(StoreError, match="does not answer the query: 400 Bad Request") as raised:
        ask_endpoint(f"{oxigraph.url}/query", "SELECT WHERE")
    assert raised.value.status == 400


class TestVirtuoso:
    @pytest.mark.parametrize("path", ["sparql-graph-crud-auth", "sparql-auth"])
    def test_load_again_and_replace(self, virtuoso: Virtuoso, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
        monkeypatch.setenv("KGBUILD_USER", "dba")
        monkeypatch.setenv("KGBUILD_PASSWORD", "dba")
        url, name = f"{virtuoso.url}/{path}", f"https://exemplu.ro/{path}"
        old, new = to_article_graphs(renamed(name)), to_article_graphs(renamed(name, headline="Altul"))
        assert load(old, url).added == [name]
        assert load(old, url).unchanged == [name]
        assert load(new, url).refused == [name]
        assert self.graph(virtuoso, name) == as_stored(renamed(name))
        assert [revision.article for revision in load(new, url, replace=True).replaced] == [name]
        assert self.graph(virtuoso, name) == as_stored(renamed(name, headline="Altul"))
        record = revision_record(ox.NamedNode(name), as_stored(renamed(name)))
        assert self.graph(virtuoso, f"{name}#revisions") == as_stored(record)

    @pytest.mark.parametrize(
        "name",
        [
            "attacks",
            "claims-by",
            "denials",
            "events",
            "leaders",
            "orders",
            "plans",
            "positions",
            "statements",
            "timeline",
            "troop-movements",
        ],
    )
    def test_named_questions(self, virtuoso: Virtuoso, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        monkeypatch.setenv("KGBUILD_USER", "dba")
        monkeypatch.setenv("KGBUILD_PASSWORD", "dba")
        iri = "https://exemplu.ro/intrebari"
        load(to_article_graphs(renamed(iri)), f"{virtuoso.url}/sparql-graph-crud-auth")
        # Other tests' articles are in the store, too.
        sparql = question(name).sparql.replace("GRAPH ?article {", f"VALUES ?article {{ <{iri}> }} GRAPH ?article {{")
        here = to_text(ask(to_dataset(renamed(iri)), sparql), "csv")
        assert here.count("\n") > 1
        assert to_text(ask_endpoint(f"{virtuoso.url}/sparql", sparql), "csv") == here

    def test_wrong_password_stands_in_no_message(self, virtuoso: Virtuoso, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KGBUILD_USER", "dba")
        monkeypatch.setenv("KGBUILD_PASSWORD", "secret-parola")
        with pytest.raises(StoreError, match=r"401 Unauthorized.*KGBUILD_USER") as raised:
            load(graphs(range(1)), f"{virtuoso.url}/sparql-graph-crud-auth", patience=QUICK)
        assert "secret-parola" not in str(raised.value)

    @staticmethod
    def graph(virtuoso: Virtuoso, name: str) -> set[ox.Quad]:
        answer = ask_endpoint(f"{virtuoso.url}/sparql", f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
        assert isinstance(answer, ox.QueryTriples)
        return as_stored(ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(name)) for t in answer)


Reply = tuple[int, Mapping[str, str], bytes]


@contextmanager
def server(reply: Callable[[http.server.BaseHTTPRequestHandler], Reply], tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """A server on loopback that answers every request as a function says."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, headers, body = reply(self)
            self.send_response(status)
            for key, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = answer  # noqa: N815 — what http.server calls

        def log_message(self, *_: object) -> None:
            pass

    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        listening.socket = tls.wrap_socket(listening.socket, server_side=True)
    thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://localhost:{listening.server_address[1]}/store"
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()


HTML = {"Content-Type": "text/html; charset=utf-8"}


class TestTrouble:
    @pytest.mark.parametrize(
        ("reply", "message"),
        [
            ((200, HTML, b"<h1>Bine ati venit</h1>"), "answers with HTML where RDF was to come: is this the address"),
            ((403, HTML, b"<h1>Not</h1> you"), "does not answer as a SPARQL endpoint: 403 Forbidden: Not you"),
            ((401, {}, b""), "401 Unauthorized; set KGBUILD_TOKEN, or KGBUILD_USER and KGBUILD_PASSWORD"),
            ((301, {"Location": "https://example.org/x"}, b""), "301 Moved Permanently; give the address https://example.org/x"),
            ((503, {}, b"later"), "503 Service Unavailable: later"),
            ((400, HTML, b"no"), "does not answer the query: 400 Bad Request: no"),
        ],
    )
    def test_load_says_in_one_line_what_the_endpoint_is(self, reply: Reply, message: str) -> None:
        with server(lambda _: reply) as url, pytest.raises(NotLoadedError) as raised:
            load(graphs(range(2)), url, patience=QUICK)
        assert str(raised.value).startswith(f"{url}: ")
        assert message in str(raised.value)
        assert "\n" not in str(raised.value)
        assert raised.value.missing == (article(0), article(1))

    def test_nobody_listens(self) -> None:
        url = f"http://127.0.0.1:{free_port()}/store"
        with pytest.raises(NotLoadedError, match=rf"^{url}: cannot be reached, tried 2 times: "):
            load(graphs(range(1)), url, patience=QUICK)

    def test_slow_endpoint(self) -> None:
        asked = threading.Event()

        def stall(_: object) -> Reply:
            asked.wait(5)
            return 404, {}, b""

        with server(stall) as url:
            with pytest.raises(StoreError, match=r"gave no answer within 0.2 seconds"):
                ask_endpoint(url, "ASK {}", Patience(0.2, 1))
            asked.set()

    @pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
    def test_busy_endpoint_is_tried_again(self, status: int) -> None:
        statuses = iter([status, status])

        def reply(_: object) -> Reply:
            trouble = next(statuses, None)
            if trouble:
                return trouble, {"Retry-After": "0"}, b""
            return 200, {"Content-Type": "application/sparql-results+json"}, b'{"head":{},"boolean":true}'

        with server(reply) as url:
            assert bool(ask_endpoint(url, "ASK {}", Patience(5, 3, 0.01)))

    def test_broken_off_answer(self) -> None:
        reply = (200, {"Content-Type": "application/sparql-results+json"}, b'{"head":{},"bool')
        with server(lambda _: reply) as url, pytest.raises(StoreError, match="breaks off or answers with a broken document"):
            list(ask_endpoint(url, "ASK {}", QUICK))  # type: ignore[arg-type]

    def test_one_refused_graph_does_not_stop_the_others(self) -> None:
        def reply(request: http.server.BaseHTTPRequestHandler) -> Reply:
            if request.command == "GET":
                return 404, {}, b""
            return (413, {}, b"too large") if request.path.endswith("1") else (204, {}, b"")

        with server(reply) as url:
            report = load(graphs(range(3)), url, patience=QUICK)
        assert report.added == [article(0), article(2)]
        assert report.failed == [(article(1), "413 Request Entity Too Large: too large")]

    def test_certificate_is_verified(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)
        answer = (200, {"Content-Type": "application/sparql-results+json"}, b'{"head":{},"boolean":true}')
        with server(lambda _: answer, context) as url:
            with pytest.raises(StoreError, match="certificate"):
                ask_endpoint(url, "ASK {}", Patience(5, 1))
            authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
            monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
            assert bool(ask_endpoint(url, "ASK {}", Patience(5, 1)))


class TestCredentials:
    @pytest.fixture
    def asked(self) -> Iterator[tuple[str, list[str]]]:
        seen: list[str] = []

        def reply(request: http.server.BaseHTTPRequestHandler) -> Reply:
            seen.append(request.headers.get("Authorization", ""))
            return 200, {"Content-Type": "application/sparql-results+json"}, b'{"head":{},"boolean":true}'

        with server(reply) as url:
            yield url, seen

    def test_none(self, asked: tuple[str, list[str]]) -> None:
        ask_endpoint(asked[0], "ASK {}")
        assert asked[1] == [""]

    def test_token_from_the_environment(self, asked: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KGBUILD_TOKEN", "t0k3n")
        ask_endpoint(asked[0], "ASK {}")
        assert asked[1] == ["Bearer t0k3n"]

    def test_password_from_the_environment(self, asked: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KGBUILD_USER", "ana")
        monkeypatch.setenv("KGBUILD_PASSWORD", "mere")
        ask_endpoint(asked[0], "ASK {}")
        assert asked[1] == ["Basic YW5hOm1lcmU="]

    def test_password_from_netrc(self, asked: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / "netrc").write_text("machine localhost login ana password mere\n", encoding="utf-8")
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        ask_endpoint(asked[0], "ASK {}")
        assert asked[1] == ["Basic YW5hOm1lcmU="]

    def test_broken_netrc_is_named_and_not_quoted(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / "netrc").write_text("machine localhost login ana parola mere\n", encoding="utf-8")
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        with pytest.raises(StoreError, match="the netrc file with its password cannot be read") as raised:
            ask_endpoint("http://localhost:1/x", "ASK {}")
        assert "mere" not in str(raised.value)

    def test_password_in_the_address_is_refused_and_not_repeated(self) -> None:
        with pytest.raises(StoreError, match="set KGBUILD_USER and KGBUILD_PASSWORD") as raised:
            ask_endpoint("https://ana:mere@example.org/sparql", "ASK {}")
        assert "mere" not in str(raised.value)
        assert raised.value.endpoint == "https://example.org/sparql"


@pytest.mark.parametrize("url", ["localhost:7878", "ftp://localhost/x", "http://", "http://a:b:c/", "nimic"])
def test_no_address(url: str) -> None:
    with pytest.raises(StoreError, match="is no web address"):
        ask_endpoint(url, "ASK {}")
