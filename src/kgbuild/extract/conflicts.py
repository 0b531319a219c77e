"""Find who fights whom, and who stands together: wars, attacks, rivals and allies."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kgbuild.extract.relation_facts import BODIES, PEOPLE_TYPES, Fact, Reader
from kgbuild.lexicon.actor_nouns import find_lemma
from kgbuild.lexicon.relations import load_relation_nouns, load_wars
from kgbuild.model import Actor, Event, Predicate, Token

_BETWEEN = frozenset({"dintre", "între", "cu", "și"})
_AGAINST = frozenset({"împotriva", "contra", "asupra", "în", "din", "cu"})
_BY = frozenset({"de", "către"})
# How much more a war says of who is in it than a force does.
_WAR_WEIGHT = 3
# How close behind a force the conflict stands that it is in, in tokens.
_NEXT = 4
_FIGHTING = frozenset({"CONFLICT", "ASSAULT"})
# How sure it must be who attacks; the attack's own sentence must name him, too.
_SURE = 0.5
# How far behind a noun its complements stand, in tokens.
_NEAR = 8


class Conflicts(Reader):
    """Finds enmity and alliance."""

    reads = frozenset({"NOUN", "ADJ"})

    def facts(self, token: Token) -> Iterator[Fact]:
        """Give what a noun of conflict or alliance states."""
        noun = load_relation_nouns().get(token.lemma.lower())
        if noun is None:
            return
        if noun.pattern == "conflict":
            yield from self._conflict(token, noun.predicate)
        elif noun.pattern == "attack":
            yield from self._attack(token, noun.predicate)
        elif noun.pattern == "counterpart":
            yield from self._counterpart(token, noun.predicate)

    def fought(self, events: Sequence[Event]) -> Iterator[Fact]:
        """Give the states that an event names as the sides of a war, or of which one attacks the other.

        Args:
            events: The events, with their participants.
        """
        for event in events:
            sure = [a.actor for a in event.arguments if a.role == "agent" and a.confidence >= _SURE and a.mention is not None]
            agents = [s for key in sure if (s := self._state(key))]
            others = [s for role in ("patient", "recipient") for key in event.actors(role) if (s := self._state(key))]
            sides = dict.fromkeys(s.key for s in (*agents, *others))
            if event.type == "CONFLICT" and len(sides) == 2:  # noqa: PLR2004 — a war has two sides
                first, second = sides
                yield Fact(first, "opposes", second, event.triggers[0])
            elif event.type == "ASSAULT":
                yield from (Fact(a.key, "opposes", b.key, event.triggers[0]) for a in agents for b in others if a is not b)

    def known_wars(self, events: Sequence[Event]) -> Iterator[Fact]:
        """Give the sides of the wars that readers know of, where the article names both and speaks of fighting.

        Args:
            events: The events, with their participants.
        """
        fighting = next((e.triggers[0] for e in events if e.type in _FIGHTING), None)
        by_name = {actor.name: actor for actor in self.actors.values() if actor.key in self.named}
        for side, other in load_wars():
            if fighting is not None and side in by_name and other in by_name:
                yield Fact(by_name[side].key, "opposes", by_name[other].key, fighting)

    def _state(self, key: str) -> Actor | None:
        """Give the state that an actor is or belongs to."""
        actor = self.actors.get(key)
        owner = self.actors.get(actor.of) if actor is not None and actor.of else None
        return next((a for a in (actor, owner) if a is not None and a.iso), None)

    def wars(self) -> Iterator[Fact]:
        """Put together the two sides of a war that no one sentence names ("invazia rusă", "războiul din Ucraina")."""
        weights: Counter[str] = Counter()
        evidence: list[Token] = []
        for token in (t for t in self.text.tokens if t.upos == "NOUN"):
            noun = load_relation_nouns().get(find_lemma(token.lemma, token.form) or token.lemma.lower())
            if noun is None or noun.predicate != "opposes" or noun.pattern == "counterpart":
                continue
            if noun.pattern == "force" and not self._fights(token):
                continue
            involved = [*self.nations(token), *self.sides(token, frozenset({""})), *self._nearby(token, _BY)]
            # "Atacurile antisemite din Franța" has no attacker, and France is only where they happen.
            if noun.pattern == "conflict" or (noun.pattern == "attack" and (involved or not token.has("Number", "Plur"))):
                involved += [*self.sides(token, _AGAINST), *self._nearby(token, _AGAINST)]
            countries = {actor.key for actor in involved if actor.iso}
            if countries and noun.pattern != "force":
                evidence.append(token)
            weights.update(dict.fromkeys(countries, 1 if noun.pattern == "force" else _WAR_WEIGHT))
        sides = sorted(weights, key=lambda key: (-weights[key], key))[:2]
        if evidence and len(sides) > 1:
            yield self.fact(evidence[0], self.actors[sides[0]], "opposes", self.actors[sides[1]])

    def _fights(self, token: Token) -> bool:
        """Whether a force is said to be in the conflict named right behind it ("armata rusă în invazia Ucrainei")."""
        for other in self.text.tokens[token.index + 1 : token.index + 1 + _NEXT]:
            if other.sentence != token.sentence or other.upos in {"VERB", "AUX", "PUNCT"}:
                return False
            noun = load_relation_nouns().get(find_lemma(other.lemma, other.form) or other.lemma.lower())
            if noun is not None and noun.pattern in {"conflict", "attack"}:
                return True
        return False

    def _nearby(self, token: Token, prepositions: frozenset[str]) -> Iterator[Actor]:
        """Give the actors behind a preposition close after a noun, whatever the analysis makes them depend on."""
        for other in self.text.tokens[token.index + 1 : token.index + 1 + _NEAR]:
            if other.upos == "PUNCT" or other.sentence != token.sentence:
                return
            actor = self.actor(other)
            if actor is not None and self.text.tokens[other.index - 1].form.lower() in prepositions:
                yield actor

    def _conflict(self, token: Token, predicate: Predicate) -> Iterator[Fact]:
        """Give the two sides of a conflict or alliance."""
        sides = self.sides(token, _BETWEEN)
        if len(sides) > 1:
            yield self.fact(token, sides[0], predicate, sides[1])
        elif predicate == "opposes":
            yield from self._attack(token, predicate)

    def _attack(self, token: Token, predicate: Predicate) -> Iterator[Fact]:
        """Give who attacks and who is attacked."""
        attackers = [*self.nations(token), *self.sides(token, frozenset({""}))]
        attacked = self.sides(token, _AGAINST)
        for attacker in attackers:
            for target in attacked:
                if attacker.type in BODIES and target.type in BODIES:
                    yield self.fact(token, attacker, predicate, target)

    def _counterpart(self, token: Token, predicate: Predicate) -> Iterator[Fact]:
        """Give whose ally or enemy an actor is."""
        actor = self.said_of(token) or self.described(token)
        if actor is None:
            return
        for owner, bond in self.owners(token):
            if bond != "further":
                yield self.fact(token, actor, predicate, owner)
        possessor = self.possessor(token, BODIES | PEOPLE_TYPES)
        if possessor is not None:
            yield self.fact(token, actor, predicate, possessor)
