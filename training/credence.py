"""Learn how sure an event is: `python -m training.credence ../shared/gold/train [../shared/gold/dev]`.

Writes `src/kgbuild/lexicon/ro/credence.json` and prints, by cross-validation, how many of the events kept are right from which
chance on, and how the chances given compare with the shares that are right; likewise over a second folder that is only measured.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kgbuild.evaluate import GoldArticle, pair_events
from kgbuild.extract import propose_events
from kgbuild.extract.arguments import LABELS as ARGUMENT_LABELS
from kgbuild.extract.arguments import judge_arguments
from kgbuild.extract.credence import LABELS, RIGHT, WRONG, describe_events
from kgbuild.linear import LinearModel
from kgbuild.model import AnnotatedText, Article
from training import arguments
from training.annotated import Annotated, read_annotated
from training.linear import Example, Penalty, assign_folds, cross_validate, fit

OUTPUT = Path(__file__).resolve().parents[1] / "src" / "kgbuild" / "lexicon" / "ro" / "credence.json"
PENALTY = Penalty(10.0)
BINS = 10


def to_examples(gold: GoldArticle, article: Article, text: AnnotatedText, judge: LinearModel) -> Iterator[Example]:
    """Give an example for each event found: right where the annotators have it, with the same type."""
    found = propose_events(article, text)
    events = judge_arguments(text, found.actors, found.triggers, found.events, judge)
    annotated = gold.record["events"]
    pairs = pair_events(annotated, [arguments.to_event_record(gold, text, e) for e in events], gold.sentences)
    described = describe_events(text, found.actors, found.triggers, events)
    for number, (event, features) in enumerate(zip(events, described, strict=True)):
        right = number in pairs and annotated[pairs[number]]["type"] == event.type
        yield Example(gold.identifier, features, RIGHT if right else WRONG)


def report(examples: Sequence[Example], chances: Sequence[float], wanted: int) -> None:
    """Print the effect of leaving out what is unsure, and the calibration."""
    right = [e.label == RIGHT for e in examples]
    for least in (0.0, 0.2, 0.3, 0.4, 0.5):
        kept = [r for r, c in zip(right, chances, strict=True) if c >= least]
        p, r = sum(kept) / len(kept), sum(kept) / wanted
        print(f"from {least:.1f}: precision {p:.3f}, recall {r:.3f}, F1 {2 * p * r / (p + r):.3f}")
    for number in range(BINS):
        inside = [(c, r) for c, r in zip(chances, right, strict=True) if number == min(int(c * BINS), BINS - 1)]
        if inside:
            given, true = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            print(f"chance {given:.2f}: right {true:.2f} ({len(inside)} events)")


def gather(articles: Sequence[Annotated], judges: Sequence[LinearModel]) -> list[Example]:
    """Give the examples of all articles, each with the judge of arguments that has not seen it."""
    fold_of = assign_folds((gold.identifier for gold, *_ in articles), len(judges))
    return [e for item in articles for e in to_examples(*item, judges[fold_of[item[0].identifier]])]


def main(gold_dir: Path, measured: Path | None = None) -> None:
    """Fit the model to annotated articles."""
    articles = list(read_annotated(gold_dir))
    examples = gather(articles, arguments.fit_by_fold(articles))
    chances = [answer[RIGHT] for answer in cross_validate(examples, LABELS, PENALTY)]
    report(examples, chances, sum(len(gold.record["events"]) for gold, *_ in articles))
    model = fit(examples, LABELS, PENALTY)
    OUTPUT.write_text(model.to_json(), encoding="utf-8")
    if measured is not None:
        others = list(read_annotated(measured))
        judge = fit([e for item in articles for e in arguments.to_examples(*item)], ARGUMENT_LABELS, arguments.PENALTY)
        unseen = gather(others, [judge])
        print(f"on {measured}:")
        wanted = sum(len(gold.record["events"]) for gold, *_ in others)
        report(unseen, [model.probabilities(e.features)[RIGHT] for e in unseen], wanted)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
