"""Rounds over the feeds of a site on this machine."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from tests.website import Site, serving

from kgbuild.articles.fetch import Fetcher
from kgbuild.errors import InputError, StoreError
from kgbuild.query import ask
from kgbuild.stores.oxigraph import open_store
from kgbuild.watch import Plan, Round, StopRequest, read_opml, watch
from kgbuild.watch.memory import Memory

new_fetcher = partial(Fetcher, pause=0, timeout=5, allow_private=True)


def page(title: str, body: str = "Președintele Ion Ionescu a vizitat vineri Ucraina și a criticat invazia rusă.") -> bytes:
    body = f"<article><h1>{title}</h1><p>{body}</p></article>"
    return f'<html lang="ro"><head><title>{title}</title></head><body>{body}</body></html>'.encode()


def rss(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>Exemplu</title>{"".join(items)}</channel></rss>'.encode()


def entry(address: str, identifier: str = "") -> str:
    guid = f'<guid isPermaLink="false">{identifier}</guid>' if identifier else ""
    return f"<item><title>A</title><link>{address}</link>{guid}<description>Pe scurt.</description></item>"


@pytest.fixture
def site() -> Iterator[str]:
    with serving() as address:
        Site.pages["/1"] = (200, page("Prima vizită"), {})
        Site.pages["/2"] = (200, page("A doua vizită"), {})
        Site.pages["/rss"] = (200, rss(entry(f"{address}/1", "unu"), entry(f"{address}/2", "doi")), {"ETag": '"1"'})
        yield address


class Watched:
    """A watch over some feeds, run a round at a time."""

    def __init__(self, folder: Path, *feeds: str) -> None:
        self.opml = folder / "feeds.opml"
        self.store = folder / "store"
        self.told: list[str] = []
        self.list(*feeds)

    def list(self, *feeds: str) -> None:
        outlines = "".join(f'<outline type="rss" xmlUrl="{feed}"/>' for feed in feeds)
        self.opml.write_text(
            f'<opml version="2.0"><body><outline text="Știri">{outlines}</outline></body></opml>', encoding="utf-8"
        )

    def plan(self, **changes: Any) -> Plan:  # noqa: ANN401 — whatever a plan holds
        return replace(Plan(self.opml, self.store, 60, fetcher=new_fetcher, tell=self.told.append), **changes)

    def once(self, **changes: Any) -> Round:  # noqa: ANN401 — likewise
        Site.asked.clear()
        return watch(self.plan(**changes), StopRequest(), lambda _: None, once=True)

    def titles(self) -> set[str]:
        answer = ask(open_store(self.store), "SELECT ?title { GRAPH ?g { ?a a schema:NewsArticle ; schema:headline ?title } }")
        assert isinstance(answer, ox.QuerySolutions)
        return {row["title"].value for row in answer}


def asked() -> list[str]:
    return [path for path, _ in Site.asked if path != "/robots.txt"]


def test_what_is_new_is_loaded_and_nothing_is_read_twice(site: str, tmp_path: Path) -> None:
    watched = Watched(tmp_path, f"{site}/rss")
    assert (first := watched.once()).added == 2, watched.told
    assert (first.feeds, first.broken, first.failed) == (1, 0, 0)
    assert watched.titles() == {"Prima vizită", "A doua vizită"}
    assert watched.once() == Round(feeds=1, unchanged=1)
    assert asked() == ["/rss"]
    Site.pages["/3"] = (200, page("A treia vizită"), {})
    Site.pages["/rss"] = (
        200,
        rss(entry(f"{site}/3"), entry(f"{site}/2?utm_source=rss", "doi"), entry(f"{site}/1")),
        {"ETag": '"2"'},
    )
    assert watched.once().added == 1
    assert asked() == ["/rss", "/3"]
    assert len(watched.titles()) == 3


def test_an_article_of_two_feeds_is_one(site: str, tmp_path: Path) -> None:
    Site.pages["/politic"] = (200, rss(entry(f"{site}/1", "p-1"), entry(f"{site}/vechi", "p-9")), {})
    Site.pages["/vechi"] = (301, b"", {"Location": "/2"})
    done = Watched(tmp_path, f"{site}/rss", f"{site}/politic").once()
    assert (done.feeds, done.added, done.known) == (2, 2, 1)
    assert asked() == ["/rss", "/1", "/2", "/politic", "/vechi", "/2"]


def test_reprints_are_linked_across_rounds_and_within_one(site: str, tmp_path: Path) -> None:
    text = " ".join(f"Primarul din orașul {n} a anunțat că școala numărul {n} va fi închisă luni." for n in range(9))
    for n in "1234":
        Site.pages[f"/{n}"] = (200, page(f"Școli închise {n}", text), {})
    Site.pages["/3"] = (200, page("Altceva"), {})
    Site.pages["/rss"] = (200, rss(*(entry(f"{site}/{n}") for n in "132")), {})
    watched = Watched(tmp_path, f"{site}/rss")
    assert watched.once().added == 3
    Site.pages["/rss"] = (200, rss(entry(f"{site}/4")), {})
    assert watched.once().added == 1
    answer = ask(open_store(watched.store), "SELECT ?one ?other { ?one kgo:nearDuplicateOf ?other }")
    assert isinstance(answer, ox.QuerySolutions)
    assert {(row["one"].value[-2:], row["other"].value[-2:]) for row in answer} == {("/2", "/1"), ("/4", "/1")}


def test_a_feed_that_fails_stops_no_other(site: str, tmp_path: Path) -> None:
    Site.pages["/stricat"] = (500, b"", {})
    Site.pages["/altceva"] = (200, b"<html><p>Nu.</p></html>", {})
    watched = Watched(tmp_path, f"{site}/stricat", f"{site}/altceva", "http://127.0.0.1:1/rss", f"{site}/rss")
    done = watched.once()
    assert (done.feeds, done.broken, done.added) == (4, 3, 2)
    assert [feed in line for feed, line in zip(("/stricat", "/altceva", ":1/"), watched.told, strict=True)] == [True] * 3


def test_an_entry_that_fails_is_tried_again_and_given_up_in_the_end(site: str, tmp_path: Path) -> None:
    Site.pages["/1"] = (503, b"", {})
    watched = Watched(tmp_path, f"{site}/rss")
    assert (done := watched.once()).added == 1
    assert done.failed == 1
    assert watched.once().failed == 1
    assert asked() == ["/rss", "/1"]
    assert watched.once().failed == 1
    assert [line.endswith("given up") for line in watched.told] == [False, False, True]
    assert watched.once() == Round(feeds=1, unchanged=1)


def test_an_entry_that_failed_is_loaded_when_it_can_be_read(site: str, tmp_path: Path) -> None:
    Site.pages["/1"] = (200, b"<html><title>Gol</title></html>", {})
    watched = Watched(tmp_path, f"{site}/rss")
    assert watched.once().failed == 1
    Site.pages["/1"] = (200, page("Prima vizită"), {})
    assert watched.once() == Round(feeds=1, added=1)
    assert len(watched.titles()) == 2


def test_articles_of_another_language_are_left_out_for_good(site: str, tmp_path: Path) -> None:
    text = "The president has said on Friday that the government will send help to all the people who have lost their homes. " * 3
    Site.pages["/1"] = (200, page("The president sends help", text), {})
    watched = Watched(tmp_path, f"{site}/rss")
    assert watched.once() == Round(feeds=1, added=1)
    assert watched.once() == Round(feeds=1, unchanged=1)


def test_killed_between_loading_and_noting_it_goes_on_without_repeating(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> None:
        raise SystemExit

    watched = Watched(tmp_path, f"{site}/rss")
    with monkeypatch.context() as patch:
        patch.setattr(Memory, "settle", die)
        with pytest.raises(SystemExit):
            watched.once()
    assert watched.once() == Round(feeds=1, known=2)
    assert len(watched.titles()) == 2
    assert watched.once() == Round(feeds=1, unchanged=1)


def run_until_stopped(plan: Plan, done: Callable[[Round], object]) -> tuple[Round, StopRequest]:
    stop = StopRequest()
    before = signal.getsignal(signal.SIGTERM)
    latest = watch(plan, stop, done)
    assert signal.getsignal(signal.SIGTERM) is before
    return latest, stop


def terminate(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_a_signal_ends_the_pause_between_rounds(site: str, tmp_path: Path) -> None:
    plan = Watched(tmp_path, f"{site}/rss").plan(every=600)
    latest, stop = run_until_stopped(plan, lambda _: threading.Timer(0.2, terminate).start())
    assert stop.by == signal.SIGTERM
    assert latest.added == 2


def test_a_signal_while_fetching_keeps_what_is_built_and_the_rest_comes_later(site: str, tmp_path: Path) -> None:
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            terminate()

    watched = Watched(tmp_path, f"{site}/rss")
    fetcher = partial(Fetcher, timeout=5, allow_private=True, pause=9, now=lambda: 0.0, sleep=sleep)
    latest, _ = run_until_stopped(watched.plan(fetcher=fetcher), lambda _: None)
    assert latest == Round(feeds=1, added=1)
    assert asked() == ["/rss", "/1"]
    assert watched.once() == Round(feeds=1, added=1)
    assert asked() == ["/rss", "/2"]


def test_a_store_that_another_process_writes_to_is_tried_again(site: str, tmp_path: Path) -> None:
    watched = Watched(tmp_path, f"{site}/rss")
    held: list[object] = []

    def lock() -> Fetcher:
        held.append(open_store(watched.store, writable=True))
        return new_fetcher()

    done = watched.once(fetcher=lock)
    held.clear()
    assert (done.added, done.failed) == (0, 2)
    assert "in use by another process" in watched.told[0]
    assert watched.once().added == 2


def test_two_watches_of_a_store_are_one_too_many(site: str, tmp_path: Path) -> None:
    watched = Watched(tmp_path, f"{site}/rss")
    open_store(watched.store, writable=True)
    with Memory(watched.store), pytest.raises(StoreError, match="another watch"):
        watched.once()


def test_a_list_that_breaks_meanwhile_is_told_and_the_old_one_kept(site: str, tmp_path: Path) -> None:
    watched = Watched(tmp_path, f"{site}/rss")
    rounds: list[Round] = []

    def done(latest: Round) -> None:
        rounds.append(latest)
        watched.opml.write_text("<opml>", encoding="utf-8")
        if len(rounds) == 2:
            terminate()

    run_until_stopped(watched.plan(every=0), done)
    assert [r.feeds for r in rounds] == [1, 1]
    assert "is no XML" in watched.told[0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is no XML"),
        ("<html/>", "is no OPML file: its first element is html"),
        ("<opml><body/></opml>", "lists no feeds"),
        ('<opml><body><outline xmlUrl="feed.rss"/></body></opml>', "is no web address: feed.rss"),
    ],
)
def test_a_list_without_feeds_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_opml(path)


def test_feeds_are_listed_once_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    urls = ("https://b.ro/rss", "https://a.ro/rss", "https://b.ro/rss")
    outlines = "".join(f'<outline xmlurl=" {url} "/>' for url in urls)
    path.write_text(f"<OPML><body>{outlines}</body></OPML>", encoding="utf-8")
    assert read_opml(path) == ("https://b.ro/rss", "https://a.ro/rss")
