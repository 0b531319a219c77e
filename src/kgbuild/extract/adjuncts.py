"""Which event a time or a quantity belongs to."""

from collections.abc import Sequence

from kgbuild.extract.intermediate import Trigger
from kgbuild.model import AnnotatedText, Mention


def attach(text: AnnotatedText, triggers: Sequence[Trigger], items: Sequence[tuple[str, Mention]]) -> dict[int, tuple[str, ...]]:
    """Give each time or quantity to the trigger whose clause or phrase it stands in, by the trigger's head."""
    by_token: dict[int, Trigger] = {}
    for trigger in triggers:
        for token in (trigger.head, trigger.support, trigger.outer):
            if token is not None:
                by_token.setdefault(token.index, trigger)
    attached: dict[int, tuple[str, ...]] = {}
    for key, mention in items:
        trigger_above = _trigger_above(text, mention, by_token)
        if trigger_above is not None:
            head = trigger_above.head.index
            attached[head] = (*attached.get(head, ()), key)
    return attached


def _trigger_above(text: AnnotatedText, mention: Mention, by_token: dict[int, Trigger]) -> Trigger | None:
    inside = [t for t in text.tokens if mention.start <= t.start and t.end <= mention.end]
    if not inside:
        return None
    top = next((t for t in inside if not mention.start <= text.head(t).start < mention.end or t.head == t.index), inside[0])
    for token in (top, *text.ancestors(top)):
        if token.index in by_token:
            return by_token[token.index]
    return None
