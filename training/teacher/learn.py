"""Fit one network of the ensemble, and measure networks on the sentences held out.

`python -m training.teacher.learn WORK --out FOLDER --seed N --steps S`: on a GPU where there is one, which several can share.
"""

import argparse
import json
import math
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from training.teacher.analyse import analyse
from training.teacher.arrays import MACHINE, TODAY, UNKNOWN, Array, read_corpus
from training.teacher.batches import Gold, Reader
from training.teacher.network import Batch, Scores, Teacher

# How often each part is read in a round at the beginning and at the end; plain text only where an earlier teacher analysed it.
WEIGHTS = {
    "gold": (1.0, 1.0),
    "tags": (1.0, 1.0),
    "today": (2.0, 3.0),
    "reports": (0.5, 0.5),
    "named": (1.0, 1.0),
    "renamed": (0.33, 0.33),
    "raw": (0.1, 0.05),
}
# What a machine's trees weigh against those of people, at the beginning and at the end.
MACHINES = (0.7, 0.2)
HELD_TREES, HELD_NAMED = "held-trees", "held-named"
WORDS = 6_000
WORDS_READ = 12_000
RATE = 0.0025
WARM_UP = 0.03
CLIP = 5.0
SMOOTHING = 0.03
MEASUREMENTS = 5


def loss_of(teacher: Teacher, batch: Batch, gold: Gold, machines: float) -> Tensor:
    """Say how far the network is from what is to be found.

    Args:
        teacher: The network.
        batch: What it reads.
        gold: What is to be found.
        machines: What a machine's trees weigh.

    Returns:
        The sum of the losses of tags, trees and entities, each the mean over the words that have one.
    """
    scores: Scores = teacher(batch)
    total = scores.tags.new_zeros(())
    for found, wanted in ((scores.tags, gold.tags), (scores.feats, gold.feats)):
        if (wanted != UNKNOWN).any():
            total = total + 0.5 * cross_entropy(
                found.flatten(0, 1), wanted.flatten(), ignore_index=UNKNOWN, label_smoothing=SMOOTHING
            )
    has_tree = gold.heads != UNKNOWN
    if has_tree.any():
        weight = torch.where(batch.source == MACHINE, machines, 1.0).unsqueeze(1).expand_as(gold.heads)[has_tree]
        arcs = scores.arcs.masked_fill(~gold.mask[:, None, :], -torch.inf)
        heads = gold.heads.clamp(min=0)
        relations = teacher.relations(scores.labels, heads)
        losses = cross_entropy(arcs[has_tree], gold.heads[has_tree], reduction="none")
        losses = losses + cross_entropy(
            relations[has_tree], gold.relations[has_tree], ignore_index=UNKNOWN, reduction="none", label_smoothing=SMOOTHING
        )
        total = total + (weight * losses).sum() / has_tree.sum()
    possible = gold.spans != UNKNOWN
    if possible.any():
        words = (possible.any(dim=2) & gold.mask).sum()
        total = total + cross_entropy(scores.spans[possible], gold.spans[possible], reduction="sum") / words
    return total


def drawn(reader: Reader, done: float, rng: np.random.Generator) -> Array:
    """Draw the sentences of one round.

    Args:
        reader: Knows the parts.
        done: The share of the training that is done.
        rng: Of the choice.

    Returns:
        Numbers of sentences.
    """
    chosen = []
    for part, (first, last) in WEIGHTS.items():
        numbers = reader.annotated(reader.corpus.of_part(part))
        whole, rest = divmod(first + (last - first) * done, 1.0)
        chosen += [numbers] * int(whole) + [rng.choice(numbers, round(rest * len(numbers)), replace=False)]
    return np.concatenate(chosen)


