from itertools import pairwise

from tests.extract.parsed import parse
from tests.extract.reading import read

from kgbuild.extract.actors import find_actors
from kgbuild.extract.descriptions import find_descriptions
from kgbuild.extract.mentions import find_mentions
from kgbuild.linear import load_linear_model
from kgbuild.model import Actor, Actors, AnnotatedText

LEADER = """
Liderul lider NOUN 6 nsubj Case=Nom|Definite=Def|Number=Sing PERSON
nord-coreean nord-coreean ADJ 1 amod Number=Sing NAT_REL_POL
Kim Kim PROPN 1 nmod _ PERSON
Jong Jong PROPN 3 flat _ PERSON
Un Un PROPN 3 flat _ PERSON
vorbește vorbi VERB 0 root
"""
METONYM = """
Phenianul Phenian PROPN 2 nsubj _ GPE
acuză acuza VERB 0 root
liderul lider NOUN 2 obj Case=Acc|Definite=Def|Number=Sing
de de ADP 6 case
la la ADP 4 fixed
Moscova Moscova PROPN 3 nmod _ GPE
"""
SHORT_NAME = """
Kim Kim PROPN 3 nsubj _ PERSON
a avea AUX 3 aux
plecat pleca VERB 0 root
la la ADP 5 case
Moscova Moscova PROPN 3 obl _ GPE
"""
TROOPS = """
Nouă nouă NUM 2 nummod Number=Plur
soldați soldat NOUN 5 nsubj:pass Case=Nom|Definite=Ind|Number=Plur
nord-coreeni nord-coreean ADJ 2 amod Number=Plur
sunt fi AUX 5 aux:pass
uciși ucide VERB 0 root
"""
ACRONYM = """
Uniunea uniune NOUN 7 nsubj Case=Nom|Definite=Def|Number=Sing ORGANIZATION
Europeană european ADJ 1 amod Number=Sing ORGANIZATION
( ( PUNCT 4 punct
+UE UE PROPN 1 appos _ ORGANIZATION
+) ) PUNCT 4 punct
a avea AUX 7 aux
acceptat accepta VERB 0 root
"""
RELATIVE = """
Premierul premier NOUN 7 nsubj Case=Nom|Definite=Def|Number=Sing
polonez polonez ADJ 1 amod Number=Sing
Donald Donald PROPN 1 nmod _ PERSON
Tusk Tusk PROPN 3 flat _ PERSON
care care PRON 6 nsubj PronType=Rel
vorbește vorbi VERB 1 acl
pleacă pleca VERB 0 root
"""


def actors_of(text: AnnotatedText) -> Actors:
    return find_actors(text, find_mentions(text), load_linear_model("likeness"))


def named(actors: Actors, name: str) -> Actor:
    return next(a for a in actors.actors if a.name == name)


def test_title_country_and_name_are_one_person_of_that_country() -> None:
    actors = actors_of(parse(LEADER))
    kim = named(actors, "Kim Jong Un")
    assert [m.text for m in kim.mentions] == ["Liderul nord-coreean", "Kim Jong Un"]
    assert (kim.type, kim.wikidata) == ("Person", "Q56226")
    assert actors.by_token[0] == actors.by_token[2] == actors.by_token[4] == kim.key


def test_capital_stands_for_its_state_unless_it_says_where() -> None:
    text = parse(METONYM, SHORT_NAME)
    actors = actors_of(text)
    korea = named(actors, "Coreea de Nord")
    assert (korea.type, korea.iso, korea.wikidata, korea.geonames) == ("GeopoliticalEntity", "KP", "Q423", "1873107")
    assert [m.text for m in korea.mentions] == ["Phenianul"]
    assert {a.type for a in actors.actors if "Moscova" in {m.text for m in a.mentions}} == {"Place"}


def test_short_name_means_the_person_named_in_full_before() -> None:
    kim = named(actors_of(parse(LEADER, SHORT_NAME)), "Kim Jong Un")
    assert "Kim" in {m.text for m in kim.mentions}


def test_adjective_of_nationality_is_a_mention_of_the_country() -> None:
    actors = actors_of(parse(TROOPS))
    korea = named(actors, "Coreea de Nord")
    assert actors.by_token[2] == korea.key
    soldiers = next(a for a in actors.actors if a.type == "PersonGroup")
    assert [m.text for m in soldiers.mentions] == ["Nouă soldați nord-coreeni"]
    assert soldiers.of == korea.key
    assert soldiers.key not in actors.named
    assert korea.key in actors.named


def test_acronym_and_long_form_are_one() -> None:
    union = named(actors_of(parse(ACRONYM)), "Uniunea Europeană")
    assert {m.text for m in union.mentions} == {"Uniunea Europeană", "UE"}
    assert union.wikidata == "Q458"


def test_relative_pronoun_means_the_noun_it_follows() -> None:
    actors = actors_of(parse(RELATIVE))
    assert actors.by_token[4] == actors.by_token[0] == named(actors, "Donald Tusk").key


def test_keys_follow_the_first_mention_and_mentions_never_overlap() -> None:
    text = parse(LEADER, METONYM, SHORT_NAME, TROOPS, ACRONYM)
    actors = actors_of(text).actors
    assert [a.key for a in actors] == [f"a{i}" for i in range(1, len(actors) + 1)]
    starts = [a.mentions[0].start for a in actors]
    assert starts == sorted(starts)
    for actor in actors:
        assert all(a.end <= b.start for a, b in pairwise(actor.mentions))
        assert all(text.text[m.start : m.end] == m.text for m in actor.mentions)


def test_text_without_words_has_no_actors() -> None:
    assert actors_of(AnnotatedText("", (), (), 0)) == Actors((), {}, frozenset())


def test_a_text_may_end_with_an_abbreviation_behind_a_comma() -> None:
    found = read("Au intervenit pe lângă președintele Judecătoriei Săliște, jud.")
    assert any(a.name.startswith("Judecătoria") for a in found.actors)


def test_a_country_called_by_what_it_is_to_another_is_another() -> None:
    for adjective, apart in (("agresor", True), ("insular", False)):
        sentence = f"""
            Statul stat NOUN 3 nsubj Case=Nom|Definite=Def|Number=Sing
            {adjective} {adjective} ADJ 1 amod Number=Sing
            protestează protesta VERB 0 root
            """
        (found,) = find_descriptions(parse(sentence), ())
        assert found.apart is apart


def test_text_may_end_behind_an_office() -> None:
    assert "Popescu" in {a.name for a in read("Premierul a vorbit cu ambasadorul Rusiei la Chișinău, Popescu").actors}
