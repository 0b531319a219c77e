"""Join the two halves of the pipeline, give it the lexicon of lemmas, and write it to disk."""

import shutil
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.lookups import Lookups

from kgbuild import borders, initials
from kgbuild.annotate import LEMMA_TABLE
from kgbuild.initials import FORM_TABLE, Words
from kgbuild.linear import LinearModel

LICENCE = Path(__file__).parent / "MODEL_LICENSE.txt"


def assemble(
    syntax: Path, entities: Path, judge: LinearModel, words: Words, lemmas: dict[str, str], forms: dict[str, str]
) -> Language:
    """Join the pipeline for syntax and the one for entities; each keeps its own token-to-vector layers.

    Args:
        syntax: The pipeline with tagger, morphologizer, lemmatizer and parser.
        entities: The pipeline with the entity recogniser, trained with the same vectors.
        judge: What judges where sentences end, before the parser.
        words: What tells initials from letters that end a sentence, before all else.
        lemmas: Lemmas by form and tag.
        forms: Lemmas by form.

    Returns:
        One pipeline with all of them.
    """
    nlp = spacy.load(syntax)
    first: Any = nlp.add_pipe(initials.FACTORY, name="initials", first=True)
    first.words = words
    component: Any = nlp.add_pipe(borders.FACTORY, name="borders", before="parser")
    component.judge = judge
    nlp.add_pipe("ner", source=spacy.load(entities))
    lookups = Lookups()
    lookups.add_table(LEMMA_TABLE, lemmas)
    lookups.add_table(FORM_TABLE, forms)
    nlp.vocab.lookups = lookups
    # What the training run was given is of no use to who loads the pipeline, and names this machine's folders.
    for section in ("paths", "training", "corpora", "pretraining", "initialize"):
        nlp.config[section] = {}
    return nlp


def write(nlp: Language, out: Path, meta: dict[str, Any]) -> None:
    """Write a pipeline; a folder that is already there is replaced at once, never left half-written.

    Args:
        nlp: The pipeline.
        out: The folder.
        meta: What `meta.json` shall say beside what spaCy puts there.
    """
    nlp.meta.update(meta)
    fresh, old = out.with_name(out.name + ".new"), out.with_name(out.name + ".old")
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(fresh)
    shutil.copyfile(LICENCE, fresh / "LICENSE")
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)