def learn(reader: Reader, seed: int, limit: int) -> Teacher:
    """Fit a network.

    Args:
        reader: Gives what is read.
        seed: Of all that is random.
        limit: How many steps it takes, each of 6,000 words.

    Returns:
        The network.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    device = reader.mask(np.array([0])).device
    teacher = Teacher(reader.sizes).to(device)
    optimizer = torch.optim.Adam(teacher.parameters(), lr=RATE, betas=(0.9, 0.95), fused=device.type == "cuda")
    started, steps = time.monotonic(), 0
    while steps < limit:
        for numbers in islice(reader.batches(drawn(reader, steps / limit, rng), WORDS, rng), limit - steps):
            done = steps / limit
            rate = RATE * min(1.0, done / WARM_UP + 0.01) * 0.5 * (1 + math.cos(math.pi * done))
            optimizer.param_groups[0]["lr"] = rate
            teacher.train()
            loss = loss_of(teacher, reader.read(numbers), reader.gold(numbers), MACHINES[0] + (MACHINES[1] - MACHINES[0]) * done)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(teacher.parameters(), CLIP)
            optimizer.step()
            steps += 1
            if steps % max(1, limit // MEASUREMENTS) == 0:
                report({"seed": seed, "step": steps, "seconds": round(time.monotonic() - started)}, reader, [teacher])
    return teacher


def report(row: dict[str, Any], reader: Reader, teachers: Sequence[Teacher], source: int = TODAY) -> None:
    """Measure networks on the sentences held out and print a line."""
    for teacher in teachers:
        teacher.eval()
    print(
        json.dumps(row | {name: round(100 * value, 2) for name, value in measure(reader, teachers, source).items()}), flush=True
    )


def measure(reader: Reader, teachers: Sequence[Teacher], source: int = TODAY) -> dict[str, float]:
    """Measure networks on the sentences held out.

    Args:
        reader: Gives them.
        teachers: The networks, which decide together.
        source: By whose habits trees shall be.

    Returns:
        Accuracy of tags, features, heads and relations (without punctuation), F1 of entities.
    """
    corpus, starts = reader.corpus, reader.corpus.starts
    marks = np.array([label.startswith("PUNCT ") for label in corpus.labels.feats])
    right = dict.fromkeys(("tag", "feats", "uas", "las"), 0)
    words = plain = 0
    for found in analyse(teachers, reader, corpus.of_part(HELD_TREES), WORDS_READ, source):
        span = slice(starts[found.number], starts[found.number] + len(found.tag))
        gold = {name: values[span] for name, values in corpus.columns.items()}
        counted = ~marks[gold["feats"]]
        heads = (found.head == gold["head"]) & counted
        right["tag"] += int((found.tag == gold["tag"]).sum())
        right["feats"] += int((found.feats == gold["feats"]).sum())
        right["uas"] += int(heads.sum())
        right["las"] += int((heads & (found.relation == gold["relation"])).sum())
        words, plain = words + len(found.tag), plain + int(counted.sum())
    both = found_entities = wanted_entities = 0
    for found in analyse(teachers, reader, corpus.of_part(HELD_NAMED), WORDS_READ, source):
        wanted, got = set(reader.entities(found.number)), set(reader.spans(found.entity.tolist()))
        both, found_entities, wanted_entities = both + len(wanted & got), found_entities + len(got), wanted_entities + len(wanted)
    total = {"tag": words, "feats": words, "uas": plain, "las": plain}
    scores = {name: count / max(1, total[name]) for name, count in right.items()}
    return scores | {"entities": 2 * both / max(1, found_entities + wanted_entities)}


def device_here() -> torch.device:
    """Give the GPU, or the CPU where there is none."""
    torch.set_float32_matmul_precision("high")
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def open_reader(work: Path, device: torch.device) -> Reader:
    """Read what `prepare` wrote."""
    return Reader(read_corpus(work / "corpus.npz"), work / "words.npz", tuple(WEIGHTS), device)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Fit one network of the teacher.")
    parser.add_argument("work", type=Path, help="folder with corpus.npz and words.npz")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=3_000, help="how many steps of 6,000 words it takes")
    parser.add_argument("--out", type=Path, required=True, help="folder for the network")
    options = parser.parse_args()
    teacher = learn(open_reader(options.work, device_here()), options.seed, options.steps)
    torch.save(teacher.state_dict(), options.out / f"teacher-{options.seed}.pt")


if __name__ == "__main__":
    main()
