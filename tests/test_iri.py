import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kgbuild.errors import IriError
from kgbuild.iri import actor_iri, article_iri, fragment_iri, mention_iri, parse_address, parse_base
from kgbuild.model import Actor, Article, Mention
from kgbuild.vocab import BASE


@pytest.mark.parametrize(
    ("address", "iri"),
    [
        ("https://exemplu.ro/a b", "https://exemplu.ro/a%20b"),
        ('https://exemplu.ro/"a"', "https://exemplu.ro/%22a%22"),
        ("https://exemplu.ro/a\x07\tb", "https://exemplu.ro/a%07%09b"),
        ("https://exemplu.ro/știri", "https://exemplu.ro/știri"),
        ("https://exemplu.ro/100%", "https://exemplu.ro/100%25"),
        ("https://exemplu.ro/a%20b", "https://exemplu.ro/a%20b"),
        ("https://exemplu.ro/a[1]?b[]=2", "https://exemplu.ro/a%5B1%5D?b%5B%5D=2"),
        ("https://[2001:db8::1]:80/a", "https://[2001:db8::1]:80/a"),
        ("https://exemplu.ro/a#sus", "https://exemplu.ro/a"),
        ("https://exemplu.ro/a\u202eb", "https://exemplu.ro/a%E2%80%AEb"),
    ],
)
def test_parse_address_makes_an_iri(address: str, iri: str) -> None:
    assert parse_address(address) == iri
    assert NamedNode(parse_address(address)).value == iri


@pytest.mark.parametrize("address", ["exemplu.ro/a", "", "https://", "https:///a", "https://exemplu.ro:port/a", "http://[::1/a"])
def test_parse_address_refuses(address: str) -> None:
    with pytest.raises(IriError, match="address"):
        parse_address(address)


@given(st.text())
def test_parse_address_always_valid(rest: str) -> None:
    iri = parse_address("https://exemplu.ro/" + rest)
    assert NamedNode(iri).value == iri
    assert "#" not in iri
    assert parse_address(iri) == iri


@pytest.mark.parametrize(
    "base",
    ["exemplu", "", "https://exemplu.ro/a b/", "https://exemplu.ro/#", "https://exemplu.ro/?a=", "https://", "http://a:b/"],
)
def test_parse_base_refuses(base: str) -> None:
    with pytest.raises(IriError):
        parse_base(base)


def test_parse_base_ends_in_a_slash() -> None:
    assert parse_base("https://exemplu.ro/kg") == "https://exemplu.ro/kg/"
    assert parse_base(BASE) == BASE
    assert parse_base("urn:kg:") == "urn:kg:"


def test_article_iri_prefers_the_address() -> None:
    assert article_iri(Article("a", "T", "C", source_url="https://exemplu.ro/1#x"), BASE) == "https://exemplu.ro/1"
    assert article_iri(Article("a", "T", "C"), BASE) == article_iri(Article("b", "T", "C"), BASE)


def test_mention_iri_follows_rfc_5147() -> None:
    assert mention_iri("https://exemplu.ro/1", Mention(0, 3, "Kim")) == "https://exemplu.ro/1#char=0,3"


@pytest.mark.parametrize(
    ("key", "fragment"), [("a1", "actor-1"), ("e2", "event-2"), ("c3", "claim-3"), ("t4", "time-4"), ("r10", "relation-10")]
)
def test_fragment_iri_spells_out_the_kind(key: str, fragment: str) -> None:
    assert fragment_iri("https://exemplu.ro/1", key) == f"https://exemplu.ro/1#{fragment}"


def test_actor_iri_prefers_geonames_for_places_alone() -> None:
    polity = Actor("a1", "GeopoliticalEntity", "Loc", (), wikidata="Q1", geonames="2")
    body = Actor("a2", "Organization", "Corp", (), wikidata="Q1", geonames="2")
    nobody = Actor("a3", "Person", "Cineva", ())
    assert actor_iri(polity, "https://a", BASE) == f"{BASE}place/gn-2"
    assert actor_iri(body, "https://a", BASE) == f"{BASE}actor/wd-Q1"
    assert actor_iri(nobody, "https://a", BASE) == "https://a#actor-3"
