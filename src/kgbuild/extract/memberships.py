"""Find who is a member of which body: states of alliances, people of parties."""

from collections.abc import Iterator

from kgbuild.extract.relation_facts import Fact, Reader
from kgbuild.extract.syntax import coordinated, mention_of
from kgbuild.lexicon.actor_nouns import find_lemma, load_actor_nouns
from kgbuild.model import Actor, Token

# "Membră", "membre" are taken for words of their own.
_MEMBERS = frozenset({"membru", "membră", "membre"})
_SUCH_AS = frozenset({"precum", "ca", "inclusiv"})


class Memberships(Reader):
    """Finds members."""

    reads = frozenset({"NOUN", "PROPN", "ADJ"})

    def facts(self, token: Token) -> Iterator[Fact]:
        """Give the members that a noun for states or for members names."""
        lemma = find_lemma(token.lemma, token.form)
        category = load_actor_nouns()[lemma] if lemma else None
        told = self._said_of(token) if category in {"member", "country"} else []
        if not told or any(a.type not in {"GeopoliticalEntity", "Organization"} for a in told):
            return
        qualified = any(c.lemma.lower() in _MEMBERS for c in self.text.children(token))
        if category == "country" and told[0].key in self.named and not qualified:
            return
        members = [*told, *(self._examples(token) if qualified else [])]
        bodies = [o for o, _ in self.owners(token) if o.type == "Organization"]
        yield from (self.fact(token, member, "memberOf", body) for member in members for body in bodies)

    def _said_of(self, token: Token) -> list[Actor]:
        """Give whom a noun is said of, also states without a name and several ("China și India, membre ale ONU")."""
        first = self.text.head(token)
        behind = token.relation in {"appos", "conj"}  # "China și India, membre ale ONU"
        while first.relation == "conj" and token.has("Number", "Plur"):
            first = self.text.head(first)
        several = coordinated(self.text, first) if token.has("Number", "Plur") else [first]
        beside = [a for t in several if (a := self.actor(t)) is not None and a.type == "GeopoliticalEntity"]
        actor = self.said_of(token)
        return beside if behind and beside else [actor] if actor is not None else []

    def _examples(self, token: Token) -> list[Actor]:
        """Give the countries named as examples of states ("statele membre NATO, precum Turcia și România")."""
        examples = (c for c in self.text.children(token) if any(w.form.lower() in _SUCH_AS for w in self.text.children(c)))
        return [a for c in examples for part in coordinated(self.text, c) if (a := self.actor(part)) is not None and a.iso]

    def affiliations(self) -> Iterator[Fact]:
        """Give the parties and bodies in brackets behind a person's name ("Ion Popa (PSD)")."""
        for token in self.text.tokens:
            if token.form != "(" or not 0 < token.index < len(self.text.tokens) - 2:
                continue
            person, body = (self.actor(self.text.tokens[token.index + step]) for step in (-1, 1))
            if person is None or body is None or person.type != "Person" or body.type != "Organization":
                continue
            closing = self.text.tokens[token.index + 2]
            if closing.form in {")", ",", "-", "/"}:
                words = list(self.text.tokens[token.index - 1 : token.index + 3])
                yield Fact(person.key, "memberOf", body.key, mention_of(self.text, words))
