"""Reads packed shards and fills batches: documents lie whole in rows, and rows of one batch are of one length."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

#: Lengths of rows. A document goes into the shortest that holds it; what is longer than the last is cut there.
LENGTHS = (128, 256, 512, 1024)
#: A number of places to learn that is a multiple of this: few different shapes, few compilations.
STEP = 512


@dataclass
class Batch:
    tokens: np.ndarray
    documents: np.ndarray
    positions: np.ndarray
    places: np.ndarray
    targets: np.ndarray
    count: int


class Shards:
    """An endless row of batches from `NAME.tokens` (16 bits), `NAME.learn` (bytes) and `NAME.starts` (32 bits)."""

    def __init__(self, folder: Path, batch: int, seed: int):
        self.folder, self.batch = folder, batch
        self.random = np.random.default_rng(seed)
        self.seen: dict[str, int] = {}
        self.waiting: dict[int, list] = {length: [] for length in LENGTHS}
        self.rest = iter(())

    def next_batch(self) -> Batch:
        while True:
            for length, documents in self.waiting.items():
                if sum(len(tokens) for tokens, _ in documents) >= 1.1 * self.batch:
                    return self._fill(length)
            document = next(self.rest, None)
            if document is None:
                self.rest = iter(self._open())
                continue
            tokens, learn = document
            length = next((length for length in LENGTHS if len(tokens) <= length + 1), LENGTHS[-1])
            self.waiting[length].append((tokens[: length + 1], learn[: length + 1]))

    def _open(self):
        """The shard that was read least often; of those the newest."""
        names = sorted((path.stem for path in self.folder.glob("*.starts")), reverse=True)
        if not names:
            raise SystemExit(f"There is no shard in {self.folder}: write some first.")
        name = min(names, key=lambda name: self.seen.get(name, 0))
        self.seen[name] = self.seen.get(name, 0) + 1
        tokens = np.fromfile(self.folder / f"{name}.tokens", np.uint16).astype(np.int32)
        learn = np.fromfile(self.folder / f"{name}.learn", np.uint8)
        starts = np.fromfile(self.folder / f"{name}.starts", np.uint32)
        ends = np.append(starts[1:], len(tokens))
        for index in self.random.permutation(len(starts)):
            place = slice(int(starts[index]), int(ends[index]))
            yield tokens[place], learn[place]

    def _fill(self, length: int) -> Batch:
        rows = max(1, self.batch // length)
        shape = (rows, length)
        tokens, documents = np.zeros(shape, np.int32), np.zeros(shape, np.int32)
        positions, targets = np.zeros(shape, np.int32), np.full(shape, -1, np.int32)
        used, left, number = np.zeros(rows, int), [], 0
        for words, learn in self.waiting[length]:
            size = len(words) - 1
            free = np.flatnonzero(used + size <= length)
            if size < 1:
                continue
            if len(free) == 0:
                left.append((words, learn))
                continue
            row, number = free[0], number + 1
            place = slice(used[row], used[row] + size)
            tokens[row, place], documents[row, place] = words[:-1], number
            positions[row, place] = np.arange(size)
            targets[row, place] = np.where(learn[1:] > 0, words[1:], -1)
            used[row] += size
        self.waiting[length] = left
        flat = targets.reshape(-1)
        places = np.flatnonzero(flat >= 0)
        size = -(-len(places) // STEP) * STEP
        chosen = np.zeros(size, np.int32)
        chosen[: len(places)] = places
        wanted = np.full(size, -1, np.int32)
        wanted[: len(places)] = flat[places]
        return Batch(tokens, documents, positions, chosen, wanted, int(used.sum()))
