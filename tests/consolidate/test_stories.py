"""Short articles as several outlets tell of one happening, with others that only resemble it: what is put together.

A story's articles stand in a file of `stories/`, in the form that `benchmarks.stories` tells of.
"""

from itertools import combinations
from pathlib import Path

import pytest
from benchmarks.stories import are_together, put_together, read_story

STORIES = sorted((Path(__file__).parent / "stories").glob("*.txt"))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_what_several_articles_tell_of_is_put_together_and_what_resembles_it_is_not(path: Path) -> None:
    found = put_together(read_story(path))
    for label, homes in found.items():
        assert all(homes.values()), f"{label} is not found"
        assert all(one & other for one, other in combinations(homes.values(), 2)), f"{label} is apart"
    for one, other in combinations(found, 2):
        assert not are_together(found, one, other), f"{one} and {other} are together"
