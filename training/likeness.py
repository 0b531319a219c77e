"""Learn whom descriptions mean: `python -m training.likeness ../shared/gold/train`.

Writes `src/kgbuild/lexicon/ro/likeness.json` and prints cross-validated figures. For each actor that is only described, and each
other one that it may be, the model learns whether the annotators have both as one.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from kgbuild.evaluate import GoldArticle, same_name
from kgbuild.extract.clusters import Cluster, Clusters
from kgbuild.extract.description_sieves import join_descriptions
from kgbuild.extract.likeness import DIFFERENT, SAME, Likeness
from kgbuild.extract.mentions import find_mentions
from kgbuild.extract.name_sieves import join_names
from kgbuild.model import AnnotatedText
from training.annotated import read_annotated
from training.linear import Example, Penalty, cross_validate, fit

OUTPUT = Path(__file__).resolve().parents[1] / "src" / "kgbuild" / "lexicon" / "ro" / "likeness.json"
LABELS = (DIFFERENT, SAME)
PENALTY = Penalty(4.0, blankout=0.5)


def gold_of(gold: GoldArticle, cluster: Cluster) -> str | None:
    """Give the annotators' actor that a cluster is: the one with most of its names, None for none or several alike."""
    words = {m.mention.text for m in cluster.mentions} | {m.name for m in cluster.mentions}
    counts = {}
    for actor in gold.record["actors"]:
        if cluster.country and cluster.country == actor.get("iso"):
            return str(actor["id"])
        counts[actor["id"]] = sum(any(same_name(w, n) for n in {actor["name"], *actor["aliases"]}) for w in words)
    best = max(counts.values(), default=0)
    found = [key for key, count in counts.items() if count == best]
    return str(found[0]) if best and len(found) == 1 else None


def to_examples(gold: GoldArticle, text: AnnotatedText) -> list[Example]:
    """Give an example for each pair whose first, at least, the annotators have."""
    clusters = Clusters(text, find_mentions(text))
    join_names(clusters)
    join_descriptions(clusters)
    known = {id(c): gold_of(gold, c) for c in clusters.all if c.mentions}
    likeness = Likeness(clusters)
    return [
        Example(
            gold.identifier,
            frozenset(name for group in likeness.describe(described, other) for name in group.names),
            SAME if known[id(described)] == known[id(other)] else DIFFERENT,
        )
        for described, other in likeness.pairs()
        if known[id(described)] is not None
    ]


def report(examples: Sequence[Example], answers: Sequence[dict[str, float]]) -> None:
    """Print precision, recall and F1 of the pairs said to be the same."""
    wanted = sum(e.label == SAME for e in examples)
    for least in (0.4, 0.5, 0.6, 0.7):
        said = [e for e, a in zip(examples, answers, strict=True) if a[SAME] >= least]
        right = sum(e.label == SAME for e in said)
        print(f"same from {least}: precision {right / max(len(said), 1):.3f}, recall {right / wanted:.3f} of {wanted}")


def main(gold_dir: Path) -> None:
    """Fit the model to annotated articles."""
    examples = [example for gold, _, text in read_annotated(gold_dir) for example in to_examples(gold, text)]
    report(examples, cross_validate(examples, LABELS, PENALTY))
    OUTPUT.write_text(fit(examples, LABELS, PENALTY).to_json(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
