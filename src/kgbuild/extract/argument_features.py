"""What the learnt judge of arguments looks at: a trigger, an actor, and how the text joins them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Trigger
from kgbuild.lexicon.frames import Frame
from kgbuild.model import Actors, AnnotatedText, Event, Token
from kgbuild.vocab import ROLES

# An actor named up to so many sentences before may take part, the most mentioned ones wherever they are named: more of either is
# no better on articles not seen, and slower.
_FARTHEST_SENTENCE = 1
_SALIENT = 2
# Beyond these, distances and counts make no difference any more.
_FAR = 4
_MANY = 3
_LONGEST_PATH = 5
_LONGEST_LENGTH = 8
_DISTANCES = (1, 2, 3, 5, 8, 12, 20)
_UNJOINED = 99
_NO_ROLE = "none"
_COORDINATE = frozenset({"conj", "appos", "flat"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that may take part in an event.

    Args:
        actor: Key of the actor.
        token: Head of its mention nearest to the trigger, in the trigger's sentence or the nearest one before.
        sentences: How many sentences before the trigger's that one stands.
    """

    actor: str
    token: Token
    sentences: int


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
        self.by_word: dict[int, int] = {}
        for number, trigger in enumerate(triggers):
            for token in (trigger.head, trigger.support, trigger.outer):
                if token is not None:
                    self.by_word.setdefault(token.index, number)
        self._voices: dict[int, str] = {}
        self._numbers: dict[int, list[int]] = defaultdict(list)
        for number, trigger in enumerate(triggers):
            self._numbers[trigger.head.sentence].append(number)
        self._heads: dict[int, dict[str, list[Token]]] = {}
        for index, key in sorted(references.by_token.items()):
            token = text.tokens[index]
            if self.by_token.get(token.head) != key or token.head == index:
                self._heads.setdefault(token.sentence, {}).setdefault(key, []).append(token)
        counts = Counter(key for by_key in self._heads.values() for key, tokens in by_key.items() for _ in tokens)
        self.rank = {key: place for place, (key, _) in enumerate(counts.most_common())}
        self.title = frozenset(self._heads.get(0, {}))

    def candidates(self, number: int) -> list[Candidate]:
        """The actors that may take part in the event of a trigger: those near it, and those the article is about."""
        trigger = self.triggers[number]
        here = trigger.head.sentence
        found: dict[str, Candidate] = {}
        for distance in range(here + 1):
            for key, tokens in self._heads.get(here - distance, {}).items():
                near = distance <= _FARTHEST_SENTENCE or self.rank[key] < _SALIENT
                if key not in found and near:
                    best = min(tokens, key=lambda t: (self._steps(t, trigger), abs(t.index - trigger.head.index)))
                    found[key] = Candidate(key, best if distance == 0 else tokens[-1], distance)
        for argument in self.events[number].arguments:
            if argument.actor not in found:
                found[argument.actor] = Candidate(argument.actor, self._first(argument.actor), _UNJOINED)
        return list(found.values())

    def _first(self, key: str) -> Token:
        return next(t for by_key in self._heads.values() for k, tokens in by_key.items() if k == key for t in tokens)

    def _steps(self, token: Token, trigger: Trigger) -> int:
        if token.sentence != trigger.head.sentence:
            return _UNJOINED
        up, down = self._path(token, trigger)
        return len(up) + len(down)

    def _path(self, token: Token, trigger: Trigger) -> tuple[list[Token], list[Token]]:
        """The tokens from a mention up to where its branch meets the trigger's, and from the trigger's words up to there."""
        own = {t.index for t in (trigger.head, trigger.support, trigger.outer) if t is not None}
        above = [trigger.head, *self.text.ancestors(trigger.head)]
        places = {t.index: i for i, t in enumerate(above)}
        up: list[Token] = []
        for step in (token, *self.text.ancestors(token)):
            if step.index in own:
                return up, []
            if step.index in places:
                down = above[: places[step.index]]
                return [*up, step], down
            up.append(step)
        return up, above

    def describe(self, number: int, candidate: Candidate) -> Iterator[str]:
        """Names of the features that hold for a trigger and an actor."""
        trigger, actor = self.triggers[number], self.actors[candidate.actor]
        distance = min(candidate.sentences, _FAR)
        yield "bias"
        yield from self._by_rule(number, candidate)
        yield f"kind={actor.type} distance={distance}"
        yield f"kind={actor.type} type={trigger.frame.type}"
        yield f"kind={actor.type} class={trigger.frame.event_class} {distance > 0}"
        yield f"named={actor.key in self.named} distance={distance}"
        yield f"rank={min(self.rank[actor.key], _FAR)} distance={distance} {trigger.frame.pos}"
        yield f"in title={actor.key in self.title} distance={distance}"
        if candidate.sentences == 0:
            yield from self._joined(trigger, candidate.token, actor.type)
        else:
            yield from self._before(trigger, candidate, actor.type)
        yield from self._elsewhere(number, candidate)

    def _by_rule(self, number: int, candidate: Candidate) -> Iterator[str]:
        """What the rules make of the actor, and which roles they give to others."""
        event, frame = self.events[number], self.triggers[number].frame
        kind, distance = self.actors[candidate.actor].type, min(candidate.sentences, _FAR)
        mine = [a for a in event.arguments if a.actor == candidate.actor]
        others = [a for a in event.arguments if a.actor != candidate.actor]
        rule = "+".join(sorted({a.role for a in mine})) or "none"
        said = any(a.mention is not None for a in mine)
        yield f"rule={rule}"
        yield f"rule={rule} said={said} {self._voice(self.triggers[number])}"
        yield f"rule={rule} type={frame.type} {frame.pos}"
        yield f"rule={rule} kind={kind}"
        yield f"rule={rule} distance={distance}"
        for role in ROLES:
            taken = [a for a in others if a.role == role]
            state = "open" if not taken else "said" if any(a.mention is not None for a in taken) else "understood"
            yield f"{role} {state}"
            yield f"{role} {state} distance={distance} {frame.pos} kind={kind}"
            yield f"{role} {state} rule={rule}"

    def _voice(self, trigger: Trigger) -> str:
        """Part of speech of the trigger, `passive` for a verb in the passive."""
        voice = self._voices.get(trigger.head.index)
        if voice is None:
            is_passive = trigger.frame.pos != "noun" and syntax.is_passive(self.text, trigger.head)
            voice = self._voices[trigger.head.index] = "passive" if is_passive else trigger.frame.pos
        return voice

    def _joined(self, trigger: Trigger, token: Token, kind: str) -> Iterator[str]:
        """How the sentence joins a mention to the trigger."""
        frame, voice = trigger.frame, self._voice(trigger)
        up, down = self._path(token, trigger)
        way = self._way(token)
        order = "before" if token.index < trigger.head.index else "after"
        rising = ">".join(t.relation for t in up[:_LONGEST_PATH])
        falling = "<".join(t.relation for t in down[:_LONGEST_PATH])
        path = f"{rising}|{falling}"
        yield f"path={path} {voice}"
        yield f"path={path} {way} {voice}"
        yield f"path={path} {way} type={frame.type}"
        yield f"path={path} kind={kind}"
        yield f"path={path} {way} kind={kind} {frame.pos}"
        yield f"length={min(len(up) + len(down), _LONGEST_LENGTH)} {order}"
        yield f"relation={token.deprel} {way} {order} {frame.pos}"
        yield f"relation={token.relation} {way} type={frame.type}"
        yield f"way={way} kind={kind} {frame.type} {order}"
        yield f"way={way} kind={kind} {voice}"
        yield f"lemma={trigger.head.lemma} {up[-1].relation if up and not down else path} {way}"
        if token.upos == "PRON":
            yield f"pronoun={token.lemma} {token.relation} {voice}"
        filler = "outside" if down or not up else self._filler(frame, up, voice)
        yield f"filler={filler}"
        yield f"filler={filler} kind={kind}"
        yield f"filler={filler} type={frame.type}"
        yield from self._between(trigger, token, kind, f"{order} {way} {frame.pos}")

    def _way(self, token: Token) -> str:
        """The preposition or case of a mention."""
        preposition = syntax.preposition(self.text, token)
        if preposition:
            return preposition
        return "genitive" if syntax.is_genitive(self.text, token) else "oblique" if syntax.is_oblique(token) else "bare"

    def _between(self, trigger: Trigger, token: Token, kind: str, manner: str) -> Iterator[str]:
        """What stands between a mention and the trigger."""
        gap = abs(token.index - trigger.head.index)
        near = next((d for d in _DISTANCES if gap <= d), gap and _DISTANCES[-1] + 1)
        low, high = sorted((token.index, trigger.head.index))
        words = self.text.tokens[low + 1 : high]
        others = {self.by_token[t.index] for t in words if t.index in self.by_token} - {self.by_token[token.index]}
        same = syntax.clause_head(self.text, token) == syntax.clause_head(self.text, trigger.outer)
        yield f"gap={near} {manner}"
        yield f"gap={near} {manner} kind={kind}"
        yield f"actors between={min(len(others), _MANY)} {manner}"
        yield f"verbs between={min(sum(t.upos == 'VERB' for t in words), _MANY)} {token.relation} {manner}"
        yield f"same clause={same} {manner}"

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

    def _before(self, trigger: Trigger, candidate: Candidate, kind: str) -> Iterator[str]:
        """How an actor stood in the sentences before."""
        frame, token = trigger.frame, candidate.token
        distance = min(candidate.sentences, _FAR)
        subject = bool(syntax.dependents(self.text, trigger.outer, "nsubj"))
        yield f"earlier={token.relation} distance={distance} {frame.pos} subject={subject}"
        yield f"earlier={token.relation} kind={kind} type={frame.type}"
        yield f"earlier={token.relation} kind={kind} {frame.pos} subject={subject} distance={distance}"
        yield f"agrees={syntax.agrees(self.text, trigger.outer, token)} {token.relation} {frame.pos} subject={subject}"

    def _elsewhere(self, number: int, candidate: Candidate) -> Iterator[str]:
        """What the rules make of the actor in the events around."""
        trigger, key = self.triggers[number], candidate.actor
        frame, distance = trigger.frame, min(candidate.sentences, 2)
        governor = self._governor(number)
        if governor is not None:
            role, above = self._role(governor, key), self.triggers[governor].frame.type
            relation = trigger.outer.relation
            yield f"governor role={role} {frame.pos} {relation}"
            yield f"governor={above} role={role} {frame.type}"
            yield f"governor={above} role={role} {frame.pos} {relation}"
        for step, name in ((-1, "previous"), (1, "next")):
            if 0 <= number + step < len(self.triggers):
                other = self.triggers[number + step]
                role = self._role(number + step, key)
                yield f"{name} role={role} same={other.head.sentence == trigger.head.sentence} {frame.pos}"
                yield f"{name}={other.frame.type} role={role} {frame.type}"
        alike = self._alike(number)
        if alike is not None:
            same = self.triggers[alike].head.lemma == trigger.head.lemma
            yield f"alike role={self._role(alike, key)} lemma={same} {frame.pos} distance={distance}"
        around = (n for n in self._numbers[trigger.head.sentence] if n != number)
        for role in sorted({self._role(n, key) for n in around} - {_NO_ROLE}):
            yield f"in sentence={role} {frame.pos} distance={distance}"

    def _governor(self, number: int) -> int | None:
        """The event in whose complement a trigger stands."""
        above = (self.by_word.get(t.index, number) for t in self.text.ancestors(self.triggers[number].outer))
        return next((n for n in above if n != number), None)

    def _alike(self, number: int) -> int | None:
        """The nearest earlier event of the same lemma, else of the same type."""
        trigger = self.triggers[number]
        before = range(number - 1, -1, -1)
        same_lemma = (n for n in before if self.triggers[n].head.lemma == trigger.head.lemma)
        same_type = (n for n in before if self.triggers[n].frame.type == trigger.frame.type)
        return next(same_lemma, next(same_type, None))

    def _role(self, number: int, key: str) -> str:
        """The first role of an actor in an event."""
        return next((a.role for a in self.events[number].arguments if a.actor == key), _NO_ROLE)
