"""What docs/scale.md says of a large archive follows from the figures that are kept."""

from dataclasses import replace
from pathlib import Path

from benchmarks.scale import Archive, put_tables, read_costs, to_tables


def test_the_tables_are_those_of_the_kept_figures(root: Path) -> None:
    document = (root / "docs" / "scale.md").read_text(encoding="utf-8")
    assert put_tables(document, to_tables(read_costs(), Archive())) == document


def test_one_figure_of_speed_changes_hours_and_price() -> None:
    archive = Archive(articles=3_600_000, nodes=2, cores=5, core_hour=0.5)
    tables = to_tables(replace(read_costs(), rate=10, lead=0.001), archive)
    assert "| building, one worker | 100 ms of a processor: 10.0 articles a second |" in tables
    assert "| building | 100 processor hours, 10 h on all |" in tables
    assert "| the machine that leads | 1 h; keeps up with 100 processors |" in tables
    assert "| price of building at 0.5 a processor hour | 50 |" in tables
    assert to_tables(replace(read_costs(), rate=20), archive).count("| building | 50 processor hours, 5 h on all |") == 1
