from dataclasses import replace

import pytest
from tests.extract.parsed import parse

from kgbuild.extract.selection import NOBODY, select
from kgbuild.linear import LinearModel
from kgbuild.model import Actor, ActorType, Argument, Article, Claim, Event, Extraction, Mention, Predicate, Relation

TEXT = """
Poliția poliție NOUN 2 nsubj Case=Nom|Definite=Def|Number=Sing
reține reține VERB 0 root
Maria Maria PROPN 2 obj _ PERSON
"""
TAKES_PART = LinearModel((NOBODY, "Person"), {"any": (0.0, 5.0)})
DOES_NOT = LinearModel((NOBODY, "Person"), {"any": (5.0, 0.0)})


def everything() -> Extraction:
    text = parse(TEXT)
    police, arrests, maria = (Mention.of(text.text, t.start, t.end) for t in text.tokens)
    return Extraction(
        article=Article("exemplu", text.text, ""),
        actors=(Actor("a1", "Organization", "Poliția", (police,)), Actor("a2", "Person", "Maria", (maria,), of="a1")),
        events=(Event("e1", "COERCE", "Arrest", (arrests,), (Argument("agent", "a1", police),)),),
        relations=(Relation("r1", "a2", "memberOf", "a1", (maria,)),),
        claims=(Claim("c1", "e1", arrests, sources=("a1",)), Claim("c2", "r1", maria)),
    )


def test_participant_stays_without_a_role() -> None:
    kept = select(parse(TEXT), everything(), frozenset({"a1", "a2"}), TAKES_PART)
    assert {a.key for a in kept.actors} == {"a1", "a2"}


def test_whom_a_participant_belongs_to_stays_with_it() -> None:
    doubtful = LinearModel((NOBODY, "Person"), {"Person": (0.0, 5.0), "Organization": (0.4, 0.0)})
    given = replace(everything(), events=(), relations=(), claims=())
    assert {a.key for a in select(parse(TEXT), given, frozenset({"a1", "a2"}), doubtful).actors} == {"a1", "a2"}
    alone = replace(given, actors=given.actors[:1])
    assert select(parse(TEXT), alone, frozenset({"a1", "a2"}), doubtful).actors == ()


def test_who_takes_no_part_goes_with_roles_relations_and_sources() -> None:
    kept = select(parse(TEXT), everything(), frozenset({"a1", "a2"}), DOES_NOT)
    assert kept.actors == ()
    assert kept.events[0].arguments == ()
    assert kept.relations == ()
    assert [(c.content, c.sources) for c in kept.claims] == [("e1", ())]


@pytest.mark.parametrize(
    ("predicate", "object_type", "expected"),
    [("alliedWith", "Place", 0), ("alliedWith", "GeopoliticalEntity", 1), ("memberOf", "Person", 0), ("citizenOf", "Place", 0)],
)
def test_relation_goes_where_it_does_not_join_such_actors(predicate: Predicate, object_type: ActorType, expected: int) -> None:
    given = everything()
    police, maria = given.actors
    relation = replace(given.relations[0], predicate=predicate)
    given = replace(given, actors=(replace(police, type=object_type), maria), events=(), relations=(relation,))
    kept = select(parse(TEXT), given, frozenset({"a1", "a2"}), TAKES_PART)
    assert len(kept.relations) == expected
    assert len([c for c in kept.claims if c.content == "r1"]) == expected


def test_place_that_acts_may_be_allied() -> None:
    given = everything()
    police, maria = given.actors
    relation = replace(given.relations[0], predicate="alliedWith")
    given = replace(given, actors=(replace(police, type="Place"), maria), relations=(relation,))
    kept = select(parse(TEXT), given, frozenset({"a1", "a2"}), TAKES_PART)
    assert kept.relations == (relation,)
    assert kept.actors[0].type == "GeopoliticalEntity"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("uzina din Craiova", "Organization"),
        ("spitalul", "Organization"),
        ("Craiova", "GeopoliticalEntity"),
        ("Magazinești", "GeopoliticalEntity"),
    ],
)
def test_place_that_acts_is_a_polity_or_an_institution(name: str, expected: str) -> None:
    given = everything()
    place = replace(given.actors[0], type="Place", name=name)
    kept = select(parse(TEXT), replace(given, actors=(place, given.actors[1])), frozenset({"a1", "a2"}), TAKES_PART)
    assert kept.actors[0].type == expected


@pytest.mark.parametrize(("predicate", "expected"), [("citizenOf", 1), ("alliedWith", 0)])
def test_of_who_is_described_and_does_nothing_only_the_country_is_told(predicate: Predicate, expected: int) -> None:
    given = everything()
    police, maria = given.actors
    relation = replace(given.relations[0], predicate=predicate)
    given = replace(given, actors=(replace(police, type="GeopoliticalEntity"), maria), events=(), relations=(relation,))
    assert len(select(parse(TEXT), given, frozenset({"a1"}), TAKES_PART).relations) == expected
