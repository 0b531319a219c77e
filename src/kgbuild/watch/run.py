"""The watch: rounds over the feeds, with pauses, until it is told to stop."""

import io
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType
from typing import Final

from kgbuild.annotate import load_pipeline
from kgbuild.articles import Document, Meter, Reading, parse_document
from kgbuild.articles.feeds import read_feed
from kgbuild.articles.fetch import Fetcher
from kgbuild.articles.sources import open_source
from kgbuild.build import Failure, KnowledgeGraph, Settings, attempt
from kgbuild.corpus.duplicates import LEAST_CONTAINED, Signature, to_signature
from kgbuild.errors import InputError, KgbuildError, StoreError
from kgbuild.iri import article_iri, parse_base
from kgbuild.kb import load_knowledge_base
from kgbuild.language import guess_language
from kgbuild.model import Article
from kgbuild.serialize.graph_files import to_article_graphs
from kgbuild.stores.oxigraph import load, open_store
from kgbuild.watch.memory import Entries, Memory
from kgbuild.watch.opml import read_opml

# Articles that are loaded together: what is lost, and read again, where the process is killed.
_TOGETHER: Final = 16
# After so many rounds an entry that cannot be read is given up.
_TRIES: Final = 3

Tell = Callable[[str], object]


@dataclass(frozen=True)
class Plan:
    """What is watched.

    Args:
        opml: The list of feeds; it is read again before each round.
        store: Folder of the embedded store.
        every: Seconds from the beginning of a round to that of the next.
        settings: How each article's graph is built.
        fetcher: Makes what reads the network, anew for each round, so that robots.txt is heeded as it is then.
        tell: Told of what goes wrong, a line each.
    """

    opml: Path
    store: Path
    every: float
    settings: Settings = field(default_factory=Settings)
    fetcher: Callable[[], Fetcher] = Fetcher
    tell: Tell = lambda _: None


@dataclass(slots=True)
class Round:
    """What came of a round.

    Args:
        feeds: Feeds that were asked.
        unchanged: Feeds that said that nothing is new.
        broken: Feeds that could not be read.
        added: Articles that were loaded.
        known: Articles that the store had already.
        failed: Entries that gave no graph.
        dropped: Statements that broke a shape.
    """

    feeds: int = 0
    unchanged: int = 0
    broken: int = 0
    added: int = 0
    known: int = 0
    failed: int = 0
    dropped: int = 0


class _StoppedError(Exception):
    pass


class StopRequest:
    """Whether the watch was told to stop, by SIGINT or SIGTERM; waiting and fetching break off at once, nothing else does."""

    def __init__(self) -> None:
        self.by: signal.Signals | None = None
        self._breakable = False

    def __bool__(self) -> bool:
        return self.by is not None

    def handle(self, number: int, _frame: FrameType | None) -> None:
        """Handle a signal."""
        self.by = signal.Signals(number)
        if self._breakable:
            self._breakable = False
            raise _StoppedError

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Handle signals within the block."""
        numbers = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def breakable(self) -> Iterator[None]:
        """Let a signal break the block off.

        Raises:
            _StoppedError: One did, or had come before.
        """
        self._breakable = True
        try:
            if self:
                raise _StoppedError
            yield
        finally:
            self._breakable = False

    def wait(self, seconds: float) -> None:
        """Wait, at most until told to stop."""
        with suppress(_StoppedError), self.breakable():
            time.sleep(max(seconds, 0))


def watch(plan: Plan, stop: StopRequest, done: Callable[[Round], object], *, once: bool = False) -> Round:
    """Read feeds again and again, and load the graphs of articles that are new.

    Args:
        plan: What is watched.
        stop: Says when to stop.
        done: Told of each round.
        once: Whether one round is all.

    Returns:
        The last round, perhaps broken off.

    Raises:
        InputError: The list of feeds cannot be read at the beginning.
        StoreError: The store cannot be written, or another watch keeps it current.
        ModelError: The language pipeline cannot be loaded.
        KnowledgeBaseError: The knowledge base cannot be read.
        IriError: The base makes no IRI.
    """
    feeds = read_opml(plan.opml)
    # What would break every article is told once, before the first.
    parse_base(plan.settings.base)
    load_pipeline(plan.settings.model)
    if plan.settings.kb:
        load_knowledge_base(plan.settings.kb)
    # Made where it is missing, and not held: others may read and write it between rounds.
    open_store(plan.store, writable=True)
    with Memory(plan.store) as memory, stop.listening():
        while True:
            begun = time.monotonic()
            latest = _Round(plan, memory, stop).go(feeds)
            done(latest)
            if once or stop:
                return latest
            stop.wait(plan.every - (time.monotonic() - begun))
            if stop:
                return latest
            try:
                feeds = read_opml(plan.opml)
            except InputError as error:
                plan.tell(f"{error}; going on with the feeds of before")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A graph that is built and not loaded yet, with the keys of its entry, and its signature where it repeats no other."""

    feed: str
    keys: tuple[str, ...]
    graph: KnowledgeGraph
    original: tuple[Signature, str] | None


