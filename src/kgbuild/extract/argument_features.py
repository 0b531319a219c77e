"""What the learnt judge of arguments looks at: a trigger, an actor, and how the text joins them."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from kgbuild.extract import argument_names as names
from kgbuild.extract import syntax
from kgbuild.extract.argument_facts import NO_ROLE, Standing, heads_of, mostly, standing_of, taken_roles
from kgbuild.extract.intermediate import Trigger
from kgbuild.lexicon.frames import Frame
from kgbuild.linear import FeatureGroup
from kgbuild.model import Actors, AnnotatedText, Event, Role, Token

# An actor named up to so many sentences before may take part, the most mentioned ones wherever they are named: more of either is
# no better on articles not seen, and slower.
_FARTHEST_SENTENCE = 1
_SALIENT = 2
# Whoever stands behind one of these vouches for what is said and takes no part in it.
_VOUCHING = frozenset({"potrivit", "conform"})
# Beyond these, distances and counts make no difference any more.
_FAR = 4
_MANY = 3
_LONGEST_PATH = 5
_LONGEST_LENGTH = 8
_DISTANCES = (1, 2, 3, 5, 8, 12, 20, 21)
_UNJOINED = 99
# With so few events, that somebody takes part in no other one says nothing.
_FEW = 5
# What opens a clause that says what somebody is blamed for.
_CHARGING = frozenset({"că", "pentru că", "deoarece", "fiindcă"})
_COORDINATE = frozenset({"conj", "appos", "flat"})


class Candidate(NamedTuple):
    """An actor that may take part in an event.

    Args:
        actor: Key of the actor.
        token: Head of its mention nearest to the trigger, in the trigger's sentence or the nearest one before.
        sentences: How many sentences before the trigger's that one stands.
    """

    actor: str
    token: Token
    sentences: int


@dataclass(frozen=True, slots=True)
class _Setting:
    """What holds for an event whoever the candidate is.

    Args:
        trigger: The words that report it.
        voice: Part of speech of the trigger, `passive` for a verb in the passive.
        above: The trigger's head and the heads above it, nearest first.
        steps: How many steps up each of them is, by its index.
        own: Indices of the trigger's words.
        governor: Number of the event in whose complement the trigger stands, None for none.
        alike: Number of the nearest earlier event of the same lemma, else of the same type, None for none.
        neighbours: The events before and behind: what they are to it, their types, who has which role in them, and whether they
            stand in its sentence.
        clause: Index of the verb in whose clause the trigger stands.
        subject: Whether the trigger has a subject.
        by_rule: What the rules make of each participant, by its key.
        of_others: What they make of anybody else.
    """

    trigger: Trigger
    voice: str
    above: Sequence[Token]
    steps: Mapping[int, int]
    own: Collection[int]
    governor: int | None
    alike: int | None
    neighbours: Sequence[tuple[str, str, Mapping[str, Role], bool]]
    clause: int
    subject: bool
    by_rule: Mapping[str, Standing]
    of_others: Standing


@dataclass(frozen=True, slots=True)
class _Place:
    """What holds for a mention whatever the event is.

    Args:
        above: Its head and the heads above that, nearest first.
        way: Its preposition or case.
        clause: Index of the verb in whose clause it stands.
    """

    above: Sequence[Token]
    way: str
    clause: int


class ArgumentFeatures:
    """Describes the pairs of a trigger and an actor of one article.

    Args:
        text: The analysed article.
        references: Its actors and which token refers to which.
        triggers: The words that report the events.
        events: The events as the rules fill them, in the order of `triggers`.
    """

    def __init__(self, text: AnnotatedText, references: Actors, triggers: Sequence[Trigger], events: Sequence[Event]) -> None:
        self.text = text
        self.triggers = triggers
        self.events = events
        self.by_token = references.by_token
        self.actors = {a.key: a for a in references.actors}
        self.named = references.named
        self._heads = heads_of(text, references)
        counts = Counter(key for by_key in self._heads.values() for key, tokens in by_key.items() for _ in tokens)
        self.rank = {key: place for place, (key, _) in enumerate(counts.most_common())}
        self._salient = frozenset(list(self.rank)[:_SALIENT])
        self.title = frozenset(self._heads.get(0, {}))
        self._roles: list[dict[str, Role]] = [{a.actor: a.role for a in reversed(e.arguments)} for e in events]
        self._roles_in: defaultdict[int, dict[str, list[tuple[int, Role]]]] = defaultdict(dict)
        for number, (trigger, roles) in enumerate(zip(triggers, self._roles, strict=True)):
            for key, role in roles.items():
                self._roles_in[trigger.head.sentence].setdefault(key, []).append((number, role))
        self._taken = taken_roles(triggers, events)
        self._types = Counter(t.frame.type for t in triggers)
        self._lemmas = Counter(t.head.lemma for t in triggers)
        self._referring = sorted(references.by_token)
        self._referred = [references.by_token[index] for index in self._referring]
        self._verbs_before = [0, *accumulate(t.upos == "VERB" for t in text.tokens)]
        self._places: dict[int, _Place] = {}
        self._settings = list(self._set())

    def _set(self) -> Iterator[_Setting]:
        """The setting of each event."""
        by_word: dict[int, int] = {}
        for number, trigger in enumerate(self.triggers):
            for token in trigger.heads:
                by_word.setdefault(token.index, number)
        lemmas: dict[str, int] = {}
        types: dict[str, int] = {}
        for number, trigger in enumerate(self.triggers):
            verb = trigger.frame.pos != "noun"
            ups = (by_word.get(t.index, number) for t in self.text.ancestors(trigger.outer))
            above = (trigger.head, *self.text.ancestors(trigger.head))
            yield _Setting(
                trigger=trigger,
                voice="passive" if verb and syntax.is_passive(self.text, trigger.head) else trigger.frame.pos,
                above=above,
                steps={t.index: steps for steps, t in enumerate(above)},
                own=frozenset(t.index for t in trigger.heads),
                governor=next((n for n in ups if n != number), None),
                alike=lemmas.get(trigger.head.lemma, types.get(trigger.frame.type)),
                neighbours=[
                    (name, other.frame.type, self._roles[place], other.head.sentence == trigger.head.sentence)
                    for name, place in (("previous", number - 1), ("next", number + 1))
                    for other in self.triggers[max(place, 0) : place + 1]
                ],
                clause=syntax.clause_head(self.text, trigger.outer).index,
                subject=bool(syntax.dependents(self.text, trigger.outer, "nsubj")),
                by_rule={key: standing_of(self.events[number].arguments, key) for key in self._roles[number]},
                of_others=standing_of(self.events[number].arguments),
            )
            lemmas[trigger.head.lemma] = types[trigger.frame.type] = number

    def _place(self, token: Token) -> _Place:
        """The place of a mention."""
        place = self._places.get(token.index)
        if place is None:
            case = "genitive" if syntax.is_genitive(self.text, token) else "oblique" if syntax.is_oblique(token) else "bare"
            place = self._places[token.index] = _Place(
                above=(token, *self.text.ancestors(token)),
                way=syntax.preposition(self.text, token) or case,
                clause=syntax.clause_head(self.text, token).index,
            )
        return place

    def candidates(self, number: int) -> list[Candidate]:
        """The actors that may take part in the event of a trigger: those near it, and those the article is about."""
        here = self.triggers[number].head.sentence
        found: dict[str, Candidate] = {}
        vouching: set[str] = set()
        for distance in range(here + 1):
            far = distance > _FARTHEST_SENTENCE
            if far and all(key in found or key in vouching for key in self._salient):
                break
            heads = self._heads.get(here - distance, {})
            for key in filter(self._salient.__contains__, heads) if far else heads:
                tokens = heads[key]
                token = self._nearest(number, tokens) if distance == 0 else tokens[-1]
                if distance == 0 and self._place(token).way in _VOUCHING:
                    vouching.add(key)
                elif key not in found and key not in vouching:
                    found[key] = Candidate(key, token, distance)
        for argument in self.events[number].arguments:
            if argument.actor not in found and argument.actor not in vouching:
                found[argument.actor] = Candidate(argument.actor, self._first(argument.actor), _UNJOINED)
        return list(found.values())

    def is_apart(self, number: int, candidate: Candidate) -> bool:
        """Whether an actor only tells of what a trigger reports, accuses of it or rejects it, and so has not done it."""
        setting = self._settings[number]
        above = setting.governor
        outer = setting.trigger.outer
        # "A criticat guvernul, spunând că …", "după ce a vizitat Kievul": whoever does the one does the other.
        charged = syntax.subordinator(self.text, outer) in _CHARGING
        alike = outer.relation == "conj" or (outer.relation == "advcl" and not charged)
        if above is None or alike or candidate.actor not in self.events[above].actors("agent"):
            return False
        match self.triggers[above].frame.type:
            case "ACCUSE":
                return not setting.subject
            case "REJECT":
                return not setting.subject and setting.trigger.takes_up_words
            case "COMMUNICATE":
                return setting.voice == "passive" and candidate.actor not in self.events[number].actors("agent")
        return False

    def _nearest(self, number: int, tokens: Sequence[Token]) -> Token:
        """The mention of an actor that is nearest to a trigger in the tree, then in the sentence."""
        if len(tokens) == 1:
            return tokens[0]
        head = self.triggers[number].head.index
        return min(tokens, key=lambda t: (sum(map(len, self._path(t, self._settings[number]))), abs(t.index - head)))

    def _first(self, key: str) -> Token:
        return next(by_key[key][0] for by_key in self._heads.values() if key in by_key)

    def _path(self, token: Token, setting: _Setting) -> tuple[Sequence[Token], Sequence[Token]]:
        """The tokens from a mention up to where its branch meets the trigger's, and from the trigger's words up to there."""
        above = self._place(token).above
        for up, step in enumerate(above):
            if step.index in setting.own:
                return above[:up], ()
            if step.index in setting.steps:
                return above[: up + 1], setting.above[: setting.steps[step.index]]
        return above, setting.above

    def describe(self, number: int, candidate: Candidate) -> list[FeatureGroup]:
        """Names of the features that hold for a trigger and an actor, in groups of those that rest on the same facts."""
        setting, actor = self._settings[number], self.actors[candidate.actor]
        frame, kind, key = setting.trigger.frame, actor.type, actor.key
        distance, before = min(candidate.sentences, _FAR), candidate.sentences > 0
        return [
            names.of_type(kind, frame.type, frame.event_class, before),
            names.of_actor(kind, key in self.named, min(self.rank[key], _FAR), key in self.title, distance, frame.pos),
            names.of_name(actor.name, setting.trigger.head.lemma, frame.type, frame.event_class, frame.pos, before),
            names.of_head(candidate.token.lemma, frame.type, frame.event_class, before),
            self._in_other_events(number, candidate, kind),
            *self._by_rule(number, candidate, kind),
            *([self._before(setting, candidate, kind)] if before else self._joined(number, candidate.token, kind)),
            *self._elsewhere(number, candidate),
        ]

    def _by_rule(self, number: int, candidate: Candidate, kind: str) -> tuple[FeatureGroup, FeatureGroup]:
        """What the rules make of the actor, and which roles they give to others."""
        setting, frame, distance = self._settings[number], self.triggers[number].frame, min(candidate.sentences, _FAR)
        rule, said, states = setting.by_rule.get(candidate.actor, setting.of_others)
        return (
            names.of_rule(rule, said, setting.voice, frame.type, frame.pos, kind, distance),
            names.of_rivals(states, rule, frame.pos, kind, distance),
        )

    def _joined(self, number: int, token: Token, kind: str) -> list[FeatureGroup]:
        """How the sentence joins a mention to the trigger."""
        setting = self._settings[number]
        frame, voice, head = setting.trigger.frame, setting.voice, setting.trigger.head
        up, down = self._path(token, setting)
        way = self._place(token).way
        order = "before" if token.index < head.index else "after"
        # How the word where both branches meet goes on upwards says nothing of the two.
        steps = [t.relation for t in up[:-1]] + ["*"] if down else [t.relation for t in up]
        path = f"{'>'.join(steps[:_LONGEST_PATH])}|{'<'.join([t.relation for t in down[:_LONGEST_PATH]])}"
        filler = self._modified(setting, up, down) if down or not up else self._filler(frame, up, voice)
        found: list[FeatureGroup] = [
            names.of_path(path, way, voice, frame.type, frame.pos, kind),
            names.of_length(min(len(up) + len(down), _LONGEST_LENGTH), order),
            names.of_way(way, order, token.deprel, frame.pos, frame.type, voice, kind),
            names.of_word(head.lemma, up[-1].relation if up and not down else path, way),
            names.of_filler(filler, kind, frame.type),
            self._between(setting, token, kind, f"{order} {way} {frame.pos}"),
        ]
        holder = next((self.by_token[t.index] for t in up[1:] if t.index in self.by_token), None)
        if holder is not None and holder != self.by_token.get(token.index):
            found.append(names.of_holder(self._role(number, holder), frame.type, frame.pos, kind))
        if token.upos == "PRON":
            found.append(names.of_pronoun(token.lemma, token.relation, voice))
        return found

    def _between(self, setting: _Setting, token: Token, kind: str, manner: str) -> FeatureGroup:
        """What stands between a mention and the trigger."""
        first, last = sorted((token.index, setting.trigger.head.index))
        near = _DISTANCES[bisect_left(_DISTANCES, min(last - first, _DISTANCES[-1]))]
        others = set(self._referred[bisect_left(self._referring, first + 1) : bisect_left(self._referring, last)])
        others.discard(self.by_token.get(token.index, ""))
        verbs = max(self._verbs_before[last] - self._verbs_before[first + 1], 0)
        same = self._place(token).clause == setting.clause
        return names.of_gap(near, min(len(others), _MANY), min(verbs, _MANY), same, token.relation, manner, kind)

    def _modified(self, setting: _Setting, up: Sequence[Token], down: Sequence[Token]) -> str:
        """Whether the trigger, a participle, modifies the mention ("trei soldați uciși"), or stands elsewhere in the sentence."""
        beside = bool(up and down) and down[-1].relation in {"acl", "amod"} and all(t.index in setting.own for t in down)
        return f"{setting.voice} of it" if beside and all(t.relation in _COORDINATE for t in up[:-1]) else "outside"

    def _filler(self, frame: Frame, up: Sequence[Token], voice: str) -> str:
        """What the frame makes of the complement that a mention stands in."""
        top = up[-1]
        deep = " deep" if any(t.relation not in _COORDINATE for t in up[:-1]) else ""
        preposition = syntax.preposition(self.text, top)
        if top.relation == "nsubj":
            return f"{frame.object if voice == 'passive' else frame.subject} subject{deep}"
        if preposition:
            return f"{frame.pp.get(preposition, preposition)} phrase{deep}"
        if top.relation == "obj":
            return f"{frame.object} object{deep}"
        if frame.pos == "noun":
            return f"{frame.genitive} genitive{deep}"
        if top.relation in {"iobj", "obl"} and syntax.is_oblique(top):
            return f"{frame.dative} dative{deep}"
        return f"{top.relation}{deep}"

    def _before(self, setting: _Setting, candidate: Candidate, kind: str) -> FeatureGroup:
        """How an actor stood in the sentences before."""
        frame, token = setting.trigger.frame, candidate.token
        agrees = syntax.agrees(self.text, setting.trigger.outer, token)
        distance = min(candidate.sentences, _FAR)
        return names.of_earlier(token.relation, distance, agrees, frame.pos, frame.type, setting.subject, kind)

    def _elsewhere(self, number: int, candidate: Candidate) -> list[FeatureGroup]:
        """What the rules make of the actor in the events around."""
        setting, key = self._settings[number], candidate.actor
        trigger, frame, distance = setting.trigger, setting.trigger.frame, min(candidate.sentences, 2)
        found: list[FeatureGroup] = []
        if setting.governor is not None:
            above = self.triggers[setting.governor].frame.type
            role = self._role(setting.governor, key)
            found.append(names.of_governor(above, role, frame.type, frame.pos, trigger.outer.relation))
        for name, kind, roles, same in setting.neighbours:
            found.append(names.of_neighbour(name, kind, roles.get(key, NO_ROLE), same, frame.type, frame.pos))
        if setting.alike is not None:
            same = self.triggers[setting.alike].head.lemma == trigger.head.lemma
            found.append(names.of_alike(self._role(setting.alike, key), same, frame.pos, distance))
        others = {role for other, role in self._roles_in[trigger.head.sentence].get(key, ()) if other != number}
        return found + [names.of_sentence(role, frame.pos, distance) for role in others]

    def _in_other_events(self, number: int, candidate: Candidate, kind: str) -> FeatureGroup:
        """What the rules make of the actor most often: in all other events, in those of the type, in those of the word."""
        frame, lemma, key = self.triggers[number].frame, self.triggers[number].head.lemma, candidate.actor
        taken = self._taken.get(key, {})
        here = self._settings[number].by_rule.get(key, ("",))[0].split("+") if taken else ()
        overall = mostly(taken.get("", {}), here) if len(self.triggers) > _FEW else ""
        of_type = mostly(taken.get(frame.type, {}), here) if self._types[frame.type] > 1 else ""
        of_word = mostly(taken.get(lemma, {}), here) if self._lemmas[lemma] > 1 else ""
        return names.of_other_events(overall, of_type, of_word, frame.type, frame.pos, kind, candidate.sentences > 0)

    def _role(self, number: int, key: str) -> str:
        """The first role of an actor in an event."""
        return self._roles[number].get(key, NO_ROLE)
