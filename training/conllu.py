"""Read CoNLL-U and CoNLL-U Plus files and put right what is known to be wrong in ours."""

import gzip
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

# What may hang on a participle that still stands as an adjective.
LIGHT = frozenset({"punct", "cc", "conj", "advmod"})
# Words that early releases attach by another relation.
TODAYS_RELATIONS = {("ca", "ADP"): {"advmod": "case"}, ("nici", "ADV"): {"det": "advmod", "amod": "advmod"}}
CEDILLA = str.maketrans("şţŞŢ", "șțȘȚ")

# Sentences that still carry the tags of the first releases of the treebank show it by one of these.
OUTDATED_UPOS = frozenset({"CONJ"})
OUTDATED_FEATS = ("Negative=", "Case=Nom|", "Case=Gen|")
BARE_XPOS = frozenset({"M", "Sp", "Mc", "Af", "Vm"})
# "eu" and "tu" are the nominatives that today's tags still have.
TODAYS_NOMINATIVE = "Case=Nom|Number=Sing|Person"


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word.

    `head` is the index of its governor in the sentence, its own index for a root.
    """

    form: str
    lemma: str = ""
    upos: str = ""
    xpos: str = ""
    feats: str = ""
    head: int | None = None
    deprel: str = ""
    space_after: bool = True
    iob: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence in their order."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Give the sentence as it was written, without the space after it.

        >>> Sentence((Word("Da", space_after=False), Word("."))).text
        'Da.'
        """
        return "".join(word.form + (" " if word.space_after else "") for word in self.words).strip()

    @property
    def has_tree(self) -> bool:
        """Say whether every word has a governor."""
        return all(word.head is not None for word in self.words)

    @property
    def has_tags(self) -> bool:
        """Say whether every word has a part of speech."""
        return all(word.upos for word in self.words)


def read_text(path: Path) -> str:
    """Read a UTF-8 file, compressed with gzip or not.

    Args:
        path: The file; a name ending in `.gz` means gzip.

    Returns:
        Its text.
    """
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return file.read()
    return path.read_text(encoding="utf-8")


def parse_conllu(text: str) -> Iterator[Sentence]:
    """Parse CoNLL-U; an eleventh column, if there is one, holds IOB entity tags (CoNLL-U Plus as RONEC v1 has it).

    Args:
        text: The file's text.

    Yields:
        Its sentences. Ranges of multiword tokens and empty nodes are passed over.
    """
    words: list[Word] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("#"):
            continue
        if line.strip():
            cells = line.split("\t")
            if cells[0].isdigit():
                words.append(_word(cells, len(words)))
        elif words:
            yield Sentence(tuple(words))
            words = []


def _word(cells: list[str], index: int) -> Word:
    """Make a word of the cells of one line."""
    # Millions of words have the same few thousand values: each is kept once.
    cells = [sys.intern(cell) for cell in cells]
    head: int | None = None
    if cells[6] not in ("_", ""):
        head = int(cells[6]) - 1 if cells[6] != "0" else index
    return Word(
        form=cells[1].translate(CEDILLA),
        lemma=_cell(cells[2]).translate(CEDILLA) if cells[1] != "_" else "_",
        upos=_cell(cells[3]),
        xpos=_cell(cells[4]),
        feats=cells[5],
        head=head,
        deprel=_cell(cells[7]),
        space_after="SpaceAfter=No" not in cells[9].split("|"),
        iob=_cell("".join(cells[10:11])),
    )


def _cell(value: str) -> str:
    """Give a cell's value, or nothing for the underscore."""
    return "" if value == "_" else value


def to_conllu(sentence: Sentence) -> str:
    r"""Write a sentence as CoNLL-U Plus with IOB tags in an eleventh column.

    >>> to_conllu(Sentence((Word("Da", "da", "ADV", "Rp", "_", 0, "root", iob="O"),)))
    '1\tDa\tda\tADV\tRp\t_\t0\troot\t_\t_\tO\n\n'
    """
    lines = []
    for index, word in enumerate(sentence.words):
        head = "_" if word.head is None else str(0 if word.head == index else word.head + 1)
        cells = (word.lemma, word.upos, word.xpos, word.feats, head, word.deprel, "", "" if word.space_after else "SpaceAfter=No")
        lines.append("\t".join((str(index + 1), word.form, *(cell or "_" for cell in cells), word.iob or "_")))
    return "\n".join(lines) + "\n\n"


