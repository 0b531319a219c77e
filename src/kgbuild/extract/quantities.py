"""Quantities: counts, bounds, money, shares, durations and measures, in digits and in words.

An exact number has a value; a bounded or vague one has bounds and no value ("cel puțin nouă": 9 or more; "mii de": 2000 or more).
The articles "un" and "o" are no counts ("un soldat"), "un singur" is one. Left out: dates and times, ages, ordinals, clock times,
numbers that name something ("articolul 5", "Leopard 2"), and numbers of what the text does not say.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from kgbuild.lexicon.numbers import NumberLexicon, Unit, alternatives, fold, load_numbers
from kgbuild.lexicon.times import load_times
from kgbuild.model import Actor, AnnotatedText, Mention, Quantity, Recurrence, TimeExpression, Token

_REACH: Final = 50
_NOUN_WITHIN: Final = 3
_MOST_ADJECTIVES: Final = 2
_BETWEEN: Final = re.compile(r"\bintre $")
_FROM: Final = re.compile(r"\bde la $")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number as the text gives it: where it stands, and its value or bounds."""

    start: int
    end: int
    words: str
    value: float | None
    minimum: float | None = None
    maximum: float | None = None
    unit: Unit | None = None
    approximate: bool = False


def find_quantities(
    text: AnnotatedText, times: Sequence[TimeExpression | Recurrence], actors: Sequence[Actor] = (), language: str = "ro"
) -> tuple[Quantity, ...]:
    """Find all quantities of an article.

    Args:
        text: The annotated article.
        times: Its times and recurrences; numbers in them are no quantities.
        actors: Its actors: which countries it speaks of tells whose money is meant ("lei").
        language: Whose words for numbers to look for.

    Returns:
        The quantities in text order, keys `q1`, `q2`, …
    """
    lexicon = load_numbers(language)
    folded = fold(text.text)
    found: list[Quantity] = []
    for amount in _amounts(folded, lexicon):
        if any(t.mention.start < amount.end and amount.start < t.mention.end for t in times):
            continue
        if _is_name(text, folded, amount, lexicon) or _is_age(text, folded, amount, lexicon):
            continue
        quantity = _quantity(text, folded, _in_money_of(text, amount, actors, lexicon))
        if quantity is not None:
            found.append(replace(quantity, key=f"q{len(found) + 1}"))
    return tuple(found)


@cache
def _amount_pattern(lexicon: NumberLexicon) -> re.Pattern[str]:
    vague = alternatives(f for a in lexicon.vague for f in a.forms)
    fraction = alternatives(f for a in lexicon.fractions for f in a.forms)
    symbol = alternatives(f for u in lexicon.units for f in u.before)
    number, scale = lexicon.number_pattern, lexicon.scale_pattern
    unit = alternatives(f for u in lexicon.units for f in u.forms)
    return re.compile(
        rf"(?<![\w./:-])(?<!\d,)(?:(?P<symbol>{symbol}) ?)?(?:"
        rf"(?P<vague>{vague}(?: (?:de|si) {vague})*)\b"
        rf"|(?P<fraction>{fraction})\b(?: de (?P<scale>{scale})\b)?"
        rf"|(?P<low>{number})(?:(?: ?(?:de )?(?P<unit>{unit}))?(?P<join> ?- ?| si | sau | pana la | la )(?P<high>{number}))?"
        rf")(?!\w|[.,:/]\d|-\w)"
    )


@cache
def _unit_pattern(lexicon: NumberLexicon) -> re.Pattern[str]:
    return re.compile(rf" ?(?:de )?(?P<unit>{alternatives(f for u in lexicon.units for f in u.forms)})(?!\w)")


@cache
def _label_pattern(lexicon: NumberLexicon) -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives(f for c in lexicon.labels for f in c.forms)} ?$")


