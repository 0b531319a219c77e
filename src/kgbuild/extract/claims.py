"""Make the claims: who vouches for each event and relation, whether it is affirmed, whether it is fact, plan or possibility."""

from collections.abc import Collection, Mapping, Sequence

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Attribution, Trigger
from kgbuild.lexicon.cues import RealityCues
from kgbuild.lexicon.gazetteer import load_outlets
from kgbuild.model import Actors, AnnotatedText, Claim, Event, Mention, Modality, Polarity, Relation, Token

_SPEECH_RELATIONS = frozenset({"ccomp", "xcomp", "csubj", "obj", "advcl", "acl", "nmod", "obl"})
# What stands in these is what is planned, asked or hoped; circumstances may be facts ("va sprijini țara împotriva invaziei").
_CONTENT_RELATIONS = frozenset({"ccomp", "xcomp", "csubj", "obj", "nmod"})
_UNTIL = frozenset({"până"})
# What begins a clause that is itself denied or prevented, and no circumstance of that.
_CONTENT_MARKS = frozenset({"să", "ca", "a", "că", "de"})
# Who speaks does not vouch for speaking: the source of these is another, or the article, but for what somebody says he will say.
_SELF_SAID = frozenset({"COMMUNICATE", "REQUEST"})
# Nor does it where the act is in the words themselves ("reiterez condamnarea", "garantăm"), not when it is still to come.
_DONE_IN_WORDS = frozenset({"ACCUSE", "AGREE", "CONCEDE", "SUPPORT"})


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
    drafts: list[tuple[str, Mention, Attribution | None, Polarity, Modality]] = []
    for trigger, event in zip(triggers, events, strict=True):
        polarity, modality = reality.of(trigger, in_future=event.time in future_times)
        own = event.actors("agent") if _is_said(text, trigger, modality) else ()
        self_told = [
            a
            for a in attributions
            if _sources(a, agents) == own and not _tells_of_plan(a, modality) and not reality.is_in_content(trigger, a)
        ]
        # Nor does anybody else whose verb stands beside the same quotation.
        spoken = {(a.start, a.end) for a in self_told if a.quoted}
        others = [a for a in attributions if a not in self_told and (a.start, a.end) not in spoken]
        source = nearest_attribution(trigger, others if own else attributions, agents, publishing)
        if source is None and modality == "actual" and reality.is_hearsay(trigger):
            source = _spoken_right_before(text, trigger, attributions, agents)
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
                relayed_by=tuple(k for k in _relays(source, attributions, agents, outlets) if k in known) if source else (),
                polarity=polarity,
                modality=modality,
                cue=source.cue if source and sources else None,
                confidence=confidence[content],
            )
        )
    return tuple(claims)


def _is_said(text: AnnotatedText, trigger: Trigger, modality: Modality) -> bool:
    """Whether whoever speaks only does so with these words: a verb or its object ("și-a anunțat susținerea").

    Another noun for words ("comentariile") or "e alături" is told of, and so is what one did ("am criticat guvernul").
    """
    verb = trigger.predicate
    if verb.upos not in {"VERB", "AUX"} and verb.relation != "obj":
        return False
    done_before = syntax.is_past(text, verb) and syntax.is_first_person(text, verb)
    in_words = trigger.frame.type in _DONE_IN_WORDS and modality == "actual" and not done_before
    return trigger.frame.type in _SELF_SAID or in_words


