"""Which patient teaches a point best? One in whom its step matters, and who looks like something else before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from cases.catalog import Catalog
from cases.catalog.disease import Condition
from cases.catalog.teaching import Clause, TeachingPoint
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import Observer, by_diagnosis, prior_of
from cases.reasoning.belief.workup import Workup, met
from cases.reasoning.score.key_features import known
from cases.reasoning.tools.difficulty import LOOKED_AT
from cases.reasoning.worth.decisions import LossTable, loss_table, seen
from cases.reasoning.worth.information import situation, worth_of
from cases.simulation.patients import Recipe
from cases.simulation.randomness import seed_of, uniform, weighted

LOOKS = ("order", "ask", "examine")


class NotTaught(LookupError):
    """The point is nobody's key feature in this setting, or asks for no step; the message says which."""


@dataclass(frozen=True)
class Step:
    """The step that a point turns on: the workup before it, and after it; `test` where it is an order. Where both are
    the same, the step is the plan itself."""

    point: TeachingPoint
    before: Workup
    after: Workup
    clause: Clause
    test: str | None

    @property
    def is_plan(self) -> bool:
        """Whether nothing more is looked for."""
        return self.before == self.after


@dataclass(frozen=True)
class Lesson:
    """A patient, by condition and seed in `setting`. `before` and `after` are the chances of the right diagnosis,
    `rival` and `rival_chance` the leading wrong one before the step. `worth` in US dollars: what an order is expected
    to save; what a question or maneuver saves here; what acting on the belief loses where the step is the plan."""

    setting: str
    condition: str
    seed: int
    before: float
    after: float
    rival: str
    rival_chance: float
    worth: float

    @property
    def score(self) -> float:
        """Its worth, weighed by how far the belief before was from the truth (US dollars)."""
        return self.worth * (1 - self.before)


def step_of(catalog: Catalog, key: str) -> Step:
    """The step that a teaching point turns on; raises KeyError for an unknown point, NotTaught where it has none.

    Of several looks that a key feature asks for the last is the step, the others come before it.
    """
    point = catalog.teaching_points[key]
    clauses = point.key_feature.all if point.key_feature else ()
    if not clauses:
        raise NotTaught(f"{key} is taught in words: it asks for no step that a patient could show")
    looks = [clause for clause in clauses if clause.act in LOOKS and clause.keys and not clause.never]
    before = replace(LOOKED_AT, tests=("cbc",))
    for clause in looks:
        before = _without(before, clause)
    for clause in looks[:-1]:
        before = _with(before, clause)
    if not looks:
        return Step(point, before, before, clauses[0], None)
    step = looks[-1]
    return Step(point, before, _with(before, step), step, step.keys[0] if step.act == "order" else None)


def lessons(
    catalog: Catalog, observer: Observer, setting: str, key: str, seeds: int, root: int = 1
) -> Iterator[Lesson | None]:
    """One of so many candidates after the other, None where the step is not called for; raises as `step_of` does."""
    step, prior = step_of(catalog, key), prior_of(catalog, setting)
    mix = {c.key: prior[c.key] for c in catalog.conditions.values() if key in c.key_features and prior[c.key] > 0}
    if not mix:
        raise NotTaught(f"{key} is no key feature of any condition that is met in {setting}")
    judge = _Judge(catalog, observer, loss_table(catalog), setting, prior)
    for i in range(seeds):
        condition = weighted(uniform(root, "instructive", i, "condition"), mix)
        yield judge.lesson(step, catalog.conditions[condition], seed_of(root, "instructive", i))


def most_instructive(found: Iterator[Lesson | None], count: int) -> list[Lesson]:
    """The best of the lessons in which the step leads towards the truth, best first."""
    good = [lesson for lesson in found if lesson is not None and lesson.after >= lesson.before and lesson.score > 0]
    return sorted(good, key=lambda lesson: -lesson.score)[:count]


@dataclass(frozen=True, eq=False)
class _Judge:
    catalog: Catalog
    observer: Observer
    table: LossTable
    setting: str
    prior: Mapping[str, float]

    def lesson(self, step: Step, condition: Condition, seed: int) -> Lesson | None:
        patient = met(self.catalog, Recipe(self.setting, ((condition.key, 1.0),)), seed)
        whole = step.after.evidence_of(patient)
        first = step.before.part_of(self.catalog, whole)
        if not all(known(given, first) for given in step.clause.given):
            return None
        belief, later = self._belief(first), self._belief(whole)
        wrong = {key: chance for key, chance in belief.items() if key != condition.diagnosis}
        rival = max(wrong, key=wrong.__getitem__)
        return Lesson(
            setting=self.setting,
            condition=condition.key,
            seed=seed,
            before=belief[condition.diagnosis],
            after=later[condition.diagnosis],
            rival=rival,
            rival_chance=wrong[rival],
            worth=self._worth(step, condition, first, whole),
        )

    def _worth(self, step: Step, condition: Condition, first: Evidence, whole: Evidence) -> float:
        if step.test is not None:
            here = situation(self.catalog, self.observer, self.table, first, self.setting, self.prior)
            return here.value_now - worth_of(here, (step.test,)).total
        losses = self.table.losses[self.table.conditions.index(condition.key)]
        lost = float(losses[self._plan(first)])
        return lost - float(losses.min() if step.is_plan else losses[self._plan(whole)])

    def _plan(self, evidence: Evidence) -> int:
        chances = np.array(list(self.observer.belief(evidence, self.setting, self.prior).values()))
        return int(np.argmin(self.table.expected(chances, seen(self.catalog, evidence))))

    def _belief(self, evidence: Evidence) -> dict[str, float]:
        return by_diagnosis(self.catalog, self.observer.belief(evidence, self.setting, self.prior))


def _with(workup: Workup, clause: Clause) -> Workup:
    """The workup with what a clause asks for; any one of several tests will do, of questions all are asked."""
    match clause.act:
        case "order":
            return replace(workup, tests=(*workup.tests, clause.keys[0]))
        case "ask":
            return replace(workup, questions=(*workup.questions, *clause.keys))
    return replace(workup, maneuvers=(*workup.maneuvers, *clause.keys))


def _without(workup: Workup, clause: Clause) -> Workup:
    """The workup before a clause was met."""
    return Workup(
        tests=tuple(key for key in workup.tests if clause.act != "order" or key not in clause.keys),
        questions=tuple(key for key in workup.questions if clause.act != "ask" or key not in clause.keys),
        maneuvers=tuple(key for key in workup.maneuvers if clause.act != "examine" or key not in clause.keys),
    )
