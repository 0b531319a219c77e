"""The explorer's pages as they come over HTTP: what they hold, that nothing of an article becomes markup, what is refused."""

import json
import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

import httpx
import pytest
from tests.sample import ARTICLE, ARTICLE_IRI, RUN, sample_quads
from tests.server.conftest import TOKEN, Served, serving

from kgbuild.graph import to_quads
from kgbuild.iri import article_iri
from kgbuild.model import Actor, Argument, Article, Claim, Event, Extraction, Mention
from kgbuild.serialize.graph_files import to_article_graphs
from kgbuild.server import ServerSettings
from kgbuild.server.app import create_app
from kgbuild.server.explorer import texts
from kgbuild.server.explorer.article import read_article_view
from kgbuild.server.explorer.cards import Party
from kgbuild.server.explorer.charts import draw_map
from kgbuild.server.explorer.highlight import Mark, paragraphs
from kgbuild.server.explorer.layout import MOST, Edge, Picture, lay_out
from kgbuild.server.explorer.pages import visible
from kgbuild.server.explorer.triples import Triples
from kgbuild.server.explorer.world import middle, outlines, project
from kgbuild.stores.oxigraph import load
from kgbuild.vocab import BASE

EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>\' "onclick=alert(2)\u202eabc\u200bdef'
EVIL_ARTICLE = Article("rau", EVIL, f"{EVIL} a vizitat Galați.", published=date(2026, 1, 2), publisher=EVIL)
EVIL_IRI = article_iri(EVIL_ARTICLE, BASE)
NORTH_KOREA = f"{BASE}place/gn-1873107"
SHOWN = "abc⟨U+200B⟩def"


def evil_extraction() -> Extraction:
    text = EVIL_ARTICLE.text
    start = text.index("\n\n") + 2
    name = Mention.of(text, start, start + len(EVIL))
    trigger = Mention.of(text, text.index("a vizitat"), text.index("a vizitat") + len("a vizitat"))
    sentence = Mention.of(text, start, len(text))
    actor = Actor("a1", "Person", EVIL, (name,))
    event = Event(
        "e1", "CONSULT", "Visit", (trigger,), (Argument("agent", "a1", name), Argument("patient", "a1", name)), theme=name
    )
    return Extraction(EVIL_ARTICLE, (sentence,), (actor,), (), (), (event,), (), (Claim("c1", "e1", trigger, sources=("a1",)),))


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("explorer")
    load(to_article_graphs(to_quads(evil_extraction(), run=RUN)), folder / "store")
    with serving(folder) as server:
        yield server


def at(page: str, iri: str) -> str:
    return f"/{page}?iri={quote(iri, safe='')}"


