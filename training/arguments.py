"""Learn who takes part in an event: `python -m training.arguments ../shared/gold/train`.

Writes `src/kgbuild/lexicon/ro/arguments.json` and prints cross-validated figures: over the events that the annotators have too,
how many of the participants given are right and how many of theirs are found among the actors near the trigger.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kgbuild.evaluate import GoldArticle, Record, pair_events
from kgbuild.extract import propose_events
from kgbuild.extract.argument_features import ArgumentFeatures
from kgbuild.extract.arguments import BOTH, LABELS, LEAST, NO_ROLE
from kgbuild.linear import LinearModel
from kgbuild.model import AnnotatedText, Article, Event
from kgbuild.vocab import ROLES
from training.annotated import Annotated, pair_all_actors, read_annotated, to_record
from training.linear import Example, Penalty, assign_folds, cross_validate, fit

OUTPUT = Path(__file__).resolve().parents[1] / "src" / "kgbuild" / "lexicon" / "ro" / "arguments.json"
PENALTY = Penalty(10.0, blankout=0.5)


def to_event_record(gold: GoldArticle, text: AnnotatedText, event: Event) -> Record:
    """Give an event as far as it is needed to find the annotators' one.

    A sentence that the annotators have just so is given by its number, for a lead may repeat the words of the title.
    """
    trigger = event.triggers[0]
    bounds = next(s for s in text.sentences if s.start <= trigger.start < s.end)
    sentence = text.text[bounds.start : bounds.end]
    place: Record = {"sent": gold.sentences.index(sentence)} if sentence in gold.sentences else {"sentence": sentence}
    return {"type": event.type, "trigger": trigger.text, **place}


def to_label(event: Record, actor: str | None) -> str:
    """The role of one of the annotators' actors in one of their events."""
    roles = [role for role in ROLES if actor in event[role]]
    if roles == ["patient", "place"]:
        return BOTH
    return roles[0] if roles else NO_ROLE


def to_examples(gold: GoldArticle, article: Article, text: AnnotatedText) -> Iterator[Example]:
    """Give an example for each pair of an event that the annotators have and an actor near its trigger."""
    found = propose_events(article, text)
    actors = pair_all_actors(gold.record["actors"], [to_record(a) for a in found.actors.actors])
    events = pair_events(gold.record["events"], [to_event_record(gold, text, e) for e in found.events], gold.sentences)
    features = ArgumentFeatures(text, found.actors, found.triggers, found.events)
    for number, other in sorted(events.items()):
        for candidate in features.candidates(number):
            label = to_label(gold.record["events"][other], actors.get(candidate.actor))
            names = frozenset(name for group in features.describe(number, candidate) for name in group.names)
            yield Example(gold.identifier, names, label)


def report(examples: Sequence[Example], answers: Sequence[dict[str, float]]) -> None:
    """Print precision, recall and F1 of the roles, by the chance from which on an actor takes part."""
    wanted = sum(e.label != NO_ROLE for e in examples)
    for least in (LEAST - 0.06, LEAST, LEAST + 0.06):
        given = [(e, a) for e, a in zip(examples, answers, strict=True) if 1 - a[NO_ROLE] >= least]
        right = sum(e.label == max(LABELS[1:], key=lambda label: a[label]) for e, a in given)
        p, r = right / len(given), right / wanted
        print(f"from {least:.2f}: precision {p:.3f}, recall {r:.3f}, F1 {2 * p * r / (p + r):.3f}")


def fit_by_fold(articles: Sequence[Annotated], folds: int = 5) -> list[LinearModel]:
    """Fit one model for each fold, to the articles outside it."""
    fold_of = assign_folds(gold.identifier for gold, *_ in articles)
    examples = [example for item in articles for example in to_examples(*item)]
    return [fit([e for e in examples if fold_of[e.group] != fold], LABELS, PENALTY) for fold in range(folds)]


def main(gold_dir: Path) -> None:
    """Fit the model to annotated articles."""
    examples = [example for item in read_annotated(gold_dir) for example in to_examples(*item)]
    report(examples, cross_validate(examples, LABELS, PENALTY))
    OUTPUT.write_text(fit(examples, LABELS, PENALTY).to_json(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
