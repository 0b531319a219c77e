"""What loading means: when a graph is another version, and what changed."""

import pyoxigraph as ox
import pytest
from tests.sample import ARTICLE_IRI, sample_quads

from kgbuild.serialize.graph_files import as_stored
from kgbuild.stores.loading import compare, judge
from kgbuild.vocab import PREFIXES

ARTICLE = ox.NamedNode(ARTICLE_IRI)
A, B, C = (ox.Quad(ARTICLE, ARTICLE, ox.Literal(text), ARTICLE) for text in "abc")


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        (set(), {A}, "added"),
        ({A}, {A}, "unchanged"),
        ({A}, {A, B}, "completed"),
        ({A, B}, {A}, "replaced"),
        ({A, B}, {A, C}, "replaced"),
    ],
)
def test_judge(old: set[ox.Quad], new: set[ox.Quad], verdict: str) -> None:
    assert judge(ARTICLE, old, new, replace=True) == verdict
    assert judge(ARTICLE, old, new, replace=False) == ("refused" if verdict == "replaced" else verdict)


def test_judge_only_adds_to_the_default_graph() -> None:
    assert judge(ox.DefaultGraph(), {A, B}, {A}, replace=True) == "unchanged"
    assert judge(ox.DefaultGraph(), {A, B}, {A, C}, replace=False) == "completed"


def test_compare_tells_claims_by_what_they_say_and_not_by_their_numbers() -> None:
    quads = as_stored(sample_quads())
    lines = "".join(f"{quad} .\n" for quad in quads).replace("#claim-", "#claim-9")
    renamed = set(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
    assert renamed != quads
    assert compare(ARTICLE, quads, renamed).claims_added == ()


def test_compare_names_what_was_added_and_dropped() -> None:
    quads = as_stored(sample_quads())
    [denied] = [q for q in quads if q.object == ox.NamedNode(f"{PREFIXES['kgo']}negated")]
    affirmed = ox.Quad(denied.subject, denied.predicate, ox.NamedNode(f"{PREFIXES['kgo']}affirmed"), ARTICLE)
    revision = compare(ARTICLE, quads, quads - {denied} | {affirmed})
    assert revision.claims_dropped == ("Assault “a atacat” on the word of Kim Jong Un (negated, actual)",)
    assert revision.claims_added == ("Assault “a atacat” on the word of Kim Jong Un (affirmed, actual)",)
    assert any(claim.startswith("Killing “au fost uciși”") for claim in compare(ARTICLE, set(), quads).claims_added)
