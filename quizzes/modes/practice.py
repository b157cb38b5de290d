"""What to practice? Chosen points, those that are due, those that debriefs missed, or ten minutes of everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice, zip_longest

from quizzes.memory import Memory, recall
from quizzes.modes.variants import Entry, Shelf, Variant, by_point, fresh_each, interleaved, shuffled

WARD_ROUND_SECONDS = 600.0


def tutor(
    bank: Sequence[Entry],
    history: Sequence[Variant],
    seed: int,
    *,
    count: int,
    points: Iterable[str] | None = None,
    blocked: bool = False,
) -> tuple[Variant, ...]:
    """Return so many questions on the points chosen (all unless told), each point as often as any other.

    Interleaved, or `blocked` point by point, which novices do better with at first (Monteiro 2017 Med Educ 51:1214:
    assumed of other material than theirs).
    """
    chosen = shuffled(by_point(bank) if points is None else points, seed, "points")
    entries = list(islice(Shelf(bank, history, seed).rounds(chosen), count))
    ordered = sorted(entries, key=lambda entry: chosen.index(entry.points[0])) if blocked else interleaved(entries)
    return fresh_each(ordered, history, seed)


def review(
    bank: Sequence[Entry],
    memories: Mapping[str, Memory],
    history: Sequence[Variant],
    seed: int,
    *,
    when: datetime,
    limit: int | None = None,
) -> tuple[Variant, ...]:
    """Return one fresh question on each point that is due, the one nearest to being forgotten first.

    The memory is of the point: no question is asked again, though its template may be.
    """
    shelf = Shelf(bank, history, seed)
    entries = (shelf.take(point) for point in due(memories, when))
    return fresh_each(islice(filter(None, entries), limit), history, seed)


def due(memories: Mapping[str, Memory], when: datetime) -> list[str]:
    """Return the points that are due at that time, the one least likely to be recalled first."""
    return _by_recall([point for point, memory in memories.items() if memory.due <= when], memories, when)


def ward_round(
    bank: Sequence[Entry],
    memories: Mapping[str, Memory],
    history: Sequence[Variant],
    seed: int,
    *,
    when: datetime,
    seconds: float = WARD_ROUND_SECONDS,
) -> tuple[Variant, ...]:
    """Return an interleaved mix that takes about ten minutes: due, new and known points in turn.

    Points share the time; the last question is the last that still fits, and there is always one if the bank has any.
    """
    known = by_point(bank)
    first = [point for point in due(memories, when) if point in known]
    new = shuffled((point for point in known if point not in memories), seed, "points")
    rest = _by_recall([point for point in memories if point in known and point not in first], memories, when)
    in_turn = [point for trio in zip_longest(first, new, rest) for point in trio if point]
    chosen, taken = list[Entry](), 0.0
    for entry in Shelf(bank, history, seed).rounds(in_turn):
        if chosen and taken + entry.seconds > seconds:
            break
        chosen.append(entry)
        taken += entry.seconds
    return fresh_each(interleaved(chosen), history, seed)


def missed(
    bank: Sequence[Entry], misses: Mapping[str, float], history: Sequence[Variant], seed: int, *, count: int
) -> tuple[Variant, ...]:
    """Return questions on the points that debriefs found missing, the most missed first and again when all were asked.

    `misses` says for each teaching point how much of its key features was lost over the encounters, 0 or less: nothing.
    """
    order = shuffled((point for point, lost in misses.items() if lost > 0), seed, "points")
    worst = sorted(order, key=lambda point: -misses[point])
    return fresh_each(islice(Shelf(bank, history, seed).rounds(worst), count), history, seed)


def _by_recall(points: Iterable[str], memories: Mapping[str, Memory], when: datetime) -> list[str]:
    return sorted(points, key=lambda point: (recall(memories[point], when), memories[point].due, point))
