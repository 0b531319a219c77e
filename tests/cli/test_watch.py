import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from tests.articles.test_inputs import RSS
from tests.cli.conftest import Run
from tests.website import Site, serving

import kgbuild.articles.fetch
from kgbuild.articles.fetch import Fetcher


@pytest.fixture
def site() -> Iterator[str]:
    with serving() as address:
        Site.pages["/rss"] = (200, RSS.encode(), {"ETag": '"1"'})
        yield address


def write_list(folder: Path, site: str) -> Path:
    path = folder / "feeds.opml"
    path.write_text(f'<opml><body><outline xmlUrl="{site}/rss"/></body></opml>', encoding="utf-8")
    return path


@pytest.fixture
def opml(site: str, tmp_path: Path) -> Path:
    return write_list(tmp_path, site)


@pytest.fixture
def private(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets this machine's own addresses be read, which no option does."""
    monkeypatch.setattr(kgbuild.articles.fetch, "Fetcher", partial(Fetcher, pause=0, allow_private=True))


@pytest.mark.usefixtures("private")
def test_once_reads_the_feeds_once(kgbuild: Run, opml: Path, tmp_path: Path) -> None:
    outcome = kgbuild("watch", opml, "--store", tmp_path / "store", "--once")
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err == "kgbuild: 1 feed read: 1 article added\n"
    again = kgbuild("watch", opml, "--store", tmp_path / "store", "--once")
    assert again.err == "kgbuild: 1 feed read: 0 articles added\n"
    assert "https://exemplu.ro/1" in kgbuild("query", "--store", tmp_path / "store", "SELECT ?a { ?a a schema:NewsArticle }").out


@pytest.mark.usefixtures("private")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_ends_it_cleanly(kgbuild: Run, tmp_path: Path, number: signal.Signals, status: int) -> None:
    class Stopping(Site):
        def do_GET(self) -> None:  # noqa: N802 — the standard library's name
            os.kill(os.getpid(), number)
            super().do_GET()

    with serving(Stopping) as address:
        outcome = kgbuild("watch", write_list(tmp_path, address), "--store", tmp_path / "store")
    assert outcome.status == status
    assert outcome.err.endswith("kgbuild: stopped; the same command goes on\n")


def test_private_addresses_are_not_read(kgbuild: Run, opml: Path, tmp_path: Path) -> None:
    outcome = kgbuild("watch", opml, "--store", tmp_path / "store", "--once")
    assert outcome.status == 1
    assert "is in a private network" in outcome.err
    assert not Site.asked


@pytest.mark.parametrize("every", ["15", "m", "0s", "1.5h", "-3m"])
def test_a_length_of_time_has_a_unit(kgbuild: Run, opml: Path, tmp_path: Path, every: str) -> None:
    outcome = kgbuild("watch", opml, "--store", tmp_path / "store", "--every", every)
    assert outcome.status == 2
    assert "is no length of time; write 15m" in outcome.err


def test_a_list_that_is_none_is_told(kgbuild: Run, tmp_path: Path) -> None:
    assert kgbuild("watch", tmp_path / "none.opml", "--store", tmp_path / "store").status == 2
    (tmp_path / "a.opml").write_text("feeds", encoding="utf-8")
    outcome = kgbuild("watch", tmp_path / "a.opml", "--store", tmp_path / "store")
    assert (outcome.status, outcome.out) == (2, "")
    assert "a.opml: is no XML" in outcome.err
    assert not (tmp_path / "store").exists()
