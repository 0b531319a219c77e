"""Find how actors stand to one another: offices, membership, parts, nationality, kinship, alliance and enmity."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from kgbuild.extract.conflicts import Conflicts
from kgbuild.extract.kinship import Kinship
from kgbuild.extract.memberships import Memberships
from kgbuild.extract.nouns import COUNTERPARTS, noun_class
from kgbuild.extract.relation_facts import BODIES, PEOPLE_TYPES, Bond, Fact, Reader
from kgbuild.extract.relation_places import Places
from kgbuild.extract.relation_verbs import RelationVerbs
from kgbuild.extract.relation_wholes import Wholes
from kgbuild.extract.syntax import preposition
from kgbuild.lexicon.actor_nouns import NounClass, find_lemma, load_actor_nouns
from kgbuild.lexicon.demonyms import load_people
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.inflection import fold, to_key
from kgbuild.lexicon.offices import OF_STATES, find_office
from kgbuild.lexicon.relations import load_relation_nouns
from kgbuild.model import Actor, Actors, AnnotatedText, Event, Predicate, Relation, Token
from kgbuild.vocab import LANDS

# What stands apart in front of a deputy's office ("vice prim-ministrul"), and behind it ("secretarul general adjunct").
_DEPUTY, _ASSISTANT = "vice", "adjunct"
_DEPUTIES = frozenset(
    {f"{area}{noun}" for area in ("", "euro") for noun in ("deputat", "deputată", "parlamentar", "parlamentară")}
)
# Those who serve the public and are of the party that stands behind their office ("consilierul local USR", "primarul PNL").
_OF_PUBLIC = ("public_office",)
_AND = "și"
# Pronouns for whoever was named last, and the gender that is not theirs.
_THE_LAST = {"acestuia": "Fem", "acesteia": "Masc"}
# How "parlament" and "european" begin in all their forms.
_PARLIAMENT, _EUROPEAN = "parlament", "euro"
# Adjectives agree with a party's name up to so many letters.
_STEM = 6
# How adjectives begin that say where somebody serves, and not in which party.
_OF_AREAS = frozenset({"europe", "nation", "region"})
# Heads of churches lead no country.
_RELIGIOUS = frozenset({"papă", "patriarh", "mitropolit", "arhiepiscop", "episcop", "cardinal", "preot", "imam", "rabin"})
# Who heads an international body, and in a state only an office ("secretarul general al Guvernului").
_OF_OFFICES = frozenset({"secretar", "secretară", "secretar general"})
# Who heads a whole body, or only a part of its work.
_OF_PARTS = frozenset({"director", "directoare", "manager"})
# Those who speak for a body need not be of it.
_REPRESENTATIVES = frozenset({"reprezentant", "reprezentantă"})
_OFFICES: frozenset[Predicate] = frozenset({"leads", "holdsPosition"})
_PARTY = ("party",)
# What nouns for several people say of the body they have as owner.
_OF_GROUPS: Mapping[NounClass, Predicate] = {
    "leader": "leads",
    "position": "memberOf",
    "profession": "memberOf",
    "member": "memberOf",
    "person": "memberOf",
    "citizen": "memberOf",
}


def find_relations(text: AnnotatedText, actors: Actors, events: Sequence[Event] = ()) -> tuple[Relation, ...]:
    """Find the relations that titles, appositions, possessives and adjectives of nationality state.

    Args:
        text: The analysed article.
        actors: Its actors, and the words that stand for them.
        events: What happens, to tell who is at war.

    Returns:
        The relations in order of their first evidence, each with all its evidence; none of what is denied ("nu sunt membre").
    """
    finder, conflicts, memberships = _Finder(text, actors), Conflicts(text, actors), Memberships(text, actors)
    readers = (finder, conflicts, memberships, Kinship(text, actors), RelationVerbs(text, actors))
    evidence: dict[tuple[str, str, str], list[Fact]] = {}
    said = _affirmed(text, text.tokens)
    asked = {upos: [r for r in readers if upos in r.reads] for upos in {token.upos for token in said}}
    facts = [f for token in said for reader in asked[token.upos] for f in reader.facts(token)]
    facts += [*Wholes(text, actors).by_names(), *memberships.affiliations(), *Places(text, actors).districts()]
    facts += [*conflicts.wars(), *conflicts.known_wars(events)]
    allied = {f.identity for f in facts if f.predicate == "alliedWith"}
    facts += [f for f in conflicts.fought(events) if replace(f, predicate="alliedWith").identity not in allied]
    for fact in sorted(facts, key=lambda f: f.mention):
        if fact.subject != fact.object:
            evidence.setdefault(fact.identity, []).append(fact)
    return tuple(
        Relation(f"r{number}", facts[0].subject, facts[0].predicate, facts[0].object, tuple(sorted({f.mention for f in facts})))
        for number, facts in enumerate(evidence.values(), start=1)
    )


def find_represented(text: AnnotatedText, actors: Actors, person: str) -> tuple[str, ...]:
    """Find for whom somebody in office says "we": the country, else the body but a party, that he leads or works for.

    Args:
        text: The analysed article.
        actors: Its actors, and the words that stand for them.
        person: The person's key.

    Returns:
        The key of the country or body; none where the words for the person say nothing of an office.
    """
    finder = _Finder(text, actors)
    words = _affirmed(text, [text.tokens[index] for index, key in sorted(actors.by_token.items()) if key == person])
    facts = [f for word in words if word.upos in finder.reads for f in finder.facts(word)]
    held = [finder.actors[f.object] for f in facts if f.subject == person and f.predicate in _OFFICES]
    found = [a for a in held if a.type in BODIES and not finder.is_party(a)]
    return tuple([a.key for a in sorted(found, key=lambda a: a.type == "Organization")][:1])


def _affirmed(text: AnnotatedText, words: Sequence[Token]) -> list[Token]:
    """Those of some words on which no negation hangs."""
    negated = {t.head for t in text.tokens if t.has("Polarity", "Neg") and t.head != t.index}
    return [t for t in words if t.index not in negated]


class _Finder(Reader):
    """Finds offices, membership, parts and nationality."""

    reads = frozenset({"NOUN", "PROPN", "ADJ"})

    def facts(self, token: Token) -> Iterator[Fact]:
        """Give what a word and its dependents state."""
        actor = self.said_of(token)
        if actor is None and token.upos == "NOUN" and next(self.nations(token), None) is not None:
            actor = self.described(token)
        if actor is None or self._is_modifier(token):
            return
        if _is_pattern(token, "part"):
            yield from self._as_part(token, actor)
            return
        category = self._category(token)
        if find_lemma(token.lemma, token.form) in COUNTERPARTS:
            category = self._category_before(token) or category
        if actor.type in {"Person", "PersonGroup"}:
            listed = self.listed(token) if len(list(self.nations(token))) < 2 else []  # noqa: PLR2004 — "preşedinţii rus şi turc"
            for person in (actor, *listed):
                yield from self._of_people(token, person, category)
        elif actor.type == "Organization" and _is_pattern(token, "owner"):
            owned = (o for o, bond in self.owners(token) if o.type == "Organization" and bond == "own")
            yield from (self.fact(token, body, "partOf", actor) for body in owned)
        elif actor.type == "Organization" and token.upos != "ADJ" and category not in {None, "member", "country"}:
            yield from self._part_of(token, actor, BODIES)
            yield from self._led(token, actor)
        elif actor.type == "Place" and actor.key in self.named:
            # "Prins la Treviso de carabinieri": no place is a part of a body.
            yield from self._part_of(token, actor, LANDS)

    def is_party(self, body: Actor) -> bool:
        """Whether a body is called a party, or by a name that only parties have."""
        words = (t for m in body.mentions for t in self.text.tokens_within(m.start, m.end))
        return any(load_frames().in_class(word, _PARTY) for word in words)

    def _as_part(self, token: Token, actor: Actor) -> Iterator[Fact]:
        """Give the whole that something is said to be a part of ("Penny, parte a grupului Rewe"); states are its members."""
        for whole, bond in self.owners(token):
            if bond in {"own", "from"} and whole.type in BODIES and whole.key in self.named and actor.key in self.named:
                state = actor.type == "GeopoliticalEntity" and whole.type == "Organization"
                if state or actor.type in {"Organization", *LANDS}:
                    yield self.fact(token, actor, "memberOf" if state else "partOf", whole)

    def _led(self, token: Token, body: Actor) -> Iterator[Fact]:
        """Give the leader whose party or grouping a body is said to be ("partidul lui Ion Popa")."""
        noun = load_relation_nouns().get(token.lemma.lower())
        if noun is not None and noun.pattern == "led":
            leaders = (o for o, bond in self.owners(token) if o.type == "Person" and o.key in self.named and bond == "own")
            # "Deputata Partidului Nostru Ana Popa" is no more than its deputy.
            titled = self.actor(self.text.head(token))
            yield from (self.fact(token, leader, noun.predicate, body) for leader in leaders if leader is not titled)

    def _category(self, token: Token) -> NounClass | None:
        """Give the class of a noun, with an adjective where the two together mean another ("secretar general")."""
        lemma = find_lemma(token.lemma, token.form) if token.upos in {"NOUN", "PROPN", "ADJ"} else None
        if lemma is None:
            return None
        nouns = load_actor_nouns()
        before = {t.form.lower().strip("-") for t in self.text.tokens[max(token.index - 2, 0) : token.index]}
        if _DEPUTY in before:
            return "position"
        if find_office(lemma, before) == "head of government":
            return "leader"
        if lemma in _OF_PARTS and self._heads_part(token):
            return "position"
        if any(child.lemma.lower() == _ASSISTANT for child in self.text.children(token)):
            return "position"
        beside = (c for c in self.text.children(token) if c.relation == "amod" or c.index == token.index + 1)
        pairs = (f"{lemma} {child.lemma.lower()}" for child in beside)
        return nouns[next((pair for pair in pairs if pair in nouns), lemma)]

    def _category_before(self, counterpart: Token) -> NounClass | None:
        """Give the class of the last office named before a counterpart ("președintele … cu omologul său polonez")."""
        before = (t for t in reversed(self.text.tokens[: counterpart.index]) if t.sentence >= counterpart.sentence - 1)
        offices = (t for t in before if find_lemma(t.lemma, t.form) not in COUNTERPARTS)
        return next((c for t in offices if (c := self._category(t)) in {"leader", "position"} and self.actor(t)), None)

    def _heads_part(self, token: Token) -> bool:
        """Whether somebody heads only what "de" names of a body ("director de program al asociației")."""
        parts = (c for c in self.text.children(token) if c.relation == "nmod" and preposition(self.text, c) == "de")
        return any(c.upos == "NOUN" and c.index not in self.key_of and noun_class(c) is None for c in parts)

    def _is_modifier(self, token: Token) -> bool:
        """Whether a word is only a later word of its actor's name."""
        return (
            token.head != token.index and token.relation == "flat" and self.key_of.get(token.head) == self.key_of.get(token.index)
        )

    def _of_people(self, token: Token, actor: Actor, category: NounClass | None) -> Iterator[Fact]:
        """Give what a noun for people says of them."""
        nation = load_people().get(fold(token.form))
        if nation is not None:
            yield from (self.fact(token, actor, "citizenOf", a) for a in self.actors.values() if a.iso == nation)
        office = False
        noun = find_lemma(token.lemma, token.form)
        owners = list(self.owners(token))
        of_body = any(o.type == "Organization" and bond == "own" for o, bond in owners)
        for place, bond in owners:
            owner = self._polity(actor, place)
            if of_body and owner.iso and bond in {"own", "from"}:
                # "Șeful Statului Major al Republicii Moldova", "liderul opoziției din Georgia" do not lead the country.
                continue
            # "Primarul PNL" leads no party, and is of it.
            public = (
                load_frames().in_class(token, _OF_PUBLIC)
                and actor.type == "Person"
                and owner.type == "Organization"
                and self.is_party(owner)
            )
            predicate = "memberOf" if public else self._predicate(category, noun, actor, owner, bond)
            if predicate is not None:
                office = office or predicate != "citizenOf"
                yield self.fact(token, actor, predicate, owner)
        for owner in self.nations(token):
            predicate = self._predicate(category, noun, actor, owner, "adjective")
            if predicate is not None and not (office and predicate == "citizenOf"):
                office = True
                yield self.fact(token, actor, predicate, owner)
        if not office:
            yield from self._of_unsaid(token, actor, category)

    def _of_unsaid(self, token: Token, actor: Actor, category: NounClass | None) -> Iterator[Fact]:
        """Give what a noun for people says without a word for whose they are: of a party, the parliament or the country meant."""
        noun = find_lemma(token.lemma, token.form)
        body = self._body_before(token, actor) if category in {"leader", "position"} and actor.key in self.named else None
        predicate = self._predicate(category, noun, actor, body, "own") if body is not None else None
        if body is not None and predicate is not None:
            yield self.fact(token, actor, predicate, body)
            return
        party = self._party(token)
        predicate = self._predicate(category, noun, actor, party, "adjective") if party is not None else None
        if party is not None and predicate is not None:
            yield self.fact(token, actor, predicate, party)
            return
        parliament = self._parliament(token) if noun in _DEPUTIES and actor.key in self.named else None
        if parliament is not None:
            yield self.fact(token, actor, "memberOf", parliament)
        if actor.key in self.named and actor.of and self._is_bare(token, category, actor):
            owner = self.actors[actor.of]
            if owner.type == "GeopoliticalEntity":
                yield self.fact(token, actor, "leads" if category == "leader" else "holdsPosition", owner)

    def _body_before(self, office: Token, holder: Actor) -> Actor | None:
        """Give the body or country that the pronoun behind an office means ("partidul și liderul său").

        It is the last that is named where the pronoun is "acesteia". Else it is the only one before it or stands right before
        "și", and no people are before it but who holds the office ("Ion Popa, secretarul său general").
        """
        body = self.possessor(office, BODIES)
        words = [t for t in self.text.sentence_tokens(office.sentence) if t.index < office.index]
        before = [a for t in words if (a := self.actor(t)) is not None]
        if find_lemma(office.lemma, office.form) in COUNTERPARTS:
            return None
        pronoun = next((t.form.lower() for t in self.text.tokens[office.index + 1 : office.index + 2]), "")
        if pronoun in _THE_LAST:
            # "Comisia Senatului și președintele acesteia": the senate is a he.
            agreeing = [a for t in words if not t.has("Gender", _THE_LAST[pronoun]) and (a := self.actor(t)) is not None]
            last = agreeing[-1] if agreeing else self._subject_of_last(office)
            return last if last is not None and last.type in BODIES and last.key in self.named else None
        if any(a.type in PEOPLE_TYPES and a is not holder for a in before):
            return None
        bodies = {a.key for a in before if a.type in BODIES}
        beside = any(t.form.lower() == _AND and self.actor(self.text.tokens[t.index - 1]) is body for t in words[-2:] if t.index)
        return body if len(bodies) == 1 or beside else None

    def _subject_of_last(self, token: Token) -> Actor | None:
        """Give the subject of the sentence before that of a word."""
        before = self.text.sentence_tokens(token.sentence - 1) if token.sentence else ()
        subjects = (t for t in before if t.relation == "nsubj" and self.text.head(t).relation == "root")
        return next((a for t in subjects if (a := self.actor(t)) is not None and a.key in self.named), None)

    def _party(self, token: Token) -> Actor | None:
        """Give the party whose adjective a noun has ("liderul laburist": "Partidul Laburist"), not where it is ("european")."""
        beside = (c for c in self.text.children(token) if c.relation == "amod" and c.index not in self.key_of)
        adjectives = {fold(c.lemma)[:_STEM] for c in beside} - _OF_AREAS
        parties = (a for a in self.actors.values() if a.type == "Organization" and to_key(a.name)[0] == "partidul")
        return next((p for p in parties if any(w[:_STEM] in adjectives for w in to_key(p.name)[1:] if len(w) > _STEM)), None)

    def _parliament(self, deputy: Token) -> Actor | None:
        """Give the one parliament of the article, Europe's or another, of which deputies are where nothing says of which."""
        european = any(t.lemma.lower().startswith(_EUROPEAN) for t in (deputy, *self.text.children(deputy)) if t.upos != "PROPN")
        found = [a for a in self.actors.values() if a.type == "Organization" and _is_parliament(a, european=european)]
        return found[0] if len(found) == 1 else None

    def _polity(self, actor: Actor, owner: Actor) -> Actor:
        """Give the country that somebody is found to belong to where a capital stands for it ("premierul de la Kiev")."""
        country = self.actors[actor.of] if owner.type == "Place" and actor.of else owner
        return country if country.iso else owner

    def _is_bare(self, token: Token, category: NounClass | None, actor: Actor) -> bool:
        """Whether an office is said without a word on whose it is ("premierul Ion Popa"), so that the country's is meant."""
        noun = find_lemma(token.lemma, token.form) or ""
        if category not in {"leader", "position"} or noun in _RELIGIOUS:
            return False
        prefixes = {t.form.lower().strip("-") for t in self.text.tokens[max(token.index - 1, 0) : token.index]}
        if category == "leader" and find_office(noun, prefixes) not in OF_STATES:
            # "Primarul Ion Popa" leads a town.
            return False
        own = {actor.key, actor.of, self.key_of.get(token.index)}
        behind = [*(c for c in self.text.children(token) if c.index > token.index), *self.text.tokens[token.index + 1 :][:1]]
        others = [t for t in behind if t.relation in {"nmod", "amod", "flat", "det"} and self.key_of.get(t.index, "") not in own]
        # "Ministrul de externe" says which, not whose; "liderul laburist" says whose.
        return not others if category == "leader" else all(t.index not in self.key_of for t in others)

    def _predicate(  # noqa: PLR0911, C901 — one return a class
        self, category: NounClass | None, noun: str | None, actor: Actor, owner: Actor, bond: Bond | Literal["adjective"]
    ) -> Predicate | None:
        """Tell what a noun for people with an owner says."""
        direct, adjective = bond != "further", bond == "adjective"
        if category == "relative":
            return "relativeOf" if owner.type == "Person" and direct else None
        if owner.type == "Place" and category == "leader" and direct and noun not in _RELIGIOUS:
            # A town or region that is led is a polity.
            return "leads"
        if owner.type == "Place" and category == "position" and bond == "further":
            return "holdsPosition"
        if owner.type not in BODIES:
            return None
        country = owner.type == "GeopoliticalEntity"
        if actor.type == "PersonGroup":
            if not country:
                return _OF_GROUPS.get(category) if direct and category and noun not in _REPRESENTATIVES else None
            return "citizenOf" if adjective or category in {"citizen", "people"} else None
        if category == "leader" and country and noun in _RELIGIOUS:
            return "citizenOf" if adjective else None
        if category == "leader":
            # "Șeful delegației în Parlamentul European" does not lead the parliament.
            heads = bond in {"own", "from", "adjective"} and not (country and noun in _OF_OFFICES)
            return "leads" if heads else "holdsPosition"
        if category == "position":
            return "holdsPosition"
        if category == "member":
            return "holdsPosition" if country else "memberOf"
        if country:
            return "citizenOf" if adjective or category == "citizen" else None
        return "holdsPosition" if category == "profession" and direct else None

    def _of_leader(self, token: Token) -> Iterator[Actor]:
        """Give the country whose leader a body is said to be of ("biroul premierului israelian")."""
        for child in self.text.children(token):
            owner = self.actor(child) if child.relation == "nmod" and noun_class(child) == "leader" else None
            if owner is not None and owner.type == "Person":
                yield from self.nations(child)
                yield from (o for o, bond in self.owners(child) if o.iso and bond == "own")

    def _part_of(self, token: Token, actor: Actor, wholes: frozenset[str]) -> Iterator[Fact]:
        """Give what a body or place belongs to."""
        owned = [(self._polity(actor, o) if bond == "from" else o, bond) for o, bond in self.owners(token)]
        owners = [(o, bond) for o, bond in owned if o.type in wholes and bond != "further"]
        # "Ambasada Azerbaidjanului din Ucraina" is Azerbaijan's, "Curtea de Justiție a UE de la Luxemburg" the union's.
        states = {o.key for o, bond in owners if bond == "own" and (o.iso or o.wikidata)}
        for owner, _ in owners:
            if not states or owner.key in states or not owner.iso:
                yield self.fact(token, actor, "partOf", owner)
        for owner in (*self.nations(token), *self._of_leader(token)):
            yield self.fact(token, actor, "partOf", owner)


def _is_pattern(token: Token, pattern: str) -> bool:
    """Whether a noun says of an actor that another belongs to it ("owner": "Meta, proprietarul Facebook"), or it to another."""
    noun = load_relation_nouns().get(find_lemma(token.lemma, token.form) or token.lemma.lower())
    return noun is not None and noun.pattern == pattern


def _is_parliament(actor: Actor, *, european: bool) -> bool:
    """Whether a body is called a parliament, of Europe or of a country."""
    words = to_key(actor.name)
    return words[0].startswith(_PARLIAMENT) and any(w.startswith(_EUROPEAN) for w in words) == european
