"""First stage of finding actors: where the text names or describes somebody."""

from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.descriptions import find_descriptions
from kgbuild.extract.names import find_names
from kgbuild.model import AnnotatedText


def find_mentions(text: AnnotatedText) -> tuple[ActorMention, ...]:
    """Find every stretch of text that may name or describe an actor.

    Args:
        text: The analysed article.

    Returns:
        Names, descriptions and adjectives of nationality in text order.
    """
    names = find_names(text)
    return tuple(sorted((*names, *find_descriptions(text, names)), key=lambda m: (m.mention.start, -m.mention.end)))