@cache
def _age_pattern(lexicon: NumberLexicon) -> re.Pattern[str]:
    ages, people = (alternatives(c.forms) for c in lexicon.ages)
    only = "(?:peste |doar |numai )?"
    return re.compile(rf"\b(?:{ages} (?:cuprinse |cuprinsa )?(?:de )?|{people}(?: \w+)?,? de ){only}$|\($")


@cache
def _follower_pattern(lexicon: NumberLexicon) -> re.Pattern[str]:
    months = (f for m in load_times().months for f in m.forms)
    return re.compile(rf" (?:de )?{alternatives((*months, *(f for c in lexicon.followers for f in c.forms)))}(?!\w)")


@cache
def _bound_pattern(lexicon: NumberLexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?P<bound>{alternatives(f for b in lexicon.bounds for f in b.forms)}) $")


def _amounts(folded: str, lexicon: NumberLexicon) -> Iterator[_Amount]:
    pattern = _amount_pattern(lexicon)
    position = 0
    while found := pattern.search(folded, position):
        amount = _amount_of(folded, found, lexicon)
        position = max(amount.end if amount else found.end(), found.start() + 1)
        if amount is not None:
            yield _bounded(folded, _with_unit(folded, amount, found["symbol"], lexicon), lexicon)


def _amount_of(folded: str, found: re.Match[str], lexicon: NumberLexicon) -> _Amount | None:
    start, end = found.span()
    if vague := found["vague"]:
        value = 2.0
        for word in (w for w in vague.split() if w not in {"de", "si"}):
            value *= next(a.value for a in lexicon.vague if word in map(fold, a.forms))
        return _Amount(start, end, vague, None, minimum=value)
    if fraction := found["fraction"]:
        value = next(a.value for a in lexicon.fractions if fraction in map(fold, a.forms))
        if found["scale"]:
            value *= lexicon.values[found["scale"]][1]
        return _Amount(start, end, fraction, value) if value >= 1 else None
    low = lexicon.parse(found["low"])
    if low is None:
        return None
    before = folded[max(0, start - _REACH) : start]
    if found["join"] and _is_range(before, found["join"].strip()) and _has_one_unit(folded, found, lexicon):
        return _range(found, low, before, lexicon)
    return _Amount(start, found.end("low"), found["low"], low)


def _is_range(before: str, join: str) -> bool:
    if join in {"-", "sau"}:
        return True
    return bool(_BETWEEN.search(before) if join == "si" else _FROM.search(before) or join == "pana la")


def _has_one_unit(folded: str, found: re.Match[str], lexicon: NumberLexicon) -> bool:
    """Whether a unit behind the first number of a range stands behind the second as well ("între 10 km și 20 km")."""
    if not found["unit"]:
        return True
    second = _unit_pattern(lexicon).match(folded, found.end())
    named = [{found["unit"], second["unit"]} <= set(map(fold, u.forms)) for u in lexicon.units] if second else []
    return any(named)


def _range(found: re.Match[str], low: float, before: str, lexicon: NumberLexicon) -> _Amount:
    high = lexicon.parse(found["high"]) or low
    scales = [lexicon.values[w][1] for w in found["high"].split() if lexicon.values.get(w, ("",))[0] == "scale"]
    if scales and low < high / scales[-1]:
        low *= scales[-1]
    opening = _BETWEEN.search(before) or _FROM.search(before)
    start = found.start() - (len(opening[0]) if opening else 0)
    words = found[0]
    if low > high:
        return _Amount(found.start(), found.end("low"), found["low"], low)
    return _Amount(start, found.end(), words, None, low, high)


def _with_unit(folded: str, amount: _Amount, symbol: str | None, lexicon: NumberLexicon) -> _Amount:
    found = _unit_pattern(lexicon).match(folded, amount.end)
    if symbol:
        unit = next(u for u in lexicon.units if symbol in map(fold, u.before))
        return replace(amount, unit=unit)
    if not found:
        return amount
    unit = next(u for u in lexicon.units if found["unit"] in map(fold, u.forms))
    return replace(amount, unit=unit, end=found.end())


