"""Which kind of cell should be shown next? The one that is most worth it, by how right and how fast it was named."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cases.simulation.randomness import uniform

# Adaptive response-time-based sequencing (ARTS): Mettler, Massey & Kellman 2011 Proc Cogn Sci Soc 33:2532; for
# categories Mettler & Kellman 2014 Vision Res 99:111. Weights as published there (recalled).
A, DELAY, B, R, W = 0.1, 1, 1.1, 1.7, 20.0
BLOCK = 2  # examples in a row of each kind that is new: blocked before mixed (Hatala 2003); number assumed
AT_ONCE = 3  # kinds that are new together, before older ones are mixed in: assumed
LEARNED_RUN, LEARNED_S = 3, 8.0  # so many right in a row, each within so many seconds, and a kind rests: assumed
RESTING = 0.1  # what the priority of a kind that rests is worth: it comes back, rarely (assumed)
SLOWEST_S, QUICKEST_S = 60.0, 0.3


@dataclass(frozen=True)
class Trial:
    """One example that was answered: its kind, whether rightly, and in how many seconds."""

    kind: str
    is_right: bool
    seconds: float


def next_kind(kinds: Sequence[str], trials: Sequence[Trial], seed: int, *, blocked: bool = True) -> str:
    """Return the kind of the next example: the same for the same trials and seed.

    `kinds` stand in the order in which they are taught. If `blocked`, new ones come a few at a time, each with some
    examples in a row. All others compete by priority, and never twice in a row once there are others.
    """
    met = dict.fromkeys(trial.kind for trial in trials if trial.kind in kinds)
    if blocked and (new := _new_kind(kinds, trials, list(met))):
        return new
    open_kinds = list(met) if blocked else list(kinds)
    last = trials[-1].kind if trials else ""
    rivals = [kind for kind in open_kinds if kind != last] or open_kinds
    return max(rivals, key=lambda kind: (priority(kind, trials), uniform(seed, "tie", len(trials), kind)))


def _new_kind(kinds: Sequence[str], trials: Sequence[Trial], met: Sequence[str]) -> str:
    """Return the kind whose block goes on or begins now; empty where older ones should be mixed."""
    if met and sum(trial.kind == met[-1] for trial in trials) < BLOCK:
        return met[-1]
    unmet = [kind for kind in kinds if kind not in met]
    if not unmet:
        return ""
    in_set = len(met) % AT_ONCE
    return unmet[0] if in_set or _is_settled(met, trials) else ""


def _is_settled(met: Sequence[str], trials: Sequence[Trial]) -> bool:
    """Whether the kinds met so far were mixed once, and the last answer to each was right."""
    mixed = trials[len(met) * BLOCK :]
    return all(any(t.kind == kind for t in mixed) and last_of(kind, trials)[-1].is_right for kind in met)


def priority(kind: str, trials: Sequence[Trial]) -> float:
    """Return how much a kind is worth showing: P = a (N - D) [b (1 - alpha) log(RT / r) + alpha W].

    N is the number of trials since it was last shown, alpha 1 if the last answer was wrong, RT its seconds. A kind
    never shown comes as if it had been answered wrong at the start.
    """
    own = last_of(kind, trials)
    since = len(trials) - next((i for i in range(len(trials) - 1, -1, -1) if trials[i].kind == kind), -1)
    if not own or not own[-1].is_right:
        return A * (since - DELAY) * W
    seconds = min(max(own[-1].seconds, QUICKEST_S), SLOWEST_S)
    worth = A * (since - DELAY) * B * max(math.log(seconds / R), 0.05)
    return RESTING * worth if is_learned(kind, trials) else worth


def last_of(kind: str, trials: Sequence[Trial]) -> list[Trial]:
    """Return the trials of a kind, in order."""
    return [trial for trial in trials if trial.kind == kind]


def is_learned(kind: str, trials: Sequence[Trial]) -> bool:
    """Whether the last few of a kind were all named rightly and quickly."""
    recent = last_of(kind, trials)[-LEARNED_RUN:]
    return len(recent) == LEARNED_RUN and all(trial.is_right and trial.seconds <= LEARNED_S for trial in recent)
