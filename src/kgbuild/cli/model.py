"""`kgbuild model`: what the language pipeline is, and how good."""

import json
from pathlib import Path

import click

from kgbuild.cli.options import DONE, FOLDER


@click.group()
def model() -> None:
    """Say what the language pipeline is made of, or measure it."""


@model.command()
@click.option("--model", "name", metavar="NAME", help="A spaCy pipeline or its folder, in place of the shipped one.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def info(*, name: str | None, as_json: bool) -> int:
    """Say what the pipeline is made of: components, labels, sources, licences, size."""
    from kgbuild.annotate import load_pipeline
    from kgbuild.evaluate_model import model_info

    found = model_info(load_pipeline(name))
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for key, value in found.items():
            shown = ", ".join(map(str, value)) if isinstance(value, list) else value
            click.echo(f"{key}: {shown}")
    return DONE


@model.command()
@click.option("--corpora", type=FOLDER, required=True, metavar="DIR", help="Folder with ud-ro/ and ronec-v1/.")
@click.option("--part", type=click.Choice(["test", "dev"]), default="test", show_default=True, help="Which part to measure on.")
@click.option("--model", "name", metavar="NAME", help="A spaCy pipeline or its folder, in place of the shipped one.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def evaluate(*, corpora: Path, part: str, name: str | None, as_json: bool) -> int:
    """Measure the pipeline on the Romanian treebank and on RONEC, from raw text."""
    from kgbuild.annotate import load_pipeline
    from kgbuild.evaluate_model import evaluate_model, to_json

    scores = evaluate_model(corpora, load_pipeline(name), part)
    if as_json:
        click.echo(to_json(scores))
        return DONE
    per_type = scores.pop("ner_per_type")
    for measure, value in scores.items():
        click.echo(f"{measure:16} {100 * value:6.2f}")
    for label, row in per_type.items():
        click.echo(f"  {label:14} {100 * row['f']:6.2f}")
    return DONE
