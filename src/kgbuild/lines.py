"""Read the analysis of a line out of spaCy: its sentences and their tokens, in columns; word by word spaCy is far slower."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LEMMA, MORPH, ORTH, POS, SENT_START, SPACY, TAG
from spacy.strings import StringStore
from spacy.tokens import Doc

from kgbuild.model import Token

ENTITY_TYPES = frozenset(
    {
        "DATETIME",
        "EVENT",
        "FACILITY",
        "GPE",
        "LANGUAGE",
        "LOC",
        "MONEY",
        "NAT_REL_POL",
        "NUMERIC_VALUE",
        "ORDINAL",
        "ORGANIZATION",
    }
    | {"PERIOD", "PERSON", "PRODUCT", "QUANTITY", "WORK_OF_ART"}
)
# RONEC v2 renamed two classes of v1.
TO_V1 = {"ORG": "ORGANIZATION", "NUMERIC": "NUMERIC_VALUE"}

# What can be the last character of a sentence, and the words after which even a lower-case letter may begin the next.
ENDS = frozenset(".!?…;:\"”“»')]")
STOPS = frozenset({".", ";", ":", "!", "?", "…", "..."})
FULL_STOPS = frozenset({".", "!", "?", "…", "..."})
# What begins a sentence with a capital where no mark ends the one before, as behind a heading; a name may as well go on.
BEGINNERS = frozenset({"ADP", "ADV", "CCONJ", "NOUN", "PRON", "SCONJ"})
# Bodies are called by common nouns in capitals ("a anunțat miercuri Inspectoratul General").
_BODY = "ORGANIZATION"
QUOTES = frozenset({'"', "”", "“", "»"})
# What spaCy notes of a word where a sentence or an entity begins.
_SENTENCE_BEGINS = 1
_ENTITY_BEGINS = 3
# Gives the lemma of a form with a tag, empty where it is not known.
LemmaOf = Callable[[str, str], str]


class Names(dict[int, str]):
    """The strings that spaCy's numbers stand for, each looked up once.

    Args:
        strings: The strings of a pipeline.
    """

    def __init__(self, strings: StringStore) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, number: int) -> str:
        self[number] = name = self._strings[number]
        return name


class Line:
    """The analysis of a line; its words go by their numbers.

    Args:
        doc: The analysis.
        names: The strings of the pipeline.
        offset: Where the line starts in the text.
        known: Gives lemmas from the pipeline's own lexicon, None where it has none.
    """

    def __init__(self, doc: Doc, names: Names, offset: int, known: LemmaOf | None) -> None:
        columns = doc.to_array([ORTH, LEMMA, POS, TAG, MORPH, DEP, ENT_TYPE]).T.tolist()
        self._forms, self._lemmas, self._upos, self._tags, self._morphs, self._relations, self._entities = (
            [names[number] for number in column] for column in columns
        )
        self._starts = (doc.to_array(IDX) + offset).tolist()
        self._spaced = doc.to_array(SPACY).tolist()
        self._heads = (doc.to_array(HEAD).astype(np.int64) + np.arange(len(doc))).tolist()
        self._entity_starts = (doc.to_array(ENT_IOB) == _ENTITY_BEGINS).tolist()
        self._sentence_starts = np.flatnonzero(doc.to_array(SENT_START) == _SENTENCE_BEGINS).tolist()
        self._known = known

    def sentences(self) -> list[list[int]]:
        """Give the words of each sentence, without spaces.

        The parser is overruled where a sentence would end without a mark that can end one (but before a capital that is no
        name, nor begins a body's), where the next would begin in lower case after an abbreviation or a closing mark, and where
        a quotation ends with the end of its sentence.
        """
        sentences: list[list[int]] = []
        for start, end in pairwise(sorted({0, *self._sentence_starts, len(self._forms)})):
            words = [word for word in range(start, end) if not self._forms[word].isspace()]
            if not words:
                continue
            if sentences and self._closes(sentences[-1][-1], words[0]):
                sentences[-1].append(words.pop(0))
            if sentences and words and not self._may_follow(sentences[-1][-1], words[0]):
                words = sentences.pop() + words
            sentences.extend(self._after_quotations(words))
        return sentences

    def _after_quotations(self, words: list[int]) -> Iterator[list[int]]:
        """Cut words behind a full stop with a quotation mark close to it, where a capital follows ("„Nu.” Apoi a plecat.")."""
        start = 0
        for number in range(2, len(words)):
            stop, quote, word = words[number - 2 : number + 1]
            ended = self._forms[stop] in FULL_STOPS and self._closes(stop, quote)
            if ended and self._forms[word][0].isupper():
                yield words[start:number]
                start = number
        if words[start:]:
            yield words[start:]

    def _closes(self, last: int, quote: int) -> bool:
        """Whether a quotation mark closes what the word before it ends."""
        at_end = quote + 1 == len(self._forms)
        return self._forms[quote] in QUOTES and not self._spaced[last] and (bool(self._spaced[quote]) or at_end)

    def _may_follow(self, last: int, first: int) -> bool:
        """Whether a sentence can end with one word and the next begin with another; without a mark, a name may as well go on."""
        end, begin = self._forms[last], self._forms[first]
        if end[-1] in ENDS:
            return end in STOPS or not begin[0].islower()
        return (
            begin.istitle()
            and self._upos[first] in BEGINNERS
            and TO_V1.get(self._entities[first], self._entities[first]) != _BODY
        )

    def tokens(self, words: list[int], first: int, sentence: int) -> Iterator[Token]:
        """Translate the words of one sentence.

        Args:
            words: The words, as `sentences` gives them.
            first: Index of the first one in the text.
            sentence: Index of the sentence in the text.
        """
        position = {word: first + number for number, word in enumerate(words)}
        root: int | None = None
        for word in words:
            head, relation, form = self._head(word), self._relations[word], self._forms[word]
            is_root = head == word or relation == "ROOT" or head not in position
            if is_root and root is not None:
                # What the parser took for a sentence of its own.
                head, is_root = root, False
            elif is_root:
                root = word
            entity = TO_V1.get(self._entities[word], self._entities[word])
            yield Token(
                index=position[word],
                start=self._starts[word],
                end=self._starts[word] + len(form),
                form=form,
                lemma=self._lemma(word),
                upos=self._upos[word],
                xpos=self._tags[word],
                feats=_features(self._morphs[word]),
                head=position.get(head, position[word]),
                deprel="root" if is_root else "parataxis" if relation == "ROOT" else relation,
                entity=entity if entity in ENTITY_TYPES else "",
                entity_start=self._entity_starts[word] and entity in ENTITY_TYPES,
                sentence=sentence,
            )

    def _head(self, word: int) -> int:
        """Give a word's governor, passing over spaces."""
        head = self._heads[word]
        while self._forms[head].isspace() and self._heads[head] != head:
            head = self._heads[head]
        return word if self._forms[head].isspace() else head

    def _lemma(self, word: int) -> str:
        """Give a word's lemma, from the pipeline's own lexicon where it is there; lower case unless a name or an abbreviation."""
        form, tag = self._forms[word], self._tags[word]
        if self._known is not None and (lemma := self._known(form, tag)):
            return lemma
        lemma = self._lemmas[word] or form
        return lemma if self._upos[word] in ("PROPN", "X") or tag.startswith("Y") or lemma.isupper() else lemma.lower()


@lru_cache(maxsize=1 << 12)
def _features(morph: str) -> dict[str, str]:
    """Read morphological features ("Case=Acc|Number=Sing", "_" for none); all words that have them share what is given."""
    return dict(pair.split("=") for pair in morph.split("|") if "=" in pair)
