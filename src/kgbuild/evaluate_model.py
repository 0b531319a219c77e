"""Say what the language pipeline is made of, and measure it on the official test files.

Everything is measured from raw text: a word counts only where the pipeline found its borders too.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from kgbuild.annotate import SHIPPED, Pipeline, annotate_texts, load_pipeline
from kgbuild.errors import InputError
from kgbuild.lines import TO_V1
from kgbuild.model import AnnotatedText

# Documents of ten sentences, as the published spaCy pipelines are evaluated on.
SENTENCES_IN_DOCUMENT = 10
MEBIBYTE = 1 << 20

Span = tuple[int, int]


class GoldWord(NamedTuple):
    """A word of a test file: its code points in the text, its columns, and the code points of its head (its own for a root)."""

    span: Span
    lemma: str
    upos: str
    xpos: str
    feats: frozenset[str]
    head: Span
    deprel: str
    iob: str


@dataclass
class GoldText:
    """A text of a test file with its words and sentences."""

    text: str = ""
    words: list[GoldWord] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)


@dataclass
class Tally:
    """Counts of one measure."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: set[Any], wanted: set[Any]) -> None:
        """Count one text's sets."""
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall.

        >>> Tally(right=1, found=2, wanted=2).f1
        0.5
        """
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


def model_info(pipeline: Pipeline | None = None) -> dict[str, Any]:
    """Describe a pipeline.

    Args:
        pipeline: The pipeline; None for the shipped one.

    Returns:
        Its name, version, licence, sources, scores, size in MiB, components and labels, ready for JSON.

    Raises:
        ModelError: The pipeline cannot be loaded.
    """
    nlp = (pipeline or load_pipeline()).nlp
    meta = nlp.meta
    keys = ("lang", "name", "version", "description", "license", "author", "url", "sources", "notes")
    info = {key: meta.get(key) for key in keys}
    info["performance"] = meta.get("performance", {})
    info["path"] = str(nlp.path) if nlp.path else None
    info["size_mib"] = round(folder_size(Path(nlp.path)) / MEBIBYTE, 1) if nlp.path else None
    info["components"] = list(nlp.pipe_names)
    info["labels"] = {name: sorted(nlp.pipe_labels.get(name, [])) for name in ("parser", "ner")}
    return info


def folder_size(folder: Path = SHIPPED) -> int:
    """Add up the sizes of the files of a pipeline.

    Args:
        folder: Its folder.

    Returns:
        Bytes.
    """
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def evaluate_model(corpora_dir: Path | str, pipeline: Pipeline | None = None, part: str = "test") -> dict[str, Any]:
    """Measure a pipeline on the treebank and on RONEC v1.

    Args:
        corpora_dir: Folder with `ud-ro/test.conllu.gz` and `ronec-v1/test.conllup.gz`.
        pipeline: The pipeline; None for the shipped one.
        part: Which files: `test`, or `dev` while developing.

    Returns:
        F1 values from 0 to 1: `tokens`, `sentences`, `upos`, `xpos`, `feats`, `lemma`, `uas`, `las` (without punctuation, with
        the subtypes of relations), `uas_punct`, `las_punct`, `ner`, and under `ner_per_type` `p`, `r`, `f` of each class.

    Raises:
        InputError: A file is missing or is no CoNLL-U.
        ModelError: The pipeline cannot be loaded or fails.
    """
    folder = Path(corpora_dir)
    treebank = list(read_gold(folder / "ud-ro" / f"{part}.conllu.gz", SENTENCES_IN_DOCUMENT))
    entities = list(read_gold(folder / "ronec-v1" / f"{part}.conllup.gz", 1))
    scores = score_syntax(treebank, _annotated(treebank, pipeline))
    return scores | score_entities(entities, _annotated(entities, pipeline))


def _annotated(golds: list[GoldText], pipeline: Pipeline | None) -> Iterator[AnnotatedText]:
    """Analyse the texts of a test file."""
    return annotate_texts(((gold.text, 0) for gold in golds), pipeline)


def read_gold(path: Path, sentences: int) -> Iterator[GoldText]:
    """Read a CoNLL-U file, with an eleventh column of IOB tags or without.

    Args:
        path: The file, compressed with gzip.
        sentences: How many sentences to join into one text.

    Yields:
        The texts.

    Raises:
        InputError: It is missing or is no such file.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            blocks = file.read().split("\n\n")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(f"no readable corpus file (give the folder with --corpora): {error}", path) from error
    kept = [lines for block in blocks if (lines := [line for line in block.splitlines() if line[:1].isdigit()])]
    try:
        for start in range(0, len(kept), sentences):
            gold = GoldText()
            for lines in kept[start : start + sentences]:
                _add_sentence(gold, [line.split("\t") for line in lines])
            yield gold
    except (IndexError, ValueError, KeyError) as error:
        raise InputError(f"not a CoNLL-U file: {error}", path) from error


def _add_sentence(gold: GoldText, rows: list[list[str]]) -> None:
    """Put one more sentence at the end of a text, after a space."""
    rows = [row for row in rows if row[0].isdigit()]
    spans: dict[str, Span] = {}
    text = gold.text + " " if gold.text else ""
    begin = len(text)
    for row in rows:
        spans[row[0]] = (len(text), len(text) + len(row[1]))
        text += row[1] + ("" if "SpaceAfter=No" in row[9].split("|") else " ")
    gold.text = text.rstrip()
    gold.sentences.append((begin, len(gold.text)))
    for row in rows:
        span = spans[row[0]]
        head = span if row[6] in ("0", "_") else spans[row[6]]
        iob = row[10] if len(row) > 10 else "O"  # noqa: PLR2004
        gold.words.append(GoldWord(span, row[2], row[3], row[4], _features(row[5]), head, row[7], iob))


