import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import InputError
from kgbuild.text import clean, decode, fold, with_comma_below

LETTERS = "ăâîșțĂÂÎȘȚ"
CEDILLA_LETTERS = "ăâîşţĂÂÎŞŢ"
# A sentence with each Romanian letter in both cases, and the punctuation of each encoding.
SENTENCE = "Ăsta „zice”: «Şi ţara, însă Înalta Ţară, șade âșa» Âcolo. "


def cedilla(text: str) -> str:
    return text.translate(str.maketrans("șțȘȚ", "şţŞŢ"))


class TestDecode:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "iso8859-16"])
    def test_reads_every_letter_with_comma(self, encoding: str) -> None:
        assert decode(LETTERS.encode(encoding))[0] == LETTERS

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
    def test_reads_every_letter_with_cedilla(self, encoding: str) -> None:
        assert decode(CEDILLA_LETTERS.encode(encoding))[0] == CEDILLA_LETTERS

    @pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2"])
    @pytest.mark.parametrize("letter", CEDILLA_LETTERS)
    def test_reads_each_letter_of_older_encodings_as_the_same_letter(self, encoding: str, letter: str) -> None:
        data = f"Un text cu litera {letter} în el.".encode(encoding)
        assert with_comma_below(decode(data)[0]) == with_comma_below(f"Un text cu litera {letter} în el.")

    def test_tells_windows_1250_by_its_quotation_marks(self) -> None:
        text = cedilla("„Așa e” – a zis președintele… și a plecat la Iași")
        assert decode(text.encode("cp1250")) == (text, "cp1250")

    def test_tells_iso_8859_16_by_its_quotation_marks(self) -> None:
        text = "„Așa e”, a zis președintele, «poate»"
        assert decode(text.encode("iso8859-16")) == (text, "iso8859-16")

    def test_reads_windows_1250_quotation_marks_without_romanian_letters(self) -> None:
        assert decode("„Da”, a zis omul".encode("cp1250"))[0] == "„Da”, a zis omul"

    def test_keeps_names_from_abroad_in_older_encodings(self) -> None:
        text = cedilla("Ministrul Péter Szijjártó și președintele Recep au discutat în țară, după întâlnirea de sâmbătă")
        assert with_comma_below(decode(text.encode("cp1250"))[0]) == with_comma_below(text)

    @pytest.mark.parametrize("text", ["Путин заявил, что война", "Ο πρόεδρος"])
    @pytest.mark.parametrize("encoding", ["cp1251", "iso8859-5", "cp1253"])
    def test_refuses_8_bit_text_that_is_not_romanian(self, text: str, encoding: str) -> None:
        data = text.encode(encoding, errors="ignore")
        if max(data) < 0x80:
            pytest.skip("the encoding has none of these letters")
        with pytest.raises(InputError, match="neither UTF-8 nor Romanian") as caught:
            decode(data)
        assert caught.value.offset == next(i for i, byte in enumerate(data) if byte > 0x7F)

    def test_refuses_french_in_latin_1(self) -> None:
        with pytest.raises(InputError, match=r"byte 0xE9 at byte 2"):
            decode("L'été où l'élève a été déçu à l'école".encode("latin-1"))

    def test_names_the_byte_that_breaks_utf_8(self) -> None:
        data = "Știrea că președintele ".encode() + b"\xff" + " și așa".encode()
        with pytest.raises(InputError, match="broken character") as caught:
            decode(data, "a.txt")
        assert caught.value.offset == data.index(b"\xff")
        assert str(caught.value).startswith("a.txt: ")

    def test_refuses_utf_16_cut_in_the_middle(self) -> None:
        with pytest.raises(InputError, match="mark of utf-16"):
            decode("Știre".encode("utf-16")[:-1])

    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            (b"%PDF-1.7 abc", "PDF"),
            (b"PK\x03\x04abc", "ZIP"),
            (b"\x89PNG\r\n", "PNG"),
            (b"abc\x00def", "zero byte at byte 3"),
            (bytes(range(1, 32)) * 20, "control characters"),
        ],
    )
    def test_refuses_binary(self, data: bytes, kind: str) -> None:
        with pytest.raises(InputError, match=kind):
            decode(data)

    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
    def test_reads_any_utf_8(self, text: str) -> None:
        assert decode(text.encode("utf-8-sig")) == (text, "utf-8-sig")

    @given(st.binary())
    def test_decodes_or_refuses_any_bytes(self, data: bytes) -> None:
        error = None
        try:
            decode(data)
        except InputError as caught:
            error = caught
        assert error is None or 0 <= (error.offset or 0) <= len(data)


class TestClean:
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
    def test_makes_every_line_end_a_line_feed(self, end: str) -> None:
        assert clean(f"a{end}b") == "a\nb"

    @pytest.mark.parametrize(
        "mark", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u00ad"]
    )
    def test_drops_what_nobody_sees(self, mark: str) -> None:
        assert clean(f"pre{mark}ședinte") == "președinte"

    @pytest.mark.parametrize("mark", ["\ud800", "\ufffe", "\U0001ffff", "\ufdd0"])
    def test_drops_what_is_no_character(self, mark: str) -> None:
        assert clean(f"a{mark}b") == "ab"

    @pytest.mark.parametrize("kept", ["\t", "\u00a0", "„", "😀", "я", "e\u0301x"[:2]])
    def test_keeps_the_rest(self, kept: str) -> None:
        assert clean(f"a{kept}b") == unicodedata.normalize("NFC", f"a{kept}b")

    def test_composes_letters(self) -> None:
        assert clean("s\u0326t\u0326a\u0306") == "șță"

    @given(st.text(st.characters()))
    def test_is_done_after_one_time(self, text: str) -> None:
        once = clean(text)
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert not any(unicodedata.category(c) in {"Cf", "Cs"} for c in once)


class TestFold:
    @given(st.text())
    def test_keeps_the_length(self, text: str) -> None:
        assert len(fold(text)) == len(text)

    @pytest.mark.parametrize(("letters", "folded"), [("ăâîșț", "aaist"), ("ĂÂÎȘȚ", "aaist"), ("şţ", "st"), ("éüŐ", "euo")])
    def test_takes_diacritics_and_case_away(self, letters: str, folded: str) -> None:
        assert fold(letters) == folded

    @given(st.text())
    def test_does_not_tell_cedilla_from_comma(self, text: str) -> None:
        assert fold(text) == fold(with_comma_below(text))


@given(st.text())
def test_with_comma_below_keeps_the_length(text: str) -> None:
    assert len(with_comma_below(text)) == len(text)
