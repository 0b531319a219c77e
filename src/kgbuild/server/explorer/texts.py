"""What the interface says, in English and Romanian: the file `texts.toml`, one row a text."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

LANGUAGES: Final = ("en", "ro")
_MONTHS: Final = {
    "en": "January February March April May June July August September October November December".split(),  # noqa: SIM905
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie".split(),  # noqa: SIM905
}
_FEW_IN_ROMANIAN: Final = 20


@cache
def _rows() -> Mapping[str, Mapping[str, Any]]:
    text = (resources.files("kgbuild.server.explorer") / "texts.toml").read_text(encoding="utf-8")
    rows: Mapping[str, Mapping[str, Any]] = tomllib.loads(text)
    return rows


class Texts:
    """The interface's words in one language.

    Args:
        language: `en` or `ro`.

    >>> Texts("ro").count("articles", 20), Texts("ro").count("articles", 2), Texts("en").count("articles", 1200)
    ('20 de articole', '2 articole', '1,200 articles')
    >>> Texts("ro").day("2026-03-04")
    '4 martie 2026'
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """A text, with values put in for names in braces."""
        text: str = _rows()[key][self.language]
        return text.format(**values) if values else text

    def number(self, value: float) -> str:
        """A number as people write it."""
        text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"
        return text if self.language == "en" else text.translate(str.maketrans(",.", ".,"))

    def count(self, key: str, number: int) -> str:
        """A number with what it counts; the row has forms for one and for many, in Romanian for few too."""
        forms: list[str] = _rows()[key][self.language]
        rest = number % 100
        few = number == 0 or 0 < rest < _FEW_IN_ROMANIAN
        form = forms[0] if number == 1 else forms[1] if few or self.language == "en" else forms[-1]
        return f"{self.number(number)} {form}"

    def day(self, day: str) -> str:
        """A time in EDTF in words: a day, month or year (`YYYY-MM-DD`, `YYYY-MM`, `YYYY`), or two; any other as it is.

        >>> Texts("en").day("2026-03-02/2026-03-03"), Texts("ro").day("2024/2026"), Texts("en").day("2026-21")
        ('2 March 2026 – 3 March 2026', '2024 – 2026', '2026-21')
        """
        first, slash, last = day.partition("/")
        if slash and first and last:
            return f"{self.day(first)} – {self.day(last)}"
        parts = day.split("-")
        if not all(part.isdecimal() for part in parts) or len(parts) > 3 or not all(map(int, parts)):  # noqa: PLR2004
            return day
        months = _MONTHS[self.language]
        if len(parts) == 1 or int(parts[1]) > len(months):
            return day
        named = f"{months[int(parts[1]) - 1]} {parts[0]}"
        return named if len(parts) == 2 else f"{int(parts[2])} {named}"  # noqa: PLR2004
