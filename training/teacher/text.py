"""Cut the raw text into sentences for the teacher to analyse."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import spacy

from training.conllu import CEDILLA, Sentence, Word
from training.ronec import key

# What stands near news in language, all of it; of laws so many lines of each file; no novels, whose spelling is old.
NEWS_LIKE = ("presidential_speeches", "parlamint_ro_sample", "wikipedia_small", "ro_sts", "common_voice_cc0")
LAWS = ("legislation_construction_acts", "legislation_misc", "legislation_procurement")
LAW_LINES = 5_000
SHORTEST, LONGEST = 4, 80
ENDS = frozenset({".", "!", "?", "…", "...", "”", '"', "»"})


def plain_sentences(raw: Path, syntax: Path, known: set[str]) -> list[Sentence]:
    """Cut the raw text into sentences.

    Args:
        raw: The folder of the text.
        syntax: A half for syntax, whose tokenizer and parser cut.
        known: Keys of sentences to leave out.

    Returns:
        Whole sentences, each once: with a capital or digit at the beginning and a mark at the end.
    """
    nlp = spacy.load(syntax, exclude=["tagger", "morphologizer", "trainable_lemmatizer"])
    found: list[Sentence] = []
    known = set(known)
    for doc in nlp.pipe(_lines(raw), batch_size=64):
        for span in doc.sents:
            words = tuple(Word(token.text, space_after=bool(token.whitespace_)) for token in span if not token.is_space)
            if _is_whole(words) and (mark := key(span.text)) not in known:
                known.add(mark)
                found.append(Sentence(words))
    return found


def _lines(raw: Path) -> Iterator[str]:
    """Read the lines that are worth it."""
    for name in (*NEWS_LIKE, *LAWS):
        with gzip.open(raw / f"{name}.txt.gz", "rt", encoding="utf-8") as file:
            for number, line in enumerate(file):
                if name in LAWS and number >= LAW_LINES:
                    break
                if line := " ".join(line.translate(CEDILLA).split()):
                    yield line


def _is_whole(words: tuple[Word, ...]) -> bool:
    """Say whether words look like a whole sentence."""
    if not SHORTEST <= len(words) <= LONGEST:
        return False
    letters = [letter for letter in words[0].form + words[1].form if letter.isalnum()]
    return bool(letters) and not letters[0].islower() and words[-1].form in ENDS
