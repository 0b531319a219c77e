"""Give a pipeline other entities and leave all else as it is.

`python -m training.exchange take PIPELINE SYNTAX` writes its half for syntax, which the entities learn with, and
`python -m training.exchange put PIPELINE ENTITIES OUT` the pipeline with another half for entities.
"""

import argparse
from pathlib import Path
from typing import Any

import spacy

from kgbuild.annotate import load_pipeline
from kgbuild.evaluate_model import evaluate_model
from training.assemble import write

ENTITIES = "ner"
# What `training.assemble` adds to the half for syntax.
ADDED = ("initials", "borders", ENTITIES)
# What spaCy looks up when a component comes or goes, and `training.assemble` takes away.
NOTHING: dict[str, Any] = {"components": {}}


def take(pipeline: Path, out: Path) -> None:
    """Write the half for syntax of a pipeline.

    Args:
        pipeline: The pipeline.
        out: The folder for the half.
    """
    nlp: Any = spacy.load(pipeline, exclude=ADDED)
    nlp.config["initialize"] = NOTHING
    out.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(out)


def put(pipeline: Path, entities: Path, out: Path, corpora: Path | None = None) -> None:
    """Write a pipeline with another half for entities.

    Args:
        pipeline: The pipeline; it stays.
        entities: The half, which has learned with the tags and vectors of the pipeline.
        out: The folder for the new pipeline.
        corpora: The corpora whose official test files shall give the scores that the pipeline carries; None for no scores.
    """
    nlp: Any = spacy.load(pipeline, exclude=[ENTITIES])
    nlp.config["initialize"] = NOTHING
    nlp.add_pipe(ENTITIES, source=spacy.load(entities))
    nlp.config["initialize"] = {}
    write(nlp, out, {"performance": {}})
    if corpora:
        write(nlp, out, {"performance": evaluate_model(corpora, load_pipeline(out))})


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Give a pipeline other entities and leave all else as it is.")
    commands = parser.add_subparsers(dest="command", required=True)
    taking = commands.add_parser("take", help="write the half for syntax")
    putting = commands.add_parser("put", help="write the pipeline with another half for entities")
    for command in (taking, putting):
        command.add_argument("pipeline", type=Path, help="folder of a pipeline")
    putting.add_argument("entities", type=Path, help="folder of the half for entities")
    putting.add_argument("--corpora", type=Path, help="measure it on the official test files there")
    for command in (taking, putting):
        command.add_argument("out", type=Path, help="folder to write")
    options = parser.parse_args()
    if options.command == "take":
        take(options.pipeline, options.out)
    else:
        put(options.pipeline, options.entities, options.out, options.corpora)


if __name__ == "__main__":
    main()
