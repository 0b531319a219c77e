"""Find who is related to whom."""

from collections.abc import Iterator
from itertools import chain, combinations

from kgbuild.extract.nouns import noun_class
from kgbuild.extract.relation_facts import Fact, Reader
from kgbuild.extract.syntax import preposition
from kgbuild.lexicon.relations import load_relation_nouns
from kgbuild.model import Actor, Token

_PERSON = frozenset({"Person"})
_REFLEXIVES = frozenset({"și", "și-"})


class Kinship(Reader):
    """Finds relatives."""

    reads = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})

    def facts(self, token: Token) -> Iterator[Fact]:
        """Give what a noun for relatives, or a verb of marriage, says of people."""
        if token.upos in {"NOUN", "PROPN"} and noun_class(token) == "relative":
            listed = self.listed(token)
            yield from (self.fact(token, one, "relativeOf", other) for one, other in combinations(listed, 2))
            relative, owner = self.said_of(token), self._owner(token)
            if relative is not None and owner is not None and not listed:
                yield self.fact(token, relative, "relativeOf", owner)
        noun = load_relation_nouns().get(token.lemma.lower())
        if noun is not None and noun.pattern == "marriage":
            yield from self._marriage(token)

    def _owner(self, token: Token) -> Actor | None:
        """Give whose relative it is where a pronoun says so ("fiica sa", "și-a otrăvit tatăl")."""
        possessor = self.possessor(token, _PERSON)
        if possessor is not None:
            return possessor
        verb = self.text.head(token)
        own = any(c.form.lower() in _REFLEXIVES and c.upos == "PRON" for c in self.text.children(verb))
        return self._subject_of(verb) if own and token.relation in {"obj", "nsubj"} else None

    def _subject_of(self, verb: Token) -> Actor | None:
        """Give the person that a verb has as its subject, its own or that of the verb it is coordinated with."""
        subjects = (c for v in (verb, self.text.head(verb)) for c in self.text.children(v) if c.relation == "nsubj")
        subject = next(chain(subjects, self.subjects_before(verb)), None)
        actor = self.actor(subject) if subject is not None else None
        return actor if actor is not None and actor.type == "Person" else None

    def _marriage(self, token: Token) -> Iterator[Fact]:
        """Give who is married to whom."""
        other = next((c for c in self.text.children(token) if preposition(self.text, c) == "cu"), None)
        one, partner = self._subject_of(token), self.actor(other) if other is not None else None
        if one is not None and partner is not None and partner.type == "Person":
            yield self.fact(token, one, "relativeOf", partner)
