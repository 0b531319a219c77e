"""What the half for syntax is trained on, and how."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from training.conllu import Sentence, parse_conllu, read_text
from training.convert import REPORTS, SEED, read_treebank, syntax_parts, tens
from training.mixture import Part, fixed
from training.reports import reported

# Of the official development files every fourth sentence is kept to choose the best state; the others are trained on.
FOURTH = 4
# The files that a teacher writes: the treebank's sentences without trees, the sentences with entities, plain text.
TEXT = "raw"
TAUGHT_PARTS = ("tags", "named", TEXT)
# From here on the trees of human making weigh more.
LAST_STAGE = 0.65


@dataclass(frozen=True)
class Half:
    """How a half of the pipeline is trained.

    Args:
        parts: Gives the parts of the training data, from the folder of the corpora and that of what a teacher wrote, or None.
        weights: Gives how often each part is read in a round, by the share of the training that is done.
        held_out: Gives the documents that choose the best state.
        scores: spaCy's names of the scores that choose it, with their weights.
        largest: The most sentences in a document.
        words: How many words are read.
        batch: How many words a batch has at least.
        every: After how many words it is measured.
        drop: The share of each layer's output that is dropped.
        rate: The highest learning rate.
        last_rate: The learning rate at the end.
    """

    parts: Callable[[Path, Path | None], dict[str, Part]]
    weights: Callable[[float], dict[str, float]]
    held_out: Callable[[Path], Iterable[list[Sentence]]]
    scores: dict[str, float]
    largest: int
    words: int
    batch: int = 500
    every: int = 250_000
    drop: float = 0.1
    rate: float = 0.001
    last_rate: float = 0.0002


def learned(sentences: list[Sentence]) -> list[Sentence]:
    """Give the sentences of a development file that are trained on.

    >>> len(learned([Sentence(())] * 9))
    7
    """
    return [sentence for index, sentence in enumerate(sentences) if index % FOURTH != FOURTH - 1]


def kept(sentences: list[Sentence]) -> list[Sentence]:
    """Give the sentences of a development file that choose the best state.

    >>> len(kept([Sentence(())] * 9))
    2
    """
    return sentences[FOURTH - 1 :: FOURTH]


def read_today(corpora: Path) -> list[Sentence]:
    """Read the treebank's official development file, the one file that needs no putting right.

    Args:
        corpora: The corpora.

    Returns:
        Its sentences.
    """
    return list(parse_conllu(read_text(corpora / "ud-ro" / "dev.conllu.gz")))


def read_taught(taught: Path, *names: str) -> dict[str, Part]:
    """Read what a teacher found in sentences.

    Args:
        taught: The folder that `training.teacher.write` wrote.
        names: The parts to read.

    Returns:
        The parts by name.
    """
    return {name: fixed(list(parse_conllu(read_text(taught / f"{name}.conllup.gz")))) for name in names}


def syntax_data(corpora: Path, taught: Path | None = None) -> dict[str, Part]:
    """Collect what the half for syntax is trained on.

    Args:
        corpora: The corpora.
        taught: What a teacher wrote, or None.

    Returns:
        Trees of human making, sentences with tags only, trees of a machine, reporting clauses of our making. With a teacher, its
        trees for sentences with tags only and for those of RONEC (which take the place of the machine's), and its text.
    """
    *human, silver = syntax_parts(corpora)
    donors = [*human[0], *read_treebank(corpora, "train-silver")]
    parts = {
        "gold": fixed(human[0]),
        "tags": fixed([sentence for part in human[1:] for sentence in part]),
        "today": fixed(learned(read_today(corpora))),
        "reports": fixed(reported(human[0], donors, SEED, REPORTS)),
    }
    return parts | (read_taught(taught, *TAUGHT_PARTS) if taught else {"silver": fixed(silver)})


def syntax_weights(done: float) -> dict[str, float]:
    """Weigh today's trees above those of earlier releases, and at the end a machine's far below both."""
    late = done >= LAST_STAGE
    return {
        "gold": 1.0,
        "tags": 0.8,
        "today": 3.0 if late else 2.0,
        "silver": 0.2 if late else 0.7,
        "named": 0.4 if late else 0.7,
        "raw": 0.12 if late else 0.25,
        "reports": 0.7 if late else 1.0,
    }


SYNTAX = Half(
    parts=syntax_data,
    weights=syntax_weights,
    held_out=lambda corpora: tens(kept(read_today(corpora))),
    scores={
        "tag_acc": 0.15,
        "pos_acc": 0.15,
        "morph_acc": 0.1,
        "lemma_acc": 0.1,
        "dep_uas": 0.15,
        "dep_las": 0.3,
        "sents_f": 0.05,
    },
    largest=3,
    words=6_000_000,
)
