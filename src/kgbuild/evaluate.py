"""Score extractions against gold annotation: precision, recall and F1 of events, arguments, times, sources, actors and relations.

A predicted event is the gold event when both stand in the same sentence and their triggers share a word. An actor is the gold
actor when they share a name up to case, diacritics, function words and inflection, or the country code. Everything else is
counted through these two pairings, summed over all articles.
"""

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from kgbuild.errors import InputError
from kgbuild.vocab import EVENT_TYPES, ROLES, SYMMETRIC_PREDICATES

Record = Mapping[str, Any]
T = TypeVar("T")

EMPTY: Final[Record] = {"actors": [], "events": [], "relations": []}
# The words that two names or triggers may differ in and still be the same.
_FUNCTION_WORDS: Final = frozenset(
    """
    a ai ale al o un unei unui cu de din la in pe pentru si sau s i l le li se sa ar va vor voi fi fost fiind au am are nu n mai
    cel cea cei cele lui ei lor prin spre catre dintre dupa fara sub iar ca care ce este e era sunt
    """.split()  # noqa: SIM905 — a list of words reads as words
)
_QUOTES: Final = re.compile("[„”“«»\"’‘']")
_WORD: Final = re.compile("[a-z0-9]+")
_NUMBERED_SENTENCE: Final = re.compile(r"^\[\d+\] (.*)$", re.MULTILINE)
# An inflected form shares a stem of at least so many letters, differs by at most so many in the shorter and the longer word.
_STEM, _SHORTER_ENDING, _LONGER_ENDING = 4, 2, 5
_SAME_SENTENCE: Final = 0.5


