"""What is it worth to act now? The loss table, and the plan of least expected loss under a belief."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from cases.catalog import Catalog
from cases.catalog.disease import Condition
from cases.catalog.therapy import Prescription
from cases.reasoning.belief.evidence import Evidence

STOP, OBSERVE, REFER = "stop-causal-drug", "observe", "refer"
# A line of management that averts so much of a loss is what is needed: there its side effects weigh less.
HELPFUL = 0.5


@dataclass(frozen=True)
class Course:
    """A way to act: lines of management, and the drugs stopped."""

    managements: frozenset[str]
    stops: frozenset[str] = frozenset()


def course_of(catalog: Catalog, prescriptions: Iterable[Prescription], stops: Iterable[str]) -> Course:
    """The lines of management that a treatment plan amounts to; doing nothing is to observe."""
    managements = {catalog.treatments[p.treatment].management for p in prescriptions}
    stops = frozenset(stops)
    if stops:
        managements.add(STOP)
    return Course(frozenset(managements or {OBSERVE}), stops)


def recommended_course(catalog: Catalog, condition: Condition) -> Course:
    """What the catalog recommends for a condition."""
    return course_of(catalog, condition.recommended, condition.recommended_stops)


def loss(catalog: Catalog, condition: Condition, course: Course) -> float:
    """Expected loss in US dollars of a course of action in a condition.

    Costs of what is done, the part of the untreated loss that it does not avert, the harm it does (less where it
    is what is needed), and the extra loss where it is a trap: science/belief.md 7.4, every number assumed.
    """
    table = condition.loss
    # Stopping a drug averts a loss only where that drug is the cause.
    does = {m for m in course.managements if m != STOP or _stops_the_cause(condition, course)}
    averted = 1.0
    for key in does:
        averted *= 1 - table.averts.get(key, 0.0)
    lost = averted * table.untreated
    helped = any(table.averts.get(m, 0.0) >= HELPFUL for m in does)
    for key in course.managements:
        management = catalog.managements[key]
        needed = table.averts.get(key, 0.0) >= HELPFUL
        lost += management.cost + management.harm * (management.harm_where_needed if needed else 1.0)
        if not helped:
            lost += table.traps.get(key, 0.0)
    return lost


def _stops_the_cause(condition: Condition, course: Course) -> bool:
    causal = {key for key, exposure in condition.drugs.items() if exposure.causal}
    return bool(causal & course.stops) or not causal


@dataclass(frozen=True, eq=False)
class LossTable:
    """Losses (conditions, courses) in US dollars, and the loss of a day's delay for each condition.

    `scale` is what all of them were multiplied by, to see what would follow if the table were wrong.
    """

    catalog: Catalog
    scale: float
    conditions: tuple[str, ...]
    courses: tuple[Course, ...]
    losses: np.ndarray
    per_day: np.ndarray

    def scaled(self, factor: float) -> LossTable:
        """The table with all losses multiplied."""
        return replace(self, scale=self.scale * factor, losses=self.losses * factor, per_day=self.per_day * factor)

    def expected(self, chances: np.ndarray, done: Collection[str]) -> np.ndarray:
        """Expected losses (..., courses) for beliefs (..., conditions) once the tests in `done` have been seen."""
        return chances @ self.losses + self.unconfirmed(done)

    def unconfirmed(self, done: Collection[str]) -> np.ndarray:
        """What is added to each course, shape (courses), where none of the tests that should precede it was done."""
        return self._unconfirmed(self._confirming.intersection(done))

    def _unconfirmed(self, done: frozenset[str]) -> np.ndarray:
        if done not in self._known:
            missing = [bool(tests) and tests.isdisjoint(done) for tests in self._confirmed_by]
            self._known[done] = np.where(missing, self._extra, 0.0)
        return self._known[done]

    def value(self, chances: np.ndarray, done: Collection[str]) -> np.ndarray:
        """Least expected loss for beliefs of shape (..., conditions)."""
        return self.expected(chances, done).min(axis=-1)

    def best(self, chances: np.ndarray, done: Collection[str]) -> Course:
        """The course of least expected loss under one belief."""
        return self.courses[int(np.argmin(self.expected(chances, done)))]

    def of_course(self, course: Course, chances: np.ndarray, done: Collection[str]) -> float:
        """Expected loss of any course of action under a belief, shape (conditions), once `done` has been seen."""
        catalog, tests = self.catalog, confirming(self.catalog, course)
        lost = sum(
            chance * loss(catalog, catalog.conditions[key], course)
            for key, chance in zip(self.conditions, chances.tolist(), strict=True)
            if chance
        )
        return self.scale * (lost + (unconfirmed(catalog, course) if tests and tests.isdisjoint(done) else 0.0))

    @cached_property
    def _confirmed_by(self) -> list[frozenset[str]]:
        return [confirming(self.catalog, course) for course in self.courses]

    @cached_property
    def _confirming(self) -> frozenset[str]:
        return frozenset().union(*self._confirmed_by)

    @cached_property
    def _known(self) -> dict[frozenset[str], np.ndarray]:
        return {}

    @cached_property
    def _extra(self) -> np.ndarray:
        return self.scale * np.array([unconfirmed(self.catalog, course) for course in self.courses])


def loss_table(catalog: Catalog, scale: float = 1.0) -> LossTable:
    """The table over what is recommended for any condition, watching, and referring."""
    courses = {recommended_course(catalog, condition): None for condition in catalog.conditions.values()}
    courses |= {Course(frozenset({key})): None for key in (OBSERVE, REFER)}
    conditions = list(catalog.conditions.values())
    return LossTable(
        catalog=catalog,
        scale=scale,
        conditions=tuple(catalog.conditions),
        courses=tuple(courses),
        losses=np.array([[scale * loss(catalog, c, course) for course in courses] for c in conditions]),
        per_day=np.array([scale * c.loss.per_day for c in conditions]),
    )


def confirming(catalog: Catalog, course: Course) -> frozenset[str]:
    """The tests of which one should come before this course of action; none where nothing needs confirming."""
    return frozenset(test for key in course.managements for test in catalog.managements[key].confirmed_by)


def unconfirmed(catalog: Catalog, course: Course) -> float:
    """What it costs (US dollars) to begin a course of action before any of the tests that should precede it."""
    return max((catalog.managements[key].unconfirmed for key in course.managements), default=0.0)


def seen(catalog: Catalog, evidence: Evidence) -> frozenset[str]:
    """The investigations of which something is known."""
    known = {*evidence.values, *evidence.levels}
    return frozenset(
        key
        for key, test in catalog.investigations.items()
        if not known.isdisjoint([*test.analytes, *(finding.key for finding in test.findings)])
    )
