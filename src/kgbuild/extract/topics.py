"""What an article is about, by the words that it is full of."""

from typing import Final

from kgbuild.lexicon.frames import FrameLexicon
from kgbuild.model import AnnotatedText

# So many different words, and so many for each noun, an article has of what it is about.
_LEAST_WORDS: Final = 3
_LEAST_SHARE: Final = 0.08


def is_about(text: AnnotatedText, classes: tuple[str, ...], lexicon: FrameLexicon) -> bool:
    """Whether the nouns and adjectives of word classes are frequent in an article: sports in the report of a match.

    Args:
        text: The analysed article.
        classes: Names of word classes.
        lexicon: What has them.
    """
    known = text.answers[is_about, classes]
    if 0 not in known:
        words = frozenset().union(*(lexicon.word_classes[name] for name in classes))
        nouns = sum(t.upos == "NOUN" for t in text.tokens)
        found = [t.lemma for t in text.tokens if t.upos in {"NOUN", "ADJ"} and t.lemma in words]
        known[0] = len(set(found)) >= _LEAST_WORDS and len(found) >= _LEAST_SHARE * nouns
    return bool(known[0])
