"""How a corpus' build goes is told: by a bar on a terminal, by lines elsewhere, as JSON where a program reads."""

import io
import json
from types import SimpleNamespace

import pytest

from kgbuild.cli import corpus
from kgbuild.corpus import Progress

# Bytes of the inputs.
TOTAL = 1000


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def tell(monkeypatch: pytest.MonkeyPatch, *, json_log: bool = False) -> None:
    """A run that goes on at 100 bytes, 4 documents, and is at 300 after twenty seconds."""
    now = 0.0
    monkeypatch.setattr(corpus, "time", SimpleNamespace(monotonic=lambda: now))
    with corpus._Teller(TOTAL, json_log=json_log) as teller:
        teller.done(Progress(4, 0, 100, ()))
        now = 20.0
        teller.done(Progress(12, 8, 300, ()))


def test_lines_tell_rate_and_time_left(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    tell(monkeypatch)
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "kgbuild: 12 articles, 0.4 a second, about 1 min left\n"


def test_json_tells_the_same(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    tell(monkeypatch, json_log=True)
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line) == {"event": "progress", "documents": 12, "per_second": 0.4, "seconds_left": 70}


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    tell(monkeypatch)
    assert "12 articles, 0.4 a second" in terminal.getvalue()
    assert "30%" in terminal.getvalue()
