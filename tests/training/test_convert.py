import spacy
from training.conllu import Sentence, Word, parse_conllu
from training.convert import tens
from training.docs import to_doc
from training.tokenizer import fit_tokenizer

TREE = Sentence(
    (Word("Kim", "Kim", "PROPN", "Np", "_", 1, "nsubj"), Word("tace", "tăcea", "VERB", "Vmip3s", "Mood=Ind", 1, "root"))
)
BARE = Sentence((Word("El", "el", "PRON", "Pp", "_"), Word("tace", "tăcea", "VERB", "Vmip3s", "_")))


def test_to_doc_keeps_trees_features_and_sentences() -> None:
    doc = to_doc(spacy.blank("ro").vocab, [TREE, TREE])
    assert [token.head.i for token in doc] == [1, 1, 3, 3]
    assert [token.dep_ for token in doc] == ["nsubj", "ROOT", "nsubj", "ROOT"]
    assert str(doc[1].morph) == "Mood=Ind"
    assert [sentence.text for sentence in doc.sents] == ["Kim tace", "Kim tace"]


def test_to_doc_without_trees_keeps_sentence_starts() -> None:
    doc = to_doc(spacy.blank("ro").vocab, [BARE, BARE])
    assert not doc.has_annotation("DEP")
    assert [bool(token.is_sent_start) for token in doc] == [True, False, True, False]


def test_to_doc_keeps_entities() -> None:
    (sentence,) = parse_conllu("1\tKim\t_\t_\t_\t_\t_\t_\t_\t_\tB-PERSON\n2\ttace\t_\t_\t_\t_\t_\t_\t_\t_\tO\n")
    doc = to_doc(spacy.blank("ro").vocab, [sentence])
    assert [(span.text, span.label_) for span in doc.ents] == [("Kim", "PERSON")]


def test_fit_tokenizer_learns_what_stands_twice() -> None:
    nlp = spacy.blank("ro")
    sentence = Sentence((Word("cotă-", space_after=False), Word("parte"), Word("mare")))
    assert fit_tokenizer(nlp, [sentence, sentence]) == {"special_cases": 1}
    assert [token.text for token in nlp("cotă-parte mare")] == ["cotă-", "parte", "mare"]


def test_fit_tokenizer_keeps_abbreviations_whole() -> None:
    nlp = spacy.blank("ro")
    fit_tokenizer(nlp, [])
    assert [token.text for token in nlp("Dl. Pop, U.E.")] == ["Dl.", "Pop", ",", "U.E."]


def test_tens_cuts_documents() -> None:
    assert [len(group) for group in tens([TREE] * 21)] == [10, 10, 1]
