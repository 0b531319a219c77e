"""Event frames: which words in which construction report which event, and which complement fills which role.

The data are the files `LANGUAGE/frames/*.toml`, one for each event type, and `LANGUAGE/classes.toml`, which groups nouns by
meaning. `docs/lexicon.md` describes their form.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any, Literal, get_args

from kgbuild.errors import LexiconError
from kgbuild.lexicon.word_forms import StemIndex, action_noun, perfect_stem
from kgbuild.model import Modality, Polarity, Role, Token
from kgbuild.vocab import EVENT_TYPES, TYPE_OF_CLASS

PartOfSpeech = Literal["verb", "noun", "adj"]
Filler = Role | Literal["none"]
# Type and class of the rows that say when a word reports no event.
NO_EVENT = "none"
# Shorter verbs begin with "re" by chance: "reda", "reduce".
_SHORTEST_REPEATED = 5
_CACHED_FORMS = 1 << 16
# Endings of regular participles and of the infinitives that they may be of.
_INFINITIVES = {"at": ("a",), "it": ("i",), "ât": ("î",), "ut": ("ea", "e")}
# How words for what is not done begin: "nerecunoașterea", "neobținând".
NEGATING_PREFIX = "ne"
_FILLERS = frozenset({*get_args(Role), "none"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to report one kind of event.

    Args:
        id: Unique name, `type.name`.
        type: Event type.
        event_class: Local name of the class in the ontology.
        lemmas: Base forms of the words that trigger it.
        pos: Part of speech of the trigger; verbs include their participles.
        reflexive: Whether the verb must have (or must not have) a reflexive clitic, None for either.
        object_in: Word classes one of which must hold the head of the object (of a noun: of its genitive or `de` complement).
        subject_in: Word classes one of which must hold the head of the subject.
        with_pp: Prepositions one of which must introduce a complement.
        support: Light verbs that the noun can be the object of.
        light_verb: Whether one of them must be there.
        pp_in: Word classes one of which must hold the head of such a complement (without `with_pp`: of the dative).
        has_object: Whether there must (or must not) be a direct object, None for either.
        object_clause: Whether a complement clause or quotation must follow.
        complementizer: Words one of which must introduce a complement clause ("că", "să").
        clause_in: Word classes one of which must hold the verb of a complement, purpose or other clause.
        predicate_in: Word classes one of which must hold what the object is made or called ("a fost ales primar").
        number: Number the trigger must have, None for either.
        definite: Whether the trigger must (or must not) have the definite article, None for either.
        bare: Whether nothing depends on the trigger, no auxiliary either ("președintele ales").
        after: Prepositions one of which must stand before the trigger ("într-un mesaj").
        phrase: Lemmas that must be among the verb's dependents ("face apel").
        about: Word classes one of which the article must be full of.
        subject: What the subject is.
        object: What the direct object is.
        dative: What the dative complement is.
        genitive: What the genitive of a noun is.
        pp: What the complement with a preposition is.
        modality: What the event is by nature.
        embedded: Modality of the events in its complement clause, None for no influence.
        embedded_polarity: Polarity of those events.
        attributes: Whether it is said on the subject's word what its complement clause or quotation says.
        example: A sentence that shows it.
        trigger: The words of the example that report the event.
        expect: The words of the example that fill each role.
    """

    id: str
    type: str
    event_class: str
    lemmas: tuple[str, ...]
    pos: PartOfSpeech
    example: str
    trigger: str
    expect: Mapping[str, str] = field(default_factory=dict)
    reflexive: bool | None = None
    object_in: tuple[str, ...] = ()
    subject_in: tuple[str, ...] = ()
    with_pp: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    light_verb: bool = False
    pp_in: tuple[str, ...] = ()
    has_object: bool | None = None
    object_clause: bool = False
    complementizer: tuple[str, ...] = ()
    clause_in: tuple[str, ...] = ()
    predicate_in: tuple[str, ...] = ()
    number: Literal["singular", "plural"] | None = None
    definite: bool | None = None
    bare: bool = False
    after: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    subject: Filler = "agent"
    object: Filler = "patient"
    dative: Filler = "recipient"
    genitive: Filler = "agent"
    pp: Mapping[str, Filler] = field(default_factory=dict)
    modality: Modality = "actual"
    embedded: Modality | None = None
    embedded_polarity: Polarity = "affirmed"
    attributes: bool = False

    @property
    def specificity(self) -> int:
        """How many conditions it sets: of the frames that fit, the one with the most wins."""
        return (
            4 * bool(self.phrase)
            + 2 * bool(self.object_in)
            + 2 * bool(self.subject_in)
            + bool(self.with_pp)
            + 2 * bool(self.pp_in)
            + 2 * bool(self.clause_in)
            + 2 * bool(self.predicate_in)
            + (self.reflexive is not None)
            + (self.has_object is not None)
            + max(self.object_clause, 2 * bool(self.complementizer))
            + (self.number is not None)
            + (self.definite is not None)
            + 2 * self.bare
            + 2 * bool(self.after)
            + 3 * bool(self.about)
            + self.light_verb
        )


