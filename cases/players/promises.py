"""Does the score keep what is promised of it, to the scripted learners who played?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from cases.players.standings import EXPERTS, NOVICES, mean_of, pairs

IDEAL, SHORT_PATH, SHOTGUN = 95, 90, 60  # points of 100
WELL_BELOW = 10  # points: assumed
IN_ORDER = 0.95  # of sessions
ERRORS = 2  # standard errors within which two losses are tied

Numbers = Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Promise:
    """What is promised, and whether it was kept."""

    text: str
    is_kept: bool


def promises(scores: Numbers, lost: Numbers) -> list[Promise]:
    """What is promised of scores and of dollars lost, by player on the same patients in the same order.

    Left out is what speaks of players who did not play. Raises ValueError as `pairs` does.
    """
    return [Promise(text, is_kept) for text, players, is_kept in _all(scores, lost) if players <= scores.keys()]


def _all(scores: Numbers, lost: Numbers) -> Iterator[tuple[str, set[str], bool]]:
    """Each promise, the players it speaks of, and whether it was kept."""
    mean = {player: fmean(points) for player, points in scores.items()}
    ideal, expert, thorough = (mean.get(player, 0.0) for player in ("ideal", "expert", "thorough"))
    novices = {player: points for player, points in mean.items() if player in NOVICES}
    yield f"ideal scores {IDEAL} or more", {"ideal"}, ideal >= IDEAL
    yield "ideal loses least in fact, or is tied", {"ideal"}, _loses_least("ideal", lost)
    yield f"expert scores {SHORT_PATH} or more", {"expert"}, expert >= SHORT_PATH
    yield "expert scores no less than thorough", {"expert", "thorough"}, expert >= thorough
    yield f"shotgun scores less than {SHOTGUN}", {"shotgun"}, mean.get("shotgun", 0.0) < SHOTGUN
    text = f"every other scores {WELL_BELOW} or more below both experts"
    yield text, {*EXPERTS}, all(points <= min(ideal, expert) - WELL_BELOW for points in novices.values())
    right = [share for _, _, share in pairs(scores)]
    text = f"the least of {len(right)} well-separated pairs is in order in {IN_ORDER:.0%} of sessions"
    yield text, {*EXPERTS}, all(share >= IN_ORDER for share in right)


def _loses_least(player: str, lost: Numbers) -> bool:
    """Whether nobody loses less, chance apart."""
    gaps = (mean_of([a - b for a, b in zip(lost[player], other, strict=True)]) for other in lost.values())
    return player in lost and all(gap.value <= ERRORS * gap.error for gap in gaps)
