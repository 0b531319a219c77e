"""The stages of a corpus that processes share: what comes out depends on what goes in alone, whoever does it."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from kgbuild import __version__, iri
from kgbuild.annotate import load_pipeline
from kgbuild.articles import Document, Given, parse_document
from kgbuild.build import Failure, KnowledgeGraph, Settings, attempt_many, collect_seldom
from kgbuild.corpus.duplicates import to_signature
from kgbuild.corpus.ledger import Row
from kgbuild.corpus.shards import Finished, Stretch, open_shards
from kgbuild.corpus.tasks import Batch, Built, Parsed, Resolved, Task
from kgbuild.errors import InputError, OutputError
from kgbuild.kb import load_knowledge_base
from kgbuild.language import guess_language

_DIED: Final = "the process that {} died"


def prepare(settings: Settings) -> str:
    """Load what a process needs; returns what its output depends on besides documents and settings.

    Args:
        settings: How graphs are built.

    Raises:
        ModelError: The language pipeline cannot be loaded.
        KnowledgeBaseError: The knowledge base cannot be read.
    """
    pipeline = load_pipeline(settings.model)
    names = f" and knowledge base {load_knowledge_base(settings.kb).digest}" if settings.kb else ""
    collect_seldom()
    return f"kgbuild {__version__} with {pipeline.name}{names}"


def from_anywhere(settings: Settings) -> Settings:
    """Settings whose files are found whatever folder a process is in."""
    model = str(Path(settings.model).absolute()) if settings.model and Path(settings.model).exists() else settings.model
    return replace(settings, model=model, kb=settings.kb and settings.kb.absolute())


def parse(batch: Batch[Document | InputError], given: Given, mapping: dict[str, str], base: str) -> list[Parsed]:
    """Parse documents; whatever one breaks is the reason why it is no article."""
    return [_parse(document, given, mapping, base) for document in batch.elements]


def _parse(document: Document | InputError, given: Given, mapping: dict[str, str], base: str) -> Parsed:
    if isinstance(document, InputError):
        return Parsed(reason=str(document))
    try:
        article = parse_document(document, given, mapping)
        guess = guess_language(article.text)
        other = guess.name if guess and guess.code != article.language.partition("-")[0].lower() else None
        return Parsed(article, iri.article_iri(article, base), to_signature(article.text), other)
    except Exception as error:  # noqa: BLE001 — whatever one document breaks, the others must go on
        return Parsed(reason=str(Failure(document.name, error)))


def build(batch: Batch[Resolved], settings: Settings, folder: str) -> Built:
    """Build the graphs of a batch and write them as a part of their shard.

    Args:
        batch: The batch.
        settings: How.
        folder: URL of the folder of the corpus.

    Raises:
        ModelError: The language pipeline cannot be loaded.
        OutputError: The part cannot be written.
    """
    graphs = iter(attempt_many([article for _, article in batch.elements if article], settings))
    rows, lines = [], []
    for row, article in batch.elements:
        graph = next(graphs) if article else None
        if isinstance(graph, KnowledgeGraph):
            lines.append(graph.serialize("nquads").encode())
        rows.append(_row(row, graph))
    return Built(tuple(rows), open_shards(folder).write_part(batch.place.number, b"".join(lines)))


def _row(row: Row, graph: KnowledgeGraph | Failure | None) -> Row:
    if graph is None:
        return row
    if isinstance(graph, Failure):
        return replace(row, status="failed", reason=str(graph))
    return replace(row, reason=_reasons(graph), statements=len(graph.quads), dropped=graph.report.dropped)


def _reasons(graph: KnowledgeGraph) -> str | None:
    """What broke a shape, None where all conforms."""
    broken = (f"{result.message()} ({result.focus_node})" for result in graph.report.results if result.is_violation)
    return "; ".join(dict.fromkeys(broken)) or None


def finish(task: Task[Stretch], folder: str) -> list[Finished]:
    """Give shards their lasting names.

    Raises:
        OutputError: They cannot be written.
    """
    return [open_shards(folder).finish(stretch) for stretch in task.elements]


def lost_document(document: Document | InputError) -> InputError:
    """What stands in the place of a document that kills the process that reads it."""
    return InputError(f"{getattr(document, 'name', document)}: {_DIED.format('read it')}")


def lost_article(element: Resolved) -> Resolved:
    """What stands in the place of an article that kills the process that builds its graph."""
    row, _ = element
    return replace(row, status="failed", reason=f"{row.source}: {_DIED.format('built its graph')}"), None


def lost_shard(stretch: Stretch) -> Stretch:
    """A shard has nothing in its place.

    Raises:
        OutputError: Always.
    """
    raise OutputError(f"{_DIED.format('wrote it')}; run the same command again", f"shard {stretch.shard}")