def _features(cell: str) -> frozenset[str]:
    """Read the features of a word, whose order says nothing."""
    return frozenset() if cell == "_" else frozenset(cell.split("|"))


def score_syntax(golds: Iterable[GoldText], texts: Iterable[AnnotatedText]) -> dict[str, float]:
    """Compare analyses with a treebank.

    Args:
        golds: Its texts.
        texts: Their analyses, in the same order.

    Returns:
        F1 for each column.
    """
    tallies: dict[str, Tally] = {}
    for gold, text in zip(golds, texts, strict=True):
        wanted, found = _gold_columns(gold), _found_columns(text, gold)
        for name, values in wanted.items():
            tallies.setdefault(name, Tally()).add(found[name], values)
    return {name: tally.f1 for name, tally in tallies.items()}


def _gold_columns(gold: GoldText) -> dict[str, set[Any]]:
    """Lay a gold text out as sets, one for each measure."""
    words = gold.words
    plain = [word for word in words if word.upos != "PUNCT"]
    return {
        "tokens": {word.span for word in words},
        "sentences": set(gold.sentences),
        "upos": {(word.span, word.upos) for word in words},
        "xpos": {(word.span, word.xpos) for word in words},
        "feats": {(word.span, word.feats) for word in words},
        "lemma": {(word.span, word.lemma) for word in words},
        "uas": {(word.span, word.head) for word in plain},
        "las": {(word.span, word.head, word.deprel) for word in plain},
        "uas_punct": {(word.span, word.head) for word in words},
        "las_punct": {(word.span, word.head, word.deprel) for word in words},
    }


def _found_columns(text: AnnotatedText, gold: GoldText) -> dict[str, set[Any]]:
    """Lay an analysis out as sets; what is punctuation in the treebank is left out of `uas` and `las`."""
    marks = {word.span for word in gold.words if word.upos == "PUNCT"}
    spans = [(token.start, token.end) for token in text.tokens]
    pairs = list(zip(spans, text.tokens, strict=True))
    heads = [(span, spans[token.head], token.deprel) for span, token in pairs]
    return {
        "tokens": set(spans),
        "sentences": {(sentence.start, sentence.end) for sentence in text.sentences},
        "upos": {(span, token.upos) for span, token in pairs},
        "xpos": {(span, token.xpos) for span, token in pairs},
        "feats": {(span, frozenset(f"{name}={value}" for name, value in token.feats.items())) for span, token in pairs},
        "lemma": {(span, token.lemma) for span, token in pairs},
        "uas": {(span, head) for span, head, _ in heads if span not in marks},
        "las": {row for row in heads if row[0] not in marks},
        "uas_punct": {(span, head) for span, head, _ in heads},
        "las_punct": set(heads),
    }


def score_entities(golds: Iterable[GoldText], texts: Iterable[AnnotatedText]) -> dict[str, Any]:
    """Compare analyses with RONEC: borders and class must both be right.

    Args:
        golds: Its texts.
        texts: Their analyses, in the same order.

    Returns:
        F1 over all classes as `ner`, with `ner_p` and `ner_r`, and `ner_per_type`.
    """
    whole, per_type = Tally(), dict[str, Tally]()
    for gold, text in zip(golds, texts, strict=True):
        wanted = set(_spans([(word.span, word.iob) for word in gold.words]))
        found = set(_spans([((token.start, token.end), _iob(token.entity, token.entity_start)) for token in text.tokens]))
        whole.add(found, wanted)
        for label in {row[2] for row in wanted | found}:
            tally = per_type.setdefault(label, Tally())
            tally.add({row for row in found if row[2] == label}, {row for row in wanted if row[2] == label})
    details = {label: {"p": tally.precision, "r": tally.recall, "f": tally.f1} for label, tally in sorted(per_type.items())}
    return {"ner": whole.f1, "ner_p": whole.precision, "ner_r": whole.recall, "ner_per_type": details}


def _iob(entity: str, start: bool) -> str:
    """Write a token's entity as an IOB tag."""
    return f"{'B' if start else 'I'}-{entity}" if entity else "O"


def _spans(tags: list[tuple[Span, str]]) -> Iterator[tuple[int, int, str]]:
    """Read entities off IOB tags, in the classes of RONEC v1."""
    start, end, current = 0, 0, ""
    for span, tag in [*tags, ((0, 0), "O")]:
        prefix, _, label = tag.partition("-")
        if current and (prefix != "I" or label != current):
            yield start, end, TO_V1.get(current, current)
            current = ""
        if label:
            start, current = (start, current) if current else (span[0], label)
            end = span[1]


def to_json(scores: dict[str, Any]) -> str:
    r"""Write information or scores as JSON with sorted keys, for `--json`.

    >>> to_json({"ner": 0.5})
    '{\n  "ner": 0.5\n}'
    """
    return json.dumps(scores, ensure_ascii=False, indent=2, sort_keys=True, default=str)