def nominalized(frame: Frame) -> list[Frame]:
    """The frames of the nouns that name the action of a verb's frame: "a redacta" makes "redactarea raportului".

    The genitive is the verb's object, or its subject where the frame has no place for an object. Without a genitive or another
    condition the noun is too general to report anything: "comunicarea este importantă".
    """
    intransitive = not frame.object_in and (
        frame.reflexive is True or frame.has_object is False or frame.subject == "patient" or bool(frame.subject_in)
    )
    return [
        replace(
            frame,
            pos="noun",
            lemmas=(noun,),
            phrase=tuple(noun if word == verb else word for word in frame.phrase),
            reflexive=None,
            has_object=None if frame.phrase or frame.with_pp or frame.pp_in or frame.object_in else True,
            object_in=frame.subject_in if intransitive else frame.object_in,
            subject_in=(),
            genitive=frame.subject if intransitive else frame.object,
        )
        for verb in frame.lemmas
        if (noun := action_noun(verb))
    ]


@dataclass(frozen=True)
class FrameLexicon:
    """All frames of a language.

    Args:
        frames: In the order of the event types and of their files.
        word_classes: Lemmas of each word class.
        participles: Irregular participle to infinitive.
        class_entities: Types of named entities that belong to a word class.
    """

    frames: tuple[Frame, ...]
    word_classes: Mapping[str, frozenset[str]]
    participles: Mapping[str, str]
    class_entities: Mapping[str, frozenset[str]] = field(default_factory=dict)
    _index: dict[tuple[str, str], tuple[Frame, ...]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        order = {t: i for i, t in enumerate((NO_EVENT, *EVENT_TYPES))}
        ranked = [(-f.specificity, False, order[f.type], f) for f in self.frames]
        ranked += [(-f.specificity, True, order[f.type], f) for f in self._derived()]
        index: dict[tuple[str, str], list[Frame]] = defaultdict(list)
        for *_, frame in sorted(ranked, key=lambda r: r[:3]):
            for lemma in frame.lemmas:
                index[lemma, frame.pos].append(frame)
        self._index.update((key, tuple(frames)) for key, frames in index.items())

    def _derived(self) -> list[Frame]:
        """The frames of the nouns that name the actions of verbs; of nouns with rows of their own those that set conditions."""
        nouns = {lemma for f in self.frames if f.pos == "noun" for lemma in f.lemmas}
        derived = [n for f in self.frames if f.pos == "verb" for n in nominalized(f)]
        return [n for n in derived if n.specificity > (n.has_object is True) or n.lemmas[0] not in nouns]

    @cached_property
    def _classified(self) -> frozenset[str]:
        return frozenset(lemma for lemmas in self.word_classes.values() for lemma in lemmas)

    @cached_property
    def _stems(self) -> Mapping[str, StemIndex]:
        """The triggers (and, as "class", the nouns of the word classes) by stem."""
        stems = {pos: StemIndex((w for w, p in self._index if p == pos), verbs=pos == "verb") for pos in ("verb", "noun")}
        return {**stems, "class": StemIndex(sorted(self._classified), verbs=False)}

    @cached_property
    def events(self) -> tuple[Frame, ...]:
        """The frames that report events: all but the exceptions."""
        return tuple(f for f in self.frames if f.type != NO_EVENT)

    def lookup(self, lemma: str, pos: str) -> tuple[Frame, ...]:
        """The frames that a lemma of a part of speech triggers, most specific first."""
        return self._index.get((lemma, pos), ())

    def infinitive(self, participle: str) -> str | None:
        """The infinitive whose masculine participle this is, when the lexicon has a frame for it.

        Regular verbs follow from their ending; the others stand in the data.
        """
        irregular = self.participles.get(participle)
        if irregular:
            return irregular
        stem, ending = participle[:-2], participle[-2:]
        verbs = (stem + infinitive for infinitive in _INFINITIVES.get(ending, ()))
        return next((verb for verb in verbs if (verb, "verb") in self._index), None)

    def base_form(self, lemma: str, form: str, pos: str) -> str | None:
        """The lemma under which frames are listed: the analysed one where there are such, else what the word's form tells."""
        if (lemma, pos) in self._index or (pos == "noun" and lemma in self._classified):
            return lemma
        if pos == "verb":
            found = self._repeated(lemma) or self.participle(form) or self.participle(perfect_stem(form))
            if found:
                return found
        return self._stems[pos].find(form) or (self._unnegated(form) if pos == "verb" else None)

    def _unnegated(self, form: str) -> str | None:
        """The verb of a gerund that its prefix negates: "neobținând" says that somebody did not obtain."""
        base = form.lower().removeprefix(NEGATING_PREFIX)
        return self._stems["verb"].find(base) if base != form.lower() and base.endswith("nd") else None

    def _repeated(self, lemma: str) -> str | None:
        """The verb that one with the prefix of repetition is made from: "reconfirma" reports what "confirma" does."""
        base = lemma.removeprefix("re")
        return base if base != lemma and len(base) >= _SHORTEST_REPEATED and (base, "verb") in self._index else None

    @cached_property
    def participle(self) -> Callable[[str], str | None]:
        """Gives the infinitive of a participle in any gender and number."""
        return lru_cache(maxsize=_CACHED_FORMS)(self._find_participle)

    def _find_participle(self, form: str) -> str | None:
        lower = form.lower()
        stems = (
            lower,
            lower.removesuffix("ă"),
            lower.removesuffix("e"),
            lower.removesuffix("i"),
            re.sub("ți$", "t", lower),
            re.sub("și$", "s", lower),
            # "aleasă", "scoase": a stressed vowel is a diphthong before "-ă" and "-e".
            re.sub("([eo])a([^aeiou]+)[ăe]$", r"\1\2", lower),
        )
        return next((i for s in stems if (i := self.infinitive(s))), None)

    def in_class(self, word: Token, names: tuple[str, ...]) -> bool:
        """Whether a word belongs to one of the named word classes, by its entity type or its lemma (else its form)."""
        return self._belongs(word.lemma, word.form, word.entity, names)

    @cached_property
    def _belongs(self) -> Callable[[str, str, str, tuple[str, ...]], bool]:
        """Tells by lemma, form and type of entity whether a word belongs to a class of some names."""
        return lru_cache(maxsize=_CACHED_FORMS)(self._find_class)

    def _find_class(self, lemma: str, form: str, entity: str, names: tuple[str, ...]) -> bool:
        known = next((w for w in (lemma, form, form.lower()) if w in self._classified), None)
        lemma = known or self._stems["class"].find(form) or lemma
        if any(lemma in self.word_classes.get(n, ()) for n in names):
            return True
        # An entity tells nothing about a noun that is known to be something else.
        alike = [n for n, entities in self.class_entities.items() if entity in entities]
        if lemma in self._classified and not any(lemma in self.word_classes[n] for n in alike):
            return False
        return any(n in alike for n in names)


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise TypeError("must be a list of strings")
    return tuple(value)


def parse_frame(row: dict[str, Any], event_type: str, file: str, number: int) -> Frame:
    """Check one row and make a frame of it.

    Args:
        row: The row as TOML gives it.
        event_type: Type of the file it stands in.
        file: The file's name, for messages.
        number: The row's number, for messages where it has no id.

    Raises:
        LexiconError: The row is wrong.
    """
    where = row.get("id", number)
    try:
        values = {**row, "event_class": row["class"], "type": event_type}
        del values["class"]
        for key in (
            "lemmas",
            "object_in",
            "subject_in",
            "with_pp",
            "pp_in",
            "support",
            "complementizer",
            "clause_in",
            "predicate_in",
            "after",
            "phrase",
            "about",
        ):
            if key in values:
                values[key] = _strings(values[key])
        frame = Frame(**values)
    except KeyError as error:
        raise LexiconError(f"needs the key {error}", file, where) from error
    except TypeError as error:
        raise LexiconError(f"does not have the form of a frame: {error}", file, where) from error
    if TYPE_OF_CLASS.get(frame.event_class, NO_EVENT) != event_type:
        raise LexiconError(f"{frame.event_class} is no class of {event_type}", file, where)
    fillers = {frame.subject, frame.object, frame.dative, frame.genitive, *frame.pp.values()}
    if not fillers <= _FILLERS:
        raise LexiconError(f"unknown role {min(fillers - _FILLERS)!r}", file, where)
    if frame.trigger not in frame.example:
        raise LexiconError(f"the trigger {frame.trigger!r} is not in the example", file, where)
    return frame


@cache
def load_frames(language: str = "ro") -> FrameLexicon:
    """Read all frames of a language.

    Args:
        language: BCP 47 tag, the name of a folder of language data.

    Raises:
        LexiconError: A row is wrong.
    """
    folder = files("kgbuild.lexicon") / language
    classes = tomllib.loads((folder / "classes.toml").read_text(encoding="utf-8"))
    word_classes = {name: frozenset(table["lemmas"]) for name, table in classes.items()}
    participles = tomllib.loads((folder / "participles.toml").read_text(encoding="utf-8"))["participles"]
    frames: list[Frame] = []
    for event_type in (NO_EVENT, *EVENT_TYPES):
        file = folder / "frames" / f"{event_type.lower()}.toml"
        rows = tomllib.loads(file.read_text(encoding="utf-8")).get("frame", []) if file.is_file() else []
        frames += [parse_frame(row, event_type, f"frames/{file.name}", n) for n, row in enumerate(rows, 1)]
    seen: set[str] = set()
    for frame in frames:
        if frame.id in seen:
            raise LexiconError("the id is used twice", f"frames/{frame.type.lower()}.toml", frame.id)
        seen.add(frame.id)
        for name in (*frame.object_in, *frame.subject_in, *frame.pp_in, *frame.clause_in, *frame.predicate_in, *frame.about):
            if name not in word_classes:
                raise LexiconError(f"unknown word class {name!r}", f"frames/{frame.type.lower()}.toml", frame.id)
    class_entities = {name: frozenset(table["entities"]) for name, table in classes.items() if "entities" in table}
    return FrameLexicon(tuple(frames), word_classes, participles, class_entities)
