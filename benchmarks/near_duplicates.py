"""How well near duplicates are told from other articles, by threshold, and print the tables of docs/benchmarks.md.

python benchmarks/near_duplicates.py [FOLDER ...]

FOLDER holds articles as .txt (by default those of ../shared/gold). Each is copied as outlets copy: with an agency's line before
it and a note behind, cut short, edited in some of its words, with sentences left out or moved, taken up in a longer article. A
copy counts as found as the corpus finds it: a band in common, and enough contained. What should not be found: pairs of different
articles, and articles that repeat half of another one, as follow-ups do.
"""

import random
import sys
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Final

from kgbuild.articles import read_articles
from kgbuild.corpus.duplicates import LEAST_CONTAINED, Signature, to_signature
from kgbuild.model import Article

GOLD: Final = Path(__file__).parents[2] / "shared" / "gold"
THRESHOLDS: Final = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)
SYNONYMS: Final = ("astfel", "totodată", "potrivit", "acesta", "recent", "totuși", "aproape", "deja")
BEFORE: Final = "BUCUREȘTI, 12 martie (Agenția) - Preluare integrală a materialului transmis astăzi de corespondentul nostru."
BEHIND: Final = (
    "Urmăriți cele mai noi știri pe pagina noastră. Reproducerea este permisă cu menționarea sursei. Citește și alte știri."
)

Edit = Callable[[list[str], random.Random], list[str]]


def words_changed(share: float) -> Edit:
    """Replace a share of the words, spread over the text."""

    def edit(sentences: list[str], numbers: random.Random) -> list[str]:
        return [
            " ".join(numbers.choice(SYNONYMS) if numbers.random() < share else word for word in sentence.split())
            for sentence in sentences
        ]

    return edit


def cut_to(share: float) -> Edit:
    """Keep the beginning, as an outlet does that is short of space."""
    return lambda sentences, _: sentences[: max(1, round(share * len(sentences)))]


def left_out(share: float) -> Edit:
    """Leave out a share of the sentences, here and there."""
    return lambda sentences, numbers: [s for s in sentences if numbers.random() >= share] or sentences[:1]


def moved(sentences: list[str], numbers: random.Random) -> list[str]:
    """Put a third of the sentences elsewhere."""
    chosen = [s for s in sentences if numbers.random() < 1 / 3]
    rest = [s for s in sentences if s not in chosen]
    for sentence in chosen:
        rest.insert(numbers.randint(0, len(rest)), sentence)
    return rest


EDITS: Final[Mapping[str, Edit]] = {
    "reprinted, with a line before and a note behind": lambda s, _: [BEFORE, *s, BEHIND],
    "cut to four fifths, with a line before": lambda s, n: [BEFORE, *cut_to(0.8)(s, n)],
    "cut to half": cut_to(0.5),
    "cut to a fifth": cut_to(0.2),
    "a fifth of the sentences left out": left_out(0.2),
    "a third of the sentences moved": moved,
    "1 % of the words changed": words_changed(0.01),
    "2 % of the words changed": words_changed(0.02),
    "5 % of the words changed": words_changed(0.05),
    "10 % of the words changed": words_changed(0.10),
}


def score(one: Signature | None, other: Signature | None) -> float:
    """What a pair is contained by where it is compared at all, else 0."""
    if one is None or other is None or not set(one.bands) & set(other.bands):
        return 0.0
    return one.contained(other)


def row(title: str, scores: list[float]) -> str:
    """A row of the table: the share of pairs found at each threshold."""
    return (
        f"| {title} | {len(scores):,} | "
        + " | ".join(f"{sum(s >= t for s in scores) / len(scores):.1%}" for t in THRESHOLDS)
        + " |"
    )


def _sentences(article: Article) -> list[str]:
    return article.text.replace("\n", " ").replace(". ", ".\n").splitlines()


def main() -> None:
    """Print the shares of pairs that are found."""
    folders = [Path(argument) for argument in sys.argv[1:]] or [GOLD / "train", GOLD / "dev"]
    files = [f for folder in folders for f in sorted(folder.glob("*.txt")) if not f.name.endswith(".sents.txt")]
    articles = [a for a in read_articles(files) if isinstance(a, Article)]
    signatures = [to_signature(a.text) for a in articles]
    print(f"{len(articles)} articles; the corpus takes {LEAST_CONTAINED}\n")
    print(f"| pairs of an article and | pairs | {' | '.join(map(str, THRESHOLDS))} |")
    print(f"| --- |{' ---: |' * (len(THRESHOLDS) + 1)}")
    numbers = random.Random(7)  # noqa: S311 — the same copies each time
    for title, edit in EDITS.items():
        copies = [to_signature("\n".join(edit(_sentences(a), numbers))) for a in articles]
        print(row(title, [score(s, c) for s, c in zip(signatures, copies, strict=True) if s]))
    followed = [to_signature(f"{a.text}\n{b.text}") for a, b in zip(articles, articles[1:] + articles[:1], strict=True)]
    print(row("the same within another article", [score(s, c) for s, c in zip(signatures, followed, strict=True) if s]))
    halves = [cut_to(0.5)(_sentences(a), numbers) for a in articles]
    later = [to_signature("\n".join([b.text, *half])) for half, b in zip(halves, articles[1:] + articles[:1], strict=True)]
    print(
        row(
            "a longer article that repeats its first half",
            [score(s, c) for s, c in zip(signatures, later, strict=True) if s and c and c.size > s.size],
        )
    )
    pairs = {
        (a.identifier, b.identifier): score(s, t) for (a, s), (b, t) in combinations(zip(articles, signatures, strict=True), 2)
    }
    print(row("another article", list(pairs.values())))
    print(f"\nthe two different articles that come nearest: {max(pairs, key=lambda p: pairs[p])}, {max(pairs.values()):.2f}")


if __name__ == "__main__":
    main()
