"""What the learnt judge of arguments looks at: a trigger, an actor, and how the text joins them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Trigger
from kgbuild.lexicon.frames import Frame
from kgbuild.model import Actors, AnnotatedText, Event, Role, Token
from kgbuild.vocab import ROLES

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
_DISTANCES = (1, 2, 3, 5, 8, 12, 20)
_UNJOINED = 99
_NO_ROLE = "none"
_COORDINATE = frozenset({"conj", "appos", "flat"})

Heads = Mapping[int, Mapping[str, Sequence[Token]]]


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


@dataclass(frozen=True, slots=True)
class _Setting:
    """What holds for an event whoever the candidate is.

    Args:
        trigger: The words that report it.
        voice: Part of speech of the trigger, `passive` for a verb in the passive.
        above: The trigger's head and the heads above it, nearest first.
        own: Indices of the trigger's words.
        governor: Number of the event in whose complement the trigger stands, None for none.
        alike: Number of the nearest earlier event of the same lemma, else of the same type, None for none.
        around: Numbers of the other events of the sentence.
        clause: Index of the verb in whose clause the trigger stands.
        subject: Whether the trigger has a subject.
    """

    trigger: Trigger
    voice: str
    above: Sequence[Token]
    own: Collection[int]
    governor: int | None
    alike: int | None
    around: Sequence[int]
    clause: int
    subject: bool


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
        self._heads = _heads(text, references.by_token)
        counts = Counter(key for by_key in self._heads.values() for key, tokens in by_key.items() for _ in tokens)
        self.rank = {key: place for place, (key, _) in enumerate(counts.most_common())}
        self._salient = {
            sentence: {key: tokens for key, tokens in by_key.items() if self.rank[key] < _SALIENT}
            for sentence, by_key in self._heads.items()
        }
        self.title = frozenset(self._heads.get(0, {}))
        self._roles: list[dict[str, Role]] = [{a.actor: a.role for a in reversed(e.arguments)} for e in events]
        self._ways: dict[int, str] = {}
        self._settings = list(self._set())

    def _set(self) -> Iterator[_Setting]:
        """The setting of each event."""
        by_word: dict[int, int] = {}
        numbers: dict[int, list[int]] = defaultdict(list)
        for number, trigger in enumerate(self.triggers):
            for index in _words(trigger):
                by_word.setdefault(index, number)
            numbers[trigger.head.sentence].append(number)
        lemmas: dict[str, int] = {}
        types: dict[str, int] = {}
        for number, trigger in enumerate(self.triggers):
            verb = trigger.frame.pos != "noun"
            ups = (by_word.get(t.index, number) for t in self.text.ancestors(trigger.outer))
            yield _Setting(
                trigger=trigger,
                voice="passive" if verb and syntax.is_passive(self.text, trigger.head) else trigger.frame.pos,
                above=(trigger.head, *self.text.ancestors(trigger.head)),
                own=_words(trigger),
                governor=next((n for n in ups if n != number), None),
                alike=lemmas.get(trigger.head.lemma, types.get(trigger.frame.type)),
                around=[n for n in numbers[trigger.head.sentence] if n != number],
                clause=syntax.clause_head(self.text, trigger.outer).index,
                subject=bool(syntax.dependents(self.text, trigger.outer, "nsubj")),
            )
            lemmas[trigger.head.lemma] = types[trigger.frame.type] = number

    def candidates(self, number: int) -> list[Candidate]:
        """The actors that may take part in the event of a trigger: those near it, and those the article is about."""
        trigger = self.triggers[number]
        here = trigger.head.sentence
        found: dict[str, Candidate] = {}
        vouching: set[str] = set()
        for distance in range(here + 1):
            heads = self._heads if distance <= _FARTHEST_SENTENCE else self._salient
            for key, tokens in heads.get(here - distance, {}).items():
                token = self._nearest(number, tokens) if distance == 0 else tokens[-1]
                if distance == 0 and syntax.preposition(self.text, token) in _VOUCHING:
                    vouching.add(key)
                elif key not in found and key not in vouching:
                    found[key] = Candidate(key, token, distance)
        for argument in self.events[number].arguments:
            if argument.actor not in found and argument.actor not in vouching:
                found[argument.actor] = Candidate(argument.actor, self._first(argument.actor), _UNJOINED)
        return list(found.values())

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
        above = setting.above
        places = [t.index for t in above]
        up: list[Token] = []
        for step in (token, *self.text.ancestors(token)):
            if step.index in setting.own:
                return up, ()
            up.append(step)
            if step.index in places:
                return up, above[: places.index(step.index)]
        return up, above

    def describe(self, number: int, candidate: Candidate) -> list[str]:
        """Names of the features that hold for a trigger and an actor."""
        setting, actor = self._settings[number], self.actors[candidate.actor]
        frame, kind = setting.trigger.frame, actor.type
        distance = min(candidate.sentences, _FAR)
        return [
            "bias",
            f"kind={kind} distance={distance}",
            f"kind={kind} type={frame.type}",
            f"kind={kind} class={frame.event_class} {distance > 0}",
            f"named={actor.key in self.named} distance={distance}",
            f"rank={min(self.rank[actor.key], _FAR)} distance={distance} {frame.pos}",
            f"in title={actor.key in self.title} distance={distance}",
            *self._by_rule(number, candidate, kind),
            *(self._before(setting, candidate, kind) if candidate.sentences else self._joined(setting, candidate.token, kind)),
            *self._elsewhere(number, candidate),
        ]

    def _by_rule(self, number: int, candidate: Candidate, kind: str) -> list[str]:
        """What the rules make of the actor, and which roles they give to others."""
        event, frame, distance = self.events[number], self.triggers[number].frame, min(candidate.sentences, _FAR)
        mine = [a for a in event.arguments if a.actor == candidate.actor]
        rule = "+".join(sorted({a.role for a in mine})) or _NO_ROLE
        said = any(a.mention is not None for a in mine)
        found = [
            f"rule={rule}",
            f"rule={rule} said={said} {self._settings[number].voice}",
            f"rule={rule} type={frame.type} {frame.pos}",
            f"rule={rule} kind={kind}",
            f"rule={rule} distance={distance}",
        ]
        states = dict.fromkeys(ROLES, "open")
        for argument in event.arguments:
            if argument.actor != candidate.actor and states[argument.role] != "said":
                states[argument.role] = "understood" if argument.mention is None else "said"
        for role, state in states.items():
            found += (
                f"{role} {state}",
                f"{role} {state} distance={distance} {frame.pos} kind={kind}",
                f"{role} {state} rule={rule}",
            )
        return found

    def _joined(self, setting: _Setting, token: Token, kind: str) -> list[str]:
        """How the sentence joins a mention to the trigger."""
        frame, voice, head = setting.trigger.frame, setting.voice, setting.trigger.head
        up, down = self._path(token, setting)
        way = self._way(token)
        order = "before" if token.index < head.index else "after"
        # How the word where both branches meet goes on upwards says nothing of the two.
        steps = [t.relation for t in up[:-1]] + ["*"] if down else [t.relation for t in up]
        path = f"{'>'.join(steps[:_LONGEST_PATH])}|{'<'.join([t.relation for t in down[:_LONGEST_PATH]])}"
        filler = self._modified(setting, up, down) if down or not up else self._filler(frame, up, voice)
        found = [
            f"path={path} {voice}",
            f"path={path} {way} {voice}",
            f"path={path} {way} type={frame.type}",
            f"path={path} kind={kind}",
            f"path={path} {way} kind={kind} {frame.pos}",
            f"length={min(len(up) + len(down), _LONGEST_LENGTH)} {order}",
            f"relation={token.deprel} {way} {order} {frame.pos}",
            f"relation={token.relation} {way} type={frame.type}",
            f"way={way} kind={kind} {frame.type} {order}",
            f"way={way} kind={kind} {voice}",
            f"lemma={head.lemma} {up[-1].relation if up and not down else path} {way}",
            f"filler={filler}",
            f"filler={filler} kind={kind}",
            f"filler={filler} type={frame.type}",
        ]
        if token.upos == "PRON":
            found.append(f"pronoun={token.lemma} {token.relation} {voice}")
        return found + self._between(setting, token, kind, f"{order} {way} {frame.pos}")

    def _way(self, token: Token) -> str:
        """The preposition or case of a mention."""
        way = self._ways.get(token.index)
        if way is None:
            case = "genitive" if syntax.is_genitive(self.text, token) else "oblique" if syntax.is_oblique(token) else "bare"
            way = self._ways[token.index] = syntax.preposition(self.text, token) or case
        return way

    def _between(self, setting: _Setting, token: Token, kind: str, manner: str) -> list[str]:
        """What stands between a mention and the trigger."""
        head = setting.trigger.head.index
        gap = abs(token.index - head)
        near = next((d for d in _DISTANCES if gap <= d), gap and _DISTANCES[-1] + 1)
        words = self.text.tokens[min(token.index, head) + 1 : max(token.index, head)]
        others = {self.by_token.get(t.index) for t in words} - {None, self.by_token[token.index]}
        verbs = [t.upos for t in words].count("VERB")
        return [
            f"gap={near} {manner}",
            f"gap={near} {manner} kind={kind}",
            f"actors between={min(len(others), _MANY)} {manner}",
            f"verbs between={min(verbs, _MANY)} {token.relation} {manner}",
            f"same clause={syntax.clause_head(self.text, token).index == setting.clause} {manner}",
        ]

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

    def _before(self, setting: _Setting, candidate: Candidate, kind: str) -> list[str]:
        """How an actor stood in the sentences before."""
        frame, token, subject = setting.trigger.frame, candidate.token, setting.subject
        distance = min(candidate.sentences, _FAR)
        return [
            f"earlier={token.relation} distance={distance} {frame.pos} subject={subject}",
            f"earlier={token.relation} kind={kind} type={frame.type}",
            f"earlier={token.relation} kind={kind} {frame.pos} subject={subject} distance={distance}",
            f"agrees={syntax.agrees(self.text, setting.trigger.outer, token)} {token.relation} {frame.pos} subject={subject}",
        ]

    def _elsewhere(self, number: int, candidate: Candidate) -> list[str]:
        """What the rules make of the actor in the events around."""
        setting, key = self._settings[number], candidate.actor
        trigger, frame, distance = setting.trigger, setting.trigger.frame, min(candidate.sentences, 2)
        found: list[str] = []
        if setting.governor is not None:
            role, above = self._role(setting.governor, key), self.triggers[setting.governor].frame.type
            relation = trigger.outer.relation
            found += (
                f"governor role={role} {frame.pos} {relation}",
                f"governor={above} role={role} {frame.type}",
                f"governor={above} role={role} {frame.pos} {relation}",
            )
        for step, name in ((-1, "previous"), (1, "next")):
            if 0 <= number + step < len(self.triggers):
                other, role = self.triggers[number + step], self._role(number + step, key)
                found += (
                    f"{name} role={role} same={other.head.sentence == trigger.head.sentence} {frame.pos}",
                    f"{name}={other.frame.type} role={role} {frame.type}",
                )
        if setting.alike is not None:
            same = self.triggers[setting.alike].head.lemma == trigger.head.lemma
            found.append(f"alike role={self._role(setting.alike, key)} lemma={same} {frame.pos} distance={distance}")
        roles = {self._role(n, key) for n in setting.around} - {_NO_ROLE}
        return found + [f"in sentence={role} {frame.pos} distance={distance}" for role in roles]

    def _role(self, number: int, key: str) -> str:
        """The first role of an actor in an event."""
        return self._roles[number].get(key, _NO_ROLE)


def _heads(text: AnnotatedText, by_token: Mapping[int, str]) -> Heads:
    """The heads of the mentions of each actor, by sentence."""
    heads: dict[int, dict[str, list[Token]]] = {}
    for index, key in sorted(by_token.items()):
        token = text.tokens[index]
        if by_token.get(token.head) != key or token.head == index:
            heads.setdefault(token.sentence, {}).setdefault(key, []).append(token)
    return heads


def _words(trigger: Trigger) -> frozenset[int]:
    """The indices of the head of a trigger and of the verbs it stands with."""
    return frozenset(t.index for t in (trigger.head, trigger.support, trigger.outer) if t is not None)
