"""Would an act have been the best if the assumptions were a little wrong? Losses and priors halved and doubled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from cases.reasoning.information import Situation, saved_in_each
from cases.reasoning.observer import by_diagnosis

# How far losses and priors may be off: assumed, after the spread of published shares of disease between centers.
FACTORS = (0.5, 2.0)
RIVALS = 3
LOSSES = "losses"


@dataclass(frozen=True)
class Doubt:
    """An assumption under which an act would have been the best: `losses`, or the diagnosis whose prior it is, and what
    it is multiplied by."""

    what: str
    factor: float


def varied(here: Situation) -> Iterator[tuple[Doubt, Situation]]:
    """The situation with all losses, and with the prior of each of the likeliest diagnoses, halved and doubled."""
    for factor in FACTORS:
        yield Doubt(LOSSES, factor), replace(here, table=here.table.scaled(factor))
    chances = dict(zip(here.table.conditions, here.chances.tolist(), strict=True))
    diagnoses = by_diagnosis(here.catalog, chances)
    for diagnosis in sorted(diagnoses, key=diagnoses.__getitem__, reverse=True)[:RIVALS]:
        for factor in FACTORS:
            yield Doubt(diagnosis, factor), with_prior(here, diagnosis, factor)


def with_prior(here: Situation, diagnosis: str, factor: float) -> Situation:
    """The situation of somebody for whom one diagnosis was so many times as frequent, against all others."""
    conditions = here.catalog.conditions
    meant = np.array([conditions[key].diagnosis == diagnosis for key in here.table.conditions])
    weights = here.outlook.weights * np.where(meant[here.outlook.owners], factor, 1.0)
    return replace(here, outlook=replace(here.outlook, weights=weights / weights.sum()))


def doubts(here: Situation, lost: Callable[[Situation], float], tolerance: float) -> tuple[Doubt, ...]:
    """The assumptions under which an act falls short of the best that was open by no more than `tolerance`; `lost` is
    what it is then expected to lose (US dollars)."""
    assumed, variants = zip(*varied(here), strict=True)
    bests = [then.value_now - saved for then, saved in zip(variants, saved_in_each(here, variants), strict=True)]
    judged = zip(assumed, variants, bests, strict=True)
    return tuple(doubt for doubt, then, best in judged if lost(then) - best <= tolerance)
