"""Make the Romanian pipeline from the corpora, in one command.

    python training/train.py --corpora ../shared/corpora --out src/kgbuild/models/ro

The two halves train side by side, one processor core each. See `training/README.md` for time and memory.
"""

import argparse
import os
import subprocess
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
from training.convert import SEED, convert, read_treebank, syntax_parts  # noqa: E402
from training.lemmas import lexicon  # noqa: E402
from training.ronec import training_sentences  # noqa: E402
from training.vectors import raw_lines, write_vectors  # noqa: E402

STEPS = {"syntax": 12_000, "ner": 8_000}
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
    for half, steps in STEPS.items():
        parser.add_argument(f"--{half}-steps", type=int, default=steps, help=f"batches to train {half} for ({steps})")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    print(convert(options.corpora, options.work))
    print("vectors:", write_vectors(_texts(options.corpora), options.work / "vectors", SEED))
    _fit_both(options.work, {"syntax": options.syntax_steps, "ner": options.ner_steps})
    finish(options.corpora, options.work / "syntax" / "model-best", options.work / "ner" / "model-best", options.out)
    print(f"{(time.monotonic() - started) / 60:.0f} minutes")


def _texts(corpora: Path) -> list[str]:
    """Collect all text that may be read: the raw text and that of the training sentences."""
    trained = [sentence.text for part in syntax_parts(corpora) for sentence in part]
    return [*raw_lines(corpora / "raw"), *trained, *(sentence.text for sentence in training_sentences(corpora))]


def _fit_both(work: Path, steps: dict[str, int]) -> None:
    """Train both halves at once, each on one core."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "training.fit", half, str(work), str(work / "vectors"), str(work / half), str(count)],
            cwd=ROOT,
            env=environment,
        )
        for half, count in steps.items()
    ]
    statuses = [run.wait() for run in runs]
    if any(statuses):
        raise SystemExit("training failed: see above")


def finish(corpora: Path, syntax: Path, entities: Path, out: Path) -> None:
    """Join both halves, write the pipeline, measure it on the official test files and write the scores into it.

    Args:
        corpora: The corpora.
        syntax: The half for syntax.
        entities: The half for entities.
        out: The folder of the pipeline.
    """
    tagged = [sentence for part in syntax_parts(corpora) for sentence in part]
    nlp = assemble(syntax, entities, lexicon([tagged, read_treebank(corpora, "train-silver")]))
    write(nlp, out, META)
    scores = evaluate_model(corpora, load_pipeline(out))
    write(nlp, out, META | {"performance": scores})
    for name, value in scores.items():
        print(name, value)


if __name__ == "__main__":
    main()
