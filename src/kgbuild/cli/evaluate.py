"""`kgbuild evaluate`: score the extraction against gold annotation."""

from pathlib import Path

import click

from kgbuild.cli.messages import say, with_progress
from kgbuild.cli.options import DONE, FOLDER, SOME_FAILED


@click.command()
@click.argument("gold_dir", type=FOLDER)
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes to share the work.")
@click.option("--model", metavar="NAME", help="A spaCy pipeline or its folder, in place of the shipped one.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def evaluate(*, gold_dir: Path, workers: int, model: str | None, as_json: bool) -> int:
    """Build the graphs of annotated articles and score what they say.

    GOLD_DIR holds ID.txt, the article; ID.sents.txt, its numbered sentences; ID.json, the annotation.
    """
    from kgbuild.build import Failure, Settings, build_many
    from kgbuild.evaluate import read_gold, score
    from kgbuild.export import to_json_rows

    gold = read_gold(gold_dir)
    articles = [gold_dir / f"{article.identifier}.txt" for article in gold]
    predicted, failed = {}, False
    for item in with_progress(build_many(articles, Settings(model=model), workers), "building"):
        if isinstance(item, Failure):
            failed = True
            say(item)
        else:
            predicted.update({row["id"]: row for row in to_json_rows(item.quads)})
    scores = score(gold, predicted)
    click.echo(scores.to_json() if as_json else scores.table(), nl=False)
    return SOME_FAILED if failed else DONE
