import math

import pytest

from kgbuild.errors import LexiconError
from kgbuild.linear import FeatureGroup, LinearModel, load_linear_model, parse_linear_model

MODEL = LinearModel(("no", "yes"), {"capital": (0.0, 2.0), "verb": (1.5, 0.0)})


def test_probabilities_follow_the_weights() -> None:
    found = MODEL.probabilities(["capital"])
    assert found["yes"] > found["no"]
    assert sum(found.values()) == pytest.approx(1.0)


def test_order_and_repetition_of_features_do_not_matter() -> None:
    assert MODEL.probabilities(["capital", "verb"]) == MODEL.probabilities(["verb", "capital", "verb"])


def test_unknown_features_leave_all_labels_alike() -> None:
    assert MODEL.probabilities(["unheard of"]) == {"no": 0.5, "yes": 0.5}


def test_features_in_groups_weigh_as_by_themselves() -> None:
    capital, verb, unknown = (FeatureGroup((name,)) for name in ("capital", "verb", "unheard of"))
    both, none = MODEL.weigh_groups([[capital, unknown, verb], []])
    assert both == MODEL.probabilities(["capital", "verb"])
    assert none == MODEL.probabilities([])


def test_labels_do_not_run_into_each_other() -> None:
    model = LinearModel(("a", "b", "c"), {"one": (-1.25, 0.5, -0.01), "two": (-0.75, -2.5, 0.01)})
    found = model.weigh_groups([[FeatureGroup(("one",)), FeatureGroup(("two",))]])[0]
    weights = {"a": math.exp(-2), "b": math.exp(-2), "c": 1}
    assert found == pytest.approx({label: weight / sum(weights.values()) for label, weight in weights.items()})


def test_a_group_weighs_what_the_model_at_hand_gives_it() -> None:
    group = FeatureGroup(("capital",))
    other = LinearModel(("no", "yes"), {"capital": (2.0, 0.0)})
    for model in (MODEL, other, MODEL):
        assert model.weigh_groups([[group]])[0] == model.probabilities(["capital"])


def test_reasons_speak_for_a_label_the_strongest_first() -> None:
    model = LinearModel(("no", "yes"), {"weak": (0.0, 1.0), "strong": (0.0, 2.0), "against": (3.0, 0.0)})
    groups = [FeatureGroup(("weak", "against")), FeatureGroup(("unheard of", "strong"))]
    assert model.reasons(groups, "yes", "no") == ("strong", "weak")
    assert model.reasons(groups, "yes", "no", most=1) == ("strong",)


def test_json_is_read_back() -> None:
    assert parse_linear_model(MODEL.to_json(), "model.json") == MODEL


@pytest.mark.parametrize("text", ["{", "[]", '{"labels": ["a"]}', '{"labels": ["a"], "weights": {"x": ["much"]}}'])
def test_what_is_no_model_is_named(text: str) -> None:
    with pytest.raises(LexiconError, match=r"model\.json"):
        parse_linear_model(text, "model.json")


def test_weights_must_match_the_labels() -> None:
    with pytest.raises(LexiconError, match="row x: must have 2 weights"):
        parse_linear_model('{"labels": ["a", "b"], "weights": {"x": [1.0]}}', "model.json")


def test_packaged_model_is_read() -> None:
    assert "none" in load_linear_model("standing").labels
