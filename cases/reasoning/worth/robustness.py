"""Would an act have been the best if the assumptions were a little wrong, losses and priors by half or twice?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log

import numpy as np

from cases.reasoning.belief.observer import by_diagnosis
from cases.reasoning.worth.information import Situation, imagined, saved_by_each, saved_in_each

# How far losses and priors may be off: assumed, after the spread of published shares of disease between centers.
FACTORS = (0.5, 2.0)
# Where between no change and these a judgement tips is sought in so many equal steps of the logarithm.
STEPS = 4
RIVALS = 3
LOSSES = "losses"


@dataclass(frozen=True)
class Doubt:
    """An assumption under which an act would have been the best: `losses`, or the diagnosis whose prior it is, and what
    it is multiplied by, at the least; from there on to the end of FACTORS on its side the same holds."""

    what: str
    factor: float


def varied(here: Situation) -> Iterator[tuple[Doubt, Situation]]:
    """The situation with all losses, and with the prior of each of the likeliest diagnoses, halved and doubled."""
    chances = dict(zip(here.table.conditions, here.chances.tolist(), strict=True))
    diagnoses = by_diagnosis(here.catalog, chances)
    rivals = sorted(diagnoses, key=diagnoses.__getitem__, reverse=True)[:RIVALS]
    for what in (LOSSES, *rivals):
        for factor in FACTORS:
            yield Doubt(what, factor), assuming(here, Doubt(what, factor))


def assuming(here: Situation, doubt: Doubt) -> Situation:
    """The situation of somebody who assumes otherwise: larger or smaller losses, or one diagnosis more or less frequent
    against all others."""
    if doubt.what == LOSSES:
        return replace(here, table=here.table.scaled(doubt.factor))
    conditions = here.catalog.conditions
    meant = np.array([conditions[key].diagnosis == doubt.what for key in here.table.conditions])
    weights = here.outlook.weights * np.where(meant[here.outlook.owners], doubt.factor, 1.0)
    return replace(here, outlook=replace(here.outlook, weights=weights / weights.sum()))


def doubts(here: Situation, lost: Callable[[Situation], float], tolerance: float) -> tuple[Doubt, ...]:
    """The assumptions under which an act falls short of the best that was open by no more than `tolerance`; `lost` is
    what it is then expected to lose (US dollars)."""

    def is_best(variants: Sequence[Situation]) -> list[bool]:
        saved = saved_in_each(here, variants)
        bests = [then.value_now - most for then, most in zip(variants, saved, strict=True)]
        return [lost(then) - best <= tolerance for then, best in zip(variants, bests, strict=True)]

    return _tipped(here, is_best)


def others_first(here: Situation, keys: Sequence[str], tolerance: float) -> list[tuple[Doubt, str]]:
    """The assumptions under which another of these tests saves most, or none more than `tolerance` (then empty), than
    the one that does in fact; each with the test."""

    results = list(imagined(here, keys))

    def firsts(variants: Sequence[Situation]) -> list[str]:
        return [_first(saved, tolerance) for saved in saved_by_each(results, variants)]

    [usual] = firsts([here])
    found = _tipped(here, lambda variants: [first != usual for first in firsts(variants)])
    return list(zip(found, firsts([assuming(here, doubt) for doubt in found]), strict=True))


def _first(saved: dict[str, float], tolerance: float) -> str:
    best = max(saved, key=saved.__getitem__, default="")
    return best if best and saved[best] > tolerance else ""


def _tipped(here: Situation, holds: Callable[[Sequence[Situation]], list[bool]]) -> tuple[Doubt, ...]:
    """The assumptions under which something holds that does not in fact, each as little changed as it takes."""
    limits, variants = zip(*varied(here), strict=True)
    found = [doubt for doubt, is_so in zip(limits, holds(variants), strict=True) if is_so]
    nearer = [Doubt(doubt.what, doubt.factor ** (step / STEPS)) for doubt in found for step in range(1, STEPS)]
    so = holds([assuming(here, doubt) for doubt in nearer]) if nearer else []
    inner = [doubt for doubt, is_so in zip(nearer, so, strict=True) if is_so]
    return tuple(_least(limit, inner) for limit in found)


def _least(limit: Doubt, inner: Iterable[Doubt]) -> Doubt:
    """The least change of the same kind and to the same side."""
    same = [one for one in inner if one.what == limit.what and log(one.factor) * log(limit.factor) > 0]
    return min([limit, *same], key=lambda doubt: abs(log(doubt.factor)))
