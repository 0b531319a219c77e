"""Tell initials from letters that end a sentence ("vitamina C. Medicii"): a component of the shipped pipeline.

A tokenizer keeps a letter and the full stop behind it together, since nearly always it is an initial. This component parts them
where what follows begins a sentence, so that what judges borders sees a full stop there.
"""

import json
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final, Self

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kgbuild.errors import LexiconError

FACTORY: Final = "kgbuild_initials"
FILE: Final = "words.json"
# The vocabulary's table of the lemmas of nouns, adjectives and verbs in lower case.
FORM_TABLE: Final = "kgbuild_forms"
# A letter or a unit ("mV").
_LETTER: Final = re.compile(r"[^\W\d_]{0,2}[A-ZĂÂÎȘȚ]|[^\W\d_]")
_LONGEST: Final = 4


@dataclass(frozen=True)
class Words:
    """What words say about the full stop before or behind them, all in lower case.

    Args:
        beginners: Pronouns, conjunctions, adverbs and the like: with a capital they begin a sentence.
        links: Prepositions, conjunctions and the like, behind which a letter is mostly the initial of a name.
        nouns: Nouns of up to three letters that are abbreviations too.
    """

    beginners: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()

    def end_sentence(self, before: str, after: str, common: Container[str]) -> bool:
        """Whether a full stop behind a letter ends a sentence.

        Args:
            before: The word before the letter; empty for none.
            after: The word behind the full stop.
            common: The nouns, adjectives and verbs that are known.

        >>> words = Words(frozenset({"acest"}), frozenset({"de"}))
        >>> words.end_sentence("vitamina", "Acest", frozenset())
        True
        >>> words.end_sentence("de", "Negri", frozenset({"negri"}))
        False
        """
        begins = before[:1]
        if not begins or before.endswith(".") or not (begins.isalnum() or begins in "°%,)"):
            return False
        word = after.lower()
        return word in self.beginners or (word in common and not begins.isupper() and before not in self.links)


class Initials:
    """The component: parts a letter from the full stop behind it where a sentence ends.

    Args:
        vocab: The pipeline's vocabulary, for the nouns, adjectives and verbs in its table of forms.
        words: What it knows besides; without any it parts letters before those of the table alone.
    """

    def __init__(self, vocab: Vocab, words: Words | None = None) -> None:
        self._vocab = vocab
        self.words = words or Words()

    def __call__(self, doc: Doc) -> Doc:
        """Give a doc that nothing has analysed yet, with the words parted that have to be."""
        ends = set(self._ends(doc))
        if not ends:
            return doc
        words, spaces = list[str](), list[bool]()
        for token in doc:
            if token.i in ends:
                words += [token.text[:-1], "."]
                spaces += [False, bool(token.whitespace_)]
            else:
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        return Doc(doc.vocab, words=words, spaces=spaces)

    def _ends(self, doc: Doc) -> Iterator[int]:
        """Give the words that are a letter and the full stop of a sentence."""
        lookups = self._vocab.lookups
        common: Container[str] = lookups.get_table(FORM_TABLE) if lookups.has_table(FORM_TABLE) else ()
        for token in doc:
            # Of nearly all words the length tells enough, which is known without their spelling.
            if 1 < len(token) <= _LONGEST and self._is_letter(token.text) and token.whitespace_ and token.i + 1 < len(doc):
                before, after = doc[token.i - 1].text if token.i else "", doc[token.i + 1].text
                if after[0].isupper() and "." not in after and self.words.end_sentence(before, after, common):
                    yield token.i

    def _is_letter(self, form: str) -> bool:
        """Whether a word is a letter, or may be a noun, with a full stop."""
        stem = form.removesuffix(".")
        return stem != form and bool(stem in self.words.nouns or _LETTER.fullmatch(stem))

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Write the words into a folder, as spaCy asks of a component; there is nothing to exclude."""
        del exclude
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> Self:
        """Read the words from a folder."""
        del exclude
        return self.from_bytes((Path(path) / FILE).read_bytes())

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Write the words as bytes."""
        del exclude
        lists = {name: sorted(words) for name, words in asdict(self.words).items()}
        return json.dumps(lists, ensure_ascii=False, indent=0).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Read the words from bytes."""
        del exclude
        try:
            lists = json.loads(data)
            self.words = Words(*(frozenset(lists[field.name]) for field in fields(Words)))
        except (ValueError, TypeError, KeyError) as error:
            message = f"has no lists of words ({error}); make it anew, see training/README.md"
            raise LexiconError(message, FILE, 1) from error
        return self


@Language.factory(FACTORY, retokenizes=True)
def make_initials(nlp: Language, name: str) -> Initials:
    """Make the component, which knows no words until it is read from disk or given some."""
    del name
    return Initials(nlp.vocab)
