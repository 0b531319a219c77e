"""Put right what Romanian grammar rules out in the trees that the parser gives."""

from collections.abc import Iterator

from kgbuild.corrections.clauses import correct_clauses
from kgbuild.corrections.genitives import correct_genitives
from kgbuild.corrections.names import correct_names
from kgbuild.corrections.tellers import correct_tellers
from kgbuild.model import Token


def correct(tokens: list[Token]) -> Iterator[Token]:
    """Put right what the grammar rules out in a sentence's tree.

    Args:
        tokens: The words of one sentence in order.

    Returns:
        The same words, some with another governor or relation.
    """
    return correct_clauses(correct_tellers(correct_genitives(correct_names(tokens))))
