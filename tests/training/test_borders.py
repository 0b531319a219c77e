from training.borders import examples
from training.conllu import Sentence, Word


def test_examples_know_where_sentences_end() -> None:
    first = [Word("Vine", xpos="Vmip3s", space_after=False), Word(";", xpos="SCOLON"), Word("da", xpos="Rgp", space_after=False)]
    first += [Word(":", xpos="COLON"), Word("el", xpos="Pp3msr", space_after=False), Word(".", xpos="PERIOD", space_after=False)]
    second = [Word("Apoi", xpos="Rgp"), Word("tace", xpos="Vmip3s")]
    one, two = Sentence(tuple(first)), Sentence(tuple(second))
    found = list(examples([[one, two], [two, one]]))
    assert [(e.group, e.label) for e in found] == [("00000", "no"), ("00000", "yes"), ("00001", "no")]
    assert {". capital near verbs=01", "next=apoi"} <= found[1].features
