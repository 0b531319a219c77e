"""`kgbuild model`: what the language pipeline is, and how good."""

import json
from collections.abc import Iterator
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
            for line in _readable(key, value):
                click.echo(line)
    return DONE


def _readable(key: str, value: object) -> Iterator[str]:
    """Lines for people: lists on one line, of tables the figures and names; what is longer is left to `--json`."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        yield f"{key}:"
        yield from ("  " + ", ".join(str(v) for v in row.values()) for row in value)
    elif isinstance(value, list):
        yield f"{key}: {', '.join(map(str, value))}"
    elif isinstance(value, dict):
        yield f"{key}:"
        for name, item in value.items():
            if isinstance(item, float):
                yield f"  {name}: {100 * item:.1f}"
            elif isinstance(item, list):
                yield f"  {name}: {', '.join(map(str, item))}"
    elif value:
        yield f"{key}: {value}"


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
