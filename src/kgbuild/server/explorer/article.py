"""The view of an article: its text with what was found in it, and its events as cards."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kgbuild.serialize import serialize
from kgbuild.server.explorer.cards import ClaimView, EventCard, Party, Reader, Span
from kgbuild.server.explorer.highlight import Mark, Passage, paragraphs
from kgbuild.server.explorer.links import to_actor
from kgbuild.server.explorer.terms import label
from kgbuild.server.explorer.triples import Triples

_ACTOR_CLASSES: Final = ("kgo:Person", "kgo:Organization", "kgo:GeopoliticalEntity", "kgo:PersonGroup", "kgo:Place")


@dataclass(frozen=True, slots=True)
class RelationView:
    """A relation of two actors.

    Args:
        iri: The statement.
        subject: Who.
        predicate: IRI of the relation.
        object: With whom.
        words: The words that say so.
        claims: Who vouches for it.
        article: The article that reports it.
    """

    iri: str
    subject: Party
    predicate: str
    object: Party
    words: Span | None
    claims: tuple[ClaimView, ...]
    article: str = ""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article.

    Args:
        iri: Its IRI.
        title: Its headline.
        published: The day, `YYYY-MM-DD`; empty where that is not known.
        publisher: Who published it; empty where that is not known.
        language: Code of its language.
        headline: The title's words, as passages.
        body: The other paragraphs; empty where the graph holds no text.
        events: What happened, in the order of the text.
        relations: How actors stand to each other.
        actors: Who occurs, the most mentioned first, with how often.
    """

    iri: str
    title: str
    published: str
    publisher: str
    language: str
    headline: tuple[Passage, ...]
    body: tuple[tuple[Passage, ...], ...]
    events: tuple[EventCard, ...]
    relations: tuple[RelationView, ...]
    actors: tuple[tuple[Party, int], ...]


def read_article_view(iri: str, triples: Triples, language: str, *, stored: bool = True) -> ArticleView | None:
    """Make the view of an article.

    Args:
        iri: The article.
        triples: Its graph.
        language: Language of the interface, for what marks are called.
        stored: Whether its actors have pages.

    Returns:
        The view; None where the graph holds no such article.
    """
    if iri not in triples.of_class("schema:NewsArticle"):
        return None
    reader = Reader(triples)
    events = sorted(map(reader.event, triples.having("sem:eventType")), key=lambda event: event.begin)
    publisher = triples.value(iri, "schema:publisher")
    text = triples.value(iri, "nif:isString")
    sentences = [(s.start, s.end) for s in reader.spans(triples.of_class("nif:Sentence"))]
    marks = [*_marks(triples, reader, language, stored=stored), *_event_marks(events, language)]
    blocks = paragraphs(text, marks, sentences)
    actors = {actor: len(reader.mentions(actor)) for actor in triples.of_class(*_ACTOR_CLASSES)}
    title = triples.value(iri, "schema:headline")
    first_is_title = bool(text) and text.split("\n\n")[0] == title
    return ArticleView(
        iri,
        title,
        triples.value(iri, "schema:datePublished"),
        triples.value(publisher, "schema:name") if publisher else "",
        triples.value(iri, "schema:inLanguage"),
        tuple(blocks[0]) if first_is_title else (),
        tuple(map(tuple, blocks[1:] if first_is_title else blocks)),
        tuple(events),
        tuple(relations(triples)),
        tuple((reader.party(actor), count) for actor, count in sorted(actors.items(), key=lambda a: -a[1])),
    )


def relations(triples: Triples) -> Iterator[RelationView]:
    """Read the relations of actors out of triples."""
    reader = Reader(triples)
    for iri in triples.of_class("kgo:RelationStatement"):
        words = reader.mentions(iri)
        yield RelationView(
            iri,
            reader.party(triples.value(iri, "rdf:subject")),
            triples.value(iri, "rdf:predicate"),
            reader.party(triples.value(iri, "rdf:object")),
            words[0] if words else None,
            reader.claims(iri),
            triples.value(iri, "kgo:reportedIn"),
        )


def turtle(triples: Iterable[ox.Triple]) -> str:
    """Write triples as Turtle, without prefixes."""
    lines = serialize([ox.Quad(*triple) for triple in triples], "turtle").splitlines()
    return "\n".join(line for line in lines if not line.startswith(("@prefix", "@base"))).strip()


def _marks(triples: Triples, reader: Reader, language: str, *, stored: bool) -> Iterator[Mark]:
    for iri in triples.of_class(*_ACTOR_CLASSES):
        party = reader.party(iri)
        for span in reader.mentions(iri):
            yield Mark(span.start, span.end, "actor", party.kind.lower(), to_actor(iri) if stored else "", party.name)
    for curie in ("kgo:edtf", "kgo:recurrenceRule"):
        for iri in triples.having(curie):
            for span in reader.mentions(iri):
                yield Mark(span.start, span.end, "time", title=triples.value(iri, curie))
    for iri in triples.of_class("schema:QuantitativeValue"):
        for span in reader.mentions(iri):
            yield Mark(span.start, span.end, "quantity", title=label("https://w3id.org/kgbuild/ontology#quantity", language))


def _event_marks(events: Sequence[EventCard], language: str) -> Iterator[Mark]:
    for event in events:
        name = label(event.leaf, language)
        for span in event.triggers:
            yield Mark(span.start, span.end, "trigger", event.family, f"#{event.key}", name)
        for claim in event.claims:
            if claim.cue:
                yield Mark(claim.cue.start, claim.cue.end, "cue")
