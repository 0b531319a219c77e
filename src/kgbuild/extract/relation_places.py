"""Find which places lie in which."""

from collections.abc import Iterator
from itertools import dropwhile

from kgbuild.extract.relation_facts import Fact, Reader
from kgbuild.extract.syntax import mention_of
from kgbuild.lexicon.relations import load_relation_nouns
from kgbuild.model import Actor, Token
from kgbuild.vocab import LANDS

_ENCLOSING = frozenset({",", "(", "–", "-"})
_JOINING = frozenset({"și", "sau"})
_LYING = frozenset({"în", "din", "un", "o"})
# How far behind its comma the larger place stands, in tokens; a district's noun stands nearer.
_WITHIN, _AT_ONCE = 6, 2


class Places(Reader):
    """Finds places in larger ones."""

    def districts(self) -> Iterator[Fact]:
        """Give the places that lie in what stands behind them ("satul Reni, raionul Izmail", "Reni, în sudul Ucrainei")."""
        for token in self.text.tokens[1:]:
            inner = self.actor(self.text.tokens[token.index - 1]) if token.form in _ENCLOSING else None
            if inner is None or inner.type != "Place" or inner.key not in self.named:
                continue
            noun = self._outer(token)
            outer = self.actor(noun) if noun is not None else None
            if noun is None or outer is None or outer is inner or outer.key not in self.named or self._is_listed(token, noun):
                continue
            if outer.type in LANDS:
                words = list(self.text.tokens[token.index - 1 : noun.index + 2])
                named = {inner.key: inner} | self._beside(self.text.tokens[token.index - 1])
                yield from (Fact(key, "partOf", outer.key, mention_of(self.text, words)) for key in named)

    def _is_listed(self, comma: Token, outer: Token) -> bool:
        """Whether a country behind a comma is but the next of a list ("Boemia, Ungaria, Germania și Franța")."""
        if comma.form != "," or outer.index != comma.index + 1:
            return False
        own = self.key_of.get(outer.index)
        rest = list(dropwhile(lambda t: self.key_of.get(t.index) == own, self.text.tokens[outer.index :]))[:2]
        joined = len(rest) > 1 and (rest[0].form == "," or rest[0].form.lower() in _JOINING)
        after = self.actor(rest[1]) if joined else None
        return after is not None and after.type in LANDS

    def _beside(self, place: Token) -> dict[str, Actor]:
        """Give the place that "și" or "sau" joins a place to ("la Reni și Izmail, în sudul Ucrainei")."""
        before = self.text.tokens[max(place.index - 2, 0) : place.index]
        if not before or before[-1].form.lower() not in _JOINING:
            return {}
        other = self.actor(before[0])
        return {other.key: other} if other is not None and other.type == "Place" and other.key in self.named else {}

    def _outer(self, comma: Token) -> Token | None:
        """Give the word behind a comma or bracket for the place that the one before lies in."""
        following = self.text.tokens[comma.index + 1 : comma.index + 1 + _WITHIN]
        words = [t for t in following if t.sentence == comma.sentence]
        districts = (t for t in words[:_AT_ONCE] if self._is(t, "district") and self.actor(t) is not None)
        district = next(districts, None)
        if district is not None:
            return district
        rest = list(dropwhile(lambda t: t.form.lower() in _LYING or t.upos == "DET" or self._is(t, "side"), words))
        actor = self.actor(rest[0]) if rest else None
        said = len(rest) < len(words) or comma.form == "("
        if actor is None or not (said or actor.iso):
            return None
        end = next((t for t in rest if self.actor(t) is not actor), None)
        return rest[0] if end is None or end.upos == "PUNCT" else None

    def _is(self, token: Token, pattern: str) -> bool:
        """Whether a word is a noun of some pattern."""
        noun = load_relation_nouns().get(token.lemma.lower())
        return noun is not None and noun.pattern == pattern
