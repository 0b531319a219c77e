"""Which noun phrases take up something known, with the article or where it goes unsaid."""

from kgbuild.extract.nouns import noun_class
from kgbuild.extract.syntax import preposition
from kgbuild.lexicon.actor_nouns import NounClass, load_actor_nouns, load_address_nouns
from kgbuild.model import AnnotatedText, Token

_DEMONSTRATIVES = frozenset({"acest", "același", "acel", "respectiv", "acesta", "acela"})
# Articles in front of a number: "cei trei inculpați".
_COUNTED_ARTICLES = frozenset({"cei", "cele", "celor", "ceilalți", "celelalte"})
# Classes of nouns for bodies that an article has one of, and prepositions behind which they stand without the definite article.
_ARTICLED: frozenset[NounClass | None] = frozenset({"organization", "national", "government"})
_UNARTICLED = frozenset({"în", "din", "la", "de la", "prin", "către", "de către", "spre", "despre", "pentru"})
# Classes of those who serve, and the prepositions behind which they stand without the article.
_SERVING: frozenset[NounClass | None] = frozenset({"leader", "position", "member"})
_PERSONAL = frozenset({"pe", "despre", "către", "de către"})


def is_definite(text: AnnotatedText, head: Token, phrase: list[Token]) -> bool:
    """Whether a noun phrase takes up something known.

    Args:
        text: The analysed article.
        head: The noun.
        phrase: The words of its phrase in text order.
    """
    if any(t.lemma.lower() in {"un", "o", "niște", "alt"} and t.index < head.index for t in phrase):
        return False
    if phrase[0].form.lower() in _COUNTED_ARTICLES and any(t.upos == "NUM" for t in phrase[1:2]):
        return True
    first = phrase[0] if phrase[0].has("NumType", "Ord") or phrase[0].upos == "ADJ" else head
    known = "Def" in {first.feats.get("Definite"), head.feats.get("Definite")} or any(
        t.lemma.lower() in _DEMONSTRATIVES for t in phrase
    )
    bare = phrase == [head] and (_is_known_body(text, head) or _is_known_person(text, head))
    return known or bare or _is_definite_woman(head)


def _is_known_person(text: AnnotatedText, noun: Token) -> bool:
    """Whether a bare noun takes up an office told of before where the article goes unsaid ("pe ministru", "domnul ministru")."""
    before = text.tokens[noun.index - 1] if noun.index > text.sentences[noun.sentence].first else None
    if noun.has("Number", "Plur") or noun_class(noun) not in _SERVING or before is None:
        return False
    unsaid = before.lemma in load_address_nouns() or preposition(text, noun) in _PERSONAL
    return unsaid and any(t.lemma == noun.lemma and _is_somebody(text, t) for t in text.tokens[: noun.index])


def _is_somebody(text: AnnotatedText, noun: Token) -> bool:
    """Whether a noun is said of a certain person, by its article or in front of a name ("ministrul", "ministru Ion Popa")."""
    named = (c.upos == "PROPN" and c.index == noun.index + 1 for c in text.children(noun))
    return not noun.has("Number", "Plur") and (noun.has("Definite", "Def") or any(named))


def _is_definite_woman(noun: Token) -> bool:
    """Whether a noun is that for a woman with its article, whatever the analysis makes of it ("parlamentara")."""
    return noun.form.endswith("a") and f"{noun.form.lower()[:-1]}ă" in load_actor_nouns()


def _is_known_body(text: AnnotatedText, noun: Token) -> bool:
    """Whether a bare noun for a body stands where the article goes unsaid: behind a preposition ("în parlament")."""
    if noun.has("Number", "Plur") or noun_class(noun) not in _ARTICLED:
        return False
    word = preposition(text, noun)
    return word in _UNARTICLED or (word == "de" and text.head(noun).upos == "VERB")
