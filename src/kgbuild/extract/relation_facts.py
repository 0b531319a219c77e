"""What the search for relations goes by: whom words stand for, whose they are, and the words as evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, dropwhile, takewhile
from typing import ClassVar, Final, Literal

from kgbuild.extract.nouns import PEOPLE, noun_class
from kgbuild.extract.syntax import contiguous_span, coordinated, is_denied, is_first_person, is_passive, mention_of, preposition
from kgbuild.lexicon.demonyms import load_adjectives
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.inflection import fold
from kgbuild.lexicon.offices import find_gender
from kgbuild.model import Actor, Actors, AnnotatedText, Mention, Predicate, Token
from kgbuild.vocab import SYMMETRIC_PREDICATES

# How an owner is bound to a noun: in the genitive or right behind it, behind "de" and "din", behind "la" and "în", or as the
# owner of what belongs to it ("un purtător de cuvânt al Ministerului rus").
Bond = Literal["own", "from", "within", "further"]
BODIES: Final = frozenset({"GeopoliticalEntity", "Organization"})
PEOPLE_TYPES: Final = frozenset({"Person", "PersonGroup"})
_POSSESSIVES = frozenset({"său", "sa", "săi", "sale", "lui", "ei", "lor", "acestuia", "acesteia", "acestora"})
_OWN = frozenset({"său", "sa", "săi", "sale"})
_HERS = frozenset({"ei", "acesteia"})
_HIS = frozenset({"lui", "acestuia"})
# A pronoun that in front of a name is its article.
_ARTICLE = "lui"
_BEFORE_LISTS = frozenset({",", ":", "–"})
_OF_LISTS = frozenset({"PUNCT", "NUM", "ADP", "DET", "CCONJ", "NOUN", "PROPN", "ADJ"})
_AMONG_WHOM = (["printre", "care"], ["între", "care"])
# "Unul dintre aliații Ucrainei" is said of one.
_ONE = frozenset({"unul", "una"})
_AMONG = frozenset({"dintre", "din"})
_COMMAS = frozenset({",", "–", "-", "("})
_OF_CLAUSES = frozenset({"aux", "cc", "cop", "mark"})
# What people hold, and the prepositions that stand before it or before an office that somebody is chosen for.
_POSTS = frozenset({"funcție", "post", "poziție", "demnitate"})
_AS_POST = frozenset({"în", "ca", "drept"})
# Verbs that make somebody something, those whose subject that is, and what says that it has not happened.
_MAKING = ("gives_office",)
# Those who run for what stands behind "la".
_CANDIDATES = ("candidate",)
# Verbs whose subject has a post, and those that tell of the end of it.
_HOLDING, _LEAVING = ("holds_office",), ("leaves_office",)
_BECOMING = frozenset({"deveni", "redeveni", "rămâne"})
_NOT_YET = frozenset({"va", "vor", "ar", "să", "dacă"})
_GENITIVE = frozenset({"", "al", "a", "ai", "ale"})
_FROM = frozenset({"de", "din", "de la", "din cadrul"})
_WITHIN = frozenset({"la", "în", "în cadrul", "pentru"})
# How many sentences back somebody may be named whom a pronoun means.
_BACK = 3
# How many words of a phrase are evidence enough.
_LONGEST_EVIDENCE = 12


@dataclass(frozen=True, slots=True)
class Fact:
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


class Reader:
    """Looks at one word after the other.

    Args:
        text: The analysed article.
        actors: Its actors.

    Attributes:
        reads: The parts of speech of the words that it looks at.
    """

    reads: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, text: AnnotatedText, actors: Actors) -> None:
        self.text = text
        self.key_of = actors.by_token
        self.actors = {a.key: a for a in actors.actors}
        self.named = actors.named

    def actor(self, token: Token) -> Actor | None:
        """Give the actor that a word stands for."""
        key = self.key_of.get(token.index)
        return self.actors[key] if key is not None else None

    def said_of(self, token: Token) -> Actor | None:
        """Give the actor that a noun is said of: as a predicate its subject, as an apposition what it stands beside."""
        own = self.actor(token)
        if own is not None and own.key in self.named and token.relation in {"appos", "conj"}:
            return own
        subject = self._subject(token)
        other = self.actor(subject) if subject is not None else None
        if other is None and own is not None and own.key not in self.named and own.type == "Person":
            other = self._understood(token)
        if other is None and own is not None and own.key not in self.named and own.type == "Organization":
            other = self._enclosing(token, own)
        return other if other is not None and other.key in self.named else own

    def _enclosing(self, token: Token, body: Actor) -> Actor | None:
        """Give the body with a name that a description between commas stands behind ("NHS, serviciul britanic de sănătate,")."""
        mention = next((m for m in body.mentions if m.start <= token.start < m.end), None)
        words = self.text.tokens_within(mention.start, mention.end) if mention is not None else ()
        if not words or words[0].index < 2:  # noqa: PLR2004 — a comma, and a name before it
            return None
        name, comma, *_ = self.text.tokens[words[0].index - 2 : words[0].index]
        after = self.text.tokens[words[-1].index + 1 : words[-1].index + 2]
        closed = comma.form == "," and after and after[0].upos == "PUNCT"
        actor = self.actor(name) if closed else None
        return actor if actor is not None and actor.type == body.type else None

    def _understood(self, token: Token) -> Actor | None:
        """Give the person that a predicate without a subject is said of ("… Fusese consilier al ministrului")."""
        if not any(c.relation == "cop" for c in self.text.children(token)):
            return None
        clauses = [v for v in self.text.ancestors(token) if v.upos == "VERB"]
        before = self.text.sentence_tokens(token.sentence - 1) if token.sentence else ()
        clauses += [t for t in before if t.relation == "root"]
        subjects = (c for v in clauses for c in self.text.children(v) if c.relation == "nsubj")
        subject = next(subjects, None)
        actor = self.actor(subject) if subject is not None else None
        return actor if actor is not None and actor.type == "Person" else None

    def _subject(self, token: Token) -> Token | None:
        """Give the word that a noun is said of; one beside another is said of the same ("ministru și membru al PSD")."""
        first = token
        while first.relation == "conj" and noun_class(self.text.head(first)) in PEOPLE:
            first = self.text.head(first)
        if preposition(self.text, first) in _AMONG and self.text.head(first).form.lower() in _ONE:
            first = self.text.head(first)
            if (one := self.actor(first)) is not None and one.key in self.named:
                return first
        if any(c.relation == "cop" for c in self.text.children(first)):
            verb = self.text.head(first) if first.relation == "conj" else first
            subjects = (*self.text.children(first), *self.text.children(verb))
            return next((c for c in subjects if c.relation == "nsubj"), None)
        return self.text.head(first) if first.relation == "appos" else self._chosen(first)

    def _chosen(self, office: Token) -> Token | None:
        """Give the word for who became or was made what a noun says ("a fost numit director"), None where that may yet come."""
        post = self._post_of(office)
        verb = self.text.head(post)
        if post is not office and self._is_held(post, verb):
            return self._holder(verb)
        said = post.relation == "xcomp" or preposition(self.text, post) in _AS_POST
        if not said or not load_frames().in_class(verb, _MAKING) or self._is_open(verb):
            return None
        if verb.relation in {"acl", "amod"}:
            return self.text.head(verb)
        becoming = verb.lemma in _BECOMING or is_passive(self.text, verb)
        own = (c for c in self.text.children(verb) if c.relation == ("nsubj" if becoming else "obj"))
        return next(chain(own, self.subjects_before(verb) if becoming else ()), None)

    def subjects_before(self, verb: Token) -> list[Token]:
        """Give the person who is the subject of the verb that one is coordinated with, or of the sentences before a main verb."""
        while verb.relation == "conj" and self.text.head(verb).upos == "VERB":
            verb = self.text.head(verb)
        own = [c for c in self.text.children(verb) if c.relation == "nsubj"]
        numbers = {t.feats.get("Number") for t in (verb, *self.text.children(verb)) if t is verb or t.relation == "aux"}
        if not own and verb.relation == "root" and "Plur" not in numbers and not is_first_person(self.text, verb):
            before = (self._main_subjects(verb.sentence - back) for back in range(1, min(_BACK, verb.sentence) + 1))
            own = next(filter(None, before), [])
        return [t for t in own if (a := self.actor(t)) is not None and a.type == "Person"]

    def _main_subjects(self, sentence: int) -> list[Token]:
        """Give the subjects of the main verb of a sentence."""
        words = self.text.sentence_tokens(sentence)
        return [t for t in words if t.relation == "nsubj" and self.text.head(t).relation == "root"]

    def _post_of(self, office: Token) -> Token:
        """Give the noun for a post that an office stands behind ("funcția de director"), else the office."""
        above = self.text.head(office)
        behind = office.relation == "nmod" and preposition(self.text, office) == "de"
        return above if behind and above.lemma in _POSTS else office

    def _is_held(self, post: Token, verb: Token) -> bool:
        """Whether a verb says of somebody that he has a post, or had it ("a ocupat funcția de", "demis din funcția de")."""
        if load_frames().in_class(verb, _LEAVING):
            return preposition(self.text, post) == "din"
        return post.relation == "obj" and load_frames().in_class(verb, _HOLDING) and not self._is_open(verb)

    def _is_open(self, verb: Token) -> bool:
        """Whether what a verb says may yet come, or is denied."""
        return is_denied(self.text, verb) or any(c.form.lower() in _NOT_YET for c in self.text.children(verb))

    def _holder(self, verb: Token) -> Token | None:
        """Give the word for who has the post that a verb tells of: whoever it is taken from, else the subject."""
        if verb.relation in {"acl", "amod"}:
            return self.text.head(verb)
        people = {c.relation: c for c in reversed(self.text.children(verb)) if c.lemma not in _POSTS}
        return people.get("obj") or people.get("nsubj")

    def described(self, token: Token) -> Actor | None:
        """Give whom a noun without an actor of its own describes: the name right behind it, or in front of its comma."""
        first = token
        while first.index and (before := self.text.tokens[first.index - 1]).head == token.index and first.upos != "PUNCT":
            if before.relation in _OF_CLAUSES:
                break  # "S-a înscris în PNL, dar a fost apropiat liberalilor" is not said of the party.
            first = before
        if first.form in _COMMAS and first.index:
            return self.actor(self.text.tokens[first.index - 1])
        names = (c for c in self.text.children(token) if c.index > token.index and c.upos == "PROPN")
        beside = (c for c in names if c.relation in {"nmod", "flat", "appos"} and not preposition(self.text, c))
        return next((a for c in beside if (a := self.actor(c)) is not None and a.type == "Person"), None)

    def possessor(self, token: Token, types: frozenset[str]) -> Actor | None:
        """Give whom the pronoun behind a noun means ("aliații săi"): the last actor before it of some types that has a name.

        A woman's pronoun may mean the woman last named in the three sentences before, one behind the first word of its sentence
        whoever is the subject of the last of them that names one, and what is one's own relative is the subject's.
        """
        following = self.text.tokens[token.index + 1 : token.index + 2]
        word = following[0].form.lower() if following else ""
        if word not in _POSSESSIVES or self._is_article(following[0]):
            return None
        here = self._named_before(token, types, 0)
        if word in _HERS:
            earlier = (a for back in range(1, _BACK + 1) for a in self._named_before(token, types, back))
            women = (a for a in chain(here, earlier) if a.type == "Person" and find_gender(a.name.split()[0]) == "Fem")
            return next(women, here[0] if here else None)
        if word in _OWN and types == {"Person"} and (subject := self._subject_around(token)) is not None:
            return subject
        men = (a for a in here if word not in _HIS or a.type != "Person" or find_gender(a.name.split()[0]) != "Fem")
        return next(men, None) or self._told_of_before(token, types, word)

    def _is_article(self, word: Token) -> bool:
        """Whether a word is no pronoun, but the article of the name behind it ("sora lui Kim Jong Un")."""
        behind = self.text.tokens[word.index + 1 : self.text.sentences[word.sentence].last]
        return word.form.lower() == _ARTICLE and bool(behind) and (behind[0].upos == "PROPN" or behind[0].form[0].isupper())

    def _subject_around(self, token: Token) -> Actor | None:
        """Give the person in front of a noun who is the subject of its sentence, of the one before where it has none."""
        root = next((t for t in self.text.sentence_tokens(token.sentence) if t.relation == "root"), token)
        subjects = self._main_subjects(token.sentence) or self.subjects_before(root)
        people = (a for t in subjects if t.index < token.index and (a := self.actor(t)) is not None)
        return next((a for a in people if a.type == "Person" and a.key in self.named and a is not self.said_of(token)), None)

    def _told_of_before(self, token: Token, types: frozenset[str], pronoun: str) -> Actor | None:
        """Give the person who is the subject of the sentences before that of a noun which opens it ("Soția sa, Ana Popa, …")."""
        if token.index != self.text.sentences[token.sentence].first or "Person" not in types:
            return None
        for back in range(1, min(_BACK, token.sentence) + 1):
            subjects = map(self.actor, self._main_subjects(token.sentence - back))
            people = [a for a in subjects if a is not None and a.type == "Person" and a.key in self.named]
            if people:
                women = find_gender(people[0].name.split()[0]) == "Fem"
                return None if (women and pronoun in _HIS) or people[0] is self.said_of(token) else people[0]
        return None

    def _named_before(self, token: Token, types: frozenset[str], back: int) -> list[Actor]:
        """Give the actors of some types and with a name before a word, so many sentences back, the last first, but its own."""
        own = self.said_of(token)
        words = self.text.sentence_tokens(token.sentence - back) if token.sentence >= back else ()
        before = (self.actor(t) for t in reversed(words) if t.index < token.index)
        return [a for a in before if a is not None and a is not own and a.type in types and a.key in self.named]

    def owners(self, token: Token) -> Iterator[tuple[Actor, Bond]]:
        """Give the actors in the genitive or behind a preposition of a noun, and how they are bound to it."""
        # "Funcția de adjunct al comisiei": the parser may hang the owner on the post.
        post = self._post_of(token)
        for child in (*self.text.children(token), *(self.text.children(post) if post is not token else ())):
            if child.index <= token.index or child.relation not in {"nmod", "flat", "obl", "iobj"}:
                continue
            actor = self.actor(child)
            bond = None if self._runs_for(token, child) else self._bond(child, actor)
            if bond is None or (bond == "within" and (actor is None or actor.type != "Organization")):
                continue
            if noun_class(child) in PEOPLE and any(c.form == "," and c.index < child.index for c in self.text.children(child)):
                continue  # "Fost ministru al Muncii, actual senator PSD"
            if actor is not None and child.upos != "ADJ" and actor is not self.actor(token):
                yield from ((owner, bond) for part in coordinated(self.text, child) if (owner := self.actor(part)) is not None)
                if actor.type != "Person":
                    continue
            # "Consilierul primarului Clujului": a town that is led is a polity.
            wholes = BODIES | {"Place"} if noun_class(child) == "leader" else BODIES
            for grandchild in self.text.children(child):
                deeper = self.actor(grandchild)
                if deeper is not None and grandchild.relation in {"nmod", "amod"} and deeper.type in wholes:
                    yield deeper, "further"
        beside = self.beside(token)
        if beside is not None:
            yield beside, "own"

    def _runs_for(self, noun: Token, body: Token) -> bool:
        """Whether a body is what somebody runs for, and is not in ("candidatul la Curtea Supremă")."""
        return preposition(self.text, body) == "la" and load_frames().in_class(noun, _CANDIDATES)

    def _bond(self, noun: Token, actor: Actor | None) -> Bond | None:
        """Tell how a noun is bound to the one before it, None where it is not its owner."""
        word = preposition(self.text, noun)
        if not word and actor is not None and actor.iso and noun.form in actor.name.split():
            # "Consiliul Europei critică Georgia": no country owns anything in the nominative.
            return None
        return "own" if word in _GENITIVE else "from" if word in _FROM else "within" if word in _WITHIN else None

    def beside(self, token: Token) -> Actor | None:
        """Give the body whose name stands right behind a noun, whatever the analysis makes of it ("deputatul PNL")."""
        following = self.text.tokens[token.index + 1 : token.index + 2]
        if not following or following[0].sentence != token.sentence or following[0].head == token.index:
            return None
        actor = self.actor(following[0])
        named = actor is not None and actor.key in self.named and following[0].form[0].isupper()
        return actor if named and actor is not None and actor.type == "Organization" else None

    def nations(self, token: Token) -> Iterator[Actor]:
        """Give the countries that the adjectives of a noun say."""
        for child in self.text.children(token):
            if child.relation in {"amod", "acl", "nmod", "flat"} and fold(child.form) in load_adjectives():
                actor = self.actor(child)
                if actor is not None and actor.iso:
                    yield actor

    def sides(self, token: Token, prepositions: frozenset[str]) -> list[Actor]:
        """Give the actors that a noun has as dependents behind some prepositions."""
        found = []
        for child in self.text.children(token):
            if child.relation in {"nmod", "obl"} and preposition(self.text, child) in prepositions:
                found += [a for part in coordinated(self.text, child) if (a := self.actor(part)) is not None]
        return [a for a in found if a.type != "Place"]

    def listed(self, token: Token) -> list[Actor]:
        """Give the people named behind a plural noun for them ("doi români, Ion Popa și Radu Rusu"), none where it is but one."""
        if not token.has("Number", "Plur"):
            return []
        beside = (
            c for c in self.text.children(token) if c.relation in {"appos", "nmod", "flat", "parataxis"} and c.index > token.index
        )
        names = (part for c in beside if not preposition(self.text, c) for part in coordinated(self.text, c))
        found = (self.actor(t) for t in names if not t.has("Case", "Gen"))
        people = {a.key: a for a in found if a is not None and a.type == "Person" and a.key in self.named}
        if len(people) < 2:  # noqa: PLR2004 — one is no list
            people = {a.key: a for a in self._enumerated(token)}
        return list(people.values()) if len(people) > 1 else []

    def _enumerated(self, token: Token) -> Iterator[Actor]:
        """Give the people named behind the comma or colon of a noun, with their ages and homes between them."""
        following = [t for t in self.text.sentence_tokens(token.sentence) if t.index > token.index]
        first, *more = list(dropwhile(lambda t: t.upos == "ADJ" and t.head == token.index, following)) or [token]
        if first.form not in _BEFORE_LISTS:
            return
        if [t.form.lower() for t in more[:2]] in _AMONG_WHOM:
            more = more[2:]
        for word in takewhile(lambda t: t.upos in _OF_LISTS, more):
            actor = self.actor(word)
            if actor is not None and actor.type == "Person" and actor.key in self.named:
                yield actor

    def fact(self, token: Token, subject: Actor, predicate: Predicate, other: Actor) -> Fact:
        """Make a relation with the phrase of a word as its evidence, a long one up to the end of a name."""
        span = contiguous_span(self.text, token)
        length = _LONGEST_EVIDENCE
        while (
            length < len(span) and (key := self.key_of.get(span[length].index)) and key == self.key_of.get(span[length - 1].index)
        ):
            length += 1
        return Fact(subject.key, predicate, other.key, mention_of(self.text, span[:length]))