def _in_money_of(text: AnnotatedText, amount: _Amount, actors: Sequence[Actor], lexicon: NumberLexicon) -> _Amount:
    """Let the country that the sentence, else the article, speaks of decide between two moneys of one name."""
    unit = amount.unit
    words = text.text[amount.start : amount.end].lower().split()
    other = next((u for u in lexicon.units if unit and words and words[-1] in u.there and words[-1] in unit.forms), None)
    sentence = next((s for s in text.sentences if s.start <= amount.start < s.end), None)
    if unit is None or other is None or sentence is None:
        return amount
    mentions = [(m, a.iso) for a in actors if a.iso in {other.country, unit.country} for m in a.mentions]
    here = Counter(iso for m, iso in mentions if sentence.start <= m.start < sentence.end)
    everywhere = Counter(iso for _, iso in mentions)
    counts = here if here[other.country] != here[unit.country] else everywhere
    return replace(amount, unit=other) if counts[other.country] > counts[unit.country] else amount


def _bounded(folded: str, amount: _Amount, lexicon: NumberLexicon) -> _Amount:
    """Take in the words before a number that bound it or make it approximate."""
    found = _bound_pattern(lexicon).search(folded[max(0, amount.start - _REACH) : amount.start])
    if found is None:
        return amount
    effect = next(b.effect for b in lexicon.bounds if found["bound"] in map(fold, b.forms))
    amount = replace(amount, start=amount.start - len(found[0]))
    if effect == "approximate":
        return _bounded(folded, replace(amount, approximate=True), lexicon)
    if amount.value is None:
        return amount
    if effect == "minimum":
        return replace(amount, minimum=amount.value, value=None)
    return replace(amount, maximum=amount.value, value=None)


def _is_name(text: AnnotatedText, folded: str, amount: _Amount, lexicon: NumberLexicon) -> bool:
    """Whether a number names something, or is an article or adjective that looks like a number."""
    if _label_pattern(lexicon).search(folded[max(0, amount.start - _REACH) : amount.start]):
        return True
    first = text.token_at(amount.start)
    if first is None or _follower_pattern(lexicon).match(folded, amount.end):
        return True
    articles = {fold(f) for c in lexicon.cardinals if not c.alone for f in c.forms}
    if amount.words in articles:
        return amount.unit is None or amount.unit.kind != "percent"
    exact = {fold(f): f for c in lexicon.cardinals if c.exact for f in c.forms}
    if amount.words in exact:
        return not _is_number(text, amount, exact[amount.words])
    previous = text.tokens[first.index - 1] if first.index else None
    digits = amount.words[0].isdigit()
    return bool(
        digits and amount.unit is None and _YEAR.fullmatch(amount.words) and not folded.startswith(" de ", amount.end)
    ) or (digits and amount.unit is None and _follows_name(text, previous, amount))


def _follows_name(text: AnnotatedText, previous: Token | None, amount: _Amount) -> bool:
    """Whether a number in digits stands right after a name and before no plural noun ("Leopard 2")."""
    following = next((t for t in text.tokens if t.start >= amount.end), None)
    if previous is None or previous.upos != "PROPN" or following is None:
        return False
    return not (following.upos == "NOUN" or following.form == "de")


def _is_number(text: AnnotatedText, amount: _Amount, spelling: str) -> bool:
    """Whether a word that is also an adjective is a number here: it stands before a plural or a unit."""
    tokens = [t for t in text.tokens if amount.start <= t.start < amount.end and fold(t.form) == amount.words]
    if not tokens:
        return False
    token = tokens[0]
    following = text.tokens[token.index + 1] if token.index + 1 < len(text.tokens) else None
    if token.form.lower() != spelling and token.upos != "NUM":
        return False
    plural = following is not None and following.has("Number", "Plur")
    return token.upos == "NUM" or plural or amount.unit is not None


