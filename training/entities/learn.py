"""Fit one network of the entities: `python -m training.entities.learn WORK recurrent|convolutional NAME --out FOLDER`.

On a GPU where there is one, which several can share. With the same seed, two runs on one processor give the same network.
With `--taught`, it learns from plain text as well: from the averaged likelihoods that other networks left there by `--label`.
"""

import argparse
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, log_softmax

from training.entities.arrays import HELD, NAMED, RAW, RAW_VARIED, RENAMED, VARIED, Array, Text, read_text, within
from training.entities.inputs import Inputs, batches_at_random, batches_of_one_length
from training.entities.measure import f1
from training.entities.networks import Convolutional, Recurrent
from training.teacher.learn import device_here

# The network that a pipeline carries, and those that only teach it: width, depth, rows of each attribute's table, share dropped.
SMALL = (128, 5, (4000, 300, 2500, 500, 500), 0.2)
LARGE = (192, 5, (5000, 1000, 2500, 1000, 800), 0.35)
RATE, WARM_UP, CLIP, SMOOTHING = 0.002, 0.03, 1.0, 0.02
WORDS, WORDS_RECURRENT, WORDS_READ = 6_000, 2_500, 12_000
# The share of words from people where plain text is read too; how much of what is varied a round reads; of the other names.
HUMAN, VARIED_SHARE, RENAMED_SHARE = 0.3, 0.5, 0.33
# The averages of the weights, which are what is kept of a network that learns from plain text: taken so often, over so many,
# and over no more than such a share of the steps, so that a short training forgets its beginning.
AVERAGE_EVERY, AVERAGE_OVER, AVERAGE_SHARE = 10, 200, 0.2


@dataclass(frozen=True)
class Taught:
    """What networks found in plain text.

    Args:
        likely: (words of all plain sentences, places) likelihoods.
        starts: (sentences,) where the words of each plain sentence, varied or not, start in it.
        numbers: The plain sentences, varied ones among them.
    """

    likely: Tensor
    starts: Array
    numbers: Array


def read_taught(text: Text, files: Sequence[Path], device: torch.device) -> Taught:
    """Read what networks found and average it.

    Args:
        text: The sentences.
        files: What each network found.
        device: Where the likelihoods shall be.

    Returns:
        The averages.
    """
    found = [np.load(path, mmap_mode="r") for path in files]
    likely = torch.zeros(found[0].shape, dtype=torch.float16, device=device)
    for array in found:
        likely += torch.from_numpy(np.array(array)).to(device) / len(found)
    raw = text.of_part(RAW)
    starts = np.zeros(len(text.lengths), dtype=np.int64)
    starts[raw] = np.cumsum(text.lengths[raw]) - text.lengths[raw]
    varied = text.of_part(RAW_VARIED)
    starts[varied] = starts[text.like[varied]]
    return Taught(likely, starts, np.concatenate([raw, varied]))


def learned(text: Text, without: int | None, share: float) -> tuple[Array, Array, Array]:
    """Choose the sentences of people to learn from.

    Args:
        text: The sentences.
        without: The fold to leave out, or None.
        share: Which share of them to take; less than all without other names.

    Returns:
        The sentences, those with other names, those varied.
    """
    fit = text.fold != (-1 if without is None else without)
    named, renamed = text.of_part(NAMED), text.of_part(RENAMED)
    named, renamed = named[fit[named]], renamed[fit[renamed]]
    if share < 1:
        named, renamed = np.random.default_rng(0).permutation(named)[: int(share * len(named))], renamed[:0]
    varied = text.of_part(VARIED)
    return named, renamed, varied[np.isin(text.like[varied], np.concatenate([named, renamed]))]


def human_batches(
    text: Text, parts: tuple[Array, Array, Array], size: int, rng: np.random.Generator, *, of_one_length: bool
) -> Iterator[Array]:
    """Give sentences of people, round after round."""
    named, renamed, varied = parts
    while True:
        some = [rng.choice(renamed, int(RENAMED_SHARE * len(renamed)), replace=False)]
        if not of_one_length:
            some.append(rng.choice(varied, int(VARIED_SHARE * len(varied)), replace=False))
        numbers = np.concatenate([named, *some])
        if of_one_length:
            yield from (numbers[places] for places in batches_of_one_length(text.lengths[numbers], size, rng))
        else:
            yield from batches_at_random(numbers, text.lengths[numbers], size, rng)


def plain_batches(text: Text, taught: Taught, size: int, rng: np.random.Generator) -> Iterator[Array]:
    """Give plain sentences, round after round."""
    while True:
        yield from batches_at_random(taught.numbers, text.lengths[taught.numbers], size, rng)


def loss_of(
    inputs: Inputs, network: Recurrent | Convolutional, numbers: Array, taught: Taught | None, rng: np.random.Generator
) -> Tensor:
    """Say how far a network is from what people say, and in plain text from what networks found: the mean over all words."""
    scores, numbers, lengths = inputs.scores(network, numbers, rng)
    if taught is None:
        return cross_entropy(scores, inputs.places(numbers, lengths), label_smoothing=SMOOTHING)
    plain = torch.from_numpy(np.repeat(np.isin(inputs.text.part[numbers], (RAW, RAW_VARIED)), lengths)).to(inputs.device)
    places = inputs.places(numbers, lengths)
    total = cross_entropy(scores[~plain], places[~plain], label_smoothing=SMOOTHING, reduction="sum")
    spots = torch.from_numpy(within(taught.starts[numbers], lengths)).to(inputs.device)[plain]
    return (total - (taught.likely[spots].float() * log_softmax(scores[plain], dim=1)).sum()) / len(scores)


