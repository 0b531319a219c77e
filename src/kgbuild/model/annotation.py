"""The linguistic analysis of an article's text."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any

_index = attrgetter("index")


@dataclass(frozen=True, slots=True)
class Token:
    """One token in the columns of Universal Dependencies.

    Args:
        index: Position in `AnnotatedText.tokens`.
        start: Offset of its first code point.
        end: Offset after its last code point.
        form: The token as written, cedilla letters turned into comma-below letters (the length stays).
        lemma: Base form, lower case unless a name.
        upos: Universal part of speech.
        xpos: MULTEXT-East morphosyntactic description.
        feats: Morphological features, for example `{"Case": "Dat,Gen", "Number": "Sing"}`.
        head: Index of the syntactic head in `AnnotatedText.tokens`; its own index for a root.
        deprel: UD relation to the head; `root` for a root.
        entity: Type of the named entity it belongs to (RONEC v1 classes), empty for none.
        entity_start: Whether a named entity begins here.
        sentence: Index in `AnnotatedText.sentences`.
        relation: The relation without its subtype: `nsubj` for `nsubj:pass`.
    """

    index: int
    start: int
    end: int
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: dict[str, str]
    head: int
    deprel: str
    entity: str
    entity_start: bool
    sentence: int
    relation: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # The stages ask for it a hundred times for each token.
        object.__setattr__(self, "relation", self.deprel.partition(":")[0])

    def has(self, feature: str, value: str) -> bool:
        """Whether one of the values of a feature is `value` (`Dat,Gen` has both `Dat` and `Gen`)."""
        values = self.feats.get(feature)
        return values is not None and (values == value or ("," in values and value in values.split(",")))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: half-open ranges of tokens and of code points.

    Args:
        index: Position in `AnnotatedText.sentences`.
        first: Index of its first token.
        last: Index after its last token.
        start: Offset of its first code point.
        end: Offset after its last code point.
    """

    index: int
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True)
class AnnotatedText:
    """An article's text with its linguistic analysis; a dependency forest over all tokens.

    Args:
        text: `Article.text`.
        tokens: All tokens in order (no whitespace tokens).
        sentences: All sentences in order; the title never shares one with the body.
        title_end: Offset after the title.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    title_end: int

    @cached_property
    def _children(self) -> tuple[tuple[Token, ...], ...]:
        children: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                children[token.head].append(token)
        return tuple(tuple(c) for c in children)

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [t.end for t in self.tokens]

    @cached_property
    def _by_form(self) -> dict[str, list[Token]]:
        forms: dict[str, list[Token]] = {}
        for token in self.tokens:
            forms.setdefault(token.form.lower(), []).append(token)
        return forms

    @cached_property
    def answers(self) -> defaultdict[object, dict[int, Any]]:
        """What has been found out about the tokens: by question, then by index of the token; a memory for who asks."""
        return defaultdict(dict)

    def tokens_of(self, form: str) -> Sequence[Token]:
        """All tokens of a form, given in lower case, in text order."""
        return self._by_form.get(form, ())

    def children(self, token: Token) -> tuple[Token, ...]:
        """The tokens whose head is `token`, in text order."""
        return self._children[token.index]

    def head(self, token: Token) -> Token:
        """The syntactic head of `token` (itself for a root)."""
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The heads above `token`, nearest first, up to the root."""
        while token.head != token.index:
            token = self.tokens[token.head]
            yield token

    def subtree(self, token: Token) -> list[Token]:
        """`token` and everything below it, in text order."""
        found = [token]
        # It grows while it is read.
        for above in found:
            found += self._children[above.index]
        found.sort(key=_index)
        return found

    def sentence_tokens(self, sentence: Sentence | int) -> tuple[Token, ...]:
        """The tokens of a sentence (or of the sentence with that index)."""
        s = self.sentences[sentence] if isinstance(sentence, int) else sentence
        return self.tokens[s.first : s.last]

    def tokens_within(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that lie between two code points, in text order."""
        first = bisect_left(self._starts, start)
        last = bisect_right(self._ends, end, lo=first)
        return self.tokens[first:last]

    def token_at(self, offset: int) -> Token | None:
        """The token that covers a code point, None between tokens."""
        index = bisect_right(self._ends, offset)
        return self.tokens[index] if index < len(self.tokens) and self.tokens[index].start <= offset else None