@dataclass
class Measure:
    """Counts behind one precision, recall and F1.

    Args:
        right: Predictions that are in the gold annotation.
        predicted: All predictions.
        gold: All there is in the gold annotation.
    """

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def count(self, gold: Iterable[Hashable], predicted: Iterable[Hashable]) -> None:
        """Count two lists of items; an item that is there twice counts twice."""
        wanted, found = Counter(gold), Counter(predicted)
        self.right += (wanted & found).total()
        self.predicted += found.total()
        self.gold += wanted.total()

    @property
    def precision(self) -> float:
        """Share of the predictions that are right; 0 where there are none."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold annotation that was found; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass
class Scores:
    """All measures over some articles.

    Args:
        measures: By name, in the order of reporting.
        types: By event type.
    """

    measures: dict[str, Measure] = field(default_factory=lambda: defaultdict(Measure))
    types: dict[str, Measure] = field(default_factory=lambda: defaultdict(Measure))

    def table(self) -> str:
        """The figures as a table for people."""
        rows = [*self.measures.items(), *(("  " + t, m) for t, m in sorted(self.types.items()) if m.gold or m.predicted)]
        lines = [f"{'':30} {'P':>6} {'R':>6} {'F1':>6} {'gold':>6} {'pred':>6}"]
        for name, m in rows:
            lines.append(f"{name:30} {m.precision:6.3f} {m.recall:6.3f} {m.f1:6.3f} {m.gold:6} {m.predicted:6}")
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """The figures as JSON."""
        figures = {
            name: {"p": m.precision, "r": m.recall, "f1": m.f1, "gold": m.gold, "predicted": m.predicted}
            for name, m in self.measures.items()
        }
        return json.dumps(figures, indent=1) + "\n"


@dataclass(frozen=True)
class GoldArticle:
    """The annotation of one article.

    Args:
        identifier: Its name.
        record: The annotation.
        sentences: Its sentences, the title first.
    """

    identifier: str
    record: Record
    sentences: tuple[str, ...]


def read_gold(folder: Path) -> list[GoldArticle]:
    """Read a folder of gold annotation: `ID.json` beside `ID.sents.txt`.

    Args:
        folder: The folder.

    Returns:
        Its articles in order of name.

    Raises:
        InputError: There are none, or a file is missing or malformed.
    """
    articles = []
    for path in sorted(folder.glob("*.json")):
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            sentences = _NUMBERED_SENTENCE.findall(path.with_suffix(".sents.txt").read_text(encoding="utf-8"))
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", error.filename) from error
        except ValueError as error:
            raise InputError(f"is no annotation: {error}", path) from error
        if not isinstance(record, dict) or not EMPTY.keys() <= record.keys():
            raise InputError("is no annotation: it needs actors, events and relations", path)
        articles.append(GoldArticle(path.stem, record, tuple(sentences)))
    if not articles:
        raise InputError("is a folder without gold annotation (ID.json beside ID.sents.txt)", folder)
    return articles


def score(gold: Iterable[GoldArticle], predicted: Mapping[str, Record]) -> Scores:
    """Score predictions in the exchange form.

    Args:
        gold: The gold annotation.
        predicted: The predictions by name of the article; one that is missing counts as empty.

    Returns:
        The scores over all articles together.
    """
    scores = Scores()
    for article in gold:
        _Comparison(article, predicted.get(article.identifier, EMPTY)).count(scores)
    return scores


def _words(text: str) -> list[str]:
    """The folded words that carry meaning; all words where there are only function words."""
    words = _WORD.findall(_plain(text))
    return [word for word in words if word not in _FUNCTION_WORDS] or words


def same_word(first: str, second: str) -> bool:
    """Whether two folded words are equal up to a Romanian ending.

    >>> same_word("soldati", "soldatilor"), same_word("rusia", "ruse"), same_word("2025", "20251")
    (True, False, False)
    """
    if first == second:
        return True
    if first.isdigit() or second.isdigit():
        return False
    short, long = sorted((first, second), key=len)
    stem = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    return stem >= _STEM and len(short) - stem <= _SHORTER_ENDING and len(long) - stem <= _LONGER_ENDING


def same_name(first: str, second: str) -> bool:
    """Whether two names have the same words in any order, up to endings.

    >>> same_name("Coreea de Nord", "Coreei de Nord"), same_name("Coreea de Nord", "Coreea de Sud")
    (True, False)
    """
    x, y = _words(first), _words(second)
    return len(x) == len(y) and all(_among(word, y) for word in x) and all(_among(word, x) for word in y)


def _among(word: str, words: Iterable[str]) -> bool:
    return any(same_word(word, other) for other in words)


def _names(actor: Record) -> set[str]:
    return {actor["name"], *actor.get("aliases", [])}


def pair_actors(gold: Sequence[Record], predicted: Sequence[Record]) -> dict[str, str]:
    """Pair actors one to one, those that share most names first.

    Args:
        gold: The gold actors.
        predicted: The predicted actors.

    Returns:
        Gold identifiers by predicted identifiers.
    """
    candidates = []
    for p in predicted:
        for g in gold:
            shared = sum(any(same_name(name, other) for other in _names(g)) for name in _names(p))
            both_polities = "GeopoliticalEntity" in (p["type"], g["type"])
            same_country = bool(p.get("iso")) and p.get("iso") == g.get("iso") and both_polities
            if shared or same_country:
                candidates.append((-(shared + same_country), p["type"] != g["type"], p["id"], g["id"]))
    return _one_to_one((p, g) for _, _, p, g in sorted(candidates))


def pair_events(gold: Sequence[Record], predicted: Sequence[Record], sentences: Sequence[str]) -> dict[int, int]:
    """Pair events of the same sentence whose triggers share a word; same type first, then more words, then like length.

    Args:
        gold: The gold events.
        predicted: The predicted events.
        sentences: The article's sentences.

    Returns:
        Positions in `gold` by positions in `predicted`.
    """
    triggers = [_words(g["trigger"]) for g in gold]
    candidates = []
    for i, p in enumerate(predicted):
        sentence = _sentence_of(p, sentences)
        words = _words(p["trigger"])
        for j, g in enumerate(gold):
            shared = sum(_among(word, triggers[j]) for word in words) if sentence == g["sent"] else 0
            if shared:
                unlike = abs(len(p["trigger"]) - len(g["trigger"]))
                candidates.append((p["type"] == g["type"], shared, -unlike, i, j))
    return _one_to_one((i, j) for *_, i, j in sorted(candidates, reverse=True))


def _one_to_one(pairs: Iterable[tuple[T, T]]) -> dict[T, T]:
    """The first pair of each left and each right item."""
    chosen: dict[T, T] = {}
    taken: set[T] = set()
    for left, right in pairs:
        if left not in chosen and right not in taken:
            chosen[left] = right
            taken.add(right)
    return chosen


def _sentence_of(event: Record, sentences: Sequence[str]) -> int | None:
    """The number of an event's sentence: given, or found by its words."""
    if "sent" in event:
        number: int = event["sent"]
        return number
    words, trigger = set(_words(event["sentence"])), _plain(event["trigger"])
    best, most = None, 0.0
    for number, sentence in enumerate(sentences):
        if trigger and trigger not in _plain(sentence):
            continue
        others = set(_words(sentence))
        share = len(words & others) / max(1, min(len(words), len(others)))
        if share > most:
            best, most = number, share
    return best if most >= _SAME_SENTENCE else None


