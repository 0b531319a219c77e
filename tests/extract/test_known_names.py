"""Linking by names from outside the lexicon."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.extract.parsed import parse

from kgbuild.extract.actors import find_actors
from kgbuild.extract.mentions import find_mentions
from kgbuild.lexicon.gazetteer import Entry
from kgbuild.linear import load_linear_model
from kgbuild.model import Actor, Actors, ActorType

WORDS = """
Ovidena Ovidena PROPN 4 nsubj _ PERSON
Strâmbeanu Strâmbeanu PROPN 1 flat _ PERSON
a avea AUX 4 aux
plecat pleca VERB 0 root
din din ADP 6 case
Kralgrad Kralgrad PROPN 4 obl _ GPE
. . PUNCT 4 punct
"""
AGAIN = """
Strâmbeanu Strâmbeanu PROPN 3 nsubj _ PERSON
se sine PRON 3 expl:pv
întoarce întoarce VERB 0 root
la la ADP 5 case
Kingsburgh Kingsburgh PROPN 3 obl _ GPE
. . PUNCT 3 punct
"""
PHENIAN = """
Nava navă NOUN 2 nsubj
pleacă pleca VERB 0 root
din din ADP 4 case
Phenian Phenian PROPN 2 obl _ GPE
. . PUNCT 2 punct
"""


BODY = """
Asociația asociație NOUN 4 nsubj Case=Nom|Definite=Def|Number=Sing
Dogarilor dogar NOUN 1 nmod Case=Gen|Definite=Def|Number=Plur
a avea AUX 4 aux
protestat protesta VERB 0 root
. . PUNCT 4 punct
"""


class Names:
    """A source of names that is a dictionary; it notes what it was asked for."""

    def __init__(self, *entries: Entry) -> None:
        self._entries = entries
        self.asked = set[str]()

    def look_up(self, name: str, actor_type: ActorType, settlement: bool | None = None) -> Sequence[Entry]:
        self.asked.add(name)
        if settlement is False:
            return []
        places = {"Place", "GeopoliticalEntity"}
        alike = places if actor_type in places else {actor_type}
        return [e for e in self._entries if name in (e.name, *e.aliases) and e.type in alike]

    def locate(self, entry: Entry) -> Entry:
        return replace(entry, coordinates=(39.0, 125.75), geonames="1871859") if entry.kind == "capital" else entry


PERSON = Entry("Ovidena Strâmbeanu", "Person", wikidata="Q1001")
TOWN = Entry("Crăiasa", "Place", aliases=("Kralgrad", "Kingsburgh"), geonames="7000002", coordinates=(46.0, 24.0))


def actors_of(names: Names | None, *sentences: str) -> Actors:
    text = parse(*sentences)
    return find_actors(text, find_mentions(text), load_linear_model("likeness"), names)


def linked(actors: Actors) -> list[Actor]:
    return [a for a in actors.actors if a.wikidata or a.geonames]


def test_names_that_the_lexicon_has_not_are_linked() -> None:
    person, town = linked(actors_of(Names(PERSON, TOWN), WORDS))
    assert (person.wikidata, person.coordinates) == ("Q1001", None)
    assert (town.name, town.geonames, town.coordinates) == ("Crăiasa", "7000002", (46.0, 24.0))


def test_two_names_of_one_actor_make_one() -> None:
    actors = actors_of(Names(PERSON, TOWN), WORDS, AGAIN)
    person, town = linked(actors)
    assert [m.text for m in person.mentions] == ["Ovidena Strâmbeanu", "Strâmbeanu"]
    assert [m.text for m in town.mentions] == ["Kralgrad", "Kingsburgh"]
    assert {actors.by_token[5], actors.by_token[11]} == {town.key}


def test_a_body_whose_name_begins_with_a_common_noun_is_linked() -> None:
    body = Entry("Asociația Dogarilor", "Organization", wikidata="Q1003")
    assert [a.wikidata for a in linked(actors_of(Names(body), BODY))] == ["Q1003"]


@pytest.mark.parametrize(("noun", "lemma", "links"), [("orașul", "oraș", 1), ("raionul", "raion", 0)])
def test_a_town_is_not_the_district_that_is_named_after_it(noun: str, lemma: str, links: int) -> None:
    sentence = f"""
Nava navă NOUN 2 nsubj
pleacă pleca VERB 0 root
din din ADP 4 case
{noun} {lemma} NOUN 2 obl Case=Acc|Definite=Def|Number=Sing
Kralgrad Kralgrad PROPN 4 nmod _ GPE
"""
    assert len(linked(actors_of(Names(TOWN), sentence))) == links


def test_an_ambiguous_name_stays_unlinked() -> None:
    other = replace(PERSON, wikidata="Q1002")
    assert [a.name for a in linked(actors_of(Names(PERSON, other, TOWN), WORDS))] == ["Crăiasa"]


def test_a_surname_alone_does_not_say_who_somebody_with_a_longer_name_is() -> None:
    names = Names(replace(PERSON, name="Strâmbeanu"))
    assert not linked(actors_of(names, WORDS, AGAIN))
    assert "Strâmbeanu" not in names.asked


def test_the_lexicon_stands_above_and_its_places_get_coordinates() -> None:
    stranger = Entry("Phenian", "Place", geonames="7000009", coordinates=(1.0, 2.0))
    (city,) = linked(actors_of(Names(stranger), PHENIAN))
    assert (city.wikidata, city.geonames, city.coordinates) == ("Q18808", "1871859", (39.0, 125.75))


def test_without_a_source_nothing_is_linked_that_the_lexicon_has_not() -> None:
    assert not linked(actors_of(None, WORDS, AGAIN))
    assert all(a.coordinates is None for a in actors_of(None, PHENIAN).actors)
