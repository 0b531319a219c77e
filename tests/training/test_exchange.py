from pathlib import Path
from typing import Any

import pytest
import spacy
from training.exchange import ENTITIES, put, take

from kgbuild.annotate import SHIPPED

TEXT = "Kim Jong Un a sosit la Moscova."


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped pipeline's entities alone, each class under another name."""
    names = spacy.load(SHIPPED).pipe_names
    nlp = spacy.load(SHIPPED, exclude=[name for name in names if name != ENTITIES])
    component: Any = nlp.get_pipe(ENTITIES)
    component.cfg["labels"] = [f"NEW_{name}" for name in component.cfg["labels"]]
    folder = tmp_path_factory.mktemp("half")
    nlp.to_disk(folder)
    return folder


def test_pipeline_gets_other_entities_and_all_else_stays(half: Path, tmp_path: Path) -> None:
    put(SHIPPED, half, tmp_path / "ro")
    before, after = spacy.load(SHIPPED)(TEXT), spacy.load(tmp_path / "ro")(TEXT)
    assert [(span.text, span.label_) for span in after.ents] == [(span.text, f"NEW_{span.label_}") for span in before.ents]
    assert before.ents
    other = [
        path
        for path in SHIPPED.rglob("*")
        if path.is_file() and path.relative_to(SHIPPED).parts[0] not in (ENTITIES, "meta.json")
    ]
    assert all(path.read_bytes() == (tmp_path / "ro" / path.relative_to(SHIPPED)).read_bytes() for path in other)


def test_half_for_syntax_tags_as_the_pipeline_does(tmp_path: Path) -> None:
    take(SHIPPED, tmp_path / "new" / "syntax")
    syntax = spacy.load(tmp_path / "new" / "syntax")
    assert ENTITIES not in syntax.pipe_names
    assert [token.tag_ for token in syntax(TEXT)] == [token.tag_ for token in spacy.load(SHIPPED)(TEXT)]
    for name in list(syntax.pipe_names):
        syntax.remove_pipe(name)
