"""Train one half of the pipeline: `python -m training.fit syntax|ner DATA VECTORS OUT STEPS`."""

import sys
from pathlib import Path

from spacy.cli.train import train

import training.tokenizer  # noqa: F401  (registers the step that loads the tokenizer)

CONFIGS = Path(__file__).parent / "configs"


def fit(half: str, data: Path, vectors: Path, out: Path, steps: int) -> Path:
    """Train one half of the pipeline.

    Args:
        half: `syntax` or `ner`.
        data: Where `training.convert` wrote the documents and the tokenizer.
        vectors: Where `training.vectors` wrote the vectors.
        out: The folder to write.
        steps: How many batches to train for.

    Returns:
        The folder of the state that was best on the development file.
    """
    overrides: dict[str, object] = {
        "paths.train": str(data / f"{half}-train.spacy"),
        "paths.dev": str(data / f"{half}-dev.spacy"),
        "paths.tokenizer": str(data / "tokenizer"),
        "paths.vectors": str(vectors),
        "training.max_steps": steps,
    }
    train(CONFIGS / f"{half}.cfg", out, overrides=overrides)
    return out / "model-best"


if __name__ == "__main__":
    fit(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]), int(sys.argv[5]))