def fit(
    inputs: Inputs,
    network: Recurrent | Convolutional,
    parts: tuple[Array, Array, Array],
    taught: Taught | None,
    steps: int,
    rng: np.random.Generator,
) -> None:
    """Fit a network.

    Args:
        inputs: Gives what is read.
        network: The network.
        parts: The sentences of people.
        taught: What is known of plain text, or None.
        steps: How many steps it takes.
        rng: Of all choices.
    """
    recurrent = isinstance(network, Recurrent)
    size = WORDS_RECURRENT if recurrent else int(WORDS * HUMAN) if taught else WORDS
    human = human_batches(inputs.text, parts, size, rng, of_one_length=recurrent)
    plain = plain_batches(inputs.text, taught, WORDS - size, rng) if taught else None
    optimizer = torch.optim.AdamW(
        network.parameters(),
        lr=RATE,
        betas=(0.9, 0.98),
        weight_decay=0.0 if recurrent else 0.01,
        fused=inputs.device.type == "cuda",
    )
    averages = {name: value.clone() for name, value in network.state_dict().items()}
    network.train()
    for step in range(steps):
        done = step / steps
        optimizer.param_groups[0]["lr"] = RATE * min(1.0, done / WARM_UP + 0.01) * 0.5 * (1 + math.cos(math.pi * done))
        numbers = next(human)
        if plain:
            numbers = rng.permutation(np.concatenate([numbers, next(plain)]))
        loss = loss_of(inputs, network, numbers, taught, rng)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
        optimizer.step()
        if (step + 1) % AVERAGE_EVERY == 0:
            share = max(1 / AVERAGE_OVER, min(1.0, AVERAGE_EVERY / (AVERAGE_SHARE * (step + 1))))
            for name, value in network.state_dict().items():
                averages[name].lerp_(value, share)
    if taught:
        network.load_state_dict(averages)
    network.eval()


def likelihoods(inputs: Inputs, network: Recurrent | Convolutional, numbers: Array) -> Array:
    """Give (words, places) likelihoods for sentences, in their order."""
    lengths = inputs.text.lengths[numbers]
    starts = np.cumsum(lengths) - lengths
    found = np.empty((int(lengths.sum()), 1 + 4 * len(inputs.text.classes)), dtype=np.float16)
    order = np.argsort(-lengths, kind="stable")
    for batch in np.split(order, np.flatnonzero(np.diff(np.cumsum(lengths[order]) // WORDS_READ)) + 1):
        with torch.no_grad():
            scores, _, _ = inputs.scores(network, numbers[batch])
        found[within(starts[batch], lengths[batch])] = torch.softmax(scores.float(), dim=1).cpu().numpy()
    return found


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Fit one network of the entities.")
    parser.add_argument("work", type=Path, help="folder with entities.npz and words.npz")
    parser.add_argument("network", choices=["recurrent", "convolutional"])
    parser.add_argument("name", help="of the files that are written")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=500, help="how many steps it takes")
    parser.add_argument(
        "--without", type=int, metavar="FOLD", help="leave out a fifth of the sentences (0 to 4), and measure on it"
    )
    parser.add_argument("--share", type=float, default=1.0, help="learn from a part of the sentences of people")
    parser.add_argument("--taught", type=Path, nargs="*", default=[], metavar="FILE", help="what others found in plain text")
    parser.add_argument("--bfloat16", action="store_true", help="multiply in half precision, for processors that can")
    parser.add_argument("--label", action="store_true", help="write what this one finds in plain text, as NAME.npy")
    parser.add_argument("--out", type=Path, required=True, help="folder for NAME.npz, the weights, and NAME.held.npz")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    text, device = read_text(options.work / "entities.npz"), device_here()
    parts = learned(text, options.without, options.share)
    inputs = Inputs(text, options.work / "words.npz", np.concatenate(parts[:2]), device, bfloat16=options.bfloat16)
    width, depth, rows, share = SMALL if options.taught else LARGE
    network = inputs.recurrent() if options.network == "recurrent" else inputs.convolutional(width, depth, rows, share)
    taught = read_taught(text, options.taught, device) if options.taught else None
    fit(inputs, network, parts, taught, options.steps, np.random.default_rng(options.seed))
    held = {"held": text.of_part(HELD), "fold": np.flatnonzero((text.part == NAMED) & (text.fold == options.without))}
    found: dict[str, Any] = {part: likelihoods(inputs, network, numbers) for part, numbers in held.items() if len(numbers)}
    print(
        json.dumps({"name": options.name, "steps": options.steps} | {part: f1(text, held[part], found[part]) for part in found})
    )
    np.savez(options.out / f"{options.name}.held.npz", **found)
    weights = {name: value.half().cpu().numpy() for name, value in network.state_dict().items()}
    np.savez_compressed(options.out / f"{options.name}.npz", **weights)
    if options.label:
        np.save(options.out / f"{options.name}.npy", likelihoods(inputs, network, text.of_part(RAW)))


if __name__ == "__main__":
    main()