def _tellers(trigger: Trigger, event: Event, attributions: Sequence[Attribution]) -> tuple[str, ...]:
    """The agents of an event, of a noun but for those named in what it tells ("acuzațiile că Rusia a atacat")."""
    told = [a for a in attributions if trigger.frame.pos == "noun" and a.cue_token == trigger.head.index]
    agents = [a for a in event.arguments if a.role == "agent"]
    return tuple(a.actor for a in agents if a.mention is None or not any(t.covers(a.mention) for t in told))


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
    beside = (a for a in attributions if a.cue != source.cue and _sources(a, agents) not in ((), own))
    around = [a for a in beside if a.covers(source.cue) or (a.start, a.end) == (source.start, source.end)]
    outer = min(around, key=lambda a: (a.end - a.start, a.start), default=None)
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

    def of(self, trigger: Trigger, *, in_future: bool = False) -> tuple[Polarity, Modality]:
        """The polarity and modality of one trigger.

        Args:
            trigger: The trigger.
            in_future: Whether the event's time lies after the article's day.
        """
        negated = self._is_negated(trigger)
        modality = self._own_modality(trigger)
        governor = self._governor(trigger)
        if governor is not None and trigger.is_decided_by(governor):
            governor = None
        denied = governor is not None and governor.frame.embedded_polarity == "negated" and self._is_undone(trigger, governor)
        open_again = denied and governor is not None and self._is_negated(governor)
        negated ^= denied and not open_again
        content = self._governor(trigger, _CONTENT_RELATIONS) if governor is not None else None
        if content is not None and modality == "actual" and content.frame.embedded is not None:
            modality = content.frame.embedded
        if open_again and modality != "actual":
            # "Nu exclude că va trimite trupe"
            modality = "hypothetical"
        if modality == "actual" and in_future:
            modality = "planned"
        return "negated" if negated else "affirmed", modality

    def _is_undone(self, trigger: Trigger, governor: Trigger) -> bool:
        """Whether what its governor denies is the event itself, and no circumstance ("a respins candidatura la alegeri")."""
        if syntax.is_bare_participle(self.text, trigger.outer):
            return False
        return self.text.head(trigger.outer).index != governor.head.index or not self._is_circumstance(trigger.outer)

    def _is_circumstance(self, token: Token) -> bool:
        """Whether a word is beside what its verb has as an object ("a evitat probleme în campanie"), or says why or when."""
        if token.relation == "obl":
            return bool(syntax.dependents(self.text, self.text.head(token), "obj"))
        mark = syntax.subordinator(self.text, token)
        return token.relation == "advcl" and bool(mark) and not _begins(mark, _CONTENT_MARKS)

    def is_in_content(self, trigger: Trigger, attribution: Attribution) -> bool:
        """Whether a trigger stands in the clause that says what is told, not in direct speech ("spun că au cerut ajutor")."""
        governor = self._governor(trigger, _CONTENT_RELATIONS)
        told = governor is not None and governor.head.index == attribution.cue_token and not attribution.quoted
        clause = syntax.clause_head(self.text, trigger.outer)
        return told and clause.upos == "VERB" and clause.index != attribution.cue_token

    def is_hearsay(self, trigger: Trigger) -> bool:
        """Whether whoever writes does not vouch for it: the presumptive "ar fi furat"."""
        auxiliaries = {c.form.lower() for c in self.text.children(trigger.outer) if c.relation == "aux"}
        return "fi" in auxiliaries and bool(auxiliaries & self.cues.conditional_auxiliaries)

    def _is_negated(self, trigger: Trigger) -> bool:
        heads = {t.index: t for t in (trigger.head, trigger.support, trigger.outer, self._occurring(trigger)) if t is not None}
        for head in heads.values():
            # "Până când nu va exista un acord" waits for the agreement.
            if self._has_negator(head) and not _begins(syntax.subordinator(self.text, head), _UNTIL):
                return True
            introduced = (syntax.subordinator(self.text, head), syntax.preposition(self.text, head))
            if any(words.split(" ")[0] in self.cues.negative_subordinators for words in introduced):
                return True
        governed = [t for t in (trigger.head, trigger.outer) if t.relation in _SPEECH_RELATIONS and not self._is_circumstance(t)]
        governors = [self.text.head(t) for t in governed]
        if any(g.lemma in self.cues.affirming_words and self._has_negator(g) for g in governors):
            return True
        undone = any(g.lemma in self.cues.negating_words and not self._has_negator(g) for g in governors)
        # "A anulat hotărârea" undoes what was decided, not that it was.
        return undone and not (trigger.frame.pos == "noun" and trigger.frame.type == "LEGISLATE")

    def _has_negator(self, head: Token) -> bool:
        """Whether a negator stands before a word and hangs on it."""
        return any(c.form.lower() in self.cues.negators and c.index < head.index for c in self.text.children(head))

    def _own_modality(self, trigger: Trigger) -> Modality:
        """What the form of the trigger and its clause says."""
        if trigger.modality != "actual":
            return trigger.modality
        modality = self._noun_modality(trigger.head) if trigger.head.upos == "NOUN" else "actual"
        verb = trigger.outer if trigger.outer.upos != "NOUN" else self._occurring(trigger)
        return self._verb_modality(verb) if modality == "actual" and verb is not None else modality

    def _occurring(self, trigger: Trigger) -> Token | None:
        """The verb that says whether what a noun reports takes place ("nu au fost înregistrate pagube"), None where none does."""
        noun = trigger.outer
        verb = self.text.head(noun)
        subject = noun.upos == "NOUN" and noun.relation.partition(":")[0] in {"nsubj", "obj"}
        # "Alegerile ar putea avea loc": the modal verb has the subject.
        raising = (c for c in self.text.children(verb) if c.relation in {"ccomp", "xcomp"})
        occurring = next((c for c in raising if not syntax.dependents(self.text, c, "nsubj")), verb)
        words = {occurring.lemma.lower(), *(f"{occurring.lemma.lower()} {c.lemma}" for c in self.text.children(occurring))}
        return verb if subject and verb.index not in self.by_verb and words & self.cues.occurring_words else None

    def _verb_modality(self, verb: Token) -> Modality:
        mark = syntax.subordinator(self.text, verb)
        auxiliaries = {c.form.lower() for c in self.text.children(verb) if c.relation == "aux"}
        if self._is_hypothetical(verb, mark, auxiliaries):
            return "hypothetical"
        future = bool(auxiliaries & self.cues.future_auxiliaries) or _begins(mark, self.cues.planned_subordinators)
        return "planned" if future or self._infinitive_of_noun(verb) else self._inherited(verb)

    def _is_hypothetical(self, verb: Token, mark: str, auxiliaries: set[str]) -> bool:
        if _begins(mark, self.cues.hypothetical_subordinators) or (verb.relation == "acl" and self._in_case(verb)):
            return True
        if verb.relation in {"csubj", "ccomp"} and self.text.head(verb).lemma in self.cues.hypothetical_words:
            return True
        # "ar fi trimis" is the presumptive: a doubt about a fact, not a possibility.
        if auxiliaries & self.cues.conditional_auxiliaries and "fi" not in auxiliaries:
            return True
        return any(c.lemma in self.cues.hypothetical_words for c in self.text.children(verb) if c.relation == "advmod")

    def _in_case(self, token: Token) -> bool:
        """Whether a token hangs on a noun that opens a condition ("în cazul unui atac", "în cazul în care")."""
        head = self.text.head(token)
        return f"{syntax.preposition(self.text, head)} {head.form.lower()}" in self.cues.hypothetical_subordinators

    def _infinitive_of_noun(self, verb: Token) -> bool:
        """Whether a verb says what a plan, demand or offer is about ("decizia de a trimite")."""
        return verb.relation in {"acl", "nmod"} and verb.feats.get("VerbForm") == "Inf" and self.text.head(verb).upos == "NOUN"

    def _noun_modality(self, noun: Token) -> Modality:
        """An event noun is as real as the words that introduce it, else as the plan or possibility it belongs to."""
        words = {c.lemma for c in self.text.children(noun)} | {self.text.head(noun).lemma}
        if words & self.cues.hypothetical_words or self._in_case(noun):
            return "hypothetical"
        if words & self.cues.planned_words or _begins(syntax.preposition(self.text, noun), self.cues.planned_subordinators):
            return "planned"
        return "actual"

    def _inherited(self, verb: Token) -> Modality:
        """A gerund or coordinated form without marks of its own is as real as the verb it belongs to."""
        head = self.text.head(verb)
        dependent = verb.feats.get("VerbForm") == "Ger" or (verb.relation == "conj" and not syntax.subordinator(self.text, verb))
        if not dependent or head.index == verb.index or head.upos != "VERB":
            return "actual"
        if self._tells_of_embedded(verb, head):
            return "actual"
        governor = self.by_verb.get(head.index)
        return self._own_modality(governor) if governor else self._verb_modality(head)

    def _tells_of_embedded(self, verb: Token, head: Token) -> bool:
        """Whether a gerund says how somebody tells what is planned ("vrea să plece, spunând că …"), not what will be.

        Nor is what is done in words by whoever tells it ("a spus că Rusia va pierde, condamnând atacul").
        """
        own, telling = self.by_verb.get(verb.index), self.by_verb.get(head.head)
        if own is None or verb.feats.get("VerbForm") != "Ger":
            return False
        told = telling is not None and telling.frame.attributes and head.relation == "ccomp"
        if told and own.frame.type in _DONE_IN_WORDS:
            return True
        mark = syntax.subordinator(self.text, head)
        infinitive = head.feats.get("VerbForm") == "Inf" and not syntax.dependents(self.text, head, "aux")
        return own.frame.attributes and (infinitive or _begins(mark, self.cues.planned_subordinators))

    def _governor(self, trigger: Trigger, relations: frozenset[str] = _SPEECH_RELATIONS) -> Trigger | None:
        """The trigger in whose complement this one stands, joined to it by some relations."""
        token = trigger.outer
        for ancestor in self.text.ancestors(token):
            if token.relation not in relations and token.relation != "conj":
                return None
            found = self.by_verb.get(ancestor.index)
            if found is not None and found is not trigger and token.relation != "conj":
                return found
            token = ancestor
        return None


def _begins(words: str, cues: frozenset[str]) -> bool:
    """Whether some words are a cue or begin with one, word for word.

    >>> _begins("deși", frozenset({"de"})), _begins("în cazul în care", frozenset({"în cazul"}))
    (False, True)
    """
    return any(words == cue or words.startswith(f"{cue} ") for cue in cues)
