from training.augment import grouped, in_capitals, vary, with_quotes, without_diacritics, without_end_mark
from training.conllu import Sentence, Word
from training.lemmas import lexicon
from training.reports import reported, subjects

SENTENCE = Sentence(
    (
        Word("Țara", "țară", "NOUN", "Ncfsry", "_", 1, "nsubj"),
        Word("doarme", "dormi", "VERB", "Vmip3s", "_", 1, "root", space_after=False),
        Word(".", ".", "PUNCT", "PERIOD", "_", 1, "punct"),
    )
)


def test_without_diacritics_keeps_lemmas() -> None:
    varied = without_diacritics(SENTENCE)
    assert varied.text == "Tara doarme."
    assert varied.words[0].lemma == "țară"


def test_in_capitals() -> None:
    assert in_capitals(SENTENCE).text == "ȚARA DOARME."


def test_without_end_mark_keeps_the_tree() -> None:
    varied = without_end_mark(SENTENCE)
    assert varied.text == "Țara doarme"
    assert [word.head for word in varied.words] == [1, 1]


def test_without_end_mark_leaves_questions_alone() -> None:
    question = Sentence((*SENTENCE.words[:2], Word("?", head=1)))
    assert without_end_mark(question) == question


def test_with_quotes_opens_and_closes() -> None:
    quoted = Sentence((Word("„"), Word("Da"), Word("”")))
    assert [word.form for word in with_quotes(quoted, ("«", "»")).words] == ["«", "Da", "»"]


def test_vary_is_the_same_for_the_same_seed() -> None:
    sentences = [SENTENCE] * 60
    assert vary(sentences, 1) == vary(sentences, 1)
    assert len(vary(sentences, 1)) > len(sentences)


def test_grouped_loses_nothing() -> None:
    groups = grouped([SENTENCE] * 23, seed=5)
    assert sum(len(group) for group in groups) == 23


def test_lexicon_prefers_the_first_source() -> None:
    other = Sentence((Word("Țara", "țar", "NOUN", "Ncfsry"),))
    assert lexicon([[SENTENCE], [other, other]])["țara Ncfsry"] == "țară"


def test_subjects_govern_themselves() -> None:
    (speaker,) = subjects([SENTENCE])
    assert [(word.form, word.head) for word in speaker] == [("Țara", 0)]


def test_reported_hangs_the_verb_on_the_root_and_the_speaker_on_the_verb() -> None:
    (sentence,) = reported([SENTENCE], [SENTENCE], seed=3, count=1)
    words = sentence.words
    verb = next(index for index, word in enumerate(words) if word.deprel == "parataxis")
    assert words[words[verb].head or 0].form == "doarme"
    speaker = next(index for index, word in enumerate(words) if word.deprel == "nsubj" and index > verb)
    assert words[speaker].head == verb
    assert [index for index, word in enumerate(words) if word.head == index] == [
        index for index, word in enumerate(words) if word.deprel == "root"
    ]
    assert words[-1].form == "."
