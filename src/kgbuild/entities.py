"""Find named entities by tagging words: each word's scores for every place in an entity, then the best sequence of them.

spaCy's own recogniser decides word by word and learns that way. This one learned from how sure an ensemble was of each word
(`training/entities`), and decides on a whole sentence at once.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.pipeline.trainable_pipe import TrainablePipe
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab
from thinc.api import Model

from kgbuild.places import FIRST, LAST, NEVER, PLACES, SINGLE, Floats, Found, best_entities

FACTORY: Final = "kgbuild_entities"


class EntityTagger(TrainablePipe):
    """A component that sets the entities of docs; no entity goes over the border of a sentence.

    Args:
        vocab: The vocabulary of the pipeline.
        model: Gives the scores of the words of docs: (words, 1 + 4 * classes) for each.
        name: The name of the component.
    """

    def __init__(self, vocab: Vocab, model: Model[list[Doc], list[Floats]], name: str) -> None:
        self.vocab, self.model, self.name = vocab, model, name
        self.cfg: dict[str, Any] = {"labels": []}

    @property
    def labels(self) -> tuple[str, ...]:
        """The classes, in the order of the model's columns."""
        return tuple(self.cfg["labels"])

    def predict(self, docs: Sequence[Doc]) -> list[list[Found]]:
        """Find the entities of docs.

        Args:
            docs: The docs, with tags and sentences where the pipeline finds them before.

        Returns:
            For each the entities in their order.
        """
        docs = list(docs)
        if not any(map(len, docs)):
            return [[] for _ in docs]
        scores = [self._possible(doc, score) for doc, score in zip(docs, self.model.predict(docs), strict=True)]
        borders = [_borders(doc) for doc in docs]
        pieces = [score[start:end] for score, cuts in zip(scores, borders, strict=True) for start, end in cuts]
        found = iter(best_entities(pieces))
        return [[(start + first, start + end, kind) for start, _ in cuts for first, end, kind in next(found)] for cuts in borders]

    def set_annotations(self, docs: Sequence[Doc], found: Sequence[Sequence[Found]]) -> None:
        """Write entities into docs.

        Args:
            docs: The docs.
            found: The entities of each, as `predict` gives them.
        """
        labels = self.labels
        for doc, entities in zip(docs, found, strict=True):
            doc.set_ents([Span(doc, first, end, labels[kind]) for first, end, kind in entities])

    def _possible(self, doc: Doc, scores: Floats) -> Floats:
        """Rule out entities that begin or end with a space."""
        spaces = doc.to_array(IS_SPACE).astype(bool)
        if not spaces.any():
            return scores
        scores = scores.copy()
        for place in (FIRST, LAST, SINGLE):
            scores[spaces, 1 + place :: PLACES] = NEVER
        return scores


@Language.factory(FACTORY, assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_entity_tagger(nlp: Language, name: str, model: Model[list[Doc], list[Floats]]) -> EntityTagger:
    """Make the component, for spaCy.

    Args:
        nlp: The pipeline.
        name: The name of the component.
        model: Its model, for one `spacy.Tagger.v2`.
    """
    return EntityTagger(nlp.vocab, model, name)


def _borders(doc: Doc) -> list[tuple[int, int]]:
    """Give where each sentence starts and ends; the doc is one where none was looked for."""
    starts = np.flatnonzero(doc.to_array(SENT_START).astype(np.int64) == 1).tolist()
    cuts = sorted({0, *starts})
    return list(zip(cuts, [*cuts[1:], len(doc)], strict=True)) if len(doc) else []
