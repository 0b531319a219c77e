"""The data that flows through kgbuild: an article, its analysis, and what is extracted from it.

All classes are frozen. Offsets are code points, half open, into `Article.text`.
"""

from kgbuild.model.annotation import AnnotatedText, Sentence, Token
from kgbuild.model.article import Article
from kgbuild.model.extraction import (
    Actor,
    Actors,
    ActorType,
    Argument,
    Claim,
    Event,
    Extraction,
    Granularity,
    Mention,
    Modality,
    Polarity,
    Predicate,
    Quantity,
    Recurrence,
    Relation,
    Role,
    TimeExpression,
)

__all__ = [
    "Actor",
    "ActorType",
    "Actors",
    "AnnotatedText",
    "Argument",
    "Article",
    "Claim",
    "Event",
    "Extraction",
    "Granularity",
    "Mention",
    "Modality",
    "Polarity",
    "Predicate",
    "Quantity",
    "Recurrence",
    "Relation",
    "Role",
    "Sentence",
    "TimeExpression",
    "Token",
]
