"""Make a half of the pipeline of a network's weights: `python -m training.entities.write WORK WEIGHTS SYNTAX OUT`."""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.tokens import Doc

from kgbuild.entities import FACTORY, EntityTagger
from kgbuild.places import PLACES
from training.entities.arrays import read_text

ATTRIBUTES = ("NORM", "PREFIX", "SUFFIX", "SHAPE", "TAG")


def to_config(width: int, depth: int, rows: list[int], classes: int) -> dict[str, Any]:
    """Describe the model of the component, for spaCy."""
    embed = {"@architectures": "spacy.MultiHashEmbed.v2", "width": width, "attrs": list(ATTRIBUTES), "rows": rows}
    encode = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": width, "depth": depth}
    tok2vec = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": embed | {"include_static_vectors": True},
        "encode": encode | {"window_size": 1, "maxout_pieces": 3},
    }
    return {"@architectures": "spacy.Tagger.v2", "nO": 1 + PLACES * classes, "normalize": False, "tok2vec": tok2vec}


def fill(component: EntityTagger, weights: dict[str, Any], classes: tuple[str, ...]) -> None:
    """Give a component a network's weights.

    Args:
        component: The component, just made.
        weights: Those of `Convolutional`, by name.
        classes: The classes of entities.
    """
    component.cfg["labels"] = list(classes)
    component.model.initialize(X=[Doc(component.vocab, words=["da"])])
    nodes: dict[str, list[Any]] = {}
    for node in component.model.walk():
        nodes.setdefault(node.name, []).append(node)
    for number, table in enumerate(nodes["hashembed"]):
        table.set_param("E", weights[f"tables.{number}.weight"])
    nodes["static_vectors"][0].set_param("W", weights["vectors"])
    names = ["mix", *(f"windows.{number}" for number in range(len(nodes["maxout"]) - 1))]
    for name, maxout, norm in zip(names, nodes["maxout"], nodes["layernorm"], strict=True):
        maxout.set_param("W", weights[f"{name}.weight"])
        maxout.set_param("b", weights[f"{name}.bias"])
        norm.set_param("G", weights[f"{name}.norm.weight"])
        norm.set_param("b", weights[f"{name}.norm.bias"])
    nodes["softmax"][0].set_param("W", weights["places.weight"])
    nodes["softmax"][0].set_param("b", weights["places.bias"])


def write_half(weights: Path, classes: tuple[str, ...], syntax: Path, out: Path) -> None:
    """Write a pipeline with the entities alone.

    Args:
        weights: What `learn` wrote of a convolutional network.
        classes: The classes of entities.
        syntax: The half for syntax, whose vectors and tags it reads.
        out: The folder.
    """
    with np.load(weights) as arrays:
        values = {name: arrays[name].astype(np.float32) for name in arrays.files}
    rows = [len(values[f"tables.{number}.weight"]) for number in range(len(ATTRIBUTES))]
    width, depth = len(values["mix.bias"]), sum(name.startswith("windows.") and name.endswith(".norm.bias") for name in values)
    nlp = spacy.load(syntax)
    for name in list(nlp.pipe_names):
        nlp.remove_pipe(name)
    component: Any = nlp.add_pipe(FACTORY, name="ner", config={"model": to_config(width, depth, rows, len(classes))})
    fill(component, values, classes)
    nlp.to_disk(out)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Make a half of the pipeline of a network's weights.")
    parser.add_argument("work", type=Path, help="folder with entities.npz")
    parser.add_argument("weights", type=Path, help="NAME.npz of a convolutional network")
    parser.add_argument("syntax", type=Path, help="the half for syntax")
    parser.add_argument("out", type=Path, help="folder for the half for entities")
    options = parser.parse_args()
    write_half(options.weights, read_text(options.work / "entities.npz").classes, options.syntax, options.out)


if __name__ == "__main__":
    main()