PAGES = {
    "home": "/",
    "article": at("article", ARTICLE_IRI),
    "evil article": at("article", EVIL_IRI),
    "actor": at("actor", NORTH_KOREA),
    "evil actor": at("actor", f"{EVIL_IRI}#actor-1"),
    "event": at("event", f"{ARTICLE_IRI}#event-2"),
    "evil event": at("event", f"{EVIL_IRI}#event-1"),
    "graph": at("graph", ARTICLE_IRI),
    "evil graph": at("graph", EVIL_IRI),
    "graph of an answer": "/graph?query=" + quote("SELECT ?a ?b { ?e kgo:agent ?a ; kgo:recipient ?b }"),
    "timeline": "/timeline",
    "map": "/map",
    "search": "/search?q=abc",
    "evil search": f"/search?q={quote(EVIL)}",
    "query": f"/query?query={quote(EVIL)}",
    "try": "/try",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_pages_hold_no_script_and_no_style_of_their_own(explorer: Served, path: str) -> None:
    answer = explorer.get(path)
    assert answer.status_code == 200, answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in answer.text
    assert "<img src=x" not in answer.text
    assert not re.search(r"<[^>]*\s(on\w+|style)=", re.sub(r'"[^"]*"', '""', answer.text))
    assert re.findall(r'<script[^>]*src="([^"]*)"', answer.text)
    assert all(src.startswith("/static/") for src in re.findall(r"""(?:src|<link[^>]*href)="([^"]*)""", answer.text))


@pytest.mark.parametrize("name", ["evil article", "evil actor", "evil event"])
def test_what_is_not_seen_is_named(explorer: Served, name: str) -> None:
    page = explorer.get(PAGES[name]).text
    assert SHOWN in page
    assert "\u202e" not in page
    assert "\u200b" not in page


class TestArticle:
    def test_marks_and_cards(self, explorer: Served) -> None:
        page = explorer.get(PAGES["article"], headers={"Accept-Language": "ro"}).text
        assert '<html lang="ro"' in page
        assert re.search(r'<a class="mark trigger cooperation"[^>]*data-event="event-6">a furnizat</a>', page)
        assert re.search(r'<a class="mark actor geopoliticalentity"[^>]*>Phenianul</a>', page)
        assert re.search(r'id="event-10".*?status negated.*?</article>', page, re.DOTALL)
        assert 'potrivit <a class="party organization"' in page
        assert "grasp:wasAttributedTo" in page

    def test_article_without_text(self) -> None:
        view = read_article_view(ARTICLE_IRI, Triples(sample_quads(text=False)), "en")
        assert view
        assert (view.title, view.headline, view.body, len(view.events)) == (ARTICLE.title, (), (), 10)


def test_actor(explorer: Served) -> None:
    page = explorer.get(PAGES["actor"], headers={"Accept-Language": "en"}).text
    for words in ("Phenianul", "wikidata.org/entity/Q423", "Kim Jong Un", "What it did", "On its word", "Together with", "leads"):
        assert words in page


def test_relation_is_told_with_its_days_and_articles(explorer: Served) -> None:
    page = explorer.get(PAGES["actor"], headers={"Accept-Language": "en"}).text
    row = re.search(r"<tr><td>[^\n]*27 December 2025.*?Kim Jong Un.*?leads.*?<td>1</td></tr>", page, re.DOTALL)
    assert row


def test_one_role_of_an_actor_fills_a_page(explorer: Served) -> None:
    page = explorer.get(f"{PAGES['actor']}&role=agent", headers={"Accept-Language": "en"}).text
    assert "What was done to it" not in page
    assert "Together with" not in page
    assert explorer.get(f"{PAGES['actor']}&role=agent&offset=1000").status_code == 200


@pytest.mark.parametrize("path", ["/", "/timeline", "/timeline?type=REQUEST", "/map", "/search?q=soldati"])
def test_pages_behind_the_last_are_empty(explorer: Served, path: str) -> None:
    page = explorer.get(f"{path}{'&' if '?' in path else '?'}offset=99999").text
    assert 'rel="prev"' in page
    assert 'rel="next"' not in page


def test_what_was_looked_for_is_marked(explorer: Served) -> None:
    assert "<mark>soldați</mark>" in explorer.get("/search?q=solda").text


def test_queries_of_pages_are_noted_in_the_access_log(explorer: Served) -> None:
    explorer.get(f"{PAGES['event']}&noted")
    lines = [json.loads(line) for line in explorer.log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    entry = [line for line in lines if line["path"] == "/event"][-1]
    assert len(entry["queries"]) == 2
    assert all("SELECT" in query["sparql"] or "CONSTRUCT" in query["sparql"] for query in entry["queries"])
    assert all(0 < query["milliseconds"] <= entry["milliseconds"] for query in entry["queries"])


def test_what_an_update_changes_is_found(writable: Served) -> None:
    for verb, found in (("INSERT", True), ("DELETE", False)):
        update = f"{verb} DATA {{ GRAPH <urn:nou> {{ <urn:nou> a schema:NewsArticle ; schema:headline 'Știre proaspătă' }} }}"
        sent = writable.post("/sparql", data={"update": update}, headers={"Authorization": f"Bearer {TOKEN}"})
        assert sent.status_code == 204, sent.text
        assert ("Știre" in writable.get("/search?q=proaspata").text) is found


def test_event_shows_claims_side_by_side(explorer: Served) -> None:
    page = explorer.get(PAGES["event"], headers={"Accept-Language": "en"}).text
    affirmed = page[page.index("Affirmed") : page.index("Denied")]
    assert "servicii de informații" in affirmed
    assert "Nobody." in page[page.index("Denied") :]
    assert "by way of" in page


def test_graph_is_of_the_article_and_grows(explorer: Served) -> None:
    english = {"Accept-Language": "en"}
    page = explorer.get(PAGES["graph"], headers=english).text
    assert f'data-iri="{NORTH_KOREA}"' in page
    assert "Coreea de Nord" in page
    only = explorer.get(f"{PAGES['graph']}&type=AID", headers=english).text
    assert "soldați</text>" in page
    assert "soldați</text>" not in only
    assert "/graph?iri=" in re.findall(r'<a href="([^"]*)">Clear</a>', only)[0]
    assert ">Clear</a>" not in page
    grown = explorer.get(f"{at('graph', EVIL_IRI)}&open={quote(NORTH_KOREA, safe='')}").text
    assert f'data-iri="{NORTH_KOREA}"' in grown


@pytest.mark.parametrize(
    ("path", "found", "missing"),
    [
        ("/timeline?type=REQUEST", "Order", "Statement"),
        ("/timeline?actor=kim", "Kim Jong Un", "Confirmation"),
        ("/timeline?first=2025-12-20", "Order", "Statement"),
        ("/timeline?last=2025-05-01", "April 2025", "Order"),
        ("/search?q=PHENIANUL", "Coreea de Nord", "Nothing was found"),
        ("/search?q=soldati", "soldați", "Nothing was found"),
        ("/search?q=ghetar", "Nothing was found", "soldați"),
    ],
)
def test_filters_and_search(explorer: Served, path: str, found: str, missing: str) -> None:
    page = explorer.get(path, headers={"Accept-Language": "en"}).text
    main = re.sub(r"<select.*?</select>", "", page.partition("<main")[2], flags=re.DOTALL)
    assert found.lower() in main.lower()
    assert missing.lower() not in main.lower()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/article", 400),
        ("/article?iri=nu", 400),
        (at("article", "urn:nu"), 404),
        (at("actor", "urn:nu"), 404),
        (at("event", "urn:nu"), 404),
        ("/timeline?first=ieri", 400),
        ("/map?last=2026-02-31", 400),
        ("/graph?query=SELECT", 400),
        (f"/graph?query={quote('SELECT * { SERVICE <urn:x> { ?a ?b ?c } }')}", 403),
        ("/static/../app.py", 404),
        ("/static/%2e%2e/views.py", 404),
    ],
)
def test_bad_requests_are_told_on_a_page(explorer: Served, path: str, status: int) -> None:
    answer = explorer.get(path)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("back", "location"),
    [("/timeline", "/timeline"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("https://evil.example", "/")],
)
def test_settings_lead_back_to_this_server_alone(explorer: Served, back: str, location: str) -> None:
    answer = explorer.get("/settings", params={"lang": "ro", "theme": "dark", "back": back})
    assert (answer.status_code, answer.headers["Location"]) == (303, location)
    cookies = {name: answer.cookies[name] for name in ("lang", "theme")}
    page = httpx.get(explorer.url, cookies=cookies).text
    assert '<html lang="ro" data-theme="dark">' in page
    assert "lang" not in explorer.get("/settings?lang=xx").cookies


