"""Which actors the nouns of a tree refer to."""

from collections.abc import Iterator

from kgbuild.extract import syntax
from kgbuild.lexicon.actor_nouns import load_address_nouns
from kgbuild.lexicon.frames import load_frames
from kgbuild.model import Actors, AnnotatedText, Mention, Token

Participant = tuple[str, Mention | None]
_NAMES = frozenset({"nmod", "flat", "appos"})
_COUNTING = frozenset({"NUM", "PRON", "DET"})
# Nouns for the bodies of the dead, which stand for who they were.
_BODIES = ("body",)


class Nominals:
    """Looks up the actors behind nouns, with the words that name them.

    Args:
        text: The analysed article.
        references: Its actors and which token refers to which.
    """

    def __init__(self, text: AnnotatedText, references: Actors) -> None:
        self.text = text
        self.by_token = references.by_token
        self.several = references.several
        self.types = {a.key: a.type for a in references.actors}
        self._mentions = {a.key: a.mentions for a in references.actors}

    def refers(self, token: Token) -> bool:
        """Whether a nominal refers to any actor."""
        return next(self.actors_of(token), None) is not None

    def actors_of(self, token: Token) -> Iterator[tuple[str, Mention]]:
        """The actors that a nominal and its coordinates refer to, each with the words; of a quantity or body, whose it is."""
        for part in syntax.coordinated(self.text, token):
            yield from self._actors_of_one(part)
            yield from self._named_beside(part)
            yield from self._listed_behind(part)

    def _named_beside(self, token: Token) -> Iterator[tuple[str, Mention]]:
        """The other actors that a noun stands before with its own name ("agențiile TASS și RIA Novosti")."""
        key = self.by_token.get(token.index)
        names = (c for c in self.text.children(token) if key is not None and self.by_token.get(c.index) == key)
        for other in (o for name in names for o in syntax.dependents(self.text, name, "conj")):
            yield from self.actors_of(other)

    def _listed_behind(self, token: Token) -> Iterator[tuple[str, Mention]]:
        """Whom the parser takes for another name of a noun, though he stands with it in a list ("SUA, liderul UE și FMI")."""
        key = self.by_token.get(token.index)
        last = max((c.index for c in syntax.dependents(self.text, token, "conj")), default=-1)
        between = (c for c in syntax.dependents(self.text, token, "appos") if token.index < c.index < last)
        for other in between:
            if key is not None and self.by_token.get(other.index, key) != key:
                yield self.by_token[other.index], self.words(other)

    def actors_of_head(self, modifier: Token) -> Iterator[tuple[str, Mention]]:
        """The actors of the noun alone that a participle or clause modifies."""
        yield from self._actors_of_one(self.text.head(modifier))

    def _actors_of_one(self, token: Token) -> Iterator[tuple[str, Mention]]:
        key = self.by_token.get(token.index)
        if key is not None:
            yield key, self.words(token)
            return
        if token.index in self.several:
            words = syntax.mention_of(self.text, [token])
            yield from ((each, words) for each in self.several[token.index])
            return
        addressed = token.lemma in load_address_nouns()
        for child in self.text.children(token):
            if addressed and child.relation in _NAMES and self.types.get(self.by_token.get(child.index, "")) == "Person":
                yield self.by_token[child.index], self.words(child)
                return
            if child.index in self.by_token and self._is_counted(token, child):
                yield self.by_token[child.index], self.words(child)

    def _is_counted(self, token: Token, child: Token) -> bool:
        """Whether a dependent says of whom a quantity or a body is ("zeci de soldați", "trupul unui soldat")."""
        if child.relation != "nmod":
            return False
        preposition = syntax.preposition(self.text, child)
        if preposition == "de" or (preposition in {"din", "dintre"} and token.upos in _COUNTING):
            return True
        return syntax.is_genitive(self.text, child) and load_frames().in_class(token, _BODIES)

    def words(self, token: Token) -> Mention:
        """The mention of an actor at a token: the actor's own where there is one, else the token."""
        for mention in self._mentions.get(self.by_token.get(token.index, ""), ()):
            if mention.start <= token.start and token.end <= mention.end:
                return mention
        return syntax.mention_of(self.text, [token])
