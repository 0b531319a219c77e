"""Find of what bodies and countries are by their names alone."""

from collections.abc import Iterator

from kgbuild.extract.nouns import noun_class
from kgbuild.extract.relation_facts import BODIES, Fact, Reader
from kgbuild.extract.spans import OWNING
from kgbuild.model import Actor, Mention

_SHARED = frozenset({"dintre", "între"})


class Wholes(Reader):
    """Finds what bodies are part of."""

    def by_names(self) -> Iterator[Fact]:
        """Give what the names of bodies say."""
        yield from self._owned()
        yield from self._branches()

    def _owned(self) -> Iterator[Fact]:
        """Give the bodies whose name says of what body, or of what country, they are ("Ministerul ucrainean al Apărării")."""
        for actor in (a for a in self.actors.values() if a.type == "Organization"):
            wholes = list(self._wholes_within(actor))
            yield from wholes
            if not wholes and actor.of is not None and self.actors[actor.of].type in BODIES:
                owners = self.actors[actor.of].mentions
                # "Alianța dintre Phenian și Moscova" is neither's.
                own = [m for m in actor.mentions if not _SHARED & set(m.text.lower().split())]
                said = (m for m in own if self._is_bodys(m) and any(m.start <= o.start and o.end <= m.end for o in owners))
                if mention := next(said, None):
                    yield Fact(actor.key, "partOf", actor.of, mention)

    def _wholes_within(self, body: Actor) -> Iterator[Fact]:
        """Give the body with whose name that of another ends, in the genitive ("Comisia de Disciplină a Federației")."""
        others = [a for a in self.actors.values() if a.type == "Organization" and a is not body and a.key in self.named]
        for other, inner in ((o, m) for o in others for m in o.mentions):
            outer = next((m for m in body.mentions if m.start < inner.start and m.end == inner.end), None)
            first = self.text.token_at(inner.start) if outer is not None else None
            # The article may be taken for a part of the name.
            if outer and first and OWNING.intersection(t.form for t in self.text.tokens[first.index - 1 : first.index + 1]):
                yield Fact(body.key, "partOf", other.key, outer)

    def _is_bodys(self, name: Mention) -> bool:
        """Whether a name says what kind of body it names: "Fratelli d'Italia" is not Italy's."""
        words = self.text.tokens_within(name.start, name.end)
        return any(noun_class(t) is not None for t in words[:1])

    def _branches(self) -> Iterator[Fact]:
        """Give the branches of bodies: those that have another's name and more behind it ("PSD Cluj": "PSD")."""
        bodies = [a for a in self.actors.values() if a.type == "Organization" and a.key in self.named]
        for body in bodies:
            for whole in bodies:
                rest = body.name.removeprefix(f"{whole.name} ")
                if rest != body.name and rest[0].isupper() and whole.name.isupper():
                    yield Fact(body.key, "partOf", whole.key, body.mentions[0])
