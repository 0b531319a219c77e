import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.kb.keys import other_key, person_key
from kgbuild.lexicon.gazetteer import Entry, load_gazetteer, make_gazetteer
from kgbuild.lexicon.inflection import inflect_name, to_key

# Words of one or two letters are no words that Romanian inflects ("La Repubblica", "Barron's").
NAMES = sorted(
    name
    for name in {name for e in load_gazetteer().entries if e.type != "Person" for name in (e.name, *e.aliases)}
    if min(map(len, to_key(name)), default=0) > 2
)
WORDS = st.sampled_from(sorted({word for name in NAMES for word in to_key(name)}))


def test_a_name_of_the_lexicon_has_the_key_of_each_of_its_inflected_forms() -> None:
    forms = [(name, form) for name in NAMES for form in inflect_name(name)]
    assert len(forms) > 500
    assert [(n, f) for n, f in forms if other_key(n) != other_key(f)] == []


@given(st.lists(WORDS, min_size=1, max_size=4).map(" ".join))
def test_so_has_any_name_of_such_words(name: str) -> None:
    assert {other_key(form) for form in inflect_name(name)} <= {other_key(name)}


@pytest.mark.parametrize("name", ["Volodimir Zelenski", "Volodymyr Zelenskyy", "Volodîmîr Zelenskyi"])
def test_spellings_that_the_gazetteer_takes_for_one_person_have_one_key(name: str) -> None:
    known = make_gazetteer([Entry("Volodymyr Zelensky", "Person")])
    assert (next(known.find(name), None) is not None) == (person_key(name) == person_key("Volodymyr Zelensky"))


@pytest.mark.parametrize("name", ["Maria", "", "—"])
def test_what_names_no_person_has_no_key(name: str) -> None:
    assert person_key(name) is None
