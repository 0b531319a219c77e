"""Find the relations that verbs state: who leads what, belongs to whom, works for whom."""

from collections.abc import Iterator

from kgbuild.extract.relation_facts import Fact, Reader
from kgbuild.extract.syntax import coordinated, is_bare_participle, is_genitive, is_oblique, preposition
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.relations import load_relation_verbs
from kgbuild.model import Actor, Token
from kgbuild.vocab import RELATION_ENDS

# Class of the nouns for a part of a body.
_PART = ("part_of_body",)
_AGENT = frozenset({"de", "de către"})
_COMPLEMENTS = frozenset({"obl", "nmod", "obj", "iobj"})


class RelationVerbs(Reader):
    """Finds what verbs say of how actors stand to one another."""

    reads = frozenset({"VERB", "ADJ"})

    def facts(self, token: Token) -> Iterator[Fact]:
        """Give what a verb or participle states."""
        verb = load_relation_verbs().get(self._phrase(token))
        if verb is None:
            return
        subjects, objects = RELATION_ENDS[verb.predicate]
        if verb.predicate == "holdsPosition":
            # Who works in a country holds no office of it.
            objects = frozenset({"Organization"})
        if verb.predicate == "partOf" and verb.subject == "obj":
            # Whoever holds a land does not make it his.
            subjects = frozenset({"Organization"})
        for one in self._fillers(token, verb.subject):
            for other in self._fillers(token, verb.object):
                if one is not other and one.type in subjects and other.type in objects:
                    yield self.fact(token, one, verb.predicate, other)

    def _phrase(self, token: Token) -> str:
        """Give a verb's lemma with the noun that is fixed to it ("face parte")."""
        fixed = [c.lemma.lower() for c in self.text.children(token) if c.relation == "fixed"]
        bare = [c.lemma.lower() for c in self.text.children(token) if c.relation == "obj" and c.lemma.lower() == "parte"]
        return " ".join([token.lemma.lower(), *(fixed or bare)])

    def _fillers(self, verb: Token, place: str) -> list[Actor]:
        """Give the actors in a place of a verb's frame: its subject, its object, or behind one of some prepositions."""
        # "S-a înscris" is no passive.
        passive = is_bare_participle(self.text, verb) or any(c.deprel == "aux:pass" for c in self.text.children(verb))
        words = {"nsubj": self._agents, "obj": self._undergoers}.get(place, lambda v, _: self._behind(v, place))(verb, passive)
        parts = (part for word in words for part in coordinated(self.text, word))
        return [a for part in parts if (a := self.actor(part) or self.described(part)) is not None]

    def _agents(self, verb: Token, passive: bool) -> list[Token]:
        """Give the words for who does it."""
        children = self.text.children(verb)
        if passive:
            return [c for c in children if c.relation == "obl" and preposition(self.text, c) in _AGENT]
        own = [c for c in children if c.relation == "nsubj"] or self._modified(verb) or self._governing(verb)
        return own or self.subjects_before(verb)

    def _governing(self, verb: Token) -> list[Token]:
        """Give the subject of the clause that one without a subject says more of ("a ucis-o în timp ce lucra la spital")."""
        clause = self.text.head(verb)
        if verb.relation != "advcl" or verb.feats.get("Number") != clause.feats.get("Number", verb.feats.get("Number")):
            return []
        return [c for c in self.text.children(clause) if c.relation == "nsubj"]

    def _undergoers(self, verb: Token, passive: bool) -> list[Token]:
        """Give the words for whom or what it is done to."""
        children = self.text.children(verb)
        if passive:
            return [c for c in children if c.relation == "nsubj"] or self._modified(verb)
        return [c for c in children if c.relation == "obj"]

    def _modified(self, verb: Token) -> list[Token]:
        """Give the noun that a participle or gerund is said of."""
        return [self.text.head(verb)] if verb.relation in {"acl", "amod"} else []

    def _behind(self, verb: Token, place: str) -> list[Token]:
        """Give the complements behind one of some prepositions, or in the dative."""
        words = place.split("|")
        complements = [c for c in self.text.children(verb) if c.relation in _COMPLEMENTS]
        dative = [
            c
            for c in complements
            if "dative" in words and not preposition(self.text, c) and (c.relation == "iobj" or is_oblique(c))
        ]
        return [*dative, *(self._body_of(c) for c in complements if preposition(self.text, c) in words)]

    def _body_of(self, noun: Token) -> Token:
        """Give the body that a noun for a part of it belongs to ("lucra în secția de urgențe a spitalului"), else the noun."""
        if not load_frames().in_class(noun, _PART):
            return noun
        parts = [c for c in self.text.subtree(noun) if c.index > noun.index and c.relation in {"nmod", "flat"}]
        owners = (c for c in parts if is_genitive(self.text, c) or c.head == noun.index)
        bodies = (c for c in owners if (a := self.actor(c)) is not None and a.type == "Organization")
        own = self.actor(noun)
        return noun if own is not None and own.type == "Organization" else next(bodies, noun)
