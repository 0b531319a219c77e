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
        actor = self._said_of(token) if category in {"member", "country"} else None
        if actor is None or actor.type not in {"GeopoliticalEntity", "Organization"}:
            return
        qualified = any(c.lemma.lower() in _MEMBERS for c in self.text.children(token))
        if category == "country" and actor.key in self.named and not qualified:
            return
        members = [actor, *(self._examples(token) if qualified else [])]
        bodies = [o for o, _ in self.owners(token) if o.type == "Organization"]
        yield from (self.fact(token, member, "memberOf", body) for member in members for body in bodies)

    def _said_of(self, token: Token) -> Actor | None:
        """Give whom a noun is said of, also states without a name ("statele baltice, membre ale UE")."""
        beside = self.actor(self.text.head(token)) if token.relation == "appos" else None
        return beside if beside is not None and beside.type == "GeopoliticalEntity" else self.said_of(token)

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