class TestTryIt:
    TEXT = "Vizită la Galați\n\nPremierul Sorin Bălănescu a vizitat joi Galațiul, a anunțat Guvernul."

    def test_text_becomes_a_graph_and_is_not_kept(self, explorer: Served) -> None:
        before = explorer.get("/", headers={"Accept-Language": "en"}).text
        answer = explorer.post("/try", data={"text": self.TEXT, "published": "2026-03-12"})
        assert answer.status_code == 200
        assert re.search(r'class="mark trigger cooperation"[^>]*>a vizitat', answer.text)
        assert 'href="/actor' not in answer.text
        turtle = explorer.post("/try", data={"text": self.TEXT, "published": "2026-03-12", "format": "turtle"})
        assert "kgo:Visit" in turtle.text
        assert "attachment" in turtle.headers["Content-Disposition"]
        assert explorer.post("/try", data={"text": self.TEXT, "format": "jsonld"}).json()["@context"]
        assert explorer.get("/", headers={"Accept-Language": "en"}).text == before

    def test_what_happens_again_and_again_says_how_often(self, explorer: Served) -> None:
        page = explorer.post("/try", data={"text": "Titlu\n\nRusia atacă zilnic Odesa."}, headers={"Accept-Language": "en"}).text
        assert '<dt>how often</dt><dd title="FREQ=DAILY"><bdi>zilnic</bdi></dd>' in page
        assert re.search(r'class="mark time"[^>]*title="FREQ=DAILY">zilnic', page)

    @pytest.mark.parametrize(
        ("data", "headers", "status"),
        [
            ({"text": ""}, {}, 400),
            ({"text": "Titlu fără text"}, {}, 400),
            ({"text": TEXT, "published": "ieri"}, {}, 400),
            ({"text": "a" * 30_001}, {}, 413),
            ({"text": TEXT}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ],
    )
    def test_what_is_refused(self, explorer: Served, data: dict[str, str], headers: dict[str, str], status: int) -> None:
        assert explorer.post("/try", data=data, headers=headers).status_code == status


class TestParts:
    def test_overlapping_marks_keep_every_letter(self) -> None:
        text = "Unu doi.\n\nTrei patru cinci."
        marks = [Mark(10, 21, "actor"), Mark(15, 27, "trigger"), Mark(0, 90, "cue"), Mark(4, 7, "time")]
        blocks = paragraphs(text, marks, [(0, 8), (10, 27), (12, 20)])
        assert ["".join(p.text for s in block for p in s.pieces) for block in blocks] == text.split("\n\n")

    def test_texts_are_complete(self) -> None:
        rows = texts._rows()
        for key, row in rows.items():
            assert set(row) == {"en", "ro"}, key
            fields = [set(re.findall(r"{\w+}", str(row[language]))) for language in ("en", "ro")]
            assert fields[0] == fields[1], key

    @pytest.mark.parametrize(("text", "shown"), [("a\u202eb", "a⟨U+202E⟩b"), ("\x00", "⟨U+0000⟩"), ("ăî\n„”", "ăî\n„”"), (3, 3)])
    def test_visible(self, text: object, shown: object) -> None:
        assert visible(text) == shown

    def test_layout_is_the_same_each_time_and_nothing_overlaps(self) -> None:
        actors = {f"urn:{n}": Party(f"urn:{n}", f"Actorul cu numărul {n}", "Person") for n in range(MOST + 5)}
        connections = [Edge(f"urn:{n}", f"urn:{n // 3}", "ajutor", "cooperation", ("e",)) for n in range(1, MOST + 5)]
        picture = lay_out(actors, connections)
        assert picture == lay_out(actors, connections)
        assert (len(picture.nodes), picture.cut) == (MOST, True)
        for index, one in enumerate(picture.nodes):
            for other in picture.nodes[index + 1 :]:
                assert abs(one.x - other.x) >= (one.width + other.width) / 2 or abs(one.y - other.y) >= 34

    def test_empty_graph(self) -> None:
        assert lay_out({}, []) == Picture((), (), "0 0 100 100", cut=False)

    def test_places_stand_where_the_graph_says_and_countries_in_their_middle(self) -> None:
        rows = [
            {"place": "urn:ro", "name": "România", "country": "RO", "events": "4"},
            {"place": "urn:gl", "name": "Galați", "country": "RO", "latitude": "45.43", "longitude": "28.05", "events": "2"},
            {"place": "urn:md", "name": "Chișinău", "latitude": "nu", "longitude": "28.9", "events": "1"},
        ]
        world = draw_map(rows)
        spots = {spot.name: (spot.x, spot.y) for spot in world.spots}
        assert spots == {"România": middle("RO"), "Galați": project(45.43, 28.05)}
        assert [row["name"] for row in world.unplaced] == ["Chișinău"]
        assert {shade for _, shade in world.countries} == {0, 4}

    def test_map(self) -> None:
        assert project(0, 180)[0] == pytest.approx(1000)
        assert project(90, 0)[1] == pytest.approx(0, abs=0.2)
        x, y = project(45.9, 25.0)
        romania = middle("RO")
        assert romania
        assert abs(romania[0] - x) + abs(romania[1] - y) < 8
        assert middle("??") is None
        assert len(outlines()) > 170


def test_without_the_extra_it_is_a_sparql_service(explorer: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgbuild.server.app.available", lambda: False)
    paths = {getattr(route, "path", "") for route in create_app(ServerSettings(explorer.folder)).routes}
    assert {"/", "/sparql"} <= paths
    assert "/article" not in paths
