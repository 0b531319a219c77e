"""Read annotated articles with their analysis, for what is learnt from them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kgbuild.annotate import annotate, load_pipeline
from kgbuild.articles import read_article
from kgbuild.evaluate import GoldArticle, Record, pair_actors, read_gold
from kgbuild.model import Actor, AnnotatedText, Article

Annotated = tuple[GoldArticle, Article, AnnotatedText]


def read_annotated(gold_dir: Path, model: str | None = None) -> Iterator[Annotated]:
    """Read and analyse annotated articles, in the order of their names.

    Args:
        gold_dir: Folder of `ID.txt`, `ID.sents.txt` and `ID.json`.
        model: The pipeline, None for the one that ships with kgbuild.
    """
    pipeline = load_pipeline(model)
    for gold in read_gold(gold_dir):
        article = read_article(gold_dir / f"{gold.identifier}.txt")
        yield gold, article, annotate(article, pipeline)


def pair_all_actors(gold: Sequence[Record], predicted: Sequence[Record]) -> dict[str, str]:
    """Pair actors as for scoring, and then each that is left with the annotators' actor whose name it shares.

    Somebody whom the extraction has twice takes part under both names.

    Args:
        gold: The annotators' actors.
        predicted: The extraction's.

    Returns:
        Identifiers of the annotators' actors by those of the extraction's.
    """
    pairs = pair_actors(gold, predicted)
    left = [actor for actor in predicted if actor["id"] not in pairs]
    return pairs | {actor["id"]: found for actor in left for found in pair_actors(gold, [actor]).values()}


def to_record(actor: Actor) -> dict[str, object]:
    """Give an actor in the exchange form."""
    aliases = [m.text for m in actor.mentions]
    return {"id": actor.key, "type": actor.type, "name": actor.name, "aliases": aliases, "iso": actor.iso}
