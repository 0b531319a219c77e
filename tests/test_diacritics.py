from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.annotate import annotate
from kgbuild.articles import read_article
from kgbuild.build import build
from kgbuild.diacritics import load_diacritics, with_diacritics, without_diacritics
from kgbuild.export import to_json_rows

STIRI = sorted((Path(__file__).parent.parent / "examples" / "stiri").glob("*.txt"))


@pytest.mark.parametrize(
    "text",
    [
        "Premierul a anunțat că țara noastră va rămâne alături de Ucraina și că își respectă angajamentele față de parteneri.",
        "Ca urmare, președintele a spus că rușii nu vor mai putea ajunge în Constanța.",
        "Putin și Zelenski s-au întâlnit; puțin după aceea au plecat la București.",
        "Față de anul trecut, oamenii au ieșit în fața instituției, a mai spus el.",
        "MINISTRUL APĂRĂRII A DEMISIONAT: „Nu mai pot sta în guvern”",
    ],
)
def test_words_come_back_as_they_were_written(text: str) -> None:
    assert with_diacritics(without_diacritics(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Țara are nevoie de pace și de ajutor, a spus premierul, si noi vrem pace.",
        "Le président a dit dans son discours que la guerre va durer.",
        "Zelenski vine la Paris.",
        "Preşedintele a declarat că vine.",
        "",
    ],
)
def test_what_was_not_written_without_diacritics_stays(text: str) -> None:
    assert with_diacritics(text) == text


def test_words_that_have_theirs_stay_among_those_that_lack_them() -> None:
    lead = "Presedintele si ministrul au anuntat ca in aceasta saptamana vor merge in strainatate. " * 5
    assert with_diacritics(f"{lead}Fața ei a spus tot.").endswith(" Fața ei a spus tot.")


def test_a_title_with_diacritics_saves_no_body_without() -> None:
    body = "Ministrii de externe s-au intalnit marti in Elvetia si au semnat declaratia, a anuntat presedintia. "
    restored = with_diacritics(f"Miniștrii se întâlnesc\n\n{body * 3}")
    assert restored.count("s-au întâlnit marți în Elveția și au semnat declarația, a anunțat președinția.") == 3


@given(st.text())
def test_the_length_stays(text: str) -> None:
    restored = load_diacritics().restore(text)
    assert len(restored) == len(text)
    assert without_diacritics(restored) == without_diacritics(text)


def test_words_are_analysed_with_their_diacritics_where_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "fara.txt"
    path.write_text("Stire\n\nPresedintele a declarat ca trupele si-au parasit pozitiile in Timisoara.\n", encoding="utf-8")
    article = read_article(path)
    text = annotate(article)
    assert text.text == article.text
    assert [t.form for t in text.tokens if t.form != article.text[t.start : t.end]] == [
        "Știre", "Președintele", "că", "și-", "părăsit", "pozițiile", "în", "Timișoara",
    ]  # fmt: skip


def test_an_article_without_diacritics_says_nearly_the_same(tmp_path: Path) -> None:
    bare = []
    for path in STIRI:
        bare.append(tmp_path / path.name)
        bare[-1].write_text(without_diacritics(path.read_text(encoding="utf-8")), encoding="utf-8")

    def told(paths: list[Path]) -> set[tuple[str, ...]]:
        rows = [row for path in paths for row in to_json_rows(build(path).quads)]
        return {(without_diacritics(e["trigger"]), e["type"], str(len(e["source"]))) for row in rows for e in row["events"]}

    written, restored = told(STIRI), told(bare)
    assert len(written & restored) >= 0.9 * len(written)
