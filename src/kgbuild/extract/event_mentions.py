"""Events as single words report them, with what says whether two of them are the same happening."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kgbuild.extract import syntax
from kgbuild.lexicon.numbers import fold
from kgbuild.model import AnnotatedText, Claim, Event, Extraction, Mention, Predicate, Role, Token

# From this chance on, who takes part speaks against a mention that names others.
SURE: Final = 0.5
_STEM_OF_NAME: Final = 5
_PEOPLE: Final = frozenset({"Person", "PersonGroup"})
# Relations by which somebody acts for another: a ministry for its state, a spokesman for his party.
_ACTS_FOR: Final[frozenset[Predicate]] = frozenset({"leads", "holdsPosition", "partOf"})
_DEMONSTRATIVES: Final = frozenset({"acest", "acesta", "acel", "respectiv", "același"})
_ARTICLES: Final = frozenset({"un", "o", "niște"})
_NOBODY: Final[frozenset[str]] = frozenset()
_ANEW: Final = frozenset({"alt", "nou", "ultim", "prim", "al_doilea", "următor", "doilea", "doi"})


@dataclass(frozen=True, slots=True)
class _Cast:
    """The actors of an article.

    Args:
        people: Keys of people and groups.
        owners: Whom each belongs to or acts for.
        groups: Stems of the words for each group.
    """

    people: frozenset[str]
    owners: Mapping[str, Collection[str]]
    groups: Mapping[str, frozenset[str]]

    def are_one_side(self, one: str, other: str) -> bool:
        """Whether one belongs to the other, or both are groups that a word in common names ("sute de fermieri", "fermierii")."""
        belongs = other in self.owners.get(one, ()) or one in self.owners.get(other, ())
        return belongs or bool(self.groups.get(one, frozenset()) & self.groups.get(other, frozenset()))


@dataclass(frozen=True, slots=True)
class EventMention:
    """One event as one trigger reports it.

    Args:
        event: The event.
        head: The word that names what happens.
        claim: What is claimed of it.
        is_noun: Whether the word is a noun; with what follows from that.
        is_plural: Whether it is one in the plural.
        is_definite: Whether it is a definite one, which takes up what is known.
        is_new: Whether it is said to be another ("un nou atac").
        is_introduced: Whether an article brings it in as new.
        kinds: The adjectives of the word.
        made: The head of what is said, given or made.
        words: The words that name what happens, the head first.
        cast: The article's actors.
        in_title: Whether the title tells it.
        figures: How many it befalls, or how much it is about.
        by_role: Keys of the actors in each role that somebody has.
        sure: The roles that somebody surely has.
    """

    event: Event
    head: Token
    claim: Claim | None
    is_noun: bool
    is_plural: bool
    is_definite: bool
    is_new: bool
    is_introduced: bool
    kinds: frozenset[str]
    made: Token | None
    words: tuple[Token, ...]
    cast: _Cast
    in_title: bool
    figures: frozenset[float]
    by_role: Mapping[Role, frozenset[str]]
    sure: Collection[Role]

    def actors(self, role: Role) -> frozenset[str]:
        """Keys of the actors that have a role."""
        return self.by_role.get(role, _NOBODY)

    @property
    def participants(self) -> frozenset[tuple[Role, str]]:
        """Who takes part, as what."""
        return frozenset((a.role, a.actor) for a in self.event.arguments)


def find_event_mentions(text: AnnotatedText, extraction: Extraction) -> Iterator[EventMention]:
    """Tell of each event, still one for each trigger, what says whether it is the same as another.

    Args:
        text: The analysed article.
        extraction: What was extracted.
    """
    claims = {c.content: c for c in extraction.claims}
    values = {q.key: q.value for q in extraction.quantities}
    cast = _Cast(
        people=frozenset(a.key for a in extraction.actors if a.type in _PEOPLE),
        owners=_owners(extraction),
        groups={a.key: _stems(a.name) for a in extraction.actors if a.type == "PersonGroup"},
    )
    for event in extraction.events:
        figures = frozenset(value for q in event.quantities if (value := values[q]) is not None)
        in_title = event.triggers[0].start < len(extraction.article.title)
        yield _mention(text, event, claims.get(event.key), cast, figures, in_title=in_title)


def _stems(name: str) -> frozenset[str]:
    return frozenset(fold(word)[:_STEM_OF_NAME] for word in name.split() if len(word) > _STEM_OF_NAME)


def _owners(extraction: Extraction) -> dict[str, set[str]]:
    """Whom each actor belongs to or acts for."""
    owners: dict[str, set[str]] = defaultdict(set)
    for actor in extraction.actors:
        if actor.of is not None:
            owners[actor.key].add(actor.of)
    for relation in extraction.relations:
        if relation.predicate in _ACTS_FOR:
            owners[relation.subject].add(relation.object)
    return owners


def _mention(
    text: AnnotatedText,
    event: Event,
    claim: Claim | None,
    cast: _Cast,
    figures: frozenset[float],
    *,
    in_title: bool,
) -> EventMention:
    trigger = event.triggers[0]
    head = _happening(text, trigger)
    noun = head.upos in {"NOUN", "PROPN"}
    words = {c.lemma.lower() for c in text.children(head)}
    nouns = [t for t in text.tokens_within(trigger.start, trigger.end) if t.upos == "NOUN" and t.index != head.index]
    return EventMention(
        event,
        head,
        claim,
        is_noun=noun,
        is_plural=noun and head.feats.get("Number") == "Plur",
        is_definite=noun and (head.feats.get("Definite") == "Def" or bool(words & _DEMONSTRATIVES)),
        is_new=bool(words & _ANEW),
        is_introduced=bool(words & _ARTICLES),
        kinds=frozenset(c.lemma for c in text.children(head) if c.relation == "amod"),
        made=syntax.top(text, event.theme) if event.theme is not None else None,
        words=(head, *nouns),
        cast=cast,
        in_title=in_title,
        figures=figures,
        by_role={role: frozenset(event.actors(role)) for role in {a.role for a in event.arguments}},
        sure=sure_roles(event),
    )


def _happening(text: AnnotatedText, trigger: Mention) -> Token:
    """The word that names what happens: the highest of a trigger, or the noun of which that says that it takes place."""
    head = syntax.top(text, trigger) or text.tokens[0]
    subjects = (t for t in syntax.dependents(text, head, "nsubj") if trigger.start <= t.start < trigger.end)
    return next(subjects, head)


def sure_roles(event: Event) -> set[Role]:
    """The roles that somebody surely has."""
    return {a.role for a in event.arguments if a.confidence >= SURE}
