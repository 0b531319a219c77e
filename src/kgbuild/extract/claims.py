"""Make the claims: who vouches for each event and relation, whether it is affirmed, whether it is fact, plan or possibility."""

from collections.abc import Collection, Mapping, Sequence

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Attribution, Trigger
from kgbuild.extract.reality import DONE_IN_WORDS, Reality
from kgbuild.lexicon.cues import RealityCues
from kgbuild.lexicon.gazetteer import load_outlets
from kgbuild.model import Actors, AnnotatedText, Claim, Event, Mention, Modality, Polarity, Relation

# Who speaks does not vouch for speaking: the source of these is another, or the article, but for what somebody says he will say.
# Nor does it where the act is in the words themselves (`DONE_IN_WORDS`), not when it is still to come.
_SELF_SAID = frozenset({"COMMUNICATE", "REQUEST"})


def find_claims(
    text: AnnotatedText,
    actors: Actors,
    triggers: Sequence[Trigger],
    events: Sequence[Event],
    relations: Sequence[Relation],
    attributions: Sequence[Attribution],
    cues: RealityCues,
    confidence: Mapping[str, float],
    future_times: frozenset[str] = frozenset(),
) -> tuple[Claim, ...]:
    """Make one claim for each event and one for each relation, in text order of their evidence.

    Args:
        text: The analysed article.
        actors: Its actors.
        triggers: The words that report the events, in the order of `events`.
        events: The events with their roles.
        relations: The relations.
        attributions: Who says what.
        cues: The words that make an event negated, planned or hypothetical.
        confidence: How sure each event and relation is, 0 to 1, by its key.
        future_times: Keys of the times after the article's day.
    """
    reality = Reality(text, triggers, cues)
    agents = {t.head.index: _tellers(t, e, attributions) for t, e in zip(triggers, events, strict=True)}
    known = {a.key for a in actors.actors}
    outlets = {a.key for a in actors.actors if a.type == "Organization"}
    publishing = frozenset(a.key for a in actors.actors if load_outlets().intersection((a.name, a.wikidata)))
    relays = {a.cue: a.relayed_by for a in attributions if a.relayed_by}
    ahead = _elections_ahead(triggers, events, reality, future_times)
    drafts: list[tuple[str, Mention, Attribution | None, Polarity, Modality]] = []
    for trigger, event in zip(triggers, events, strict=True):
        polarity, modality = reality.of(trigger, in_future=event.time in future_times or event.key in ahead)
        own = event.actors("agent") if _is_said(text, trigger, modality) else ()
        others = attributions
        if own:
            self_told = [
                a
                for a in attributions
                if _sources(a, agents) == own and not _tells_of_plan(a, modality) and not reality.is_in_content(trigger, a)
            ]
            # Nor does anybody else whose verb stands beside the same quotation.
            spoken = {(a.start, a.end) for a in self_told if a.quoted}
            others = [a for a in attributions if a not in self_told and (a.start, a.end) not in spoken]
        source = nearest_attribution(trigger, others, agents, publishing)
        if source is None and modality == "actual" and not _is_told(trigger, attributions) and reality.is_hearsay(trigger):
            source = _spoken_right_before(text, trigger, attributions, agents)
        drafts.append((event.key, trigger.mention, source, polarity, modality))
    drafts += [(r.key, r.mentions[0], None, "affirmed", "actual") for r in relations]
    drafts.sort(key=lambda d: d[1])
    claims = []
    for number, (content, evidence, source, polarity, modality) in enumerate(drafts, 1):
        # Of those who passed a statement on the first is the nearest to it ("citat de TASS, preluată de Agerpres").
        sources = _sources(source, agents) if source else relays.get(evidence, ())[:1]
        claims.append(
            Claim(
                key=f"c{number}",
                content=content,
                evidence=evidence,
                sources=tuple(s for s in sources if s in known),
                relayed_by=tuple(k for k in _relays(source, attributions, agents, outlets) if k in known) if source else (),
                polarity=polarity,
                modality=modality,
                cue=source.cue if source and sources else None,
                confidence=confidence[content],
            )
        )
    return tuple(claims)


def _elections_ahead(
    triggers: Sequence[Trigger], events: Sequence[Event], reality: Reality, future_times: frozenset[str]
) -> frozenset[str]:
    """Keys of the elections of which no time is said here, but elsewhere by the same noun that they are still to come."""
    named = [(t, e) for t, e in zip(triggers, events, strict=True) if e.type == "ELECTION" and t.frame.pos == "noun"]
    planned = {t.head.lemma for t, e in named if reality.of(t, in_future=e.time in future_times)[1] == "planned"}
    return frozenset(e.key for t, e in named if t.head.lemma in planned and e.time is None and not reality.takes_place(t))


