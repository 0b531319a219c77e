"""Let several networks analyse sentences together: their probabilities are averaged, then the best tree and entities taken."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from training.teacher.arrays import TODAY, Array
from training.teacher.batches import Reader
from training.teacher.network import Teacher
from training.teacher.trees import best_tree

# So many times the governor of the governor is looked up, doubling the way each time: enough for trees 500 words deep.
DOUBLINGS = 9
LEAST = 1e-9


class Found(NamedTuple):
    """What was found in a sentence of N words.

    Args:
        number: Which sentence.
        tag: (N,) numbers of labels.
        feats: (N,) likewise.
        head: (N,) places, its own for the root.
        relation: (N,) numbers of labels.
        entity: (N,) numbers of IOB tags.
        sure: (N,) how likely head and relation are.
        doubt: How near to even the likelihood of any span is to be an entity: 0 for no doubt, 0.5 for the most.
    """

    number: int
    tag: Array
    feats: Array
    head: Array
    relation: Array
    entity: Array
    sure: Array
    doubt: float


def analyse(teachers: Sequence[Teacher], reader: Reader, numbers: Array, size: int, source: int = TODAY) -> Iterator[Found]:
    """Analyse sentences.

    Args:
        teachers: The networks.
        reader: Gives their input.
        numbers: The sentences.
        size: How many words a batch has at most.
        source: By whose habits the trees shall be.

    Yields:
        What was found in each sentence, in any order.
    """
    for batch_numbers in reader.batches(numbers, size):
        with torch.no_grad():
            found = _analyse_batch(teachers, reader, batch_numbers, source)
        yield from found


def _analyse_batch(teachers: Sequence[Teacher], reader: Reader, numbers: Array, source: int) -> list[Found]:
    """Analyse the sentences of one batch."""
    batch, mask = reader.read(numbers, source), reader.mask(numbers)
    scores = [teacher(batch) for teacher in teachers]
    arcs = _mean([score.arcs.masked_fill(~mask[:, None, :], -torch.inf) for score in scores])
    heads = decode_heads(arcs, mask, batch.lengths)
    relations = _mean([teacher.relations(score.labels, heads) for teacher, score in zip(teachers, scores, strict=True)])
    is_root = heads == torch.arange(heads.shape[1], device=heads.device)
    # The root's relation is no other's.
    relations[..., reader.corpus.labels.relation.index("root")] = torch.where(is_root, 1.0, 0.0)
    likely, relation = relations.max(dim=-1)
    sure = likely * arcs.gather(2, heads.unsqueeze(-1)).squeeze(-1)
    tags, feats = (_mean(found).argmax(-1) for found in ([score.tags for score in scores], [score.feats for score in scores]))
    valid = torch.triu(mask[:, :, None] & mask[:, None, :])
    entities, doubt = _decode_spans(_mean([score.spans for score in scores]), valid)
    columns = [column.cpu().numpy() for column in (tags, feats, heads, relation)]
    certain = sure.cpu().numpy()
    found = []
    for place, number in enumerate(numbers):
        length = int(batch.lengths[place])
        tag, feat, head, label = (column[place, :length] for column in columns)
        iob = _iob(entities[place], length)
        found.append(Found(int(number), tag, feat, head, label, iob, certain[place, :length], float(doubt[place])))
    return found


def _mean(scores: Sequence[Tensor]) -> Tensor:
    """Average the probabilities that scores mean."""
    total = torch.softmax(scores[0].float(), dim=-1)
    for score in scores[1:]:
        total += torch.softmax(score.float(), dim=-1)
    return total / len(scores)


def decode_heads(arcs: Tensor, mask: Tensor, lengths: Tensor) -> Tensor:
    """Take each word's likeliest head, and where that gives no tree, the best tree.

    Args:
        arcs: (B, T, T) likelihoods of each word's heads, itself for being the root.
        mask: (B, T) where there are words.
        lengths: (B,) how many.

    Returns:
        (B, T) heads.
    """
    itself = torch.arange(arcs.shape[1], device=arcs.device).expand(arcs.shape[:2])
    heads = torch.where(mask, arcs.argmax(dim=-1), itself)
    roots = ((heads == itself) & mask).sum(dim=1)
    top = heads
    for _ in range(DOUBLINGS):
        top = top.gather(1, top)
    ends_at_root = (heads.gather(1, top) == top).all(dim=1)
    wrong = torch.nonzero((roots != 1) | ~ends_at_root).flatten().tolist()
    for place in wrong:
        length = int(lengths[place])
        likely = arcs[place, :length, :length].clamp(min=LEAST).log().double().cpu().numpy()
        heads[place, :length] = torch.from_numpy(best_tree(likely)).to(heads.device)
    return heads


def _decode_spans(spans: Tensor, valid: Tensor) -> tuple[list[list[tuple[int, int, int]]], Tensor]:
    """Take the likeliest entities that do not overlap.

    Args:
        spans: (B, T, T, classes + 1) likelihoods of each span's classes, the first for none.
        valid: (B, T, T) which spans there are.

    Returns:
        For each sentence first word, last word and class of its entities; how much doubt there is.
    """
    some = torch.where(valid, 1 - spans[..., 0], 0.0)
    best, kind = spans[..., 1:].max(dim=-1)
    chosen = torch.nonzero(valid & (best > spans[..., 0]))
    likely = best[chosen.unbind(1)].tolist() if len(chosen) else []
    kinds = (kind[chosen.unbind(1)] + 1).tolist() if len(chosen) else []
    found: list[list[tuple[int, int, int]]] = [[] for _ in range(len(spans))]
    rows = sorted(zip(likely, chosen.tolist(), kinds, strict=True), key=lambda row: -row[0])
    for _, (sentence, first, last), number in rows:
        if all(last < start or first > end for start, end, _ in found[sentence]):
            found[sentence].append((first, last, number))
    return found, torch.minimum(some, 1 - some).amax(dim=(1, 2)).cpu()


def _iob(entities: list[tuple[int, int, int]], length: int) -> Array:
    """Write entities as the numbers of IOB tags: O, then B and I of each class."""
    tags = np.zeros(length, dtype=np.int16)
    for first, last, kind in entities:
        tags[first : last + 1] = 2 * kind
        tags[first] = 2 * kind - 1
    return tags
