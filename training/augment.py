"""Vary sentences the way news text varies: quotation marks, missing diacritics, titles in capitals or without a full stop."""

import random
from dataclasses import replace

from kgbuild import diacritics
from training.conllu import Sentence, Word

QUOTES = ('"', "„", "”", "“", "«", "»", "''")
QUOTE_PAIRS = (("„", "”"), ('"', '"'), ("«", "»"), ("“", "”"))
END_MARKS = frozenset({".", "!"})
# A title has no more words than this.
TITLE = 25


def without_diacritics(sentence: Sentence) -> Sentence:
    """Write the sentence without Romanian letters; the lemmas keep theirs.

    >>> from training.conllu import Word
    >>> without_diacritics(Sentence((Word("țară", lemma="țară"),))).words[0].form
    'tara'
    """
    return Sentence(tuple(replace(word, form=diacritics.without_diacritics(word.form)) for word in sentence.words))


def in_capitals(sentence: Sentence) -> Sentence:
    """Write the sentence in capitals, as some titles are.

    >>> from training.conllu import Word
    >>> in_capitals(Sentence((Word("țară"),))).words[0].form
    'ȚARĂ'
    """
    return Sentence(tuple(replace(word, form=word.form.upper()) for word in sentence.words))


def without_end_mark(sentence: Sentence) -> Sentence:
    """Leave out the last full stop, as in a title.

    >>> from training.conllu import Word
    >>> without_end_mark(Sentence((Word("Da", head=0), Word(".", upos="PUNCT", head=0)))).text
    'Da'
    """
    words = sentence.words
    last = len(words) - 1
    governs = any(word.head == last for word in words[:-1])
    if last < 1 or words[-1].form not in END_MARKS or words[-1].head == last or governs:
        return sentence
    return Sentence((*words[:-2], replace(words[-2], space_after=True)))


def with_quotes(sentence: Sentence, pair: tuple[str, str]) -> Sentence:
    """Write the sentence's quotation marks as another pair; the first, third, … open.

    >>> from training.conllu import Word
    >>> with_quotes(Sentence((Word('"'), Word("Da"), Word('"'))), ("„", "”")).words[2].form
    '”'
    """
    words: list[Word] = []
    seen = 0
    for word in sentence.words:
        if word.form in QUOTES:
            mark = pair[seen % 2]
            words.append(replace(word, form=mark, lemma=mark if word.lemma else ""))
            seen += 1
        else:
            words.append(word)
    return Sentence(tuple(words))


def vary(sentences: list[Sentence], seed: int, share: float = 0.05) -> list[Sentence]:
    """Add varied copies of some sentences.

    Args:
        sentences: What to vary.
        seed: Of the random choice.
        share: The share of sentences that each kind of variation (diacritics, capitals, full stop) is applied to.

    Returns:
        The sentences, with their quotation marks varied, and the copies, in one shuffled list.
    """
    rng = random.Random(seed)  # noqa: S311 (no secret)
    varied = [with_quotes(sentence, rng.choice(QUOTE_PAIRS)) for sentence in sentences]
    for change in (without_diacritics, in_capitals, without_end_mark):
        short = varied if change is without_diacritics else [s for s in varied[: len(sentences)] if len(s.words) <= TITLE]
        varied += [change(sentence) for sentence in rng.sample(short, min(len(short), int(share * len(sentences))))]
    rng.shuffle(varied)
    return varied


def grouped(sentences: list[Sentence], seed: int, largest: int = 6) -> list[list[Sentence]]:
    """Group sentences into little documents, so that the parser sees where one ends.

    Args:
        sentences: What to group, in the order of the documents.
        seed: Of the random sizes.
        largest: The most sentences in one group.

    Returns:
        The groups.
    """
    rng = random.Random(seed)  # noqa: S311 (no secret)
    groups: list[list[Sentence]] = []
    start = 0
    while start < len(sentences):
        size = rng.randint(1, largest)
        groups.append(sentences[start : start + size])
        start += size
    return groups
