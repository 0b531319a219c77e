"""The explorer in a real browser: each view, by mouse and keyboard, in both themes and on a phone, checked with axe."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.sample import ARTICLE_IRI, RUN
from tests.server.conftest import Served, serving
from tests.server.test_explorer import EVIL_IRI, NORTH_KOREA, at, evil_extraction

from kgbuild.build import KnowledgeGraph, build_many
from kgbuild.graph import to_quads
from kgbuild.serialize.graph_files import to_article_graphs
from kgbuild.stores.oxigraph import load

CHROMIUM = shutil.which("chromium")
ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "build/screenshots"
# What keeps Chromium to this machine, and lets it run as root without a graphics card.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES: dict[str, Any] = {"desktop": {"width": 1280, "height": 860}, "phone": {"width": 390, "height": 844}}

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium: apt-get install chromium"),
    # Playwright's own loop leaves its pipes to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample article, one with markup in all its names, and the examples."""
    folder = tmp_path_factory.mktemp("browser")
    load(to_article_graphs(to_quads(evil_extraction(), run=RUN)), folder / "store")
    for built in build_many([ROOT / "examples/stiri"]):
        assert isinstance(built, KnowledgeGraph)
        load(to_article_graphs(built.quads), folder / "store")
    with serving(folder) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, explorer: Served) -> Iterator[Page]:
    """A page of the explorer; whatever the browser complains about fails the test."""
    options: dict[str, Any] = {"viewport": SIZES["desktop"], "color_scheme": "light", "locale": "en", "reduced_motion": "reduce"}
    context = browser.new_context(base_url=explorer.url, **options)
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
    opened.on("request", lambda sent: complaints.append(sent.url) if not sent.url.startswith((explorer.url, "blob:")) else None)
    yield opened
    context.close()
    assert complaints == []


def flood(explorer: Served) -> str:
    """The example about the floods."""
    sparql = 'SELECT ?a { GRAPH ?a { ?a dcterms:identifier "inundatii-galati" } }'
    found = explorer.get("/sparql", params={"query": sparql}).json()["results"]["bindings"]
    return str(found[0]["a"]["value"])


VIEWS = {
    "home": "/",
    "article": at("article", ARTICLE_IRI),
    "evil": at("article", EVIL_IRI),
    "actor": at("actor", NORTH_KOREA),
    "role of an actor": f"{at('actor', NORTH_KOREA)}&role=agent",
    "event": at("event", f"{ARTICLE_IRI}#event-2"),
    "graph": at("graph", ARTICLE_IRI),
    "timeline": "/timeline",
    "map": "/map",
    "search": "/search?q=trupe",
    "query": "/query",
    "try": "/try",
}
LOOKS: dict[str, Any] = {"light": ("light", "desktop"), "dark": ("dark", "desktop"), "phone": ("light", "phone")}


@pytest.mark.parametrize("view", VIEWS)
def test_view_is_accessible_and_fits(page: Page, view: str) -> None:
    page.goto(VIEWS[view])
    SHOTS.mkdir(parents=True, exist_ok=True)
    for look, (theme, size) in LOOKS.items():
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size(SIZES[size])
        page.screenshot(path=SHOTS / f"{view.replace(' ', '-')}-{look}.png")
        found = Axe().run(page).response["violations"]
        serious = [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found if v["impact"] in {"serious", "critical"}]
        assert serious == [], look
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look


class TestArticle:
    def test_pointing_at_a_card_lights_up_the_text(self, page: Page, explorer: Served) -> None:
        page.goto(at("article", flood(explorer)))
        card = page.locator(".card", has_text="humanitarian aid").first
        card.hover()
        expect(page.locator(".text .mark.trigger.lit")).to_have_text(["a trimis"])
        assert {"Bulgaria", "România"} <= set(page.locator(".text .mark.actor.lit").all_inner_texts())
        expect(page.locator(".text .mark.lit-source")).to_have_text(["a relatat", "Agerpres"])
        expect(page.locator(".sentence.lit")).to_contain_text("pompe de apă")
        page.screenshot(path=SHOTS / "article-hover.png")
        page.mouse.move(2, 2)
        expect(page.locator(".lit")).to_have_count(0)

    def test_keyboard(self, page: Page) -> None:
        page.goto(VIEWS["article"])
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("Enter")
        trigger = page.locator(".text .mark.trigger").first
        trigger.focus()
        key = trigger.get_attribute("data-event")
        page.keyboard.press("Enter")
        expect(page.locator(f"#{key}")).to_be_focused()
        expect(page.locator(f"#{key}")).to_have_class("card speech lit")

    def test_raw_triples_are_one_click_away(self, page: Page) -> None:
        page.goto(VIEWS["article"])
        page.locator(".card summary").first.click()
        expect(page.locator(".card pre").first).to_contain_text("kgo:Confirmation")

    def test_kinds_can_be_hidden(self, page: Page) -> None:
        page.goto(VIEWS["article"])
        page.get_by_role("button", name="speech").click()
        expect(page.locator(".card.speech").first).to_be_hidden()
        expect(page.locator(".card.force").first).to_be_visible()


