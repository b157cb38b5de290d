"""Whom does the observer learn from? Simulated patients with everything known about them, met on all processors."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from cases.catalog import Catalog
from cases.reasoning.belief.evidence import Evidence, Measured
from cases.simulation.interference import level_read
from cases.simulation.measurement import measure
from cases.simulation.moments import Moment
from cases.simulation.patients import Patient, Recipe, patient_of
from cases.simulation.randomness import uniform, weighted
from cases.simulation.trajectories import trajectory_of

# Samples are taken at any time of a working day, in minutes from nine.
WORKING_DAY = 420
# A value on whose sample the laboratory remarked is measured again so many minutes later, at most so often.
LATER, ATTEMPTS = 60, 3
CHUNK = 20

Task = TypeVar("Task")
Done = TypeVar("Done")


def complete_evidence(patient: Patient, moment: Moment, minute: int = 0) -> Evidence:
    """Everything that every question, maneuver and test would show at that minute, false results included.

    What the laboratory remarked on is measured again: so it is in the clinic, where a doubtful value is no evidence.
    """
    catalog = patient.catalog
    measured = measure(moment, catalog.analytes, minute)
    for attempt in range(1, ATTEMPTS + 1):
        doubtful = [key for key, one in measured.items() if one.note]
        measured |= measure(moment, doubtful, minute + attempt * LATER)
    return Evidence(
        age=patient.age,
        sex=patient.sex,
        values={key: Measured(one.value, one.comparator) for key, one in measured.items()},
        levels={key: level_read(moment, key, minute) for key in catalog.findings},
    )


def evidence_of(catalog: Catalog, recipe: Recipe, seed: int) -> Evidence:
    """Complete evidence on the day of presentation, at some time of the day."""
    patient = patient_of.__wrapped__(catalog, recipe, seed)  # a population would only flush the cache
    minute = int(uniform(seed, "time of day") * WORKING_DAY)
    return complete_evidence(patient, trajectory_of(patient, (), 0).at(0), minute)


def setting_and_condition(catalog: Catalog, base: int, purpose: str, number: int) -> tuple[str, str]:
    """Where the patient of a number is met, each setting in turn, and what is wrong, as often as it is met there."""
    settings = list(catalog.settings)
    setting = settings[number % len(settings)]
    met = {key: condition.priors.get(setting, 0.0) for key, condition in catalog.conditions.items()}
    return setting, weighted(uniform(base, purpose, number, "condition"), met)


def on_all_processors(
    work: Callable[[Task], Done], tasks: Iterable[Task], workers: int | None = None, chunk: int = CHUNK
) -> Iterator[Done]:
    """What `work` makes of each task, in their order; in this process where there is but one worker.

    A process takes `chunk` tasks at a time: few where each takes long.

    Processes are forked, so that `work` may be any callable with whatever it holds. The first task is done before
    that: what is compiled then is compiled once.
    """
    count, left = workers or os.cpu_count() or 1, iter(tasks)
    yield from map(work, islice(left, 1))
    if count == 1:
        yield from map(work, left)
        return
    context = get_context("fork")
    with ProcessPoolExecutor(count, context, initializer=_inherit, initargs=(work,)) as pool:
        yield from pool.map(_inherited, left, chunksize=chunk)  # type: ignore[misc]


_work: list[Callable[..., object]] = []


def _inherit(work: Callable[..., object]) -> None:
    _work[:] = [work]


def _inherited(task: object) -> object:
    return _work[0](task)