class _Round:
    """One round over the feeds."""

    def __init__(self, plan: Plan, memory: Memory, stop: StopRequest) -> None:
        self._plan = plan
        self._memory = memory
        self._stop = stop
        self._result = Round()
        self._waiting: list[_Waiting] = []

    def go(self, feeds: tuple[str, ...]) -> Round:
        """Read each feed; one that fails stops no other."""
        fetcher = self._plan.fetcher()
        try:
            for feed in feeds:
                self._result.feeds += 1
                try:
                    self._read(feed, fetcher)
                except InputError as error:
                    self._result.broken += 1
                    self._plan.tell(str(error))
        except _StoppedError:
            pass
        finally:
            fetcher.close()
        self._load()
        return self._result

    def _read(self, feed: str, fetcher: Fetcher) -> None:
        """Read a feed; only when all its entries are settled is its version noted."""
        etag, modified = self._memory.version(feed)
        with self._stop.breakable():
            answer = fetcher.fetch(feed, etag=etag, modified=modified)
        if not answer.data:
            self._result.unchanged += 1
            return
        whole = True
        for found in self._documents(feed, answer.data, fetcher):
            whole &= self._take(feed, found)
            if len(self._waiting) >= _TOGETHER:
                whole &= self._load()
        if self._load() and whole:
            self._memory.read_whole(feed, answer.etag, answer.modified)

    def _documents(self, feed: str, data: bytes, fetcher: Fetcher) -> Iterator[Document | InputError]:
        """The entries of a feed that are new; fetching them breaks off when the watch is told to stop."""
        reading = Reading(fetcher=fetcher, seen=Entries(self._memory, feed))
        with open_source(io.BytesIO(data), feed, feed, Meter(), "feed") as source:
            documents = read_feed(source, reading)
            while True:
                with self._stop.breakable():
                    found = next(documents, None)
                if found is None:
                    return
                yield found

    def _take(self, feed: str, found: Document | InputError) -> bool:
        """Build the graph of an entry; whether it is settled, be it by failing for the last time."""
        if isinstance(found, InputError):
            return self._fail(feed, str(found.path), found)
        try:
            article = parse_document(found, self._plan.settings.given)
            name = article_iri(article, self._plan.settings.base)
        except KgbuildError as error:
            return self._fail(feed, found.identifier, error)
        keys = tuple(dict.fromkeys(filter(None, (found.identifier, found.address, name))))
        if self._memory.is_settled(feed, name) or any(name in waiting.keys for waiting in self._waiting):
            self._memory.settle(feed, keys)
            self._result.known += 1
            return True
        if other := _other_language(article):
            self._memory.settle(feed, keys, f"looks like {other}")
            return True
        signature = to_signature(article.text)
        repeated = self._repeated_by(signature) if signature else None
        built = attempt(replace(article, near_duplicate_of=repeated), self._plan.settings)
        if isinstance(built, Failure):
            return self._fail(feed, found.identifier, built)
        self._waiting.append(_Waiting(feed, keys, built, (signature, name) if signature and not repeated else None))
        return True

    def _repeated_by(self, signature: Signature) -> str | None:
        """The IRI of the first article that one repeats, be it loaded or not yet."""
        waiting = (w.original for w in self._waiting if w.original)
        near = (iri for other, iri in waiting if signature.contained(other) >= LEAST_CONTAINED)
        return self._memory.original(signature) or next(near, None)

    def _fail(self, feed: str, key: str, reason: object) -> bool:
        self._result.failed += 1
        settled = self._memory.fail(feed, key, str(reason), _TRIES)
        self._plan.tell(f"{reason}; given up" if settled else str(reason))
        return settled

    def _load(self) -> bool:
        """Load what is built, and only then note that it is settled: killed in between, it is read again and found unchanged.

        Returns:
            Whether the store took it. It does not while another process writes: the entries are read again in the next round.
        """
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return True
        try:
            report = load(to_article_graphs(quad for w in waiting for quad in w.graph.quads), self._plan.store)
        except StoreError as error:
            self._result.failed += len(waiting)
            self._plan.tell(f"{error}; {len(waiting)} of the articles read are not loaded")
            return False
        for built in waiting:
            self._memory.settle(built.feed, built.keys, original=built.original)
            self._result.dropped += built.graph.report.dropped
        self._result.added += len(report.added)
        self._result.known += len(report.unchanged) + len(report.refused)
        return True


def _other_language(article: Article) -> str | None:
    """What an article's text looks like where that is not its language."""
    guess = guess_language(article.text)
    return guess.name if guess and guess.code != article.language.partition("-")[0].lower() else None
