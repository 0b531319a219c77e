from collections import Counter

from kgbuild.lexicon.actor_nouns import load_actor_nouns, load_body_kinds
from kgbuild.lexicon.gazetteer import load_gazetteer
from kgbuild.lexicon.offices import find_gender, find_office, load_offices


def test_every_office_is_of_a_noun_for_people() -> None:
    assert set(load_offices()) <= set(load_actor_nouns())


def test_modifier_decides_the_office() -> None:
    assert find_office("ministru", ["prim"]) == "head of government"
    assert find_office("ministru", []) == ""


def test_every_kind_of_body_is_in_the_gazetteer_or_has_two_nouns() -> None:
    kinds = Counter(kind for row in load_body_kinds().values() for kind in row)
    assert {kind for kind, nouns in kinds.items() if nouns == 1} <= {e.kind for e in load_gazetteer().entries}
    assert set(load_body_kinds()) <= set(load_actor_nouns())


def test_gender_of_names_that_end_otherwise_is_known_or_left_open() -> None:
    assert (find_gender("Nikita"), find_gender("Carmen"), find_gender("Sasha")) == ("Masc", "Fem", None)
