"""What makes an exam fair? Forms alike in points, kinds and difficulty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice
from statistics import mean

from quizzes.modes.variants import Entry, Variant, by_point, fresh_each, interleaved, shuffled

# What arrives so much after the deadline still counts, for it was sent before: assumed (Moodle's default is 60 s).
GRACE = timedelta(seconds=30)


def exam(
    bank: Sequence[Entry], seed: int, *, count: int, history: Sequence[Variant] = (), difficulty: float | None = None
) -> tuple[Variant, ...]:
    """Return a form of `count` questions: points as even as they go, kinds mixed, the mean difficulty that of the bank.

    Another seed is another form as hard, so that neighbors can sit different ones. `difficulty` (0 to 1) asks for a
    harder or easier form, as far as the bank has it.
    """
    wanted = mean(entry.difficulty for entry in bank) if difficulty is None and bank else difficulty or 0.0
    left = {point: list(entries) for point, entries in by_point(bank).items()}
    chosen = list[Entry]()
    for point in islice(_turns(shuffled(left, seed, "points"), left), count):
        entry = _next(left[point], chosen, wanted, seed)
        left[point].remove(entry)
        chosen.append(entry)
    return fresh_each(interleaved(chosen), history, seed)


def _turns(points: Sequence[str], left: Mapping[str, Sequence[Entry]]) -> Iterator[str]:
    while any(left.values()):
        yield from (point for point in points if left[point])


def _next(candidates: Sequence[Entry], chosen: Sequence[Entry], wanted: float, seed: int) -> Entry:
    """Of the half that the seed draws, of kinds not met too often, what brings the mean nearest to the wanted."""
    names = shuffled((entry.template for entry in candidates), seed, "half")
    half = set(names[: (len(names) + 1) // 2])
    kinds = Counter(entry.kind for entry in chosen)
    so_far, size = sum(entry.difficulty for entry in chosen), len(chosen) + 1

    def fit(entry: Entry) -> tuple[bool, float, str]:
        is_common = kinds[entry.kind] * len(kinds) > len(chosen)
        return is_common, abs((so_far + entry.difficulty) / size - wanted), entry.template

    return min((entry for entry in candidates if entry.template in half), key=fit)