def _is_age(text: AnnotatedText, folded: str, amount: _Amount, lexicon: NumberLexicon) -> bool:
    """Whether a number of years is somebody's age."""
    if amount.unit is None or amount.unit.code != "year":
        return False
    before = folded[max(0, amount.start - _REACH) : amount.start]
    if _age_pattern(lexicon).search(before):
        return True
    first = text.token_at(amount.start)
    previous = text.tokens[first.index - 1] if first is not None and first.index else None
    while previous is not None and previous.form.lower() in {"de", ","} and previous.index:
        previous = text.tokens[previous.index - 1]
    return previous is not None and (previous.upos == "PROPN" or "PER" in previous.entity)


def _quantity(text: AnnotatedText, folded: str, amount: _Amount) -> Quantity | None:
    end, counted = amount.end, ""
    if amount.unit is None:
        noun = _counted_noun(text, amount)
        if noun is not None and _is_ordinal(folded, amount, noun):
            return None
        if noun is not None:
            adjectives = _adjectives(text, noun)
            counted = " ".join(t.lemma for t in (noun, *adjectives)).lower()
            end = (adjectives or [noun])[-1].end
        else:
            noun = _partitive(text, amount)
            if noun is None:
                return None
            counted = noun.lemma.lower()
    start = amount.start + len(folded[amount.start : end]) - len(folded[amount.start : end].lstrip())
    return Quantity(
        "q",
        Mention.of(text.text, start, end),
        amount.value,
        amount.minimum,
        amount.maximum,
        amount.unit.code if amount.unit else None,
        counted,
        amount.approximate,
    )


def _is_ordinal(folded: str, amount: _Amount, noun: Token) -> bool:
    """Whether a number with an article before it ranks a single thing ("a doua lovitură")."""
    return folded.endswith(" a ", 0, amount.start) and noun.has("Number", "Sing")


def _following(text: AnnotatedText, amount: _Amount) -> Sequence[Token]:
    first = next((t.index for t in text.tokens if t.start >= amount.end), len(text.tokens))
    if not first or first == len(text.tokens):
        return ()
    sentence = text.tokens[first - 1].sentence
    return [t for t in text.tokens[first : first + 2 * _NOUN_WITHIN] if t.sentence == sentence]


def _counted_noun(text: AnnotatedText, amount: _Amount) -> Token | None:
    """The noun that a number counts: its head in the tree where that stands close behind, else the next noun."""
    following = list(_following(text, amount))
    if following and following[0].form.lower() == "de":
        following = following[1:]
    near = following[:_NOUN_WITHIN]
    number = text.token_at(amount.end - 1)
    head = text.head(number) if number is not None and number.relation == "nummod" else None
    if head is not None and head.upos == "NOUN" and any(t.index == head.index for t in near):
        return head
    for token in near:
        if token.upos == "NOUN":
            return token
        if token.upos not in {"ADJ", "ADV", "DET"} and token.feats.get("VerbForm") != "Part":
            break
    first = near[0] if near else None
    nominal = first is not None and (first.upos == "ADJ" or first.feats.get("VerbForm") == "Part")
    return first if nominal and first is not None and first.has("Number", "Plur") else None


def _adjectives(text: AnnotatedText, noun: Token) -> list[Token]:
    """The adjectives right behind a noun."""
    found: list[Token] = []
    for token in text.tokens[noun.index + 1 : noun.index + 1 + _MOST_ADJECTIVES]:
        attributive = token.upos == "ADJ" and token.relation in {"amod", "acl"} and token.head == noun.index
        if not attributive or token.sentence != noun.sentence:
            break
        found.append(token)
    return found


def _partitive(text: AnnotatedText, amount: _Amount) -> Token | None:
    """The noun of which a number counts some ("12 dintre cele 15 drone")."""
    following = _following(text, amount)
    if not following or following[0].form.lower() not in {"dintre", "din"}:
        return None
    for token in following[1:]:
        if token.upos == "NOUN":
            return token if token.has("Number", "Plur") else None
        if token.upos not in {"DET", "NUM", "ADP", "ADV", "PRON"}:
            return None
    return None