class TestGraph:
    def test_choosing_an_actor_adds_its_neighbours(self, page: Page) -> None:
        page.goto(at("graph", EVIL_IRI))
        page.goto(f"{at('graph', ARTICLE_IRI)}&type=AID")
        before = page.locator("#graph .node").count()
        page.locator("#graph .node", has_text="Rusia").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**open=**")
        assert page.locator("#graph .node").count() >= before

    def test_zoom(self, page: Page) -> None:
        page.goto(VIEWS["graph"])
        width = "Number(document.getElementById('graph').getAttribute('viewBox').split(' ')[2])"
        before = page.evaluate(width)
        page.get_by_role("button", name="Zoom in").click()
        assert page.evaluate(width) < before
        page.get_by_role("button", name="Fit").click()
        assert page.evaluate(width) == pytest.approx(before, abs=1)

    def test_keyboard(self, page: Page) -> None:
        page.goto(VIEWS["graph"])
        box = "document.getElementById('graph').getAttribute('viewBox').split(' ').map(Number)"
        before = page.evaluate(box)
        page.locator("#graph .node").first.focus()
        page.keyboard.press("+")
        zoomed = page.evaluate(box)
        assert zoomed[2] < before[2]
        page.keyboard.press("ArrowRight")
        assert page.evaluate(box)[0] > zoomed[0]
        page.keyboard.press("0")
        assert page.evaluate(box) == pytest.approx(before, abs=1)

    @pytest.mark.parametrize(("name", "start"), [("SVG", b"<svg "), ("PNG", b"\x89PNG")])
    def test_export(self, page: Page, name: str, start: bytes) -> None:
        page.goto(VIEWS["graph"])
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name).click()
        content = Path(waiting.value.path()).read_bytes()
        assert content.startswith(start)
        assert len(content) > 2_000


class TestQuery:
    def test_table_chart_graph_and_download(self, page: Page) -> None:
        page.goto("/query")
        expect(page.locator("#painted .k").first).to_have_text("SELECT")
        page.locator("#sparql").press("Control+Enter")
        expect(page.locator("#shown td").first).not_to_be_empty()
        page.get_by_role("button", name="Chart").click()
        expect(page.locator("#shown .chart svg").first).to_be_visible()
        page.screenshot(path=SHOTS / "query-chart.png")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Download CSV").click()
        assert Path(waiting.value.path()).read_text(encoding="utf-8").startswith("who,whom,events")
        page.locator("#sparql").fill("SELECT ?a ?b { ?e kgo:agent ?a ; kgo:recipient ?b }")
        page.get_by_role("button", name="Run").click()
        page.get_by_role("link", name="Graph", exact=True).click()
        expect(page.locator("#graph .node").first).to_be_visible()

    def test_answer_is_text(self, page: Page) -> None:
        page.goto("/query")
        page.locator("#sparql").fill("SELECT ?name { ?a rdfs:label ?name FILTER(CONTAINS(?name, 'script')) }")
        page.get_by_role("button", name="Run").click()
        expect(page.locator("#shown td").first).to_contain_text('<script>alert("x")</script>')
        expect(page.locator("#shown td").first).to_contain_text("⟨U+202E⟩")

    def test_named_question_and_mistake(self, page: Page) -> None:
        page.goto("/query")
        page.get_by_label("Named questions").select_option(label="What happened when")
        page.get_by_role("button", name="Run").click()
        expect(page.locator("#shown th").first).to_have_text("when")
        page.locator("#sparql").fill("ASK { ?kim a kgo:Person }")
        page.get_by_role("button", name="Run").click()
        expect(page.locator("#shown pre")).to_have_text("yes")


def test_try_it(page: Page) -> None:
    # The language pipeline may still be loading.
    page.set_default_timeout(60_000)
    page.goto("/try")
    page.get_by_role("button", name="Use an example").click()
    page.get_by_role("button", name="Show the graph").click()
    expect(page.locator("h1")).to_contain_text("România și Republica Moldova")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download Turtle").click()
    assert "kgo:Claim" in Path(waiting.value.path()).read_text(encoding="utf-8")


def test_plain_pages_keep_their_style_under_a_strict_policy(page: Page) -> None:
    answer = page.goto(at("resource", ARTICLE_IRI))
    assert answer
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse") == "collapse"


def test_language_and_theme_are_remembered(page: Page) -> None:
    page.goto("/timeline")
    page.get_by_role("link", name="Română").click()
    expect(page.locator("h1")).to_have_text("Cronologie")
    page.get_by_role("link", name="Întunecat").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/map")
    expect(page.locator("h1")).to_have_text("Hartă")
