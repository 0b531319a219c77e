"""Find how actors stand to one another: offices, membership, parts, nationality, kinship, alliance and enmity."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kgbuild.extract.syntax import contiguous_span, coordinated, mention_of, preposition
from kgbuild.lexicon.actor_nouns import NounClass, find_lemma, load_actor_nouns
from kgbuild.lexicon.demonyms import load_adjectives, load_people
from kgbuild.lexicon.inflection import fold
from kgbuild.lexicon.offices import find_office
from kgbuild.lexicon.relations import load_relation_nouns
from kgbuild.model import Actor, Actors, AnnotatedText, Mention, Predicate, Relation, Token
from kgbuild.vocab import SYMMETRIC_PREDICATES

_OWNING = frozenset({"", "de", "din", "de la", "al", "a", "ai", "ale", "din cadrul"})
_WITHIN = frozenset({"la", "în", "pentru"})
_SHARED = frozenset({"dintre", "între"})
_BETWEEN = frozenset({"dintre", "între", "cu", "și"})
_AGAINST = frozenset({"împotriva", "contra", "asupra", "în", "din", "cu"})
_BY = frozenset({"de", "către"})
# How much more a war says of who is in it than a force does.
_WAR_WEIGHT = 3
# How close behind a force the conflict stands that it is in, in tokens.
_NEXT = 4
# How far behind a noun its complements stand, in tokens.
_NEAR = 8
_BODIES = frozenset({"GeopoliticalEntity", "Organization"})
# Heads of churches lead no country.
_RELIGIOUS = frozenset({"papă", "patriarh", "mitropolit", "arhiepiscop", "episcop", "cardinal", "preot", "imam", "rabin"})
# What nouns for several people say of the body they have as owner.
_OF_GROUPS: Mapping[NounClass, Predicate] = {
    "leader": "leads",
    "position": "memberOf",
    "profession": "memberOf",
    "member": "memberOf",
    "person": "memberOf",
    "citizen": "memberOf",
}
# How many words of a phrase are evidence enough.
_LONGEST_EVIDENCE = 12


@dataclass(frozen=True, slots=True)
class _Fact:
    """A relation before it has a key."""

    subject: str
    predicate: Predicate
    object: str
    mention: Mention

    @property
    def identity(self) -> tuple[str, str, str]:
        """What is the same for two mentions of the same relation."""
        if self.predicate in SYMMETRIC_PREDICATES and self.subject > self.object:
            return self.object, self.predicate, self.subject
        return self.subject, self.predicate, self.object


def find_relations(text: AnnotatedText, actors: Actors) -> tuple[Relation, ...]:
    """Find the relations that titles, appositions, possessives and adjectives of nationality state.

    Args:
        text: The analysed article.
        actors: Its actors, and the words that stand for them.

    Returns:
        The relations in order of their first evidence, each with all its evidence.
    """
    finder = _Finder(text, actors)
    evidence: dict[tuple[str, str, str], list[_Fact]] = {}
    facts = [fact for token in text.tokens for fact in finder.facts(token)]
    facts += [*finder.parts(), *finder.wars(), *finder.affiliations(), *finder.districts()]
    for fact in sorted(facts, key=lambda f: f.mention):
        if fact.subject != fact.object:
            evidence.setdefault(fact.identity, []).append(fact)
    return tuple(
        Relation(f"r{number}", facts[0].subject, facts[0].predicate, facts[0].object, tuple(sorted({f.mention for f in facts})))
        for number, facts in enumerate(evidence.values(), start=1)
    )


class _Finder:
    """Looks at one word after the other.

    Args:
        text: The analysed article.
        actors: Its actors.
    """

    def __init__(self, text: AnnotatedText, actors: Actors) -> None:
        self.text = text
        self.key_of = actors.by_token
        self.actors = {a.key: a for a in actors.actors}
        self.named = actors.named

    def facts(self, token: Token) -> Iterator[_Fact]:
        """Give what a word and its dependents state."""
        noun = load_relation_nouns().get(token.lemma.lower())
        if noun is not None and token.upos in {"NOUN", "ADJ"}:
            if noun.pattern == "conflict":
                yield from self._conflict(token, noun.predicate)
            elif noun.pattern == "attack":
                yield from self._attack(token, noun.predicate)
            elif noun.pattern == "counterpart":
                yield from self._counterpart(token, noun.predicate)
        actor = self._said_of(token)
        if actor is None or token.upos not in {"NOUN", "PROPN", "ADJ"} or self._is_modifier(token):
            return
        category = self._category(token)
        joined = category == "member" or (category == "country" and actor.key not in self.named)
        if joined and actor.type in {"GeopoliticalEntity", "Organization"}:
            yield from (self._fact(token, actor, "memberOf", o) for o, _ in self._owners(token) if o.type == "Organization")
        elif actor.type in {"Person", "PersonGroup"}:
            yield from self._of_people(token, actor, category)
        elif actor.type == "Organization" and token.upos != "ADJ":
            yield from self._part_of(token, actor, _BODIES)
        elif actor.type == "Place" and actor.key in self.named:
            yield from self._part_of(token, actor, _BODIES | {"Place"})

    def parts(self) -> Iterator[_Fact]:
        """Give the bodies of state whose country their name says ("Ministerul ucrainean al Apărării")."""
        for actor in self.actors.values():
            if actor.type == "Organization" and actor.of is not None and self.actors[actor.of].type in _BODIES:
                owners = self.actors[actor.of].mentions
                # "Alianța dintre Phenian și Moscova" is neither's.
                own = [m for m in actor.mentions if not _SHARED & set(m.text.lower().split())]
                said = (m for m in own if any(m.start <= o.start and o.end <= m.end for o in owners))
                if mention := next(said, None):
                    yield _Fact(actor.key, "partOf", actor.of, mention)

    def districts(self) -> Iterator[_Fact]:
        """Give the places that lie in the one named behind their comma ("satul Reni, raionul Izmail")."""
        for token in self.text.tokens:
            if token.form != "," or token.index == 0:
                continue
            inner = self._actor(self.text.tokens[token.index - 1])
            for noun in self.text.tokens[token.index + 1 : token.index + 3]:
                outer = self._actor(noun)
                known = load_relation_nouns().get(noun.lemma.lower())
                if inner is None or outer is None or inner is outer or known is None or known.pattern != "district":
                    continue
                if inner.type == outer.type == "Place" and {inner.key, outer.key} <= self.named:
                    words = list(self.text.tokens[token.index - 1 : noun.index + 2])
                    yield _Fact(inner.key, "partOf", outer.key, mention_of(self.text, words))

    def wars(self) -> Iterator[_Fact]:
        """Put together the two sides of a war that no one sentence names ("invazia rusă", "războiul din Ucraina")."""
        weights: Counter[str] = Counter()
        evidence: list[Token] = []
        for token in self.text.tokens:
            noun = load_relation_nouns().get(find_lemma(token.lemma, token.form) or token.lemma.lower())
            if noun is None or noun.predicate != "opposes" or noun.pattern == "counterpart" or token.upos != "NOUN":
                continue
            if noun.pattern == "force" and not self._fights(token):
                continue
            involved = [*self._nations(token), *self._sides(token, frozenset({""})), *self._nearby(token, _BY)]
            if noun.pattern != "force":
                involved += [*self._sides(token, _AGAINST), *self._nearby(token, _AGAINST)]
            countries = {actor.key for actor in involved if actor.iso}
            if countries and noun.pattern != "force":
                evidence.append(token)
            weights.update(dict.fromkeys(countries, 1 if noun.pattern == "force" else _WAR_WEIGHT))
        sides = sorted(weights, key=lambda key: (-weights[key], key))[:2]
        if evidence and len(sides) > 1:
            yield self._fact(evidence[0], self.actors[sides[0]], "opposes", self.actors[sides[1]])

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
            actor = self._actor(other)
            if actor is not None and self.text.tokens[other.index - 1].form.lower() in prepositions:
                yield actor

    def _category(self, token: Token) -> NounClass | None:
        """Give the class of a noun, with an adjective where the two together mean another ("secretar general")."""
        lemma = find_lemma(token.lemma, token.form) if token.upos in {"NOUN", "PROPN", "ADJ"} else None
        if lemma is None:
            return None
        nouns = load_actor_nouns()
        before = {t.form.lower().strip("-") for t in self.text.tokens[max(token.index - 2, 0) : token.index]}
        if find_office(lemma, before) == "head of government":
            return "leader"
        pairs = (f"{lemma} {child.lemma.lower()}" for child in self.text.children(token) if child.relation == "amod")
        return nouns[next((pair for pair in pairs if pair in nouns), lemma)]

    def _said_of(self, token: Token) -> Actor | None:
        """Give the actor that a noun is said of: as a predicate its subject, as an apposition what it stands beside."""
        own = self._actor(token)
        if own is not None and own.key in self.named and token.relation == "appos":
            return own
        subject = None
        if any(c.relation == "cop" for c in self.text.children(token)):
            subject = next((c for c in self.text.children(token) if c.relation == "nsubj"), None)
        elif token.relation == "appos":
            subject = self.text.head(token)
        other = self._actor(subject) if subject is not None else None
        return other if other is not None and other.key in self.named else own

    def _actor(self, token: Token) -> Actor | None:
        """Give the actor that a word stands for."""
        key = self.key_of.get(token.index)
        return self.actors[key] if key is not None else None

    def _is_modifier(self, token: Token) -> bool:
        """Whether a word is only a later word of its actor's name."""
        return (
            token.head != token.index and token.relation == "flat" and self.key_of.get(token.head) == self.key_of.get(token.index)
        )

    def _of_people(self, token: Token, actor: Actor, category: NounClass | None) -> Iterator[_Fact]:
        """Give what a noun for people says of them."""
        nation = load_people().get(fold(token.form))
        if nation is not None:
            yield from (self._fact(token, actor, "citizenOf", a) for a in self.actors.values() if a.iso == nation)
        office = False
        noun = find_lemma(token.lemma, token.form)
        for place, direct in self._owners(token):
            owner = self._polity(actor, place)
            predicate = self._predicate(category, noun, actor, owner, direct=direct, adjective=False)
            if predicate is not None:
                office = office or predicate != "citizenOf"
                yield self._fact(token, actor, predicate, owner)
        for owner in self._nations(token):
            predicate = self._predicate(category, noun, actor, owner, direct=True, adjective=True)
            if predicate is not None and not (office and predicate == "citizenOf"):
                office = True
                yield self._fact(token, actor, predicate, owner)
        if not office and actor.key in self.named and actor.of and self._is_bare(token, category, actor):
            owner = self.actors[actor.of]
            if owner.iso:
                yield self._fact(token, actor, "leads" if category == "leader" else "holdsPosition", owner)

    def _polity(self, actor: Actor, owner: Actor) -> Actor:
        """Give the country that somebody is found to belong to where a capital stands for it ("premierul de la Kiev")."""
        country = self.actors[actor.of] if owner.type == "Place" and actor.of else owner
        return country if country.iso else owner

    def _is_bare(self, token: Token, category: NounClass | None, actor: Actor) -> bool:
        """Whether an office is said without a word on whose it is ("premierul Ion Popa"), so that the country's is meant."""
        if category not in {"leader", "position"} or find_lemma(token.lemma, token.form) in _RELIGIOUS:
            return False
        own = {actor.key, actor.of, self.key_of.get(token.index)}
        behind = [*(c for c in self.text.children(token) if c.index > token.index), *self.text.tokens[token.index + 1 :][:1]]
        others = [t for t in behind if t.relation in {"nmod", "amod", "flat", "det"} and self.key_of.get(t.index, "") not in own]
        # "Ministrul de externe" says which, not whose; "liderul laburist" says whose.
        return not others if category == "leader" else all(t.index not in self.key_of for t in others)

    def _predicate(  # noqa: PLR0911, C901 — one return a class
        self, category: NounClass | None, noun: str | None, actor: Actor, owner: Actor, *, direct: bool, adjective: bool
    ) -> Predicate | None:
        """Tell what a noun for people with an owner says."""
        if category == "relative":
            return "relativeOf" if owner.type == "Person" and direct else None
        if owner.type == "Place" and category == "leader" and direct and noun not in _RELIGIOUS:
            # A town or region that is led is a polity.
            return "leads"
        if owner.type not in _BODIES:
            return None
        country = owner.type == "GeopoliticalEntity"
        if actor.type == "PersonGroup":
            if not country:
                return _OF_GROUPS.get(category) if direct and category else None
            return "citizenOf" if adjective or category in {"citizen", "people"} else None
        if category == "leader" and country and noun in _RELIGIOUS:
            return "citizenOf" if adjective else None
        if category == "leader":
            return "leads" if direct else "holdsPosition"
        if category == "position":
            return "holdsPosition"
        if category == "member":
            return "holdsPosition" if country else "memberOf"
        if country:
            return "citizenOf" if adjective or category == "citizen" else None
        return "holdsPosition" if category == "profession" and direct else None

    def _owners(self, token: Token) -> Iterator[tuple[Actor, bool]]:
        """Give the actors in the genitive or behind "de", "din" of a noun, and whether they depend on it directly."""
        for child in self.text.children(token):
            if child.index < token.index or child.relation not in {"nmod", "flat"}:
                continue
            actor, word = self._actor(child), preposition(self.text, child)
            if word not in _OWNING and not (word in _WITHIN and actor is not None and actor.type == "Organization"):
                continue
            if actor is not None and child.upos != "ADJ" and actor is not self._actor(token):
                yield from ((owner, True) for part in coordinated(self.text, child) if (owner := self._actor(part)) is not None)
                if actor.type != "Person":
                    continue
            for grandchild in self.text.children(child):
                deeper = self._actor(grandchild)
                if deeper is not None and grandchild.relation in {"nmod", "amod"} and deeper.type in _BODIES:
                    yield deeper, False
        beside = self._beside(token)
        if beside is not None:
            yield beside, True

    def _beside(self, token: Token) -> Actor | None:
        """Give the body whose name stands right behind a noun, whatever the analysis makes of it ("deputatul PNL")."""
        following = self.text.tokens[token.index + 1 : token.index + 2]
        if not following or following[0].sentence != token.sentence or following[0].head == token.index:
            return None
        actor = self._actor(following[0])
        named = actor is not None and actor.key in self.named and following[0].form[0].isupper()
        return actor if named and actor is not None and actor.type == "Organization" else None

    def affiliations(self) -> Iterator[_Fact]:
        """Give the parties and bodies in brackets behind a person's name ("Ion Popa (PSD)")."""
        for token in self.text.tokens:
            if token.form != "(" or not 0 < token.index < len(self.text.tokens) - 2:
                continue
            person, body = (self._actor(self.text.tokens[token.index + step]) for step in (-1, 1))
            if person is None or body is None or person.type != "Person" or body.type != "Organization":
                continue
            closing = self.text.tokens[token.index + 2]
            if closing.form in {")", ",", "-", "/"}:
                words = list(self.text.tokens[token.index - 1 : token.index + 3])
                yield _Fact(person.key, "memberOf", body.key, mention_of(self.text, words))

    def _nations(self, token: Token) -> Iterator[Actor]:
        """Give the countries that the adjectives of a noun say."""
        for child in self.text.children(token):
            if child.relation in {"amod", "acl", "nmod", "flat"} and fold(child.form) in load_adjectives():
                actor = self._actor(child)
                if actor is not None and actor.iso:
                    yield actor

    def _part_of(self, token: Token, actor: Actor, wholes: frozenset[str]) -> Iterator[_Fact]:
        """Give what a body or place belongs to."""
        for owner, direct in self._owners(token):
            if owner.type in wholes and direct:
                yield self._fact(token, actor, "partOf", owner)
        for owner in self._nations(token):
            yield self._fact(token, actor, "partOf", owner)

    def _sides(self, token: Token, prepositions: frozenset[str]) -> list[Actor]:
        """Give the actors that a noun has as dependents behind some prepositions."""
        found = []
        for child in self.text.children(token):
            if child.relation in {"nmod", "obl"} and preposition(self.text, child) in prepositions:
                found += [a for part in coordinated(self.text, child) if (a := self._actor(part)) is not None]
        return [a for a in found if a.type != "Place"]

    def _conflict(self, token: Token, predicate: Predicate) -> Iterator[_Fact]:
        """Give the two sides of a conflict or alliance."""
        sides = self._sides(token, _BETWEEN)
        if len(sides) > 1:
            yield self._fact(token, sides[0], predicate, sides[1])
        elif predicate == "opposes":
            yield from self._attack(token, predicate)

    def _attack(self, token: Token, predicate: Predicate) -> Iterator[_Fact]:
        """Give who attacks and who is attacked."""
        attackers = [*self._nations(token), *self._sides(token, frozenset({""}))]
        attacked = self._sides(token, _AGAINST)
        for attacker in attackers:
            for target in attacked:
                if attacker.type in _BODIES and target.type in _BODIES:
                    yield self._fact(token, attacker, predicate, target)

    def _counterpart(self, token: Token, predicate: Predicate) -> Iterator[_Fact]:
        """Give whose ally or enemy an actor is."""
        actor = self._said_of(token)
        if actor is None:
            return
        for owner, direct in self._owners(token):
            if direct:
                yield self._fact(token, actor, predicate, owner)

    def _fact(self, token: Token, subject: Actor, predicate: Predicate, other: Actor) -> _Fact:
        """Make a relation with the phrase of a word as its evidence, a long one up to the end of a name."""
        span = contiguous_span(self.text, token)
        length = _LONGEST_EVIDENCE
        while (
            length < len(span) and (key := self.key_of.get(span[length].index)) and key == self.key_of.get(span[length - 1].index)
        ):
            length += 1
        return _Fact(subject.key, predicate, other.key, mention_of(self.text, span[:length]))
