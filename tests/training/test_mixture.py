import random

from training.conllu import Sentence, Word
from training.mixture import fixed, rounds, sample

RNG = random.Random(0)
SENTENCES = [Sentence((Word(f"Cuvântul{number}"), Word("."))) for number in range(10)]


def forms(documents: list[list[Sentence]]) -> list[str]:
    return sorted(sentence.words[0].form for document in documents for sentence in document)


def test_sample_repeats_and_leaves_out_by_weight() -> None:
    assert sample(SENTENCES, 0.0, RNG) == []
    assert len(set(sample(SENTENCES, 0.5, RNG))) == 5
    taken = sample(SENTENCES, 2.2, RNG)
    assert len(taken) == 22
    assert min(taken.count(sentence) for sentence in SENTENCES) == 2


def test_rounds_stop_when_enough_words_were_read() -> None:
    given = list(rounds({"all": fixed(SENTENCES)}, lambda _: {"all": 1.0}, 50, seed=1, largest=3))
    words = [sum(len(sentence.words) for document in documents for sentence in document) for documents in given]
    assert sum(words[:-1]) < 50 <= sum(words)


def test_rounds_follow_the_weights_as_training_goes_on() -> None:
    parts = {"first": fixed(SENTENCES[:5]), "last": fixed(SENTENCES[5:])}
    *_, late = rounds(parts, lambda done: {"first": 1.0} if done < 0.5 else {"last": 1.0}, 30, seed=1, largest=3)
    assert set(forms(late)) <= {sentence.words[0].form for sentence in SENTENCES[5:]}


def test_rounds_pass_over_parts_that_are_not_there() -> None:
    (documents, *_) = rounds({"all": fixed(SENTENCES)}, lambda _: {"all": 1.0, "raw": 2.0}, 1, seed=1, largest=3)
    assert {sentence.words[0].form for sentence in SENTENCES} <= set(forms(documents))


def test_rounds_make_documents_of_the_given_size_at_most() -> None:
    (documents, *_) = rounds({"all": fixed(SENTENCES)}, lambda _: {"all": 1.0}, 1, seed=1, largest=3)
    assert max(map(len, documents)) <= 3
    assert {sentence.words[0].form for sentence in SENTENCES} <= set(forms(documents))


def test_rounds_with_the_same_seed_are_the_same() -> None:
    first, second = (list(rounds({"all": fixed(SENTENCES)}, lambda _: {"all": 1.0}, 60, seed=3, largest=3)) for _ in range(2))
    assert first == second
    assert first[0] != first[1]
