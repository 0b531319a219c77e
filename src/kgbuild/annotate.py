"""Analyse the language of articles: tokens, tags, lemmas, trees, entities; with `inference` and `lines`, all that knows spaCy.

The text is analysed line by line, so that neither the title nor a paragraph ever shares a sentence with what follows it. Letters
with a cedilla are turned into those with a comma below, and diacritics that a text was written without are restored, one for one:
all offsets stay those of `Article.text`.
"""

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, pairwise
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.lookups import Table
from spacy.tokens import Doc
from spacy.vocab import Vocab

import kgbuild.borders
import kgbuild.entities  # noqa: F401 — spaCy finds in both, as in `initials`, what makes components of the shipped pipeline
from kgbuild.corrections import correct
from kgbuild.diacritics import with_diacritics
from kgbuild.errors import ModelError
from kgbuild.inference import analyse, embed_words_once, lighten_layers, multiply_with_numpy
from kgbuild.initials import FORM_TABLE
from kgbuild.lines import TO_V1, LemmaOf, Line, Names
from kgbuild.model import AnnotatedText, Article, Sentence, Token

SHIPPED = Path(__file__).parent / "models" / "ro"
NEEDED_ENTITIES = frozenset({"PERSON", "GPE", "ORGANIZATION"})
NEEDED_RELATIONS = frozenset({"nsubj", "obj", "obl", "nmod", "conj", "case"})
PROBE = "Premierul a vorbit ieri la București."

# One for one: cedilla to comma below, and the spaces that no tokenizer expects to plain ones.
NORMAL = str.maketrans("şţŞŢ\t\u00a0\u2007\u2009\u202f", "șțȘȚ     ")
# The table of "form tag" to lemma that training/assemble.py puts into the vocabulary beside that of forms.
LEMMA_TABLE = "kgbuild_lemmas"
NAME_TAG = "Np"
# Common nouns, adjectives and verbs: what the table of forms knows; and the tags of what is its own lemma.
INFLECTED = ("Nc", "Af", "Vm")
BASE_TAGS = frozenset({"Ncms-n", "Ncmsrn", "Ncfsrn", "Afpms-n", "Afpmsrn"})
INFINITIVE_ENDINGS = frozenset("aeiî")
# Names in capitals ("IGOR DODON, deputat"): two or three words, each with a vowel, so that acronyms stay.
_WORD = r"(?=[A-ZĂÂÎȘȚ]*[AEIOUĂÂÎ])[A-ZĂÂÎȘȚ]{3,}"
CAPITALS = re.compile(rf"(?<![\w-])(?<![A-ZĂÂÎȘȚ] ){_WORD}(?:[ -]{_WORD}){{1,2}}(?![\w-]| [A-ZĂÂÎȘȚ]{{2}})")
LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# spaCy refuses texts of more than a million code points; a line of that length is no prose anyway.
LONGEST = 100_000
TEXTS_AT_ONCE = 32
# How many words a pipeline keeps, some 20 MB: the commonest are among those that come first.
MOST_WORDS = 50_000


@dataclass(frozen=True)
class Pipeline:
    """A spaCy pipeline that has been found fit.

    Args:
        nlp: The pipeline.
        name: Its name and version, for provenance.
    """

    nlp: Language
    name: str


@dataclass(frozen=True)
class Lemmas:
    """The lemmas that the shipped pipeline knows beside its trained lemmatizer.

    Args:
        tagged: Lemmas by form and tag, from the treebank.
        forms: Lemmas by form, from a lexicon; the form of a noun may be listed for a verb and the other way round.
    """

    tagged: Table
    forms: Table

    def find(self, form: str, tag: str) -> str:
        """Give the lemma of a form with a tag, empty where it is not known."""
        if lemma := self.tagged.get(f"{form if tag == NAME_TAG else form.lower()} {tag}"):
            return str(lemma)
        if not tag.startswith(INFLECTED) or tag in BASE_TAGS:
            return ""
        lemma = str(self.forms.get(form.lower(), ""))
        misfit = lemma[-1:] not in INFINITIVE_ENDINGS if tag[0] == "V" else tag[0] == "A" and lemma.endswith("ă")
        return "" if misfit else lemma


