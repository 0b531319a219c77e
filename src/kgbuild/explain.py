"""Says of each event what decided that it is there, and why each participant has its role."""

import json
from typing import Any

from kgbuild.lexicon.frames import load_frames
from kgbuild.model import Argument, Claim, Event, Extraction, Recurrence

Row = dict[str, Any]


def to_explanations(extraction: Extraction) -> list[Row]:
    """Explain the events of an article, in text order.

    Args:
        extraction: What was extracted from it.

    Returns:
        For each trigger an object: the article's name, `event` (the key of its event), `trigger` with `start` and `end` (code
        points, half open, into `Article.text`), `type` and `class`; `lexicon`, the row that reports it with its example;
        `confidence`, the chance that it is there and of its type; `recurrence`, how it happens again and again, with the words
        (null for once); `arguments`, each with role, actor, the words (null where it
        is understood), `by` (whether a rule or the learnt judge proposed it), confidence and what spoke most for it; and what its
        claim rests on.
    """
    claims = {(c.content, c.evidence): c for c in extraction.claims}
    said = sorted((trigger, event.key, event) for event in extraction.events for trigger in event.triggers)
    return [_explain(extraction, event, claims[key, trigger]) for trigger, key, event in said]


def explanations_text(extraction: Extraction) -> str:
    """Write the explanations as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in to_explanations(extraction))


def _explain(extraction: Extraction, event: Event, claim: Claim) -> Row:
    frame = next(f for f in load_frames(extraction.article.language.partition("-")[0]).frames if f.id == event.frame)
    return {
        "article": extraction.article.identifier,
        "event": event.key,
        "trigger": claim.evidence.text,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "type": event.type,
        "class": event.event_class,
        "lexicon": {"row": frame.id, "file": f"frames/{frame.type.lower()}.toml", "example": frame.example},
        "confidence": round(claim.confidence, 2),
        "recurrence": next((_explain_recurrence(r) for r in extraction.recurrences if r.key == event.recurrence), None),
        "arguments": [_explain_argument(extraction, a) for a in event.arguments],
        "claim": {
            "polarity": claim.polarity,
            "modality": claim.modality,
            "sources": [extraction.actor(key).name for key in claim.sources],
            "cue": claim.cue.text if claim.cue else None,
        },
    }


def _explain_recurrence(recurrence: Recurrence) -> Row:
    words = (recurrence.mention, *recurrence.further)
    return {"rule": recurrence.rule, "words": [mention.text for mention in words]}


def _explain_argument(extraction: Extraction, argument: Argument) -> Row:
    return {
        "role": argument.role,
        "actor": extraction.actor(argument.actor).name,
        "words": argument.mention.text if argument.mention else None,
        "by": argument.by,
        "confidence": argument.confidence,
        "why": list(argument.why),
    }
