"""The gate gives the verdict and the focus nodes of plain pySHACL on graphs broken at random, and what it keeps conforms.

`pytest tests/validate/test_mutants.py --mutations 1000` tries more than the suite does.
"""

import random
from functools import cache

import pyoxigraph as ox
import pytest
from tests.conftest import ROOT
from tests.sample import sample_quads
from tests.validate.mutants import mutated, part_of, renamed
from tests.validate.plain import judge, judge_plainly

from kgbuild.validate import gate
from kgbuild.vocab import BASE

GOLD = ROOT.parent / "shared/gold/train"
ARTICLES = 3
BATCH = 60


@cache
def graphs() -> list[list[ox.Quad]]:
    """Graphs of gold articles where there are any, of the example and the sample anywhere."""
    golden = (ROOT / "tests/golden/mesaj-anul-nou.ttl").read_text(encoding="utf-8")
    article = ox.NamedNode(f"{BASE}article/345bec9b1c6bda6a")
    example = [ox.Quad(q.subject, q.predicate, q.object, article) for q in ox.parse(golden, format=ox.RdfFormat.TURTLE)]
    built = []
    for path in sorted(GOLD.glob("[0-9]*[0-9].txt"))[:ARTICLES]:
        from kgbuild.build import build  # noqa: PLC0415 — the pipeline is loaded only where there is gold

        built.append(list(build(path).quads))
    return [example, sample_quads(), *built]


def test_mutants_are_judged_as_by_plain_pyshacl(pytestconfig: pytest.Config) -> None:
    chance = random.Random(20251227)
    names = [f"m{n}" for n in range(pytestconfig.getoption("mutations"))]
    for batch in (names[first : first + BATCH] for first in range(0, len(names), BATCH)):
        mutants = {name: mutated(renamed(part_of(chance.choice(graphs()), chance), name), chance) for name in batch}
        plain = set(judge_plainly(q for quads in mutants.values() for q in quads))
        assert plain
        for name, quads in mutants.items():
            expected = {found for found in plain if found[0].startswith(f"{BASE}{name}/")}
            assert judge(quads) == expected, name
        # What the gate leaves alone was judged above.
        mended = [q for quads in mutants.values() if len(kept := gate(quads).kept) < len(quads) for q in kept]
        assert set(judge_plainly(mended)) == set()


def test_mutations_break_something_and_not_everything() -> None:
    chance = random.Random(7)
    verdicts = [bool(judge(mutated(renamed(part_of(sample_quads(), chance), "m"), chance))) for _ in range(60)]
    assert 20 < sum(verdicts) < 60


@pytest.mark.parametrize("graph", range(2))
def test_parts_of_graphs_conform_before_they_are_changed(graph: int) -> None:
    part = part_of(graphs()[graph], random.Random(1))
    assert judge(part) == set()