def is_joined(sentence: Sentence) -> bool:
    """Say whether the sentence has several words written as one ("de_la"), as early releases of the treebank had.

    >>> is_joined(Sentence((Word("de_la"),)))
    True
    """
    return any("_" in word.form.strip("_") for word in sentence.words)


def has_outdated_tags(sentence: Sentence) -> bool:
    """Say whether the sentence's tags are those of an early release.

    >>> has_outdated_tags(Sentence((Word("și", upos="CONJ", feats="Negative=Pos"),)))
    True
    """
    return any(
        word.upos in OUTDATED_UPOS
        or word.xpos in BARE_XPOS
        or ((word.feats + "|").startswith(OUTDATED_FEATS) and not word.feats.startswith(TODAYS_NOMINATIVE))
        for word in sentence.words
    )


def without_tags(sentence: Sentence) -> Sentence:
    """Take the tags, features and lemmas off a sentence and leave its tree.

    >>> without_tags(Sentence((Word("și", upos="CONJ", head=0, deprel="root"),))).words[0].upos
    ''
    """
    return Sentence(tuple(replace(word, lemma="", upos="", xpos="", feats="") for word in sentence.words))


def with_todays_labels(sentence: Sentence) -> Sentence:
    """Give a tree of an early release the labels that today's treebank has in its place.

    Numerals are `nummod`, determiners `det`, bare participles `amod`, and the subject of a passive is `nsubj:pass`, where early
    releases have `nmod`, `amod`, `acl` and `nsubj`. Source: comparison of label frequencies with today's development file.

    Args:
        sentence: A sentence with a tree.

    Returns:
        The same tree.
    """
    words = sentence.words
    passive = {word.head for word in words if word.deprel == "aux:pass"}
    marked = {word.head for word in words if word.deprel in ("case", "mark")}
    governors = {word.head for index, word in enumerate(words) if word.head != index and word.deprel not in LIGHT}
    return Sentence(
        tuple(
            replace(
                word,
                deprel=_todays_label(word, words[word.head or 0].upos, word.head in passive, index in marked, index in governors),
            )
            for index, word in enumerate(words)
        )
    )


def _todays_label(word: Word, head_upos: str, in_passive: bool, marked: bool, governs: bool) -> str:
    """Give a word's relation as it would be labelled today.

    A `marked` word has a preposition or a conjunction; one that `governs` has more below it than adverbs and a coordination.
    """
    if word.deprel == "nsubj" and in_passive:
        return "nsubj:pass"
    if (by_word := TODAYS_RELATIONS.get((word.form.lower(), word.upos), {}).get(word.deprel)) is not None:
        return by_word
    if head_upos in ("NOUN", "PROPN", "NUM") and not marked:
        return _in_noun_phrase(word, governs)
    return word.deprel


def _in_noun_phrase(word: Word, governs: bool) -> str:
    """Give the relation of a word that hangs on a noun without a preposition."""
    if word.upos == "NUM" and word.deprel in ("nmod", "amod"):
        return "nummod"
    if word.upos == "DET" and word.deprel in ("nmod", "amod", "advmod"):
        return "det"
    return "amod" if word.xpos.startswith("Vmp") and word.deprel == "acl" and not governs else word.deprel


def clean(sentences: Iterator[Sentence]) -> Iterator[Sentence]:
    """Leave out sentences with joined words; strip outdated tags.

    Args:
        sentences: Sentences of the treebank.

    Yields:
        What is fit for training.
    """
    for sentence in sentences:
        if not is_joined(sentence):
            modern = with_todays_labels(sentence) if sentence.has_tree else sentence
            yield without_tags(modern) if has_outdated_tags(modern) else modern
