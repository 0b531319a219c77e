"""Every form of input, and what may be wrong with it."""

import csv
import gzip
import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest
import zstandard

from kgbuild.articles import (
    Document,
    Given,
    Meter,
    Reading,
    parse_document,
    parse_mapping,
    read_articles,
    read_documents,
    size_of,
)
from kgbuild.errors import InputError
from kgbuild.model import Article

SENTENCES = [
    "Premierul Ion Ionescu a anunțat vineri, la București, că guvernul va trimite ajutoare de urgență zonelor inundate.",
    "Potrivit acestuia, primele camioane cu apă și alimente au plecat deja spre județele Vrancea și Galați.",
    "„Nimeni nu va fi lăsat în urmă”, a declarat el într-o conferință de presă susținută la Palatul Victoria.",
    "Opoziția a criticat întârzierea cu care autoritățile au reacționat și a cerut demisia ministrului de interne.",
]
BODY = "\n\n".join(SENTENCES)
ARTICLE = Article(
    "știre", "Guvernul trimite ajutoare", BODY, date(2025, 12, 27), "ro", "https://exemplu.ro/1", "Exemplu", ("Ana Pop",)
)
RECORD = {
    "title": ARTICLE.title,
    "text": BODY,
    "published": "2025-12-27",
    "url": "https://exemplu.ro/1",
    "publisher": "Exemplu",
    "author": "Ana Pop",
    "id": "știre",
}
PAGE = f"""<!doctype html><html lang="ro"><head><title>Guvernul trimite ajutoare - Exemplu</title>
<link rel="canonical" href="https://exemplu.ro/1"><meta property="og:site_name" content="Exemplu">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Guvernul trimite ajutoare", "datePublished": "2025-12-27T00:15:00+02:00",
"dateModified": "2025-12-29T08:00:00+02:00",
"author": {{"@type": "Person", "name": "Ana Pop"}}, "publisher": {{"@type": "Organization", "name": "Exemplu"}}}}</script>
</head><body><header><nav><ul><li><a href="/">Acasă</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><div class="content"><h1>Guvernul trimite ajutoare</h1><div class="share"><a href="#">Distribuie pe Facebook</a></div>
{"".join(f"<p>{sentence}</p>" for sentence in SENTENCES)}</div>
<div class="related"><h3>Citește și</h3><ul><li><a href="/2">Altă știre</a></li>
<li><a href="/3">Încă una</a></li></ul></div></main>
<footer><p>Copyright Exemplu 2025. Toate drepturile rezervate.</p></footer></body></html>"""
HTTP = {
    "warcinfo": "application/warc-fields",
    "request": "application/http; msgtype=request",
    "response": "application/http; msgtype=response",
    "conversion": "text/plain",
}
RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Exemplu</title><link>https://exemplu.ro/</link><item><title>Guvernul trimite ajutoare</title>
<link>https://exemplu.ro/1</link><guid>știre</guid>
<pubDate>Sat, 27 Dec 2025 00:15:00 +0200</pubDate><author>Ana Pop</author>
<description>Pe scurt.</description>
<content:encoded><![CDATA[{"".join(f"<p>{sentence}</p>" for sentence in SENTENCES)}]]></content:encoded>
</item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Exemplu</title><entry>
<id>știre</id><title>Guvernul trimite ajutoare</title>
<link href="https://exemplu.ro/1"/><published>2025-12-27T00:15:00+02:00</published><updated>2025-12-29T00:15:00+02:00</updated>
<author><name>Ana Pop</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
{"".join(f"<p>{sentence}</p>" for sentence in SENTENCES)}</div></content></entry></feed>"""


def table(delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([RECORD.keys(), RECORD.values()])
    return out.getvalue()


def archive(*records: tuple[str, str, bytes, dict[str, str]], packed: bool = False) -> bytes:
    """A WARC file of (type, address, body, HTTP headers) records."""
    out = b""
    for kind, address, body, headers in (("warcinfo", "", b"software: kgbuild", {}), *records):
        status = headers.get(":status", "200 OK")
        lines = [f"HTTP/1.1 {status}", *(f"{k}: {v}" for k, v in headers.items() if k != ":status"), "", ""]
        content = ("\r\n".join(lines).encode() if kind == "response" else b"") + body
        head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: {HTTP[kind]}\r\n"
        record = f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content + b"\r\n\r\n"
        out += gzip.compress(record) if packed else record
    return out


def read(path: Path, reading: Reading | None = None) -> list[Article | InputError]:
    return list(read_articles([path], reading=reading))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("știre.html", PAGE),
        ("știre.json", json.dumps(RECORD)),
        ("știri.jsonl", json.dumps(RECORD)),
        ("știri.csv", table(",")),
        ("știri.csv", table(";")),
        ("știri.tsv", table("\t")),
        ("flux.rss", RSS),
        ("flux.xml", RSS),
        ("flux.atom", ATOM),
        ("fără-ending", PAGE),
        ("fără-ending", json.dumps(RECORD) + "\n"),
        ("fără-ending", json.dumps([RECORD])),
        ("fără-ending", RSS),
    ],
)
def test_one_article_from_every_form(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8", newline="")
    [article] = read(path)
    assert isinstance(article, Article), article
    assert (article.title, article.body, article.published) == (ARTICLE.title, ARTICLE.body, ARTICLE.published)
    assert (article.source_url, article.publisher, article.authors) == (ARTICLE.source_url, ARTICLE.publisher, ARTICLE.authors)


def test_an_utf16_table_and_lines(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(table(","), encoding="utf-16", newline="")
    (tmp_path / "b.jsonl").write_text(json.dumps(RECORD, ensure_ascii=False), encoding="utf-16")
    assert read(tmp_path) == [ARTICLE, ARTICLE]


class TestCompression:
    @pytest.mark.parametrize(("ending", "pack"), [(".gz", gzip.compress), (".zst", zstandard.compress)])
    def test_is_taken_off(self, tmp_path: Path, ending: str, pack: object) -> None:
        assert callable(pack)
        path = tmp_path / f"știri.jsonl{ending}"
        path.write_bytes(pack(json.dumps(RECORD).encode() + b"\n") + pack(json.dumps(RECORD | {"id": "b"}).encode()))
        first, second = read(path)
        assert first == ARTICLE
        assert isinstance(second, Article)
        assert second.identifier == "b"

    @pytest.mark.parametrize(("ending", "pack"), [(".gz", gzip.compress), (".zst", zstandard.compress)])
    def test_that_breaks_off_is_told_and_what_came_before_is_kept(self, tmp_path: Path, ending: str, pack: object) -> None:
        assert callable(pack)
        path = tmp_path / f"știri.jsonl{ending}"
        path.write_bytes((pack(json.dumps(RECORD).encode() + b"\n") + pack(b"x" * 5000))[:-3])
        *articles, error = read(path)
        assert len(articles) <= 1
        assert isinstance(error, InputError)
        assert "compression is broken" in str(error) or "is not JSON" in str(error)

    def test_meter_counts_the_bytes_on_the_disk(self, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(json.dumps(RECORD).encode()))
        (tmp_path / "b.html").write_text(PAGE, encoding="utf-8")
        meter = Meter()
        list(read_documents([tmp_path], meter=meter))
        assert meter.read == size_of([tmp_path]) == sum(p.stat().st_size for p in tmp_path.iterdir())


class TestArchive:
    HTML: ClassVar[dict[str, str]] = {"Content-Type": "text/html; charset=utf-8"}

    @pytest.mark.parametrize("packed", [False, True])
    def test_pages_that_were_found(self, tmp_path: Path, packed: bool) -> None:
        path = tmp_path / ("a.warc.gz" if packed else "a.warc")
        path.write_bytes(
            archive(
                ("request", "https://exemplu.ro/1", b"", {}),
                ("response", "https://exemplu.ro/404", b"<p>Nu exist\xc4\x83.</p>", {":status": "404 Not Found", **self.HTML}),
                ("response", "https://exemplu.ro/a.png", b"\x89PNG", {"Content-Type": "image/png"}),
                ("response", "https://exemplu.ro/1", PAGE.encode(), dict(self.HTML)),
                ("response", "https://exemplu.ro/2", b"<title>Doar un titlu</title>", dict(self.HTML)),
                packed=packed,
            )
        )
        article, error = read(path)
        assert isinstance(article, Article)
        assert (article.body, article.source_url) == (BODY, "https://exemplu.ro/1")
        assert "has no paragraphs" in str(error)
        assert "record 6" in str(error)

    def test_texts_of_pages(self, tmp_path: Path) -> None:
        text = "\n".join([ARTICLE.title, "Acasă", "Sport", *SENTENCES, "Citește și"]).encode()
        (tmp_path / "a.warc.wet.gz").write_bytes(archive(("conversion", "https://exemplu.ro/1", text, {}), packed=True))
        [article] = read(tmp_path / "a.warc.wet.gz")
        assert isinstance(article, Article)
        assert (article.title, article.body, article.source_url) == (ARTICLE.title, BODY, "https://exemplu.ro/1")

    def test_packed_pages(self, tmp_path: Path) -> None:
        body = gzip.compress(PAGE.encode())
        record = ("response", "https://exemplu.ro/1", body, {**self.HTML, "Content-Encoding": "gzip"})
        (tmp_path / "a.warc").write_bytes(archive(record))
        [article] = read(tmp_path / "a.warc")
        assert isinstance(article, Article)
        assert article.body == BODY

    @pytest.mark.parametrize("data", [b"Un text oarecare\n\nsi atat", b"WARC/1.0\r\nstricat"])
    def test_that_is_none(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "a.warc").write_bytes(data)
        [error] = read(tmp_path / "a.warc")
        assert isinstance(error, InputError)
        assert "web archive" in str(error)


class TestRecords:
    def test_mapping_names_keys_also_within_objects(self, tmp_path: Path) -> None:
        record = {
            "headline": "Un titlu",
            "content": {"body": "Un corp."},
            "meta": {"when": "27.12.2025", "by": [{"name": "Ana Pop"}]},
        }
        (tmp_path / "a.json").write_text(json.dumps(record))
        mapping = parse_mapping("title=headline,text=content.body,published=meta.when,author=meta.by")
        [article] = read(tmp_path / "a.json", Reading(mapping=mapping))
        assert article == Article("a", "Un titlu", "Un corp.", date(2025, 12, 27), authors=("Ana Pop",))

    @pytest.mark.parametrize(
        ("mapping", "message"), [("titlu=x", "no key"), ("title", "write KEY=NAME"), ("title=", "write KEY=NAME")]
    )
    def test_wrong_mappings_are_refused(self, mapping: str, message: str) -> None:
        with pytest.raises(ValueError, match=message):
            parse_mapping(mapping)

    def test_missing_key_is_named_as_the_user_named_it(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text('{"title": "Un titlu", "text": "Un corp."}')
        [error] = read(tmp_path / "a.json", Reading(mapping={"title": "headline"}))
        assert "“headline” is missing" in str(error)

    def test_html_in_a_record(self, tmp_path: Path) -> None:
        html = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
        (tmp_path / "a.json").write_text(json.dumps({"title": "Un titlu", "html": html}))
        [article] = read(tmp_path / "a.json")
        assert isinstance(article, Article)
        assert article.body == BODY

    def test_table_goes_on_after_a_bad_row(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("title,text\nA,Corp.\nB,Corp,prea,mult\nC,\n\nD,Corp.\n")
        first, long, empty, last = read(tmp_path / "a.csv")
        assert isinstance(first, Article)
        assert isinstance(last, Article)
        assert (first.title, last.title) == ("A", "D")
        assert "line 3: has 4 fields, the table 2 columns" in str(long)
        assert "only a title" in str(empty)

    @pytest.mark.parametrize("published", [1766793600, "1766793600", "Sat, 27 Dec 2025 00:15:00 +0200", "2025-12-27 00:15"])
    def test_days_as_programs_write_them(self, tmp_path: Path, published: object) -> None:
        (tmp_path / "a.json").write_text(json.dumps(RECORD | {"published": published}))
        assert read(tmp_path / "a.json") == [ARTICLE]

    @pytest.mark.parametrize("author", [3, [3], [{"name": 1}]])
    def test_authors_that_are_no_names(self, tmp_path: Path, author: object) -> None:
        (tmp_path / "a.json").write_text(json.dumps(RECORD | {"author": author}))
        [error] = read(tmp_path / "a.json")
        assert "is not a name" in str(error)


class TestPage:
    def test_canonical_address_stands_above_where_it_was_found(self) -> None:
        found = Document("a", "a", "page", PAGE.encode(), "https://exemplu.ro/amp/1")
        assert parse_document(found).source_url == "https://exemplu.ro/1"
        bare = PAGE.replace('<link rel="canonical" href="https://exemplu.ro/1">', "")
        found = Document("a", "a", "page", bare.encode(), "https://exemplu.ro/amp/1")
        assert parse_document(found).source_url == "https://exemplu.ro/amp/1"

    def test_date_is_never_guessed_from_the_text(self, tmp_path: Path) -> None:
        page = (
            f"<html><head><title>Titlu</title></head><body><article><p>{BODY} La 3 mai 2021 a plouat.</p></article></body></html>"
        )
        (tmp_path / "a.html").write_text(page, encoding="utf-8")
        [article] = read(tmp_path / "a.html")
        assert isinstance(article, Article)
        assert article.published is None


class TestFeed:
    def test_summary_stands_for_the_article_where_nothing_may_be_fetched(self, tmp_path: Path) -> None:
        start, _, end = RSS.partition("<content:encoded>")
        (tmp_path / "a.rss").write_text(start + end.partition("</content:encoded>")[2], encoding="utf-8")
        [article] = read(tmp_path / "a.rss")
        assert isinstance(article, Article)
        assert article.body == "Pe scurt."

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            ("<nimic/>", "is no RSS or Atom feed"),
            ('<rss version="2.0"><channel><title>x</title></channel></rss>', "without articles"),
            ("file:///etc/passwd", "is no RSS or Atom feed"),
        ],
    )
    def test_that_is_none(self, tmp_path: Path, data: str, message: str) -> None:
        (tmp_path / "a.rss").write_text(data)
        [error] = read(tmp_path / "a.rss")
        assert message in str(error)


class TestWhere:
    def test_pattern(self, tmp_path: Path) -> None:
        for name in ("b/x.txt", "a/x.txt", "a/y.txt", "a/z.md"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("Un titlu\n\nUn corp.")
        names = [d.name for d in read_documents([tmp_path / "*" / "x.txt"]) if not isinstance(d, InputError)]
        assert names == [str(tmp_path / "a/x.txt"), str(tmp_path / "b/x.txt")]
        [error] = read_documents([tmp_path / "*.html"])
        assert "matches no file" in str(error)

    def test_recursive_pattern_finds_each_file_once(self, tmp_path: Path) -> None:
        (tmp_path / "a/b").mkdir(parents=True)
        for name in ("a/x.txt", "a/b/x.txt"):
            (tmp_path / name).write_text("Un titlu\n\nUn corp.")
        assert len(list(read_documents([str(tmp_path / "**")]))) == 2

    @pytest.mark.parametrize(("content", "form"), [(PAGE, None), (json.dumps(RECORD), "jsonl"), (table(";"), "csv")])
    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch, content: str, form: str | None) -> None:
        class Stream:
            buffer = io.BytesIO(gzip.compress(content.encode()))

        monkeypatch.setattr(sys, "stdin", Stream)
        [article] = read_articles(["-"], Given(language="ro"), Reading(form=form))  # type: ignore[arg-type]
        assert isinstance(article, Article)
        assert article.body == BODY

    def test_address_without_leave_to_fetch(self) -> None:
        [error] = read_articles(["https://exemplu.ro/rss"])
        assert "--fetch" in str(error)
