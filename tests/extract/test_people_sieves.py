import pytest
from tests.extract.parsed import parse

from kgbuild.extract.actors import find_actors
from kgbuild.extract.mentions import find_mentions
from kgbuild.extract.relations import find_relations
from kgbuild.linear import load_linear_model
from kgbuild.model import Actor, AnnotatedText

VICTIM = """
O un DET 2 det Gender=Fem|Number=Sing
femeie femeie NOUN 4 nsubj Case=Nom|Definite=Ind|Gender=Fem|Number=Sing
a avea AUX 4 aux
dispărut dispărea VERB 0 root
"""
NAMED_LATER = """
Maria Maria PROPN 4 nsubj _ PERSON
Popa Popa PROPN 1 flat _ PERSON
a avea AUX 4 aux
plecat pleca VERB 0 root
"""
MAN = """
Bărbatul bărbat NOUN 3 nsubj Case=Nom|Definite=Def|Gender=Masc|Number=Sing
a avea AUX 3 aux
tăcut tăcea VERB 0 root
"""
WOMAN = """
Femeia femeie NOUN 3 nsubj Case=Nom|Definite=Def|Gender=Fem|Number=Sing
a avea AUX 3 aux
tăcut tăcea VERB 0 root
"""
SPEAKER = """
MARIA MARIA PROPN 3 nsubj _ ORGANIZATION
POPA POPA PROPN 1 flat _ ORGANIZATION
tace tăcea VERB 0 root
"""
PREMIER = """
Premierul premier NOUN 6 nsubj Case=Nom|Definite=Def|Number=Sing
polonez polonez ADJ 1 amod Number=Sing
Donald Donald PROPN 1 nmod _ PERSON
Tusk Tusk PROPN 3 flat _ PERSON
a avea AUX 6 aux
plecat pleca VERB 0 root
"""
HEAD_OF_GOVERNMENT = """
Șeful șef NOUN 3 nsubj Case=Nom|Definite=Def|Number=Sing
guvernului guvern NOUN 1 nmod Case=Gen|Definite=Def|Number=Sing
tace tăcea VERB 0 root
"""
AMBASSADOR = """
Ambasadorul ambasador NOUN 9 nsubj Case=Nom|Definite=Def|Number=Sing
Rusiei Rusia PROPN 1 nmod Case=Gen GPE
la la ADP 4 case
Paris Paris PROPN 1 nmod _ GPE
+, , PUNCT 6 punct
Oleg Oleg PROPN 1 appos _ PERSON
Popov Popov PROPN 6 flat _ PERSON
+, , PUNCT 6 punct
tace tăcea VERB 0 root
"""
DEPUTY = """
Deputatul deputat NOUN 5 nsubj Case=Nom|Definite=Def|Number=Sing
Ion Ion PROPN 1 nmod _ PERSON
Popa Popa PROPN 2 flat _ PERSON
tot tot ADV 5 advmod
tace tăcea VERB 0 root
"""
BRACKETS = """
Ion Ion PROPN 6 nsubj _ PERSON
Popa Popa PROPN 1 flat _ PERSON
( ( PUNCT 4 punct
+PSD PSD PROPN 1 appos _ ORGANIZATION
+) ) PUNCT 4 punct
tace tăcea VERB 0 root
"""


def people_of(text: AnnotatedText) -> dict[str, Actor]:
    """The people of a text by name."""
    return {a.name: a for a in find_actors(text, find_mentions(text), load_linear_model("likeness")).actors if a.type == "Person"}


def test_somebody_unnamed_in_the_lead_is_the_one_named_later() -> None:
    people = people_of(parse(VICTIM, NAMED_LATER))
    assert list(people) == ["Maria Popa"]
    assert [m.text for m in people["Maria Popa"].mentions] == ["O femeie", "Maria Popa"]


@pytest.mark.parametrize(("sentence", "taken_up"), [(WOMAN, True), (MAN, False)])
def test_bare_noun_takes_up_a_person_of_its_gender(sentence: str, taken_up: bool) -> None:
    people = people_of(parse(NAMED_LATER, sentence))
    assert (len(people["Maria Popa"].mentions) == 2) is taken_up


def test_speaker_in_capitals_is_the_person_named_elsewhere() -> None:
    people = people_of(parse(NAMED_LATER, SPEAKER))
    assert [m.text for m in people["Maria Popa"].mentions] == ["Maria Popa", "MARIA POPA"]


def test_office_under_another_name_has_the_same_holder() -> None:
    people = people_of(parse(PREMIER, HEAD_OF_GOVERNMENT))
    assert [m.text for m in people["Donald Tusk"].mentions][-1] == "Șeful guvernului"


def test_name_behind_a_post_and_its_seat_is_of_the_office_holder() -> None:
    text = parse(AMBASSADOR)
    actors = find_actors(text, find_mentions(text), load_linear_model("likeness"))
    names = {a.key: a.name for a in actors.actors}
    stated = {(names[r.subject], r.predicate, names[r.object]) for r in find_relations(text, actors)}
    assert ("Oleg Popov", "holdsPosition", "Rusia") in stated


def test_party_in_brackets_behind_a_name_is_a_membership() -> None:
    text = parse(DEPUTY, BRACKETS)
    actors = find_actors(text, find_mentions(text), load_linear_model("likeness"))
    names = {a.key: a.name for a in actors.actors}
    stated = {(names[r.subject], r.predicate, names[r.object]) for r in find_relations(text, actors)}
    assert ("Ion Popa", "memberOf", "PSD") in stated
