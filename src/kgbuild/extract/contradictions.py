"""Which claims about one event cannot both be true: one denies what the other affirms, or their figures exclude one another."""

from collections.abc import Mapping
from dataclasses import replace

from kgbuild.model import Claim, Extraction, Quantity


def mark_contradictions(extraction: Extraction) -> Extraction:
    """Mark the claims about one event that cannot both be true.

    Args:
        extraction: What was extracted, one event for all mentions of a happening.
    """
    quantities = {q.key: q for q in extraction.quantities}
    by_event: dict[str, list[Claim]] = {}
    for claim in extraction.claims:
        by_event.setdefault(claim.content, []).append(claim)

    def against(claim: Claim) -> tuple[str, ...]:
        return tuple(c.key for c in by_event[claim.content] if c is not claim and _contradict(claim, c, quantities))

    found = ((claim, against(claim)) for claim in extraction.claims)
    return replace(extraction, claims=tuple(replace(claim, contradicts=others) if others else claim for claim, others in found))


def _contradict(first: Claim, second: Claim, quantities: Mapping[str, Quantity]) -> bool:
    """Whether two claims about one event differ on whether it happened, or on how many of the same."""
    if first.polarity != second.polarity:
        return first.modality == second.modality
    if first.polarity == "negated" or first.sources == second.sources:
        return False
    pairs = ((quantities[a], quantities[b]) for a in first.quantities for b in second.quantities)
    return any(_apart(a, b) for a, b in pairs)


def _apart(first: Quantity, second: Quantity) -> bool:
    """Whether two exact or bounded figures of the same thing exclude one another."""
    if first.unit != second.unit or first.counted.split(" ")[0] != second.counted.split(" ")[0]:
        return False
    if first.approximate or second.approximate:
        return False
    (low, high), (other_low, other_high) = _bounds(first), _bounds(second)
    return high < other_low or other_high < low


def _bounds(quantity: Quantity) -> tuple[float, float]:
    if quantity.value is not None:
        return quantity.value, quantity.value
    low = quantity.minimum if quantity.minimum is not None else float("-inf")
    high = quantity.maximum if quantity.maximum is not None else float("inf")
    return low, high
