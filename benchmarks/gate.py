"""Measures what the gate costs: its time as a share of the spaCy pipeline's, over the same articles in the same run.

Usage: python benchmarks/gate.py [FOLDER OF ARTICLES] [--rounds N]
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib

from kgbuild.annotate import annotate, load_pipeline
from kgbuild.articles import read_article
from kgbuild.build import collect_seldom
from kgbuild.extract import extract
from kgbuild.graph import Run, to_quads
from kgbuild.resources import ontology_text, shapes_dir
from kgbuild.validate import gate
from kgbuild.validate.terms import quiet_rdflib, to_rdflib

# Plain pySHACL takes seconds for an article: one tells its share.
_PLAIN = 1


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/gold/dev"))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    paths = sorted(p for p in options.folder.glob("*.txt") if not p.name.endswith(".sents.txt"))
    articles = [read_article(path) for path in paths]
    pipeline = load_pipeline(None)
    annotated = [annotate(article, pipeline) for article in articles]
    graphs = [to_quads(extract(a, t), run=Run("0", "ro", "0")) for a, t in zip(articles, annotated, strict=True)]
    gate(graphs[0])
    # As `kgbuild build` does.
    collect_seldom()
    spacy = gated = float("inf")
    for _ in range(options.rounds):
        spacy = min(spacy, sum(_seconds(annotate, a, pipeline) for a in articles))
        gated = min(gated, sum(_seconds(gate, g) for g in graphs))
    plain = sum(_seconds(_plain, g) for g in graphs[:_PLAIN]) / _PLAIN
    triples = sum(len(g) for g in graphs)
    count = len(articles)
    print(f"articles: {count}, statements: {triples}, best of {options.rounds} rounds")
    print(f"spaCy pipeline: {1000 * spacy / count:.1f} ms an article")
    print(f"gate: {1000 * gated / count:.1f} ms an article, {100 * gated / spacy:.1f} % of the pipeline")
    print(f"plain pySHACL: {1000 * plain:.0f} ms an article, {100 * plain * count / spacy:.0f} % of the pipeline")


def _seconds(work: Callable[..., object], *given: object) -> float:
    start = time.process_time()
    work(*given)
    return time.process_time() - start


def _plain(graph: list[ox.Quad]) -> None:
    with quiet_rdflib():
        data = to_rdflib((q.subject, q.predicate, q.object) for q in graph)
        for name in ("kgbuild.ttl", "plover.ttl"):
            data.parse(data=ontology_text(name), format="turtle")
        shapes = rdflib.Graph()
        for file in shapes_dir().glob("*.ttl"):
            shapes.parse(file)
        pyshacl.validate(data, shacl_graph=shapes, inference="none")


if __name__ == "__main__":
    main()
