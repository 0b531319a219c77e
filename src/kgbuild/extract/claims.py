"""Make the claims: who vouches for each event and relation, whether it is affirmed, and whether it is fact, plan or possibility."""

from collections.abc import Mapping, Sequence

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Attribution, Trigger
from kgbuild.lexicon.cues import RealityCues
from kgbuild.model import Actors, AnnotatedText, Claim, Event, Mention, Modality, Polarity, Relation, Token

_SPEECH_RELATIONS = frozenset({"ccomp", "xcomp", "csubj", "obj", "advcl", "acl", "nmod", "obl"})


def find_claims(
    text: AnnotatedText,
    actors: Actors,
    triggers: Sequence[Trigger],
    events: Sequence[Event],
    relations: Sequence[Relation],
    attributions: Sequence[Attribution],
    cues: RealityCues,
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
    """
    reality = Reality(text, triggers, cues)
    agents = {t.head.index: e.actors("agent") for t, e in zip(triggers, events, strict=True)}
    known = {a.key for a in actors.actors}
    relays = {a.cue: a.relayed_by for a in attributions if a.relayed_by}
    drafts: list[tuple[str, Mention, Attribution | None, Polarity, Modality]] = []
    for trigger, event in zip(triggers, events, strict=True):
        polarity, modality = reality.of(trigger)
        source = nearest_attribution(trigger, attributions, agents)
        drafts.append((event.key, trigger.mention, source, polarity, modality))
    drafts += [(r.key, r.mentions[0], None, "affirmed", "actual") for r in relations]
    drafts.sort(key=lambda d: d[1])
    claims = []
    for number, (content, evidence, source, polarity, modality) in enumerate(drafts, 1):
        sources = _sources(source, agents) if source else relays.get(evidence, ())
        claims.append(
            Claim(
                key=f"c{number}",
                content=content,
                evidence=evidence,
                sources=tuple(s for s in sources if s in known),
                relayed_by=source.relayed_by if source else (),
                polarity=polarity,
                modality=modality,
                cue=source.cue if source and sources else None,
            )
        )
    return tuple(claims)


def _sources(attribution: Attribution, agents: Mapping[int, tuple[str, ...]]) -> tuple[str, ...]:
    """Who an attribution names: its own sources, or the agent of its verb."""
    if attribution.cue_token is None:
        return attribution.sources
    return attribution.sources or agents.get(attribution.cue_token, ())


def nearest_attribution(
    trigger: Trigger, attributions: Sequence[Attribution], agents: Mapping[int, tuple[str, ...]]
) -> Attribution | None:
    """The smallest attributed stretch around a trigger that is not its own and names somebody."""
    around = [
        a
        for a in attributions
        if a.covers(trigger.mention) and a.cue_token != trigger.head.index and _sources(a, agents)
    ]
    return min(around, key=lambda a: (a.end - a.start, a.start), default=None)


class Reality:
    """Tells polarity and modality of triggers from the words around them and from what governs them.

    Args:
        text: The analysed article.
        triggers: All triggers, which may govern one another.
        cues: The words that make an event negated, planned or hypothetical.
    """

    def __init__(self, text: AnnotatedText, triggers: Sequence[Trigger], cues: RealityCues) -> None:
        self.text = text
        self.cues = cues
        self.by_verb: dict[int, Trigger] = {}
        for trigger in triggers:
            for token in (trigger.head, trigger.support, trigger.outer):
                if token is not None:
                    self.by_verb.setdefault(token.index, trigger)

    def of(self, trigger: Trigger) -> tuple[Polarity, Modality]:
        """The polarity and modality of one trigger."""
        polarity: Polarity = "negated" if self._is_negated(trigger) else "affirmed"
        modality = self._own_modality(trigger)
        governor = self._governor(trigger)
        if governor is not None:
            if governor.frame.embedded_polarity == "negated":
                polarity = "affirmed" if polarity == "negated" else "negated"
            if modality == "actual" and governor.frame.embedded is not None:
                modality = governor.frame.embedded
        return polarity, modality

    def _is_negated(self, trigger: Trigger) -> bool:
        heads = {t.index: t for t in (trigger.head, trigger.support, trigger.outer) if t is not None}
        for head in heads.values():
            children = self.text.children(head)
            if any(c.form.lower() in self.cues.negators and c.index < head.index for c in children):
                return True
            if syntax.subordinator(self.text, head).split(" ")[0] in self.cues.negative_subordinators:
                return True
            if head.upos == "NOUN" and syntax.preposition(self.text, head).split(" ")[0] in self.cues.negative_subordinators:
                return True
        return False

    def _own_modality(self, trigger: Trigger) -> Modality:
        """What the form of the trigger and its clause says."""
        if trigger.modality != "actual":
            return trigger.modality
        verb = trigger.outer
        if verb.upos == "NOUN":
            return self._noun_modality(verb)
        mark = syntax.subordinator(self.text, verb)
        if any(mark.startswith(m) for m in self.cues.hypothetical_subordinators):
            return "hypothetical"
        forms = {c.form.lower() for c in self.text.children(verb) if c.relation == "aux"}
        # "ar fi trimis" is the presumptive: a doubt about a fact, not a possibility.
        if forms & self.cues.conditional_auxiliaries and "fi" not in forms:
            return "hypothetical"
        if forms & self.cues.future_auxiliaries:
            return "planned"
        if any(mark.startswith(m) for m in self.cues.planned_subordinators):
            return "planned"
        if any(c.lemma in self.cues.hypothetical_words for c in self.text.children(verb) if c.relation == "advmod"):
            return "hypothetical"
        return self._inherited(verb)

    def _noun_modality(self, noun: Token) -> Modality:
        """An event noun is as real as the words that introduce it, else as what it stands under."""
        words = {c.lemma for c in self.text.children(noun)} | {self.text.head(noun).lemma}
        if words & self.cues.hypothetical_words:
            return "hypothetical"
        if words & self.cues.planned_words:
            return "planned"
        return "actual"

    def _inherited(self, verb: Token) -> Modality:
        """A gerund or coordinated form without marks of its own is as real as the verb it belongs to."""
        head = self.text.head(verb)
        dependent = verb.feats.get("VerbForm") == "Ger" or (verb.relation == "conj" and not syntax.subordinator(self.text, verb))
        if not dependent or head.index == verb.index:
            return "actual"
        governor = self.by_verb.get(head.index)
        return self._own_modality(governor) if governor else "actual"

    def _governor(self, trigger: Trigger) -> Trigger | None:
        """The trigger in whose complement this one stands."""
        token = trigger.outer
        for ancestor in self.text.ancestors(token):
            if token.relation not in _SPEECH_RELATIONS and token.relation != "conj":
                return None
            found = self.by_verb.get(ancestor.index)
            if found is not None and found is not trigger and token.relation != "conj":
                return found
            token = ancestor
        return None