def _is_said(text: AnnotatedText, trigger: Trigger, modality: Modality) -> bool:
    """Whether whoever speaks only does so with these words: a verb or its object ("și-a anunțat susținerea").

    Another noun for words ("comentariile") or "e alături" is told of, and so is what one did ("am criticat guvernul").
    """
    verb = trigger.predicate
    if verb.upos not in {"VERB", "AUX"} and verb.relation != "obj":
        return False
    done_before = syntax.is_past(text, verb) and syntax.is_first_person(text, verb)
    in_words = trigger.frame.type in DONE_IN_WORDS and modality == "actual" and not done_before
    return trigger.frame.type in _SELF_SAID or in_words


def _tellers(trigger: Trigger, event: Event, attributions: Sequence[Attribution]) -> tuple[str, ...]:
    """The agents of an event, of a noun but for those named in what it tells ("acuzațiile că Rusia a atacat")."""
    told = [a for a in attributions if trigger.frame.pos == "noun" and a.cue_token == trigger.head.index]
    agents = [a for a in event.arguments if a.role == "agent"]
    return tuple(a.actor for a in agents if a.mention is None or not any(t.covers(a.mention) for t in told))


def _is_told(trigger: Trigger, attributions: Sequence[Attribution]) -> bool:
    """Whether somebody, named or not, is said to tell of it."""
    return any(a.covers(trigger.mention) and a.cue_token != trigger.head.index for a in attributions)


def _tells_of_plan(attribution: Attribution, modality: Modality) -> bool:
    """Whether somebody speaks of what he or she may say yet ("susține că va cere"), and does not say it right there."""
    return modality != "actual" and not attribution.quoted


def _sources(attribution: Attribution, agents: Mapping[int, tuple[str, ...]]) -> tuple[str, ...]:
    """Who an attribution names: its own sources, or the agent of its verb."""
    if attribution.cue_token is None:
        return attribution.sources
    return attribution.sources or agents.get(attribution.cue_token, ())


def nearest_attribution(
    trigger: Trigger,
    attributions: Sequence[Attribution],
    agents: Mapping[int, tuple[str, ...]],
    outlets: Collection[str] = frozenset(),
) -> Attribution | None:
    """The smallest attributed stretch around a trigger that is not its own and names somebody.

    Of what somebody asks or promises whoever tells it is the source, but not an outlet that does ("cere arme, relatează AFP").
    """

    def size(attribution: Attribution) -> tuple[int, bool, int]:
        # Of two that speak for the same words, "potrivit X" is nearer to them than the outlet that reports it.
        return attribution.end - attribution.start, attribution.cue_token is not None, attribution.start

    around = [a for a in attributions if a.covers(trigger.mention) and a.cue_token != trigger.head.index and _sources(a, agents)]
    told = min((a for a in around if a.told), key=size, default=None)
    wished = min((a for a in around if not a.told), key=size, default=None)
    if told is None or wished is None:
        return told or wished
    passed_on = all(k in outlets for k in _sources(told, agents)) and size(wished) < size(told)
    return wished if passed_on else told


def _relays(
    source: Attribution, attributions: Sequence[Attribution], agents: Mapping[int, tuple[str, ...]], outlets: Collection[str]
) -> tuple[str, ...]:
    """Who passed on what a source says, nearest first: the outlet that tells that it says so, then who is named as citing."""
    own = _sources(source, agents)
    around = (a for a in attributions if a.covers(source.cue) or (a.start, a.end) == (source.start, source.end))
    beside = [a for a in around if a.cue != source.cue and _sources(a, agents) not in ((), own)]
    outer = min(beside, key=lambda a: (a.end - a.start, a.start), default=None)
    telling = [k for k in _sources(outer, agents) if k in outlets] if outer is not None else []
    cited = outer.relayed_by if telling and outer is not None else ()
    return tuple(k for k in dict.fromkeys((*telling, *source.relayed_by, *cited)) if k not in own)


def _spoken_right_before(
    text: AnnotatedText, trigger: Trigger, attributions: Sequence[Attribution], agents: Mapping[int, tuple[str, ...]]
) -> Attribution | None:
    """Who speaks last in the sentence before: what only "ar fi" tells apart from a fact goes on with it."""
    before = text.sentences[trigger.head.sentence - 1] if trigger.head.sentence else None
    if before is None:
        return None
    spoken = [a for a in attributions if before.start <= a.cue.start < before.end and _sources(a, agents)]
    return max(spoken, key=lambda a: a.cue.start, default=None)
