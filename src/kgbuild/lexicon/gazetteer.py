"""Actors known by name, with their identifiers in Wikidata and GeoNames."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from kgbuild.errors import LexiconError
from kgbuild.lexicon.inflection import fold, inflect_name, split_words, to_key, to_sounds
from kgbuild.lexicon.offices import load_first_names
from kgbuild.lexicon.rows import read_rows
from kgbuild.model import ActorType
from kgbuild.vocab import ACTOR_TYPES, LANDS

_LINKED = ("wikidata", "geonames", "type", "name", "aliases", "iso", "kind", "of")
_UNLINKED = ("type", "name", "aliases", "kind", "of")
# Offices whose holders the news call by their surname alone.
_PROMINENT = frozenset({"head of state", "head of government"})
_OFFICIAL = "official"
_OUTLETS = frozenset({"news agency", "broadcaster", "newspaper", "news outlet"})
# Names in capitals up to this length are acronyms; shorter words than the other are not names by themselves.
_LONGEST_ACRONYM = 6
_SHORTEST_WORD = 4
# No ending of inflection reaches this far to the beginning of a name.
_PREFIX = 2
_MARKED = frozenset("ăâșțşţĂÂȘȚŞŢ")
_PLAIN = frozenset("astAST")
_POSSESSIVE = re.compile(r"'s$")


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor of the gazetteer.

    Args:
        name: What it is called in Romanian.
        type: What kind of actor.
        aliases: Other names.
        wikidata: Wikidata id, None where unknown.
        geonames: GeoNames id, None where unknown.
        iso: ISO 3166-1 alpha-2 code of a country, None for anything else.
        kind: What it is, closer ("capital", "news agency").
        of: Code of the country it belongs to, None where unknown or none.
        coordinates: Latitude and longitude of a place in degrees (WGS 84), None where unknown.
    """

    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    geonames: str | None = None
    iso: str | None = None
    kind: str = ""
    of: str | None = None
    coordinates: tuple[float, float] | None = None

    @property
    def is_outlet(self) -> bool:
        """Whether it publishes news."""
        return self.kind in _OUTLETS


class NameSource(Protocol):
    """Knows actors by their names, beyond those of the gazetteer."""

    def look_up(self, name: str, actor_type: ActorType, settlement: bool | None = None) -> Sequence[Entry]:
        """Find the actors that a name, as a text has it, can mean.

        Args:
            name: The name.
            actor_type: What it is taken for.
            settlement: Whether the text calls a place a settlement, or something else; None where it does not say.
        """
        ...

    def locate(self, entry: Entry) -> Entry:
        """Give a place with its coordinates and GeoNames id, as it is where they are not known."""
        ...


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the gazetteer in a text.

    Args:
        start: Offset of its first code point.
        end: Offset after its last code point.
        entries: The actors it can mean.
    """

    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def entry(self) -> Entry | None:
        """The one actor it can mean, None where there are several."""
        return self.entries[0] if len(self.entries) == 1 else None


@dataclass(frozen=True, slots=True)
class _Form:
    """A written form of a name: its words' keys after the first, whether capitals are required, and whose it is."""

    rest: tuple[str, ...]
    written: str
    entry: Entry

    def fits(self, text: str) -> bool:
        """Whether the capitals and the marks of a stretch of text allow it to be this form."""
        if not _may_write(text, self.written):
            return False
        if self.written.isupper() and len(self.written) <= _LONGEST_ACRONYM:
            return text.isupper() or (len(text) >= _SHORTEST_WORD and text[0].isupper())
        return text[0].isupper() or self.written[0].islower()


