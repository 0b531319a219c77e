"""Events and actors as spans of spaCy documents: a component for pipelines, `nlp.add_pipe("kgbuild_events")`.

What reports an event and of which type, the lexicon and the judges learnt from annotated articles settle together, as everywhere
in kgbuild; this is the way to them for who has a pipeline already and wants spans in place of a graph.
"""

from typing import Final

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from kgbuild.annotate import read_doc
from kgbuild.errors import ModelError
from kgbuild.extract import extract
from kgbuild.model import Article, Extraction, Mention

FACTORY: Final = "kgbuild_events"
EVENTS: Final = "events"
ACTORS: Final = "actors"
_LANGUAGE: Final = "ro"


class EventFinder:
    """The component: finds the words that report events, and who takes part in them."""

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.spans["events"]` and `doc.spans["actors"]` of a doc with tags, lemmas, trees and entities.

        An event's span has its type as `label_` and the event's key as `id_`, the same for all mentions of a happening; the
        group's `attrs["scores"]` are the chances that they are rightly found, 0 to 1, in the order of the spans. An actor's span
        has its type as `label_`, the actor's key as `id_`, and as `kb_id_` its Wikidata id, empty where it is not linked.

        Raises:
            ModelError: Something that the extraction needs is missing in the doc.
        """
        found = extract(Article("", "", doc.text), read_doc(doc))
        doc.spans[EVENTS] = _events(doc, found)
        doc.spans[ACTORS] = SpanGroup(
            doc, name=ACTORS, spans=[_span(doc, m, a.type, a.key, a.wikidata or "") for a in found.actors for m in a.mentions]
        )
        return doc


def _events(doc: Doc, found: Extraction) -> SpanGroup:
    """Give the mentions of events, each once, with their chances."""
    types = {event.key: event.type for event in found.events}
    claims = {(c.evidence, c.content): c for c in found.claims if c.content in types}.values()
    spans = [_span(doc, claim.evidence, types[claim.content], claim.content) for claim in claims]
    return SpanGroup(doc, name=EVENTS, spans=spans, attrs={"scores": np.array([claim.confidence for claim in claims])})


def _span(doc: Doc, mention: Mention, label: str, key: str, identifier: str = "") -> Span:
    span = doc.char_span(mention.start, mention.end, label, identifier, alignment_mode="expand", span_id=key)
    assert span is not None  # noqa: S101 — mentions lie within the text
    return span


@Language.factory(FACTORY, requires=["token.tag", "token.lemma", "token.dep", "doc.ents"], assigns=["doc.spans"])
def make_event_finder(nlp: Language, name: str) -> EventFinder:
    """Make the component.

    Raises:
        ModelError: The pipeline is of another language.
    """
    del name
    if nlp.lang != _LANGUAGE:
        raise ModelError(f"{FACTORY} reads Romanian, not {nlp.lang!r}: add it to a Romanian pipeline")
    return EventFinder()
