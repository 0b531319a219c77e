"""Mix the parts of the training data anew for every round over them."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence

from training.augment import grouped, vary
from training.conllu import Sentence

# Makes the sentences of a part for one round, from a seed.
Part = Callable[[int], list[Sentence]]


def fixed(sentences: list[Sentence]) -> Part:
    """Make a part that is the same in every round.

    Args:
        sentences: Its sentences.

    Returns:
        The part.
    """
    return lambda _: sentences


def sample(sentences: Sequence[Sentence], weight: float, rng: random.Random) -> list[Sentence]:
    """Take sentences as often as a weight says.

    Args:
        sentences: What to take from.
        weight: 1 for each once, 2.5 for each twice and half of them once more.
        rng: Of the random choice.

    Returns:
        The sentences in their order, each followed by its copies' turn.

    >>> len(sample([Sentence(())] * 4, 2.5, random.Random(0)))
    10
    """
    whole = int(weight)
    rest = sorted(rng.sample(range(len(sentences)), round((weight - whole) * len(sentences))))
    return [*list(sentences) * whole, *(sentences[index] for index in rest)]


def rounds(
    parts: Mapping[str, Part], weights: Callable[[float], Mapping[str, float]], words: int, seed: int, largest: int
) -> Iterator[list[list[Sentence]]]:
    """Give what is read in each round, until enough words were read.

    Args:
        parts: The parts by name.
        weights: How often each is read in a round, by the share of the training that is done; of parts that are not there too.
        words: How many words to read in all.
        seed: Of all that is random.
        largest: The most sentences in a document.

    Yields:
        Documents, as lists of sentences, shuffled.
    """
    done, number = 0, 0
    while done < words:
        rng = random.Random(seed + number)  # noqa: S311 (no secret)
        documents: list[list[Sentence]] = []
        for name, weight in weights(done / words).items():
            if name not in parts:
                continue
            sentences = sample(parts[name](seed + number), weight, rng)
            documents += grouped(vary(sentences, rng.randrange(1 << 30)), rng.randrange(1 << 30), largest)
        rng.shuffle(documents)
        yield documents
        done += sum(len(sentence.words) for document in documents for sentence in document)
        number += 1
