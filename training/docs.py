"""Turn sentences into spaCy documents."""

from collections.abc import Sequence

from spacy.tokens import Doc
from spacy.vocab import Vocab

from training.conllu import Sentence, Word


def to_doc(vocab: Vocab, sentences: Sequence[Sentence]) -> Doc:
    """Make one document of consecutive sentences.

    Args:
        vocab: The vocabulary of the document.
        sentences: Its sentences, all with entities or all without.

    Returns:
        The document, with as much annotation as every one of the sentences has; sentence starts always.
    """
    words: list[Word] = []
    heads: list[int] = []
    starts: list[bool] = []
    for sentence in sentences:
        start = len(words)
        heads += [start + (index if word.head is None else word.head) for index, word in enumerate(sentence.words)]
        starts += [index == 0 for index in range(len(sentence.words))]
        words += sentence.words
    spaces = [word.space_after for word in words]
    for index in range(1, len(words)):
        spaces[index - 1] |= starts[index]
    has_trees = all(sentence.has_tree for sentence in sentences)
    doc = Doc(
        vocab,
        words=[word.form for word in words],
        spaces=spaces,
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads if has_trees else None,
        deps=[_label(word.deprel) for word in words] if has_trees else None,
        sent_starts=None if has_trees else [*starts],
        ents=[word.iob or "O" for word in words] if any(word.iob for word in words) else None,
    )
    for token, word in zip(doc, words, strict=True):
        if word.upos:
            token.set_morph(  # type: ignore[attr-defined]
                "" if word.feats == "_" else word.feats
            )
    return doc


def _label(deprel: str) -> str:
    """Give spaCy's spelling of a relation: its parser wants the root in capitals."""
    return "ROOT" if deprel == "root" else deprel
