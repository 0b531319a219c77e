"""The whole way from an article to its graph.

read -> annotate -> extract -> to_quads -> gate -> serialize
"""

import gc
import json
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Final

import pyoxigraph as ox
import rdflib

from kgbuild import __version__
from kgbuild.annotate import Pipeline, annotate, annotate_many, load_pipeline
from kgbuild.articles import Given, Reading, read_article, read_articles
from kgbuild.errors import InputError, KgbuildError, ModelError
from kgbuild.explain import explanations_text
from kgbuild.extract import extract
from kgbuild.graph import Run, to_quads
from kgbuild.iri import parse_base
from kgbuild.kb import load_knowledge_base
from kgbuild.language import LanguageGuess, guess_language
from kgbuild.model import AnnotatedText, Article, Extraction
from kgbuild.query import Answer, ask, to_dataset
from kgbuild.resources import ontology_text
from kgbuild.serialize import serialize
from kgbuild.validate import Report, gate
from kgbuild.vocab import BASE

# Articles handed to each worker ahead of time: enough to keep it busy, few enough to keep the memory small.
_AHEAD: Final = 4
# After how many new objects the garbage collector looks at them, and how many such looks bring one at all of its generations.
_COLLECTED: Final = (50_000, 10, 10)


@dataclass(frozen=True, slots=True)
class Settings:
    """How graphs are built.

    Args:
        base: Base IRI of the resources.
        text: Whether the graph holds the articles' text.
        model: Name or folder of a spaCy pipeline, None for the one that ships with kgbuild.
        given: What stands above the articles' own metadata.
        kb: A knowledge base of names that the lexicon has not, None for none.
    """

    base: str = BASE
    text: bool = True
    model: str | None = None
    given: Given = field(default_factory=Given)
    kb: Path | None = None


