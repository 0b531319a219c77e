import pytest
from training.linear import Example, Penalty, cross_validate, fit

LABELS = ("yes", "no")
# "strong" decides all; "weak" goes with it four times of five.
EXAMPLES = [
    Example(f"g{number % 5}", frozenset({"strong", "weak"} if number % 5 else {"strong"}), "yes") for number in range(60)
] + [Example(f"g{number % 5}", frozenset({"other"} if number % 5 else {"other", "weak"}), "no") for number in range(60)]


@pytest.mark.parametrize("penalty", [Penalty(1.0), Penalty(1.0, blankout=0.5)])
def test_a_model_says_what_its_examples_say(penalty: Penalty) -> None:
    model = fit(EXAMPLES, LABELS, penalty)
    assert model.probabilities({"strong"})["yes"] > 0.8
    assert model.probabilities({"other"})["no"] > 0.8


def test_what_goes_with_something_surer_is_learned_where_that_is_left_out_at_times() -> None:
    plain, noisy = (fit(EXAMPLES, LABELS, penalty).weights for penalty in (Penalty(1.0), Penalty(1.0, blankout=0.5)))
    assert noisy["weak"][0] / noisy["strong"][0] > 1.15 * plain["weak"][0] / plain["strong"][0]


def test_noise_is_the_same_each_time() -> None:
    assert fit(EXAMPLES, LABELS, Penalty(1.0, blankout=0.5)) == fit(EXAMPLES, LABELS, Penalty(1.0, blankout=0.5))


def test_cross_validation_answers_each_example_by_what_has_not_seen_its_group() -> None:
    lonely = Example("g9", frozenset({"unheard"}), "no")
    answers = cross_validate([*EXAMPLES, lonely], LABELS, Penalty(1.0))
    assert len(answers) == len(EXAMPLES) + 1
    assert answers[-1]["no"] == pytest.approx(0.5, abs=0.1)
