"""Put right what Romanian grammar rules out in the trees that the parser gives."""

from collections.abc import Sequence

from kgbuild.corrections.clauses import correct_clauses
from kgbuild.corrections.genitives import correct_genitives
from kgbuild.corrections.names import correct_names
from kgbuild.corrections.tellers import correct_tellers
from kgbuild.model import Token


def correct(tokens: list[Token]) -> Sequence[Token]:
    """Put right what the grammar rules out in a sentence's tree.

    Args:
        tokens: The words of one sentence in order.

    Returns:
        The same words, some with another governor or relation; as they were where the corrections together leave no tree.
    """
    corrected = list(correct_clauses(correct_tellers(correct_genitives(correct_names(tokens)))))
    return corrected if _is_tree(corrected) else tokens


def _is_tree(tokens: Sequence[Token]) -> bool:
    """Whether the way up from each word ends at a root, and goes round in no circle."""
    first = tokens[0].index
    rooted = {t.index for t in tokens if t.head == t.index}
    for token in tokens:
        way = set[int]()
        above = token
        while above.index not in rooted:
            if above.index in way:
                return False
            way.add(above.index)
            above = tokens[above.head - first]
        rooted |= way
    return True