@dataclass(frozen=True)
class KnowledgeGraph:
    """What was built from one article or more.

    Args:
        articles: The articles.
        quads: What conforms to the shapes, a named graph for each article.
        report: The validation report; it names what was taken out.
        extractions: What was extracted from each article, before the gate.
        context: The file of the ontology that holds the JSON-LD context to write with.
    """

    articles: tuple[Article, ...]
    quads: Sequence[ox.Quad]
    report: Report
    extractions: tuple[Extraction, ...] = ()
    context: str = "context.jsonld"

    @property
    def other_language(self) -> LanguageGuess | None:
        """What the first article's text looks like where that is not its language."""
        guess = guess_language(self.articles[0].text)
        return guess if guess and guess.code != self.articles[0].language.partition("-")[0].lower() else None

    @property
    def graph(self) -> rdflib.Graph:
        """All triples as an rdflib graph."""
        return rdflib.Graph().parse(data=self.serialize("ntriples"), format="nt")

    def serialize(self, form: str) -> str:
        """Write the graph: `turtle`, `jsonld`, `trig`, `nquads`, `ntriples` or `rdfxml`."""
        return serialize(self.quads, form, json.loads(ontology_text(self.context)) if form == "jsonld" else None)

    def turtle(self) -> str:
        """Write the graph as Turtle."""
        return self.serialize("turtle")

    def jsonld(self) -> str:
        """Write the graph as JSON-LD, nested for reading: articles, events, claims."""
        return self.serialize("jsonld")

    def explain(self) -> str:
        """Say what decided for each event and each of its participants, as JSON Lines (`kgbuild.explain`)."""
        return "".join(map(explanations_text, self.extractions))

    def query(self, sparql: str) -> Answer:
        """Ask the graph a SPARQL question; the prefixes kgbuild writes are known.

        Raises:
            QueryError: The query cannot be parsed or run.
        """
        return ask(to_dataset(self.quads), sparql)


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that gave no graph.

    Args:
        name: The input, or the article's identifier.
        error: Why.
    """

    name: str
    error: Exception

    def __str__(self) -> str:
        """One line for people."""
        if isinstance(self.error, InputError):
            return str(self.error)
        if isinstance(self.error, KgbuildError):
            return f"{self.name}: {self.error}"
        return f"{self.name}: kgbuild broke ({type(self.error).__name__}: {self.error}); please report it"


def build(source: Path | str | Article, settings: Settings | None = None) -> KnowledgeGraph:
    """Build the graph of one article.

    Args:
        source: A file, or an article in memory.
        settings: How; by default with the text, under kgbuild's own base IRI.

    Returns:
        The graph with its validation report.

    Raises:
        InputError: The file is no article.
        ModelError: The language pipeline cannot be loaded.
        KnowledgeBaseError: The knowledge base cannot be read.
        IriError: The base or the article's address makes no IRI.
    """
    settings = settings or Settings()
    article = source if isinstance(source, Article) else read_article(source)
    return build_article(settings.given.over(article), settings)


def build_article(article: Article, settings: Settings, text: AnnotatedText | None = None) -> KnowledgeGraph:
    """Take one article the whole way.

    Args:
        article: The article.
        settings: How.
        text: Its analysis, where it was analysed with others.

    Returns:
        Its graph.

    Raises:
        ModelError: The language pipeline cannot be loaded.
        KnowledgeBaseError: The knowledge base cannot be read.
        IriError: The base or the article's address makes no IRI.
    """
    pipeline = load_pipeline(settings.model)
    names = load_knowledge_base(settings.kb) if settings.kb else None
    extraction = extract(article, text or annotate(article, pipeline), names)
    run = pipeline_run(pipeline, names.digest if names else None)
    quads = to_quads(extraction, base=settings.base, text=settings.text, run=run)
    report, conforming = gate(quads)
    return KnowledgeGraph((article,), conforming, report, (extraction,))


@cache
def collect_seldom() -> None:
    """Let the garbage collector of this process pass over all that is loaded by now, and look at the rest seldom; once is enough.

    Graphs make many objects and hardly a cycle: how often it looks by itself costs a tenth of the whole way.
    """
    gc.freeze()
    gc.set_threshold(*_COLLECTED)


def build_many(
    inputs: Iterable[Path | str], settings: Settings | None = None, workers: int = 1, reading: Reading | None = None
) -> Iterator[KnowledgeGraph | Failure]:
    """Build the graphs of many articles, one at a time, in the order of the inputs.

    An article that fails comes as a failure in its place and stops nothing.

    Args:
        inputs: What `kgbuild.articles.read_documents` takes.
        settings: How.
        workers: Processes to share the work; 1 does it in this one.
        reading: How the inputs are read.

    Yields:
        The graph of each article, or why there is none.

    Raises:
        ModelError: The language pipeline cannot be loaded.
        KnowledgeBaseError: The knowledge base cannot be read.
        IriError: The base makes no IRI.
    """
    settings = settings or Settings()
    # What would break every article is told once, before the first.
    parse_base(settings.base)
    _load(settings)
    articles = read_articles(inputs, settings.given, reading)
    attempt_one = partial(attempt, settings=settings)
    if workers == 1:
        yield from map(attempt_one, articles)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin, (settings,)) as pool:
        waiting: deque[Future[KnowledgeGraph | Failure]] = deque()
        try:
            for article in islice(articles, workers * _AHEAD):
                waiting.append(pool.submit(attempt_one, article))
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(pool.submit(attempt_one, article) for article in islice(articles, 1))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _load(settings: Settings) -> None:
    """Load what all articles need into this process."""
    load_pipeline(settings.model)
    if settings.kb:
        load_knowledge_base(settings.kb)
    collect_seldom()


def _begin(settings: Settings) -> None:
    # Interrupts are left to the parent.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _load(settings)


def attempt_many(articles: Sequence[Article], settings: Settings) -> Iterator[KnowledgeGraph | Failure]:
    """Build the graphs of some articles, analysed together for speed; whatever goes wrong becomes a failure.

    Args:
        articles: The articles, few enough to be held in memory with their analyses.
        settings: How.

    Yields:
        The graph of each, or why there is none.

    Raises:
        ModelError: The language pipeline cannot be loaded.
    """
    pipeline = load_pipeline(settings.model)
    texts: Sequence[AnnotatedText | None]
    try:
        texts = list(annotate_many(articles, pipeline))
    except ModelError:
        # One of them breaks the pipeline: which one shows when each is analysed by itself.
        texts = [None] * len(articles)
    for article, text in zip(articles, texts, strict=True):
        yield attempt(article, settings, text)


def attempt(item: Article | InputError, settings: Settings, text: AnnotatedText | None = None) -> KnowledgeGraph | Failure:
    """Build the graph of an article; whatever goes wrong becomes a failure.

    Args:
        item: The article, or the error that stands in its place.
        settings: How.
        text: Its analysis, where it was analysed with others.

    Returns:
        Its graph, or why there is none.
    """
    if isinstance(item, InputError):
        return Failure(str(item.path), item)
    try:
        return build_article(item, settings, text)
    except Exception as error:  # noqa: BLE001 — whatever one article breaks, the others must go on
        return Failure(item.identifier, error)


def pipeline_run(pipeline: Pipeline, kb: str | None = None) -> Run:
    """What makes graphs with a pipeline and a knowledge base, given by its hash."""
    name, _, version = pipeline.name.rpartition(" ")
    return Run(__version__, name, version, kb=kb)


class _Callable(ModuleType):
    """Lets `kgbuild.build` be both this module and its main function, as the library's first line of use has it."""

    def __call__(self, source: Path | str | Article, settings: Settings | None = None) -> KnowledgeGraph:
        return build(source, settings)


sys.modules[__name__].__class__ = _Callable
