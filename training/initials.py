"""Learn from the treebank which words begin a sentence: `python -m training.initials CORPORA` prints cross-validated figures.

The forms of nouns, adjectives and verbs are those of the shipped pipeline, which come from a lexicon and not from the treebank.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kgbuild.annotate import load_pipeline
from kgbuild.initials import Initials, Words
from training.conllu import Sentence
from training.convert import syntax_parts, tagged_parts, tens
from training.tokenizer import tokenizer_of

# What is never the first word of a name, and behind what a letter is the initial of one, by the beginning of the tag.
CLOSED = ("P", "D", "S", "C", "R", "T", "Q", "Va")
LINKING = ("S", "C")
# What also stands before names, and what in them.
BEFORE_NAMES = frozenset({"lui"})
IN_NAMES = frozenset({"de", "la", "le"})
# The abbreviation of a general's rank is a noun as well.
NOUNS = frozenset({"gen"})
LEAST = 3
BEGINNING = 0.8
FOLDS = 5


def learn_words(sentences: Iterable[Sentence]) -> Words:
    """Learn which words begin a sentence where they have a capital.

    Args:
        sentences: Tagged sentences.

    Returns:
        The words that have such a tag nearly always, and those that are mostly prepositions or conjunctions.
    """
    seen, closed, linking = Counter[str](), Counter[str](), Counter[str]()
    for word in (word for sentence in sentences for word in sentence.words if word.form.isalpha()):
        form = word.form.lower()
        seen[form] += 1
        closed[form] += word.xpos.startswith(CLOSED)
        linking[form] += word.xpos.startswith(LINKING)
    common = [form for form, count in seen.items() if count >= LEAST]
    beginners = frozenset(form for form in common if closed[form] >= BEGINNING * seen[form])
    links = frozenset(form for form in common if 2 * linking[form] >= seen[form])
    return Words(beginners - IN_NAMES, links | BEFORE_NAMES, NOUNS)


def read_documents(corpora: Path) -> list[list[Sentence]]:
    """Read the tagged sentences of the treebank's training files, in documents of ten.

    Args:
        corpora: The corpora.

    Returns:
        The documents.
    """
    parts = tagged_parts(syntax_parts(corpora))
    return [document for part in parts for document in tens([s for s in part if s.has_tags])]


def learn_initials(corpora: Path) -> Words:
    """Learn the words from the training files.

    Args:
        corpora: The corpora.

    Returns:
        The words.
    """
    return learn_words(sentence for document in read_documents(corpora) for sentence in document)


def parted(document: Sequence[Sentence], initials: Initials) -> tuple[set[int], set[int]]:
    """Compare what a component parts in a document with the words of the treebank.

    Args:
        document: Sentences that follow each other.
        initials: The component, in the shipped pipeline's vocabulary.

    Returns:
        The full stops that it parts from the word before, and those that the treebank parts: their code points in the text.
    """
    plain = tokenizer_of(load_pipeline().nlp)(" ".join(sentence.text for sentence in document))
    whole = {token.idx + len(token) - 1 for token in plain if len(token) > 1 and token.text[-1] == "."}
    found = {token.idx for token in initials(plain) if token.text == "."}
    return whole & found, whole & set(_full_stops(document))


def _full_stops(document: Sequence[Sentence]) -> Iterator[int]:
    """Give the code points of the full stops that are words of a document."""
    start = 0
    for sentence in document:
        place = start
        for word in sentence.words:
            if word.form == ".":
                yield place
            place += len(word.form) + word.space_after
        start += len(sentence.text) + 1


def report(documents: Sequence[Sequence[Sentence]]) -> None:
    """Print how well letters are parted from full stops in documents from which no word was learned."""
    right, claimed, wanted = 0, 0, 0
    for fold in range(FOLDS):
        words = learn_words(s for number, document in enumerate(documents) if number % FOLDS != fold for s in document)
        initials = Initials(load_pipeline().nlp.vocab, words)
        for document in documents[fold::FOLDS]:
            found, gold = parted(document, initials)
            right, claimed, wanted = right + len(found & gold), claimed + len(found), wanted + len(gold)
    print(f"{claimed} full stops parted, {right} of them rightly; {wanted} to be parted")


if __name__ == "__main__":
    report(read_documents(Path(sys.argv[1])))
