"""Learn which actors an article is about: `python -m training.standing ../shared/gold/train`.

Writes `src/kgbuild/lexicon/ro/standing.json` and prints the cross-validated figures. Of each actor that the extraction finds, the
model learns whether the annotators have it too, and of what type.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from kgbuild.evaluate import GoldArticle, pair_actors, same_name
from kgbuild.extract import Judges, find_everything
from kgbuild.extract.credence import LABELS as CREDENCE_LABELS
from kgbuild.extract.selection import NOBODY
from kgbuild.extract.standing import describe_actors
from kgbuild.model import AnnotatedText, Extraction
from kgbuild.vocab import ACTOR_TYPES
from training import arguments, credence, likeness
from training.annotated import Annotated, read_annotated, to_record
from training.linear import Example, Penalty, assign_folds, cross_validate, fit

OUTPUT = Path(__file__).resolve().parents[1] / "src" / "kgbuild" / "lexicon" / "ro" / "standing.json"
LABELS = (NOBODY, *ACTOR_TYPES)
PENALTY = Penalty(8.0, blankout=0.7)


def to_examples(gold: GoldArticle, text: AnnotatedText, everything: Extraction, named: frozenset[str]) -> list[Example]:
    """Give an example for each actor found."""
    features = describe_actors(text, everything, named)
    actors = gold.record["actors"]
    types = {a["id"]: a["type"] for a in actors}
    pairs = pair_actors(actors, [to_record(a) for a in everything.actors])
    known = [name for a in actors for name in (a["name"], *a["aliases"])]
    examples = []
    for actor in everything.actors:
        label = types[pairs[actor.key]] if actor.key in pairs else NOBODY
        # One actor taken for two: whether the second half stands by itself is not for this model to say.
        if label != NOBODY or not any(same_name(actor.name, name) for name in known):
            examples.append(Example(gold.identifier, features[actor.key], label))
    return examples


def report(examples: Sequence[Example], answers: Sequence[dict[str, float]], wanted: int) -> None:
    """Print precision, recall and F1 of the actors, by the chance from which on they are kept."""
    for least in (0.36, 0.42, 0.48, 0.54):
        kept = [(e, a) for e, a in zip(examples, answers, strict=True) if 1 - a[NOBODY] >= least]
        right = sum(e.label == max(LABELS[1:], key=lambda label: a[label]) for e, a in kept)
        p, r = right / len(kept), right / wanted
        print(f"kept from {least}: precision {p:.3f}, recall {r:.3f}, F1 {2 * p * r / (p + r):.3f}")


def fit_judges(articles: Sequence[Annotated], folds: int = 5) -> list[Judges]:
    """Fit all judges that speak before this one, for each fold to the articles outside it."""
    fold_of = assign_folds((gold.identifier for gold, *_ in articles), folds)
    participants = arguments.fit_by_fold(articles, folds)
    sure = credence.gather(articles, participants)
    alike = [example for gold, _, text in articles for example in likeness.to_examples(gold, text)]

    def unseen(examples: Sequence[Example], fold: int) -> list[Example]:
        return [e for e in examples if fold_of[e.group] != fold]

    return [
        Judges(
            participants[fold],
            fit(unseen(sure, fold), CREDENCE_LABELS, credence.PENALTY),
            fit(unseen(alike, fold), likeness.LABELS, likeness.PENALTY),
        )
        for fold in range(folds)
    ]


def gather(articles: Sequence[Annotated], judges: Sequence[Judges]) -> list[Example]:
    """Give the examples of all articles.

    What they say is as judges have it that have not seen the article, as it will be with others.
    """
    fold_of = assign_folds((gold.identifier for gold, *_ in articles), len(judges))
    examples: list[Example] = []
    for gold, article, text in articles:
        examples += to_examples(gold, text, *find_everything(article, text, judges[fold_of[gold.identifier]]))
    return examples


def main(gold_dir: Path) -> None:
    """Fit the model to annotated articles."""
    articles = list(read_annotated(gold_dir))
    examples = gather(articles, fit_judges(articles))
    wanted = sum(len(gold.record["actors"]) for gold, *_ in articles)
    report(examples, cross_validate(examples, LABELS, PENALTY), wanted)
    OUTPUT.write_text(fit(examples, LABELS, PENALTY).to_json(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
