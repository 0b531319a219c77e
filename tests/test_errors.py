import pickle
from pathlib import Path

import pytest

from kgbuild import errors
from kgbuild.stores.loading import LoadReport
from kgbuild.stores.remote import NotLoadedError

EXAMPLES = [
    errors.KgbuildError("x"),
    errors.InputError("is empty", Path("a.txt"), 3),
    errors.IriError("no IRI"),
    errors.LexiconError("has no lemma", "frames.toml", 3),
    errors.OntologyError("is no class", "kgo:Nimic"),
    errors.ShapesError("x"),
    errors.ModelError("x"),
    errors.QueryError("x"),
    errors.StoreError("refuses", "http://127.0.0.1:1", 503),
    errors.OutputError("cannot be written", "s3://graf"),
    errors.KnowledgeBaseError("no such file", Path("kb.sqlite")),
    errors.ClusterError("x"),
    errors.MissingExtraError("ray", "building on a cluster"),
    NotLoadedError(errors.StoreError("refuses", "http://127.0.0.1:1", 503), LoadReport(), ["https://exemplu.ro/1"]),
]


def test_there_is_an_example_of_each_error() -> None:
    kinds = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.KgbuildError)}
    assert {kind for kind in kinds if not kind.__name__.startswith("_")} <= {type(error) for error in EXAMPLES}


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_passes_from_process_to_process_whole(error: errors.KgbuildError) -> None:
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 — our own
    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))
