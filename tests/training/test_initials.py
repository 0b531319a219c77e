from training.conllu import Sentence, Word
from training.initials import learn_words, parted

from kgbuild.annotate import load_pipeline
from kgbuild.initials import Initials, Words

FIRST = Sentence((Word("Planul"), Word("B", space_after=False), Word(".")))
SECOND = Sentence((Word("Din"), Word("fosta"), Word("I."), Word("Din", space_after=False), Word(".")))


def test_words_are_learned_from_tags() -> None:
    rows = [("din", "Spsa"), ("la", "Spsa"), ("dar", "Ccssp"), ("el", "Pp3msr"), ("casă", "Ncfsrn"), ("B.", "Yn")]
    sentences = [Sentence(tuple(Word(form, xpos=tag) for form, tag in rows))] * 3 + [Sentence((Word("rar", xpos="Rgp"),))]
    assert learn_words(sentences) == Words(
        beginners=frozenset({"din", "dar", "el"}), links=frozenset({"din", "la", "dar", "lui"}), nouns=frozenset({"gen"})
    )


def test_full_stops_parted_are_compared_with_the_treebank() -> None:
    initials = Initials(load_pipeline().nlp.vocab, Words(frozenset({"din"})))
    # "I." is an initial in the treebank, but "Din" looks like a preposition.
    assert parted([FIRST, SECOND], initials) == ({8, 21}, {8})
