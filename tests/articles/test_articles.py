import io
import json
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import SHARED

from kgbuild.articles import Given, read_article, read_articles
from kgbuild.articles.plain import MAX_CHARACTERS, MAX_TITLE, parse_article, parse_date
from kgbuild.errors import InputError
from kgbuild.model import Article

GOLD = sorted(p for p in SHARED.glob("gold/*/*.txt") if not p.name.endswith(".sents.txt"))
BODY = "Președintele a plecat.\n\nA venit premierul."


class TestParseArticle:
    @pytest.mark.parametrize(
        "head",
        ["date 2025-12-27 Un titlu", " date 2025-12-27 Un titlu", "date 2025-12-27\nUn titlu", "date  2025-12-27 \n Un titlu "],
    )
    def test_date_and_title_on_one_line_or_two(self, head: str) -> None:
        assert parse_article(f"{head}\n\n{BODY}\n", "a") == Article("a", "Un titlu", BODY, date(2025, 12, 27))

    def test_needs_no_date(self) -> None:
        assert parse_article(f"Un titlu\n\n{BODY}", "a") == Article("a", "Un titlu", BODY)

    def test_a_title_may_begin_with_the_word(self) -> None:
        assert parse_article(f"Date noi despre inflație\n\n{BODY}", "a").title == "Date noi despre inflație"

    @pytest.mark.parametrize("blank", ["\n\n", "\n \n", "\r\n\r\n", "\n\n\n\n"])
    def test_a_blank_line_may_hold_spaces_or_be_many(self, blank: str) -> None:
        assert parse_article(f"Un titlu{blank}{BODY}", "a").body == BODY

    def test_keeps_paragraphs(self) -> None:
        assert parse_article(f"Un titlu\n\n{BODY}\nȘi altul.", "a").body == f"{BODY}\nȘi altul."

    def test_cleans_before_counting(self) -> None:
        article = parse_article("Un ti\u200btlu\n\nS\u0326i un\x07 corp.", "a")
        assert article.text == "Un titlu\n\nȘi un corp."

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "is empty"),
            (" \n\t\n", "is empty"),
            ("\u200b\x07", "is empty"),
            ("Un titlu", "only a title"),
            ("Un titlu\n\n  \n", "only a title"),
            ("date 2025-12-27\n\nUn corp fără titlu.\n\nȘi altul.", "has no title"),
            ("date 2025-12-27", "has no title"),
            ("Un rând.\nAlt rând.\nÎncă unul.", "has no title"),
            (f"{'a' * (MAX_TITLE + 1)}\n\nUn corp.", "has no title"),
            ("date 2025-02-30 Un titlu\n\nUn corp.", "“2025-02-30” is not a day of the calendar"),
            ("date 27.12.2025 Un titlu\n\nUn corp.", "“27.12.2025” is not a date; write YYYY-MM-DD"),
            ("date 2025-1-5 Un titlu\n\nUn corp.", "“2025-1-5” is not a date"),
        ],
    )
    def test_refuses_what_is_no_article(self, text: str, message: str) -> None:
        with pytest.raises(InputError, match=message) as caught:
            parse_article(text, "a", path="a.txt")
        assert str(caught.value).startswith("a.txt: ")
        assert "\n" not in str(caught.value)

    def test_refuses_more_than_the_limit(self) -> None:
        with pytest.raises(InputError, match="more than 250,000"):
            parse_article("Un titlu\n\n" + "a" * MAX_CHARACTERS, "a")

    def test_reads_up_to_the_limit(self) -> None:
        assert len(parse_article("Titlu\n\n" + "a" * (MAX_CHARACTERS - 7), "a").text) == MAX_CHARACTERS

    @given(st.text())
    def test_reads_or_refuses_any_text(self, text: str) -> None:
        try:
            article = parse_article(text, "a")
        except InputError:
            return
        assert article.title == article.title.strip()
        assert article.title
        assert article.body
        assert "\n" not in article.title
        assert parse_article(f"{article.title}\n\n{article.body}", "a").body == article.body


@pytest.mark.parametrize("text", ["2025-13-01", "0000-01-01", "2025-02-29"])
def test_parse_date_refuses_days_that_are_not(text: str) -> None:
    with pytest.raises(InputError, match="not a day"):
        parse_date(text)