def _plain(text: str) -> str:
    """Lower case without diacritics and quotation marks, dashes as hyphens, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    return " ".join(_QUOTES.sub(" ", plain).replace("–", "-").replace("—", "-").split())


class _Comparison:
    """One article's gold annotation and prediction, paired."""

    def __init__(self, gold: GoldArticle, predicted: Record) -> None:
        self.gold = gold.record
        self.predicted = predicted
        self._actors = pair_actors(self.gold["actors"], predicted["actors"])
        self._events = pair_events(self.gold["events"], predicted["events"], gold.sentences)

    def count(self, scores: Scores) -> None:
        """Add this article to the scores."""
        self._count_actors(scores)
        self._count_events(scores)
        for name, roles in (("arguments", ROLES), ("sources", ("source",))):
            gold = self._fillers(self.gold["events"], roles, lambda j: j, lambda a: a)
            scores.measures[name].count(gold, self._fillers(self.predicted["events"], roles, self._event, self._actor))
        self._count_fields(scores)
        gold_relations = self._relations(self.gold["relations"], lambda a: a)
        scores.measures["relations"].count(gold_relations, self._relations(self.predicted["relations"], self._actor))

    def _actor(self, identifier: str) -> Hashable:
        return self._actors.get(identifier, ("not in gold", identifier))

    def _event(self, position: int) -> Hashable:
        return self._events.get(position, ("not in gold", position))

    def _count_actors(self, scores: Scores) -> None:
        gold, predicted = self.gold["actors"], self.predicted["actors"]
        scores.measures["actors"].count(
            [(a["id"], a["type"]) for a in gold], [(self._actor(a["id"]), a["type"]) for a in predicted]
        )
        scores.measures["actors, any type"].count([a["id"] for a in gold], [self._actor(a["id"]) for a in predicted])

    def _count_events(self, scores: Scores) -> None:
        gold = [(j, g["type"]) for j, g in enumerate(self.gold["events"])]
        predicted = [(self._event(i), p["type"]) for i, p in enumerate(self.predicted["events"])]
        scores.measures["triggers"].count([j for j, _ in gold], [j for j, _ in predicted])
        scores.measures["typed events"].count(gold, predicted)
        speech = {j for j, kind in gold if kind == "COMMUNICATE"}
        scores.measures["typed events but COMMUNICATE"].count(
            [pair for pair in gold if pair[0] not in speech],
            [pair for pair in predicted if pair[0] not in speech and pair[1] != "COMMUNICATE"],
        )
        for event_type in EVENT_TYPES:
            of_type = [[pair for pair in pairs if pair[1] == event_type] for pairs in (gold, predicted)]
            scores.types[event_type].count(*of_type)

    def _count_fields(self, scores: Scores) -> None:
        gold, predicted, pairs = self.gold["events"], self.predicted["events"], self._events.items()
        scores.measures["times"].count(
            [(j, g["time"]) for j, g in enumerate(gold) if g.get("time")],
            [(j, predicted[i]["time"]) for i, j in pairs if predicted[i].get("time")],
        )
        for name in ("polarity", "modality"):
            scores.measures[f"{name} of matched"].count(
                [(j, gold[j][name]) for _, j in pairs], [(j, predicted[i].get(name)) for i, j in pairs]
            )

    @staticmethod
    def _fillers(
        events: Sequence[Record], roles: Iterable[str], event: Callable[[int], Hashable], actor: Callable[[str], Hashable]
    ) -> list[Hashable]:
        roles = tuple(roles)
        return [(event(i), role, actor(a)) for i, e in enumerate(events) for role in roles for a in e.get(role, [])]

    @staticmethod
    def _relations(rows: Iterable[Record], actor: Callable[[str], Hashable]) -> Iterator[Hashable]:
        for row in rows:
            ends = [actor(row["subject"]), actor(row["object"])]
            ordered = sorted(ends, key=str) if row["predicate"] in SYMMETRIC_PREDICATES else ends
            yield (row["predicate"], *ordered)
