"""From an analysed article to what it says: one pure function, a chain of stages.

Each module holds one stage, a function from what came before to its own part; no stage imports another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from kgbuild.extract.actors import find_actors
from kgbuild.extract.anchors import anchor_times
from kgbuild.extract.arguments import judge_arguments
from kgbuild.extract.claims import find_claims
from kgbuild.extract.contradictions import mark_contradictions
from kgbuild.extract.credence import LEAST as LEAST_CREDENCE
from kgbuild.extract.credence import weigh_events
from kgbuild.extract.dating import date_events
from kgbuild.extract.identity import unite, unite_recurrences, unite_times
from kgbuild.extract.implicit import complete_arguments
from kgbuild.extract.intermediate import Attribution, Trigger
from kgbuild.extract.mentions import find_mentions
from kgbuild.extract.quantities import find_quantities
from kgbuild.extract.recurrences import find_recurrences
from kgbuild.extract.relations import find_relations, find_represented
from kgbuild.extract.roles import fill_roles
from kgbuild.extract.selection import select
from kgbuild.extract.several import tell_apart
from kgbuild.extract.speech import find_attributions
from kgbuild.extract.times import find_times
from kgbuild.extract.triggers import find_triggers
from kgbuild.lexicon.chains import load_carrying_verbs
from kgbuild.lexicon.confidence import load_relation_confidence
from kgbuild.lexicon.cues import load_attribution_cues, load_reality_cues
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.gazetteer import NameSource
from kgbuild.lexicon.occurrence import load_occurrence
from kgbuild.linear import LinearModel, load_linear_model
from kgbuild.model import Actors, AnnotatedText, Article, Event, Extraction, Mention, Quantity, Recurrence, TimeExpression

__all__ = ["Judges", "Proposal", "extract", "find_everything", "finish", "load_judges", "propose_events"]

_LANGUAGE: Final = "ro"


@dataclass(frozen=True)
class Proposal:
    """What the rules find, before the learnt judge of arguments.

    Args:
        actors: The actors and which token refers to which.
        times: The times.
        quantities: The quantities.
        triggers: The words that report events.
        attributions: Who says what.
        events: An event for each trigger, in the same order.
        future: Keys of the times after the article's day.
        recurrences: What happens again and again.
    """

    actors: Actors
    times: tuple[TimeExpression, ...]
    quantities: tuple[Quantity, ...]
    triggers: tuple[Trigger, ...]
    attributions: tuple[Attribution, ...]
    events: tuple[Event, ...]
    future: frozenset[str]
    recurrences: tuple[Recurrence, ...] = ()


@dataclass(frozen=True, slots=True)
class Judges:
    """The learnt models that weigh what the rules find.

    Args:
        arguments: Who takes part in an event (`kgbuild.extract.arguments`).
        credence: How sure an event is (`kgbuild.extract.credence`).
        likeness: Whom descriptions mean (`kgbuild.extract.likeness`).
    """

    arguments: LinearModel
    credence: LinearModel
    likeness: LinearModel


def load_judges() -> Judges:
    """Load the judges that ship with kgbuild.

    Raises:
        LexiconError: One of them is malformed.
    """
    arguments, credence, likeness = (load_linear_model(name, _LANGUAGE) for name in ("arguments", "credence", "likeness"))
    return Judges(arguments, credence, likeness)


def extract(article: Article, text: AnnotatedText, names: NameSource | None = None) -> Extraction:
    """Extract actors, times, quantities, events, relations and claims from an article.

    Args:
        article: The article.
        text: Its linguistic analysis.
        names: Knows actors that the gazetteer has not.

    Returns:
        Everything found, with evidence; the same input gives the same result.

    Raises:
        LexiconError: The language data are wrong.
    """
    everything, named = find_everything(article, text, load_judges(), names)
    return finish(text, everything, named, load_linear_model("standing", _LANGUAGE))


def find_everything(
    article: Article, text: AnnotatedText, judges: Judges, names: NameSource | None = None
) -> tuple[Extraction, frozenset[str]]:
    """Run all stages but the last.

    Args:
        article: The article.
        text: Its linguistic analysis.
        judges: The learnt judges.
        names: Knows actors that the gazetteer has not.

    Returns:
        Everything found, what hangs together or not, and the keys of the actors that have a name.

    Raises:
        LexiconError: The language data are wrong.
    """
    found = propose_events(article, text, names, judges.likeness)
    actors = found.actors
    events = judge_arguments(text, actors, found.triggers, found.events, judges.arguments)
    chances = weigh_events(text, actors, found.triggers, events, judges.credence)
    sure = [(t, e, c) for t, e, c in zip(found.triggers, events, chances, strict=True) if c >= LEAST_CREDENCE]
    triggers, events = tuple(t for t, _, _ in sure), tuple(e for _, e, _ in sure)
    relations = find_relations(text, actors, events)
    confidence = {e.key: c for _, e, c in sure} | dict.fromkeys((r.key for r in relations), load_relation_confidence(_LANGUAGE))
    reality = load_reality_cues(_LANGUAGE)
    claims = find_claims(text, actors, triggers, events, relations, found.attributions, reality, confidence, found.future)
    sentences = tuple(Mention.of(text.text, s.start, s.end) for s in text.sentences)
    everything = Extraction(
        article, sentences, actors.actors, found.times, found.quantities, events, relations, claims, found.recurrences
    )
    return everything, actors.named


def finish(text: AnnotatedText, everything: Extraction, named: frozenset[str], standing: LinearModel) -> Extraction:
    """Keep what hangs together, and make one event of all mentions of a happening.

    Args:
        text: The article's linguistic analysis.
        everything: All that was found.
        named: Keys of the actors that have a name.
        standing: The judge of which actors an article is about.
    """
    united = unite(text, unite_recurrences(unite_times(select(text, everything, named, standing))))
    return mark_contradictions(united)


def propose_events(
    article: Article, text: AnnotatedText, names: NameSource | None = None, likeness: LinearModel | None = None
) -> Proposal:
    """Find events with the participants that rules give them.

    Args:
        article: The article.
        text: Its linguistic analysis.
        names: Knows actors that the gazetteer has not.
        likeness: Tells whom descriptions mean; None for the model that ships with kgbuild.

    Raises:
        LexiconError: The language data are wrong.
    """
    actors = tell_apart(text, find_actors(text, find_mentions(text), likeness or load_judges().likeness, names))
    recurrences = find_recurrences(text)
    times = find_times(text, article.published, apart=[r.mention for r in recurrences])
    quantities = find_quantities(text, (*times, *recurrences), actors.actors)
    triggers = find_triggers(text, load_frames(_LANGUAGE), load_carrying_verbs(_LANGUAGE), actors.actors)
    attributions = find_attributions(text, actors, triggers, load_attribution_cues(_LANGUAGE))
    future = _ahead(times, article)
    events = fill_roles(
        text, actors, triggers, attributions, times, quantities, future, recurrences, partial(find_represented, text, actors)
    )
    events = complete_arguments(triggers, events)
    events = date_events(text, triggers, events, times, load_occurrence(_LANGUAGE), future)
    times, events = anchor_times(text, triggers, events, times, article.published)
    return Proposal(actors, times, quantities, triggers, attributions, events, _ahead(times, article), recurrences)


def _ahead(times: Iterable[TimeExpression], article: Article) -> frozenset[str]:
    """Keys of the times after the article's day."""
    return frozenset(t.key for t in times if article.published and t.earliest > article.published)