@lru_cache(maxsize=2)
def load_pipeline(name_or_path: str | Path | None = None) -> Pipeline:
    """Load a language pipeline.

    Args:
        name_or_path: An installed spaCy pipeline or a folder with one; None for the one that kgbuild ships.

    Returns:
        The pipeline.

    Raises:
        ModelError: There is none, it cannot be loaded, or it lacks what kgbuild needs.
    """
    source = SHIPPED if name_or_path is None else name_or_path
    try:
        with warnings.catch_warnings():
            # A pipeline of another spaCy 3.x warns that it may not work; whether it does is tried below.
            warnings.filterwarnings("ignore", message=r".*W095")
            nlp = spacy.load(source)
        if name_or_path is None:
            embed_words_once(nlp)
            multiply_with_numpy(nlp)
            lighten_layers(nlp)
    except OSError as error:
        raise ModelError(f"no language pipeline {str(source)!r}: give an installed spaCy pipeline or its folder") from error
    except Exception as error:  # spaCy lets through whatever the pipeline's own code and files raise
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(f"the language pipeline {str(source)!r} cannot be loaded: {reason}") from error
    _require_fit(nlp, str(source))
    return Pipeline(nlp, f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}")


def _require_fit(nlp: Language, source: str) -> None:
    """Try a sentence on a pipeline.

    Raises:
        ModelError: Something is missing in the analysis, or the labels are not those of UD and RONEC.
    """
    try:
        doc = nlp(PROBE)
    except Exception as error:  # as above
        raise ModelError(f"the language pipeline {source!r} fails on a simple sentence: {error}") from error
    if lacking := _lacking(doc):
        raise ModelError(f"the language pipeline {source!r} gives no {', no '.join(lacking)}: choose one with all components")
    relations = {label for name in nlp.pipe_names for label in nlp.pipe_labels.get(name, []) if name == "parser"}
    if not relations >= NEEDED_RELATIONS:
        raise ModelError(f"the parser of {source!r} does not use the relations of Universal Dependencies: choose one that does")
    entities = {TO_V1.get(label, label) for label in nlp.pipe_labels.get("ner", [])}
    if not entities >= NEEDED_ENTITIES:
        raise ModelError(f"the entities of {source!r} are not those of RONEC (PERSON, GPE, …): choose a pipeline that has them")


def _lacking(doc: Doc) -> list[str]:
    """Name what is missing in an analysis."""
    columns = {"POS": "parts of speech", "LEMMA": "lemmas", "DEP": "dependencies", "ENT_IOB": "named entities"}
    return [name for column, name in columns.items() if not doc.has_annotation(column)]


def read_doc(doc: Doc) -> AnnotatedText:
    """Read the analysis that some spaCy pipeline has made of a whole text.

    Args:
        doc: The analysis. Its first line is the title where a blank one follows; a sentence ends where its line does.

    Returns:
        The text with the analysis; offsets are code points, half open, into `doc.text`.

    Raises:
        ModelError: Something is missing in the analysis.
    """
    if lacking := _lacking(doc):
        raise ModelError(f"the doc has no {', no '.join(lacking)}: analyse it first")
    breaks = [-1, *(token.i for token in doc if token.is_space and "\n" in token.text), len(doc)]
    pieces = (doc[before + 1 : after] for before, after in pairwise(breaks) if before + 1 < after)
    names, known = Names(doc.vocab.strings), _known_lemmas(doc.vocab)
    lines = (Line(piece.as_doc(), names, piece.start_char, known) for piece in pieces)
    title, blank, _ = doc.text.partition("\n\n")
    return _assemble(doc.text, len(title) if blank and "\n" not in title else 0, lines)


def annotate(article: Article, pipeline: Pipeline | None = None) -> AnnotatedText:
    """Analyse one article.

    Args:
        article: The article.
        pipeline: The pipeline; None for the shipped one.

    Returns:
        Its text with the analysis; offsets are code points, half open, into `Article.text`.

    Raises:
        ModelError: The pipeline cannot be loaded or fails.
    """
    return next(annotate_many([article], pipeline))


def annotate_many(articles: Iterable[Article], pipeline: Pipeline | None = None) -> Iterator[AnnotatedText]:
    """Analyse articles, many at once for speed.

    Args:
        articles: The articles.
        pipeline: The pipeline; None for the shipped one.

    Yields:
        The analysis of each, in their order; offsets are code points, half open, into `Article.text`.

    Raises:
        ModelError: The pipeline cannot be loaded or fails.
    """
    return annotate_texts(((article.text, len(article.title)) for article in articles), pipeline)


