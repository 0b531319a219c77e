"""Count how words are spelt with their diacritics: `python -m training.diacritics ../shared/corpora [--measure GOLD_DIR …]`.

Writes `src/kgbuild/lexicon/ro/diacritics.json` from the text that may be read (`training.prepare`) without the old novels, and
from the names of the gazetteer; with folders of articles, says how many of their words come back as they were written.
"""

import argparse
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kgbuild.diacritics import WORD, Diacritics, without_diacritics
from kgbuild.lexicon.gazetteer import load_gazetteer
from kgbuild.text import with_comma_below
from training.prepare import readable

OUTPUT = Path(__file__).resolve().parents[1] / "src" / "kgbuild" / "lexicon" / "ro" / "diacritics.json"
SOURCE = (
    "Counted by training/diacritics.py in UD_Romanian-RRT (CC BY-SA 4.0), RONEC (MIT), presidential speeches, laws, ParlaMint"
    " (CC BY 4.0), Wikipedia (CC BY-SA), Common Voice (CC0), RO-STS: src/kgbuild/models/ro/LICENSE. CC BY-SA 4.0."
)
# Of what has a smaller share of diacritics some was written without; novels of before 1920 follow other rules.
LEAST_MARKED = 0.025
OLD = "eltec*"
# How often a spelling must come, and with what share of its bare form; how much a neighbour must weigh.
LEAST_COUNT = 3
LEAST_SHARE = 0.02
LEAST_WEIGHT = 1.0
SMOOTHING = 100.0
# How much the one mention of a name in the gazetteer counts.
NAMED = 5


def to_words(line: str) -> list[str]:
    """Cut a line into words, in lower case but for those with one capital in front.

    >>> to_words("Țara a ales, DAR Şor nu.")
    ['Țara', 'a', 'ales', ',', 'dar', 'Șor', 'nu', '.']
    """
    return [w if w.istitle() else w.lower() for w in WORD.findall(with_comma_below(line))]


def is_spelt_out(line: str) -> bool:
    """Whether a line was written with diacritics, by how many there are."""
    return sum(a != b for a, b in zip(line, without_diacritics(line), strict=True)) >= LEAST_MARKED * len(line)


@dataclass
class Counts:
    """How often words come, and beside which others."""

    spellings: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    before: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    after: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    neighbours: Counter[str] = field(default_factory=Counter)

    def add(self, words: list[str]) -> None:
        """Count the words of a line."""
        around = ["", *(without_diacritics(word).lower() for word in words), ""]
        for number, word in enumerate(words):
            self.spellings[without_diacritics(word)][word] += 1
            self.before[word][around[number]] += 1
            self.after[word][around[number + 2]] += 1
        self.neighbours.update(around)

    def variants(self, bare: str) -> list[str]:
        """The spellings of a bare word that count."""
        found = self.spellings[bare]
        (commonest, _), *others = found.most_common()
        least = max(LEAST_COUNT, LEAST_SHARE * found.total())
        return [commonest, *(word for word, count in others if count >= least)]

    def choice(self, word: str) -> tuple[str, float, dict[str, float], dict[str, float]]:
        """Give a spelling with what speaks for it, as `kgbuild.diacritics.Spelling` has it."""
        count = self.spellings[without_diacritics(word)][word]
        share = math.log(count) - 2 * math.log(count + SMOOTHING)
        return word, round(share, 1), self._weights(self.before[word]), self._weights(self.after[word])

    def _weights(self, beside: Counter[str]) -> dict[str, float]:
        expected = {word: SMOOTHING * self.neighbours[word] / self.neighbours.total() for word in beside}
        weights = {word: round(math.log1p(count / expected[word]), 1) for word, count in beside.items()}
        return {word: weight for word, weight in sorted(weights.items()) if weight >= LEAST_WEIGHT and beside[word] > 1}


def count(lines: Iterable[str]) -> Counts:
    """Count the words of lines, and those of the gazetteer's names."""
    counts = Counts()
    for line in lines:
        counts.add(to_words(line))
    for entry in load_gazetteer().entries:
        for word in to_words(" ".join([entry.name, *entry.aliases])):
            counts.spellings[without_diacritics(word)][word] += NAMED
    return counts


def to_table(counts: Counts) -> dict[str, object]:
    """Give what `kgbuild.diacritics.Diacritics` reads, without what follows: plain words, names spelt as other words."""
    kept = {bare: found for bare in sorted(counts.spellings) if bare.isalpha() and (found := counts.variants(bare))}
    choices = {bare: [counts.choice(word) for word in found] for bare, found in kept.items() if len(found) > 1}
    certain = {bare: found[0] for bare, found in kept.items() if len(found) == 1}

    def follows(bare: str, form: str) -> bool:
        small = bare.lower()
        return form.lower() == (small if bare == small else certain.get(small, small)) and (bare == small or small not in choices)

    return {"source": SOURCE, "certain": [f for bare, f in certain.items() if not follows(bare, f)], "choices": choices}


def to_json(table: Mapping[str, object]) -> str:
    """Write a table with a line for each bare word that has several spellings."""
    rows = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    return re.sub(r'("choices":{|\]\],)', r"\1\n", rows) + "\n"


def measure(diacritics: Diacritics, folders: Iterable[Path]) -> str:
    """Say how many words of articles come back as they were written, from their texts without diacritics."""
    right = bare = total = 0
    for path in (p for folder in folders for p in sorted(folder.glob("*.txt")) if not p.name.endswith(".sents.txt")):
        for line in with_comma_below(path.read_text(encoding="utf-8")).splitlines():
            stripped = without_diacritics(line)
            found = zip(*(WORD.findall(spelt) for spelt in (line, stripped, diacritics.restore(stripped))), strict=True)
            words = [row for row in found if row[0].isalpha()]
            total += len(words)
            bare += sum(written == plain for written, plain, _ in words)
            right += sum(written == restored for written, _, restored in words)
    return f"{total} words: {100 * right / total:.1f} % as written, {100 * bare / total:.1f} % without restoring"


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Count how words are spelt with their diacritics.")
    parser.add_argument("corpora", type=Path, help="folder with ud-ro, ronec-v1, ronec-v2 and raw")
    parser.add_argument(
        "--measure", type=Path, nargs="+", default=[], metavar="GOLD_DIR", help="folders of articles to measure on"
    )
    options = parser.parse_args()
    counts = count(line for line in readable(options.corpora, without=OLD) if is_spelt_out(line))
    table = to_json(to_table(counts))
    OUTPUT.write_text(table, encoding="utf-8")
    if options.measure:
        print(measure(Diacritics.from_json(table), options.measure))


if __name__ == "__main__":
    main()
