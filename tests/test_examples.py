"""What stands in examples/ works."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest


def code_cells(path: Path) -> list[str]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def test_notebook_goes_from_an_article_to_a_data_frame_in_ten_lines(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "examples")
    first, second = code_cells(root / "examples" / "article-to-data-frame.ipynb")
    assert len([line for line in first.splitlines() if line]) <= 10
    names: dict[str, Any] = {}
    for cell in (first, second):
        *statements, last = cell.splitlines()
        exec("\n".join(statements), names)  # noqa: S102 — as a notebook does
        names["shown"] = eval(last, names)  # noqa: S307 — likewise
        assert isinstance(names["shown"], pd.DataFrame)
    assert {"who", "sentence"} <= set(names["events"].columns)
    assert len(names["events"]) > 20
    assert "Coreea de Nord" in set(names["shown"]["name"])