def annotate_texts(texts: Iterable[tuple[str, int]], pipeline: Pipeline | None = None) -> Iterator[AnnotatedText]:
    """Analyse texts that need not be articles.

    Args:
        texts: Each text and the offset after its title (0 for none).
        pipeline: The pipeline; None for the shipped one.

    Yields:
        The analysis of each, in their order; offsets are code points, half open.

    Raises:
        ModelError: The pipeline cannot be loaded or fails.
    """
    chosen = pipeline or load_pipeline()
    rest = iter(texts)
    while batch := list(islice(rest, TEXTS_AT_ONCE)):
        yield from _annotate_batch(batch, chosen.nlp)


def _annotate_batch(texts: list[tuple[str, int]], nlp: Language) -> list[AnnotatedText]:
    """Analyse a handful of texts; the words that spaCy learns on the way are forgotten afterwards, save the first that it met."""
    lines = [list(text_lines(with_diacritics(text))) for text, _ in texts]
    prose = [as_prose(line) for pieces in lines for _, line in pieces]
    known = _known_lemmas(nlp.vocab)
    try:
        _learn(nlp, prose)
        with nlp.memory_zone():
            docs, names = analyse(nlp, prose, known), Names(nlp.vocab.strings)
            return [
                _assemble(text, title_end, (Line(next(docs), names, start, known) for start, _ in pieces))
                for (text, title_end), pieces in zip(texts, lines, strict=True)
            ]
    except Exception as error:  # spaCy lets through whatever its components raise
        raise ModelError(f"the language pipeline fails on the text: {error}") from error


def _learn(nlp: Language, lines: Iterable[str]) -> None:
    """Let the tokenizer keep the words of some lines while it has few: a word that it keeps costs it a fortieth of another."""
    for line in lines if len(nlp.vocab) < MOST_WORDS else ():
        nlp.make_doc(line)


def as_prose(line: str) -> str:
    """Spell a line as the pipeline knows text: comma-below letters, plain spaces, names not in capitals; the length stays.

    Args:
        line: A line of a text.

    >>> as_prose("IGOR DODON, preşedinte PSRM")
    'Igor Dodon, președinte PSRM'
    """
    return CAPITALS.sub(_capitalized, line.translate(NORMAL))


def _capitalized(match: re.Match[str]) -> str:
    words = match[0]
    spelt = words.title()
    return spelt if len(spelt) == len(words) else words


def text_lines(text: str) -> Iterator[tuple[int, str]]:
    r"""Cut a text into the pieces to be analysed by themselves: lines, and parts of lines too long for spaCy.

    Args:
        text: The text.

    Yields:
        The offset of each piece and the piece; pieces of nothing but space are left out.

    >>> list(text_lines("Titlu\n\nUn corp."))
    [(0, 'Titlu'), (7, 'Un corp.')]
    """
    for match in LINE.finditer(text):
        start, end = match.span()
        while start < end:
            stop = end if end - start <= LONGEST else _break_before(text, start, start + LONGEST)
            if text[start:stop].strip():
                yield start, text[start:stop]
            start = stop


def _break_before(text: str, start: int, stop: int) -> int:
    """Find where to break a line that is too long: after the last sentence end, else the last space, else anywhere."""
    for mark in (". ", " "):
        found = text.rfind(mark, start + 1, stop)
        if found > start:
            return found + len(mark)
    return stop


def _assemble(text: str, title_end: int, lines: Iterable[Line]) -> AnnotatedText:
    """Join the analyses of a text's lines."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for line in lines:
        for words in line.sentences():
            first = len(tokens)
            tokens.extend(correct(list(line.tokens(words, first, len(sentences)))))
            start, end = tokens[first].start, tokens[-1].end
            sentences.append(Sentence(len(sentences), first, len(tokens), start, end))
    return AnnotatedText(text, tuple(tokens), tuple(sentences), title_end)


def _known_lemmas(vocab: Vocab) -> LemmaOf | None:
    """Give what finds the lemmas that the shipped pipeline carries; other pipelines have none."""
    lookups = vocab.lookups
    if not lookups.has_table(LEMMA_TABLE):
        return None
    # Each word is asked for twice, and the same words come again and again.
    return cache(Lemmas(lookups.get_table(LEMMA_TABLE), lookups.get_table(FORM_TABLE, Table(FORM_TABLE))).find)
