"""Make reporting clauses: "…, a declarat premierul X" is in every news article and hardly ever in the treebank.

A hand-checked sentence is continued with a verb of saying and, after it, a subject taken from another sentence. As in the
treebank, the verb hangs on the sentence's root as `parataxis`.
"""

import random
from collections.abc import Iterator
from dataclasses import replace

from training.conllu import Sentence, Word

PAST = (
    ("declarat", "declara"),
    ("spus", "spune"),
    ("anunțat", "anunța"),
    ("afirmat", "afirma"),
    ("precizat", "preciza"),
    ("transmis", "transmite"),
    ("adăugat", "adăuga"),
    ("subliniat", "sublinia"),
    ("susținut", "susține"),
    ("explicat", "explica"),
    ("confirmat", "confirma"),
    ("avertizat", "avertiza"),
    ("scris", "scrie"),
    ("relatat", "relata"),
)
PRESENT = (
    ("spune", "spune", "Vmip3s"),
    ("scrie", "scrie", "Vmip3s"),
    ("transmite", "transmite", "Vmip3s"),
    ("susține", "susține", "Vmip3s"),
    ("declară", "declara", "Vmip3"),
    ("anunță", "anunța", "Vmip3"),
    ("afirmă", "afirma", "Vmip3"),
    ("relatează", "relata", "Vmip3"),
)
LONGEST_SUBJECT = 7
LONGEST_SENTENCE = 25
QUOTES = (("„", "”"), ('"', '"'), ("«", "»"))


def subjects(sentences: list[Sentence]) -> list[tuple[Word, ...]]:
    """Collect subjects that could be somebody who says something: a name, or a definite noun in the nominative.

    Args:
        sentences: Tagged sentences with trees.

    Returns:
        Their words; heads count within the subject, its own head governs itself.
    """
    return [found for sentence in sentences for index in range(len(sentence.words)) if (found := _subject(sentence, index))]


def _subject(sentence: Sentence, index: int) -> tuple[Word, ...]:
    """Cut out the subject that a word heads; nothing where it is none, too long, or torn apart."""
    head = sentence.words[index]
    if head.deprel != "nsubj" or not (head.upos == "PROPN" or head.xpos.endswith("ry")):
        return ()
    below = {index}
    for _ in sentence.words:
        below |= {number for number, word in enumerate(sentence.words) if word.head in below}
    first, last = min(below), max(below)
    words = sentence.words[first : last + 1]
    if len(words) != len(below) or len(words) > LONGEST_SUBJECT or any(word.upos in ("PUNCT", "VERB", "AUX") for word in words):
        return ()
    return tuple(
        replace(word, head=index - first if number == index - first else (word.head or 0) - first)
        for number, word in enumerate(words)
    )


def reported(sentences: list[Sentence], donors: list[Sentence], seed: int, count: int) -> list[Sentence]:
    """Continue sentences with a reporting clause.

    Args:
        sentences: Hand-checked sentences with tags and trees.
        donors: Sentences whose subjects become the speakers.
        seed: Of the random choice.
        count: How many to make.

    Returns:
        The new sentences.
    """
    rng = random.Random(seed)  # noqa: S311 (no secret)
    speakers = subjects(donors)
    fit = [sentence for sentence in sentences if _can_be_reported(sentence)]
    chosen = rng.sample(fit, min(count, len(fit))) if speakers else []
    return [_report(sentence, rng.choice(speakers), rng) for sentence in chosen]


def _can_be_reported(sentence: Sentence) -> bool:
    """Say whether a sentence is a short statement with a verb for its root."""
    words = sentence.words
    verbal = any(word.head == index and word.upos == "VERB" for index, word in enumerate(words))
    return (
        verbal
        and sentence.has_tags
        and len(words) <= LONGEST_SENTENCE
        and words[-1].form == "."
        and not any(word.form in '„”"«»:' for word in words)
    )


def _report(sentence: Sentence, speaker: tuple[Word, ...], rng: random.Random) -> Sentence:
    """Continue one sentence, quoting it or not."""
    quoted = rng.random() < 0.4  # noqa: PLR2004 (about as often as in news)
    statement = list(_quoted(sentence.words[:-1], rng.choice(QUOTES)) if quoted else sentence.words[:-1])
    statement[-1] = replace(statement[-1], space_after=False)
    root = next(index for index, word in enumerate(statement) if word.head == index)
    clause = list(_clause(speaker, len(statement), root, rng))
    clause[-1] = replace(clause[-1], space_after=False)
    return Sentence((*statement, *clause, replace(sentence.words[-1], head=root)))


def _quoted(words: tuple[Word, ...], pair: tuple[str, str]) -> Iterator[Word]:
    """Put a statement into quotation marks, which hang on its root."""
    root = next(index for index, word in enumerate(words) if word.head == index) + 1
    mark = Word(pair[0], pair[0], "PUNCT", "DBLQ", "_", root, "punct", space_after=False)
    yield mark
    for number, word in enumerate(words):
        yield replace(word, head=(word.head or 0) + 1, space_after=word.space_after and number < len(words) - 1)
    yield replace(mark, form=pair[1], lemma=pair[1])


def _clause(speaker: tuple[Word, ...], start: int, root: int, rng: random.Random) -> Iterator[Word]:
    """Give the words of a reporting clause that begins at a place of the sentence."""
    plural = any(word.head == index and word.xpos[3:4] == "p" for index, word in enumerate(speaker))
    form, lemma = rng.choice(PAST)
    present = rng.random() < 0.25 and not plural  # noqa: PLR2004 (most reports are in the past)
    verb_at = start + (1 if present else 2)
    yield Word(",", ",", "PUNCT", "COMMA", "_", verb_at, "punct")
    if present:
        form, lemma, tag = rng.choice(PRESENT)
        number = "Number=Sing|" if tag.endswith("s") else ""
        yield Word(form, lemma, "VERB", tag, f"Mood=Ind|{number}Person=3|Tense=Pres|VerbForm=Fin", root, "parataxis")
    else:
        number = "Plur" if plural else "Sing"
        tag = "Va--3p" if plural else "Va--3s"
        yield Word("au" if plural else "a", "avea", "AUX", tag, f"Number={number}|Person=3", verb_at, "aux")
        yield Word(form, lemma, "VERB", "Vmp--sm", "Gender=Masc|Number=Sing|VerbForm=Part", root, "parataxis")
    for index, word in enumerate(speaker):
        is_head = word.head == index
        yield replace(
            word, head=verb_at if is_head else verb_at + 1 + (word.head or 0), deprel="nsubj" if is_head else word.deprel
        )