class TestRead:
    @pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
    def test_gold_article_is_read_as_it_stands(self, path: Path) -> None:
        raw = path.read_text(encoding="utf-8").strip()
        assert raw.endswith(read_article(path).text)

    def test_example_is_the_first_gold_article(self, shared: Path, example: Path) -> None:
        article = read_article(example)
        assert replace(article, identifier="000") == read_article(shared / "gold" / "dev" / "000.txt")
        assert article.published == date(2025, 12, 27)
        assert article.digest == read_article(shared / "gold" / "dev" / "000.txt").digest

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1250", "iso8859-16"])
    def test_encodings(self, tmp_path: Path, encoding: str) -> None:
        file = tmp_path / "a.txt"
        text = "O întâlnire\n\n„Am vorbit”, a zis. Încă așa."
        if encoding == "cp1250":
            text = text.translate(str.maketrans("șț", "şţ"))
        file.write_bytes(text.encode(encoding))
        assert read_article(file).text == text

    def test_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no such file"):
            read_article(tmp_path / "a.txt")

    def test_empty_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").touch()
        with pytest.raises(InputError, match="is empty"):
            read_article(tmp_path / "a.txt")

    def test_binary_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(bytes(range(256)))
        with pytest.raises(InputError, match="binary"):
            read_article(tmp_path / "a.txt")

    @pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
    def test_unreadable_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("x")
        (tmp_path / "a.txt").chmod(0)
        with pytest.raises(InputError, match="cannot be read"):
            read_article(tmp_path / "a.txt")

    def test_folder_without_articles(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").write_text("# Un titlu")
        [error] = read_articles([tmp_path])
        assert "without articles" in str(error)

    def test_folder_in_order_with_the_bad_in_their_places(self, tmp_path: Path) -> None:
        (tmp_path / "sub").mkdir()
        for name in ("b.txt", "sub/c.txt", ".hidden.txt"):
            (tmp_path / name).write_text(f"Titlul {name}\n\nUn corp.", encoding="utf-8")
        (tmp_path / "a.txt").touch()
        found = list(read_articles([tmp_path]))
        assert [f.identifier if isinstance(f, Article) else type(f) for f in found] == [InputError, "b", "c"]

    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Stream:
            buffer = io.BytesIO(b"Un titlu\n\nUn corp.")

        monkeypatch.setattr(sys, "stdin", Stream)
        assert read_article("-") == Article("stdin", "Un titlu", "Un corp.")

    def test_given_metadata_stand_above_the_articles(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("date 2025-01-01 Un titlu\n\nUn corp.", encoding="utf-8")
        [article] = read_articles([tmp_path], Given(published=date(2025, 12, 27), source_url="https://exemplu.ro/1"))
        assert isinstance(article, Article)
        assert (article.published, article.source_url, article.language) == (date(2025, 12, 27), "https://exemplu.ro/1", "ro")


class TestRecords:
    RECORD: ClassVar[dict[str, str]] = {
        "id": "x1",
        "title": "Un\ntitlu",
        "text": "Un corp.",
        "published": "2025-12-27T10:00:00+02:00",
        "url": "https://exemplu.ro/1",
        "publisher": "Exemplu",
        "language": "ro",
    }
    ARTICLE = Article("x1", "Un titlu", "Un corp.", date(2025, 12, 27), "ro", "https://exemplu.ro/1", "Exemplu")

    def test_object(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text(json.dumps(self.RECORD))
        assert read_article(tmp_path / "a.json") == self.ARTICLE

    def test_list(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text(json.dumps([self.RECORD, {"title": "B", "body": "Corp."}, 3, []]))
        found = list(read_articles([tmp_path]))
        assert found[:2] == [self.ARTICLE, Article("a-2", "B", "Corp.")]
        assert [str(f).partition("a.json, ")[2] for f in found[2:]] == [
            "item 3: is not a JSON object with title and text",
            "item 4: is not a JSON object with title and text",
        ]

    def test_lines_go_on_after_a_bad_one(self, tmp_path: Path) -> None:
        lines = [json.dumps(self.RECORD), "{", "", json.dumps({"title": "B"}), json.dumps({"title": 1, "text": "a"})]
        (tmp_path / "a.jsonl").write_text("\n".join(lines))
        found = list(read_articles([tmp_path / "a.jsonl"]))
        assert found[0] == self.ARTICLE
        assert ["line 2: is not JSON" in str(found[1]), "only a title" in str(found[2])] == [True, True]
        assert "its “title” is not a string" in str(found[3])

    def test_impossible_date(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text(json.dumps(self.RECORD | {"published": "2025-02-30"}))
        with pytest.raises(InputError, match="not a day"):
            read_article(tmp_path / "a.json")

    def test_more_than_one_article(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text(json.dumps([self.RECORD, self.RECORD]))
        with pytest.raises(InputError, match="holds 2 articles"):
            read_article(tmp_path / "a.json")


class TestHtml:
    PAGE = """<!doctype html><html lang="ro-RO"><head><title>Un titlu | Exemplu</title>
    <meta property="og:title" content="Un titlu"><meta property="og:site_name" content="Exemplu">
    <meta property="article:published_time" content="2025-12-27T10:00:00+02:00">
    <link rel="canonical" href="https://exemplu.ro/1"></head><body>
    <nav><p>Meniu</p></nav><article><h1>Un titlu</h1><p>Un <b>corp</b> &amp; atât.<p>Alt<br>rând.
    <figcaption><p>Foto: cineva</p></figcaption><aside><p>Citește și</p></aside><script>var x = "<p>nu</p>"</script>
    </article><p>Subsol</p></body></html>"""

    def test_page(self, tmp_path: Path) -> None:
        (tmp_path / "a.html").write_text(self.PAGE, encoding="utf-8")
        body = "Un corp & atât.\n\nAlt\nrând."
        assert read_article(tmp_path / "a.html") == Article(
            "a", "Un titlu", body, date(2025, 12, 27), "ro", "https://exemplu.ro/1", "Exemplu"
        )

    def test_bare_page(self, tmp_path: Path) -> None:
        (tmp_path / "a.html").write_text("<title>Un titlu</title><p>Un corp.</p>")
        assert read_article(tmp_path / "a.html") == Article("a", "Un titlu", "Un corp.")

    @pytest.mark.parametrize(
        ("page", "message"), [("<p>Un corp.</p>", "no title"), ("<title>Un titlu</title><div>x</div>", "no para")]
    )
    def test_page_without_an_article(self, tmp_path: Path, page: str, message: str) -> None:
        (tmp_path / "a.html").write_text(page)
        with pytest.raises(InputError, match=message):
            read_article(tmp_path / "a.html")
