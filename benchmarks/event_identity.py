"""Measure which mentions of events are taken for the same happening.

python benchmarks/event_identity.py [--gold ../shared/gold/train]

`event_identity.json` holds, for 31 articles, the groups of triggers that report the same happening: number of the sentence, first
offset in it, offset behind the last. One reader marked them by hand, speech acts left out; what is in no group stands for a
happening of its own. Counted are pairs of mentions: right are those that stand together in a group and in an event.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from kgbuild.annotate import annotate, load_pipeline
from kgbuild.articles import read_article
from kgbuild.evaluate import GoldArticle, read_gold
from kgbuild.extract import extract

LABELS = Path(__file__).with_suffix(".json")
Pair = frozenset[tuple[int, int]]


def sentence_starts(article: GoldArticle, text: str) -> list[int]:
    """Where each numbered sentence begins in the article's text."""
    starts, position = list[int](), 0
    for sentence in article.sentences:
        position = text.index(sentence, position)
        starts.append(position)
    return starts


def gold_pairs(groups: Iterable[list[list[int]]], starts: list[int]) -> Iterator[Pair]:
    """The pairs of mentions of one happening, as stretches of the text."""
    for group in groups:
        places = [(starts[sentence] + first, starts[sentence] + last) for sentence, first, last in group]
        yield from map(frozenset, combinations(places, 2))


def meets(pair: Pair, other: Pair) -> bool:
    """Whether the mentions of two pairs overlap one to one."""
    one, two = sorted(pair), sorted(other)
    return all(a[0] < b[1] and b[0] < a[1] for a, b in zip(one, two, strict=True))


def main() -> None:
    """Print precision, recall and F1 of pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold/train"))
    gold = parser.parse_args().gold
    labels, pipeline = json.loads(LABELS.read_text(encoding="utf-8")), load_pipeline()
    right = predicted = marked = found = 0
    for annotated in (a for a in read_gold(gold) if a.identifier in labels):
        article = read_article(gold / f"{annotated.identifier}.txt")
        extraction = extract(article, annotate(article, pipeline))
        events = [e for e in extraction.events if e.type != "COMMUNICATE"]
        pairs = [frozenset((m.start, m.end) for m in two) for e in events for two in combinations(e.triggers, 2)]
        wanted = list(gold_pairs(labels[annotated.identifier], sentence_starts(annotated, article.text)))
        mentions = [(m.start, m.end) for e in events for m in e.triggers]
        predicted, marked = predicted + len(pairs), marked + len(wanted)
        right += sum(any(meets(pair, other) for other in wanted) for pair in pairs)
        found += sum(all(any(a < y and x < b for x, y in mentions) for a, b in pair) for pair in wanted)
    precision, recall = right / max(1, predicted), right / max(1, marked)
    print("| pairs | marked | of those, both mentions found | predicted | right | P | R | F1 |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    f1 = 2 * right / max(1, predicted + marked)
    print(f"| {len(labels)} articles | {marked} | {found} | {predicted} | {right} | {precision:.3f} | {recall:.3f} | {f1:.3f} |")


if __name__ == "__main__":
    main()
