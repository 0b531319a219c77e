import sqlite3
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.kb.dumps import ITEMS, NAMES, PLACES, write_dump, write_lines

from kgbuild.kb import Sources, build_knowledge_base

ARTICLE = """date 2025-03-01
Adunarea Dogarilor a criticat legea

Zorinel Bravescu a declarat sâmbătă, la Kralgrad, că legea este greșită.

Melinda Tarsoveanu a plecat la Brestovița.
"""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kb")
    places, names = write_lines(folder / "cities.txt", PLACES), write_lines(folder / "names.txt", NAMES)
    build_knowledge_base(folder / "kb.sqlite", Sources(write_dump(folder / "dump.json"), [places], names))
    return folder / "kb.sqlite"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "articol.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_build_makes_a_knowledge_base_that_search_finds_names_in(kgbuild: Run, tmp_path: Path) -> None:
    dump, places = write_dump(tmp_path / "dump.json.bz2"), write_lines(tmp_path / "cities.txt", PLACES)
    outcome = kgbuild("kb", "build", "--wikidata", dump, "--geonames", places, "-o", tmp_path / "kb.sqlite")
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err.startswith(f"kgbuild: {tmp_path / 'kb.sqlite'}: 11 actors with ")
    found = kgbuild("kb", "search", tmp_path / "kb.sqlite", "kral")
    assert found.out == "Kralgrad\tKralgrad\tplace\t\t7000002\tVD\t46.0 24.0\n"


def test_broken_lines_give_status_1_and_the_first_are_named(kgbuild: Run, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "dump.json", [*ITEMS, *["{"] * 12])
    outcome = kgbuild("kb", "build", "--wikidata", dump, "-o", tmp_path / "kb.sqlite")
    assert outcome.status == 1
    assert outcome.err.count("cannot be read") == 10
    assert "2 more lines could not be read" in outcome.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-o", "kb.sqlite"], "--wikidata FILE, --geonames FILE or both"),
        (["-o", "kb.sqlite", "--wikidata", "d.json", "--alternate-names", "n.txt"], "give the places too"),
        (["-o", "kb.sqlite", "--wikidata", "d.json", "--types", "person,ship"], "“ship” is none; choose from person, org"),
        (["-o", "kb.sqlite", "--wikidata", "d.json", "--languages", ","], "name at least one"),
        (["-o", "kb.sqlite", "--wikidata", "missing.json"], "missing.json: no such file"),
    ],
)
def test_wrong_usage_gives_status_2(kgbuild: Run, options: list[str], message: str) -> None:
    outcome = kgbuild("kb", "build", *options)
    assert outcome.status == 2
    assert message in outcome.err


def test_articles_are_linked_by_a_knowledge_base(kgbuild: Run, article: Path, knowledge: Path) -> None:
    outcome = kgbuild("build", article, "--kb", knowledge)
    assert outcome.status == 0
    assert "owl:sameAs wd:Q900011" in outcome.out
    assert "owl:sameAs wd:Q900014" in outcome.out
    assert "place/gn-7000002" in outcome.out
    assert "geo:lat 46.0" in outcome.out
    with sqlite3.connect(knowledge) as database:
        (digest,) = database.execute("SELECT value FROM about WHERE name = 'digest'").fetchone()
    assert f'kgo:knowledgeBase "{digest}"' in outcome.out
    assert not {"wd:Q900012", "wd:Q900013"} & set(outcome.out.split())


def test_without_a_knowledge_base_they_are_not(kgbuild: Run, article: Path) -> None:
    outcome = kgbuild("build", article)
    assert "Q9000" not in outcome.out
    assert "knowledgeBase" not in outcome.out


def test_a_corpus_goes_on_with_the_same_knowledge_base_alone(kgbuild: Run, article: Path, knowledge: Path) -> None:
    corpus, out = article.parent / "corpus", article.parent / "out"
    corpus.mkdir()
    article.rename(corpus / article.name)
    assert kgbuild("build", corpus, "-o", out, "--kb", knowledge).status == 0
    assert kgbuild("build", corpus, "-o", out, "--kb", knowledge).status == 0
    outcome = kgbuild("build", corpus, "-o", out)
    assert outcome.status == 2
    assert "was begun with another knowledge base" in outcome.err


def test_what_is_no_knowledge_base_is_told_before_the_first_article(kgbuild: Run, article: Path) -> None:
    outcome = kgbuild("build", article, "--kb", article)
    assert (outcome.status, outcome.out) == (2, "")
    assert f"{article}: is no knowledge base" in outcome.err