@dataclass(frozen=True)
class Gazetteer:
    """Actors, found by any form of any of their names.

    Args:
        entries: The actors.
    """

    entries: tuple[Entry, ...]
    _names: dict[str, list[tuple[str, Entry]]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _forms: dict[str, list[_Form]] = field(default_factory=lambda: defaultdict(list), init=False, repr=False, compare=False)
    _people: dict[str, list[_Form]] = field(default_factory=lambda: defaultdict(list), init=False, repr=False, compare=False)
    _countries: dict[str, Entry] = field(default_factory=dict, init=False, repr=False, compare=False)
    # How the names begin that are written without a capital.
    _small: set[str] = field(default_factory=set, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        holders: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if entry.iso:
                self._countries.setdefault(entry.iso, entry)
            for name in (entry.name, *entry.aliases):
                self._keep(name, entry)
            if entry.type == "Person":
                holders[to_sounds(list(split_words(entry.name))[-1].group())].append(entry)
        ambiguous = self._first_names() | self._place_names()
        for sounds, found in holders.items():
            entry = next((e for e in found if e.kind in _PROMINENT), found[0])
            # The wives of presidents are called by their first names as well.
            others = [e for e in found if e is not entry and not (e.kind == _OFFICIAL and e.of == entry.of)]
            if others or sounds in ambiguous or entry.kind not in _PROMINENT:
                continue
            if len(sounds) >= _SHORTEST_WORD and len(to_key(entry.name)) > 1:
                self._people[sounds].append(_Form((), entry.name, entry))

    def _first_names(self) -> set[str]:
        """Give first names as they sound, of these people and of others: "Pavel" may be anybody."""
        people = (list(split_words(e.name)) for e in self.entries if e.type == "Person")
        return {to_sounds(words[0].group()) for words in people if len(words) > 1} | set(map(to_sounds, load_first_names()))

    def _place_names(self) -> set[str]:
        """Give the places and countries of one word as they sound: "Liechtenstein" is not its prince."""
        places = (n for e in self.entries if e.type in LANDS for n in (e.name, *e.aliases))
        return {to_sounds(name) for name in places if " " not in name}

    def _keep(self, name: str, entry: Entry) -> None:
        """Remember a name by the beginning of its first word, its forms to be made when a text has such a word."""
        first = next(split_words(name)).group()
        if entry.type != "Person":
            prefix = fold(first[:_PREFIX])
            self._names.setdefault(prefix, []).append((name, entry))
            if name[0].islower():
                self._small.add(prefix)
            return
        _, *rest = _sound_key(name)
        # The first names of women have a genitive: "decizia Maiei Sandu".
        genitives = inflect_name(first) if first.endswith("a") else ()
        for form in (first, *genitives) if rest else ():
            self._people[to_sounds(form)].append(_Form(tuple(rest), name, entry))

    def _forms_of(self, word: str) -> Sequence[_Form]:
        """Give the forms of names, those of people apart, that begin with a folded word."""
        waiting = self._names.get(word[:_PREFIX])
        if waiting is not None:
            for name, entry in waiting:
                for form in (name, *inflect_name(name)):
                    first, *rest = to_key(form)
                    self._forms[first].append(_Form(tuple(rest), form, entry))
            # Only now: another thread that asks meanwhile makes the forms too, which does no harm.
            self._names.pop(word[:_PREFIX], None)
        return self._forms.get(word, ())

    def country(self, iso: str) -> Entry | None:
        """The country with an ISO 3166-1 alpha-2 code, None where there is none."""
        return self._countries.get(iso)

    def find(self, text: str) -> Iterator[Match]:
        """Find names in a text, the longest at each place, none within another.

        Args:
            text: The text; cedilla letters count as comma-below letters.

        Yields:
            The names in text order.
        """
        places = [m.span() for m in split_words(text)]
        words = [text[start:end] for start, end in places]
        position = 0
        while position < len(words):
            length, word = 1, words[position]
            capital = word[0].isupper()
            names = self._forms_of(fold(word)) if capital or fold(word)[:_PREFIX] in self._small else ()
            people = self._people.get(to_sounds(word), ()) if capital else ()
            if names or people:
                length, entries = _longest(text, places, words, position, names, people)
                if entries:
                    yield Match(places[position][0], places[position + length - 1][1], entries)
            position += length


def _longest(
    text: str,
    places: Sequence[tuple[int, int]],
    words: Sequence[str],
    position: int,
    names: Sequence[_Form],
    people: Sequence[_Form],
) -> tuple[int, tuple[Entry, ...]]:
    """Give the number of words of the longest name that begins with a word of a text, at least one, and whom it can mean.

    Args:
        text: The whole text.
        places: Where each word begins and ends.
        words: The words.
        position: Which word.
        names: The forms of names that may begin with it, those of people apart.
        people: Those of people.
    """
    best, entries = 1, dict[Entry, None]()
    for forms, to_keys in ((names, fold), (people, to_sounds)):
        farthest = max([len(form.rest) for form in forms], default=0)
        behind = tuple(map(to_keys, words[position + 1 : position + 1 + farthest]))
        for form in forms:
            length = len(form.rest) + 1
            if length < best or behind[: length - 1] != form.rest:
                continue
            stretch = text[places[position][0] : places[position + length - 1][1]]
            if "\n" in stretch or not form.fits(stretch):
                continue
            if length > best:
                best, entries = length, {}
            entries[form.entry] = None
    return best, tuple(entries)


def _may_write(text: str, name: str) -> bool:
    """Whether a word of a text has no Romanian letter where a name has the plain one: "Puțin" is not "Putin".

    Texts leave marks out, and add them to a name only where it is said in full ("Zorinel Brăvescu" of "Zorinel Bravescu").
    """
    return " " in text or len(text) != len(name) or not any(t in _MARKED and n in _PLAIN for t, n in zip(text, name, strict=True))


def _sound_key(name: str) -> tuple[str, ...]:
    """Give the words of a person's name as they sound."""
    return tuple(to_sounds(m.group()) for m in split_words(_POSSESSIVE.sub("", name)))


def _to_type(value: str, file: str, row: int) -> ActorType:
    """Check an actor type.

    Raises:
        LexiconError: There is no such type.
    """
    for actor_type in ACTOR_TYPES:
        if value == actor_type:
            return actor_type
    raise LexiconError(f"no actor type {value!r}, use one of {', '.join(ACTOR_TYPES)}", file, row)


def _read_entries(language: str) -> Iterator[Entry]:
    """Read the linked actors, then those without an identifier whose name is not among them."""
    known: set[str] = set()
    for file, columns in (("actors.tsv", _LINKED), ("actors.unlinked.tsv", _UNLINKED)):
        for number, row in read_rows(language, file, columns):
            if file == "actors.unlinked.tsv" and row["name"].lower() in known:
                continue
            names = (row["name"], *filter(None, row["aliases"].split("|")))
            known.update(map(str.lower, names))
            yield Entry(
                name=row["name"],
                type=_to_type(row["type"], file, number),
                aliases=names[1:],
                wikidata=row.get("wikidata") or None,
                geonames=row.get("geonames") or None,
                iso=row.get("iso") or None,
                kind=row["kind"],
                of=row["of"] or None,
            )


def make_gazetteer(entries: Iterable[Entry]) -> Gazetteer:
    """Make a gazetteer.

    >>> gazetteer = make_gazetteer([Entry("Coreea de Nord", "GeopoliticalEntity", iso="KP")])
    >>> [(m.start, m.end, m.entry.iso) for m in gazetteer.find("armata Coreei de Nord")]
    [(7, 21, 'KP')]
    """
    return Gazetteer(tuple(entries))


@cache
def load_gazetteer(language: str = "ro") -> Gazetteer:
    """Load the packaged gazetteer of a language.

    Raises:
        LexiconError: A row is wrong.
    """
    return make_gazetteer(_read_entries(language))


@cache
def load_outlets() -> frozenset[str]:
    """The names and Wikidata ids of all that publish news."""
    entries = [e for e in load_gazetteer().entries if e.is_outlet]
    return frozenset(word for e in entries for word in (e.name, *e.aliases, e.wikidata) if word)
