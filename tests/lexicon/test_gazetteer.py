import time

import pytest

from kgbuild.errors import LexiconError
from kgbuild.lexicon.actor_nouns import find_lemma, load_actor_nouns
from kgbuild.lexicon.demonyms import load_adjectives, load_metonyms, load_people
from kgbuild.lexicon.gazetteer import Entry, load_gazetteer, make_gazetteer
from kgbuild.lexicon.inflection import fold, inflect_name, to_nominative
from kgbuild.lexicon.relations import load_relation_nouns, load_relation_verbs, load_wars
from kgbuild.lexicon.rows import parse_rows


def found(text: str) -> list[tuple[str, str | None]]:
    return [(text[m.start : m.end], m.entry.name if m.entry else None) for m in load_gazetteer().find(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Coreei de Nord", "Coreea de Nord"),
        ("Ucrainei", "Ucraina"),
        ("Uniunii Europene", "Uniunea Europeană"),
        ("Iranului", "Iran"),
        ("Volodîmîr Zelenski", "Volodimir Zelenski"),
        ("Volodymyr Zelensky", "Volodimir Zelenski"),
        ("Aleksandr Lukaşenko", "Aleksandr Lukașenko"),
        ("Kim Jong Un", "Kim Jong-un"),
        ("Agerpres", "Agerpres"),
    ],
)
def test_names_are_found_inflected_and_in_other_spellings(text: str, name: str) -> None:
    assert found(text) == [(text, name)]


def test_names_need_their_capitals() -> None:
    assert found("gândul nato") == []


def test_longest_name_wins() -> None:
    assert found("Banca Națională a României")[0][0] == "Banca Națională a României"


def test_ambiguous_name_is_no_one() -> None:
    gazetteer = make_gazetteer([Entry("Partidul Verde", "Organization", of="A"), Entry("Partidul Verde", "Organization", of="B")])
    (match,) = gazetteer.find("Partidul Verde")
    assert match.entry is None
    assert len(match.entries) == 2


def test_every_identifier_looks_like_one() -> None:
    for entry in load_gazetteer().entries:
        assert entry.wikidata is None or (entry.wikidata[0] == "Q" and entry.wikidata[1:].isdigit())
        assert entry.geonames is None or entry.geonames.isdigit()
        assert entry.iso is None or len(entry.iso) == 2


def test_loading_takes_a_moment() -> None:
    load_gazetteer.cache_clear()
    started = time.perf_counter()
    load_gazetteer()
    assert time.perf_counter() - started < 5


def test_demonyms_agree_with_the_gazetteer() -> None:
    gazetteer = load_gazetteer()
    codes = {*load_adjectives().values(), *load_people().values(), *load_metonyms().values()}
    assert {c for c in codes if gazetteer.country(c) is None} == set()


@pytest.mark.parametrize(
    ("form", "code"),
    [("nord-coreene", "KP"), ("rușilor", "RU"), ("româncele", "RO"), ("francezului", "FR"), ("grecești", "GR"), ("sârbi", "RS")],
)
def test_adjectives_are_known_in_all_forms(form: str, code: str) -> None:
    assert load_adjectives()[fold(form)] == code


def test_nouns_are_found_by_stem_where_the_lemma_is_wrong() -> None:
    assert find_lemma("ministru", "prim-ministrul") == "prim-ministru"
    assert find_lemma("masă", "masa") is None


def test_all_tables_load() -> None:
    assert load_actor_nouns()["premier"] == "leader"
    assert load_relation_nouns()["aliat"].predicate == "alliedWith"
    assert load_relation_verbs()["face parte"].predicate == "memberOf"


def test_sides_of_wars_are_known_by_name() -> None:
    assert {side for war in load_wars() for side in war} <= {e.name for e in load_gazetteer().entries}


@pytest.mark.parametrize("text", ["lemma\tclass\nlider\n", "lemma\tkind\n", "lemma\tclass\nlider\tleader\textra\n"])
def test_wrong_rows_are_named(text: str) -> None:
    with pytest.raises(LexiconError, match=r"titles\.tsv"):
        list(parse_rows(text, "titles.tsv", ("lemma", "class")))


@pytest.mark.parametrize(("name", "oblique"), [("Rusia", "Rusiei"), ("Curtea", "Curții"), ("Statele Unite", "Statelor Unite")])
def test_genitive_is_made_and_unmade(name: str, oblique: str) -> None:
    assert oblique in inflect_name(name)
    assert to_nominative(oblique.split(maxsplit=1)[0]) == name.split(maxsplit=1)[0]


@pytest.mark.parametrize(
    ("lemma", "form", "expected"),
    [
        ("biologie", "biologiei", None),
        ("", "biologii", "biolog"),
        ("", "poliției", "poliție"),
        ("suporter", "suporterii", "suporter"),
    ],
)
def test_a_science_is_none_of_its_scholars(lemma: str, form: str, expected: str | None) -> None:
    assert find_lemma(lemma, form) == expected


def test_a_name_written_small_is_found_small_and_a_capital_one_is_not() -> None:
    gazetteer = make_gazetteer([Entry("regiunea Kursk", "Place"), Entry("Republicanii", "Organization")])
    assert [m.entry.name for m in gazetteer.find("în regiunea Kursk, spun republicanii") if m.entry] == ["regiunea Kursk"]
