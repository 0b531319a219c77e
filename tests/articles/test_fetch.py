"""Fetching, from a server on this machine: a switch of the library, and none of the command line, allows that."""

import ipaddress
from collections.abc import Iterator

import pytest
from tests.articles.test_inputs import BODY, PAGE, RSS
from tests.website import Site, serving

from kgbuild.articles import Reading, read_articles
from kgbuild.articles.fetch import Fetcher, is_public
from kgbuild.errors import InputError
from kgbuild.model import Article


@pytest.fixture
def site() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    fetcher = Fetcher(pause=0, largest=100_000, timeout=5, allow_private=True)
    yield fetcher
    fetcher.close()


def test_feed_with_whole_articles_costs_one_request(site: str, fetcher: Fetcher) -> None:
    Site.pages["/rss"] = (200, RSS.encode(), {"Content-Type": "application/rss+xml"})
    [article] = read_articles([f"{site}/rss"], reading=Reading(fetcher=fetcher))
    assert isinstance(article, Article)
    assert article.body == BODY
    assert [path for path, _ in Site.asked] == ["/robots.txt", "/rss"]
    assert all(agent.startswith("kgbuild/") for _, agent in Site.asked)


def test_page_is_fetched_where_a_feed_has_but_a_summary(site: str, fetcher: Fetcher) -> None:
    summary = (
        f'<rss version="2.0"><channel><title>Exemplu</title><item><title>A</title><link>{site}/{{}}</link></item></channel></rss>'
    )
    Site.pages["/rss"] = (200, summary.format("1").encode(), {})
    Site.pages["/1"] = (302, b"", {"Location": "/2"})
    Site.pages["/2"] = (200, PAGE.replace('<link rel="canonical" href="https://exemplu.ro/1">', "").encode(), {})
    [article] = read_articles([f"{site}/rss"], reading=Reading(fetcher=fetcher))
    assert isinstance(article, Article)
    assert (article.body, article.source_url) == (BODY, f"{site}/2")
    Site.pages["/rss"] = (200, summary.format("nu").encode(), {})
    [error] = read_articles([f"{site}/rss"], reading=Reading(fetcher=fetcher))
    assert "404" in str(error)


def test_page_by_its_address(site: str, fetcher: Fetcher) -> None:
    Site.pages["/1"] = (200, PAGE.encode(), {})
    [article] = read_articles([f"{site}/1"], reading=Reading(fetcher=fetcher))
    assert isinstance(article, Article)
    assert article.body == BODY


def test_what_is_known_is_not_sent_again(site: str, fetcher: Fetcher) -> None:
    Site.pages["/rss"] = (200, RSS.encode(), {"ETag": '"1"'})
    first = fetcher.fetch(f"{site}/rss")
    assert first.etag == '"1"'
    assert fetcher.fetch(f"{site}/rss", etag=first.etag).data == b""


def test_robots_are_heeded(site: str, fetcher: Fetcher) -> None:
    Site.pages["/robots.txt"] = (200, b"User-agent: *\nDisallow: /privat", {})
    Site.pages["/privat/1"] = Site.pages["/1"] = (200, PAGE.encode(), {})
    assert fetcher.fetch(f"{site}/1").data
    with pytest.raises(InputError, match=r"robots\.txt asks"):
        fetcher.fetch(f"{site}/privat/1")
    assert "/privat/1" not in [path for path, _ in Site.asked]


def test_a_site_whose_robots_cannot_be_read_is_left_alone(site: str, fetcher: Fetcher) -> None:
    Site.pages["/robots.txt"] = (503, b"", {})
    with pytest.raises(InputError, match=r"robots\.txt asks"):
        fetcher.fetch(f"{site}/1")


def test_hosts_are_given_pauses(site: str) -> None:
    Site.pages["/robots.txt"] = (200, b"User-agent: *\nCrawl-delay: 7", {})
    Site.pages["/1"] = (200, b"x", {})
    slept: list[float] = []
    fetcher = Fetcher(allow_private=True, now=lambda: 100.0, sleep=slept.append)
    fetcher.fetch(f"{site}/1")
    fetcher.fetch(f"{site}/1")
    fetcher.close()
    assert slept == [7.0]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((200, b"x" * 100_001, {}), "more than 100,000 bytes"),
        ((302, b"", {"Location": "/1"}), "redirects more than"),
        ((302, b"", {"Location": "file:///etc/passwd"}), "no address that starts with http"),
        ((500, b"", {}), "the server answers 500"),
    ],
)
def test_answers_that_are_refused(site: str, fetcher: Fetcher, answer: tuple[int, bytes, dict[str, str]], message: str) -> None:
    Site.pages["/1"] = answer
    with pytest.raises(InputError, match=message):
        fetcher.fetch(f"{site}/1")


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://127.0.0.1/", "private network"),
        ("http://[::1]/", "private network"),
        ("http://localhost/", "private network"),
        ("http://169.254.169.254/latest/meta-data", "private network"),
        ("http://10.0.0.1/", "private network"),
        ("ftp://exemplu.ro/", "no address that starts with http"),
        ("http://cineva:parola@exemplu.ro/", "leave it out"),
        ("http://", "no address"),
        ("http://exemplu.invalid/", "there is no host"),
    ],
)
def test_addresses_that_are_refused(address: str, message: str) -> None:
    fetcher = Fetcher()
    with pytest.raises(InputError, match=message):
        fetcher.fetch(address)
    fetcher.close()


def test_a_redirect_into_a_private_network_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Site.pages["/1"] = (302, b"", {"Location": "http://10.0.0.1/"})
    monkeypatch.setattr("kgbuild.articles.fetch.is_public", lambda address: address == ipaddress.ip_address("127.0.0.1"))
    fetcher = Fetcher(pause=0)
    with pytest.raises(InputError, match="private network"):
        fetcher.fetch(f"{site}/1")
    fetcher.close()


def test_public_addresses() -> None:
    assert is_public(ipaddress.ip_address("2606:4700::1111"))
    assert not is_public(ipaddress.ip_address("2002:7f00:1::"))
