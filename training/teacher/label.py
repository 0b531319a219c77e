"""Let the ensemble analyse all sentences: `python -m training.teacher.label WORK --networks FOLDER --out FOLDER --share 0/4`."""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.teacher.analyse import analyse
from training.teacher.arrays import COLUMNS, EARLIER, TODAY
from training.teacher.batches import Reader
from training.teacher.learn import WORDS_READ, device_here, open_reader, report
from training.teacher.network import Teacher

CERTAIN = 255


def read_teachers(folder: Path, reader: Reader, device: torch.device) -> list[Teacher]:
    """Read all networks of a folder."""
    teachers = []
    for path in sorted(folder.glob("teacher-*.pt")):
        teacher = Teacher(reader.sizes).to(device)
        teacher.load_state_dict(torch.load(path, map_location=device))
        teachers.append(teacher.eval())
    return teachers


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Analyse all sentences.")
    parser.add_argument("work", type=Path, help="folder with corpus.npz and words.npz")
    parser.add_argument("--networks", type=Path, required=True, help="folder with the networks")
    parser.add_argument("--out", type=Path, required=True, help="folder for what is found")
    parser.add_argument("--share", default="0/1", help="which share of the sentences, as in 0/4 to 3/4")
    options = parser.parse_args()
    device = device_here()
    reader = open_reader(options.work, device)
    teachers = read_teachers(options.networks, reader, device)
    share, shares = (int(number) for number in options.share.split("/"))
    if share == 0:
        report({"networks": len(teachers), "habits": "today's"}, reader, teachers, TODAY)
        report({"networks": len(teachers), "habits": "earlier"}, reader, teachers, EARLIER)
    numbers = np.arange(share, len(reader.corpus.lengths), shares)
    found = sorted(analyse(teachers, reader, numbers, WORDS_READ), key=lambda row: row.number)
    columns: dict[str, Any] = {name: np.concatenate([getattr(row, name) for row in found]).astype(np.int16) for name in COLUMNS}
    columns["number"] = np.array([row.number for row in found], dtype=np.int32)
    columns["doubt"] = np.array([row.doubt for row in found], dtype=np.float16)
    columns["sure"] = np.concatenate([np.round(row.sure * CERTAIN) for row in found]).astype(np.uint8)
    np.savez_compressed(options.out / f"found-{share}.npz", **columns)


if __name__ == "__main__":
    main()
