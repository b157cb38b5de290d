"""What would a policy for testing do to a day's patients? Every one of them met, tested by rule, and treated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from cases.catalog import Catalog
from cases.catalog.disease import Condition
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import Observer, prior_of
from cases.reasoning.belief.workup import Workup, met
from cases.reasoning.worth.decisions import OBSERVE, Course, LossTable, loss_table, seen
from cases.reasoning.worth.information import price_of, ranked, situation
from cases.simulation.clock import MINUTES_A_DAY
from cases.simulation.patients import Recipe
from cases.simulation.randomness import seed_of

# What everybody brings along: a count, and the list of their medicines.
COUNT, LIST = "cbc", "medications"
OFFERED = (
    "blood-film", "reticulocyte-count", "serum-b12", "serum-folate", "methylmalonic-acid", "intrinsic-factor-antibody",
    "copper", "thyroid-function", "duffy-phenotype", "bone-marrow",
)  # fmt: skip
# A test is worth ordering when it saves this many dollars beyond its cost: below lies the error of imagining results.
WORTHWHILE = 10.0
# Below this many dollars nothing is at stake for the patient: assumed.
TRIFLE = 500.0


@dataclass(frozen=True)
class Bounds:
    """Where rules begin to hold: B12 in pg/mL, MCV in fL, hemoglobin in g/dL, neutrophils in 10^9/L."""

    b12_low: float = 200.0
    b12_high: float = 350.0
    mcv_above: float = 100.0
    hemoglobin_below: float = 10.0
    neutrophils_below: float = 1.0


def _within(evidence: Evidence, key: str, low: float, high: float) -> bool:
    measured = evidence.values.get(key)
    return measured is not None and low <= measured.value < high


# Whether a rule holds for what is known; never for what was not looked for.
RULES: Mapping[str, Callable[[Evidence, Bounds], bool]] = {
    "never": lambda known, bounds: False,
    "everyone": lambda known, bounds: True,
    "mcv": lambda known, bounds: _within(known, "mcv", bounds.mcv_above, np.inf),
    "hemoglobin": lambda known, bounds: _within(known, "hemoglobin", -np.inf, bounds.hemoglobin_below),
    "neutrophils": lambda known, bounds: _within(known, "neutrophils", -np.inf, bounds.neutrophils_below),
    "b12": lambda known, bounds: _within(known, "serum-b12", bounds.b12_low, bounds.b12_high),
    "b12-low": lambda known, bounds: _within(known, "serum-b12", -np.inf, bounds.b12_low),
    "film": lambda known, bounds: known.levels.get("hypersegmented-neutrophils") == "present",
}
# Which test a rule waits for: what it decides is ordered in a second round.
WAITS_FOR = {"b12": "serum-b12", "b12-low": "serum-b12", "film": "blood-film"}


@dataclass(frozen=True)
class Policy:
    """Who gets which test: a rule's key for each test of OFFERED that is not left out."""

    rules: Mapping[str, str]
    bounds: Bounds = field(default_factory=Bounds)

    def tests(self, known: Evidence) -> tuple[str, ...]:
        """The tests whose rule holds for what is known."""
        return tuple(key for key in OFFERED if RULES[self.rules.get(key, "never")](known, self.bounds))


@dataclass(frozen=True)
class Visit:
    """What was ordered, and how long the results took in all."""

    tests: tuple[str, ...]
    minutes: int


@dataclass(frozen=True)
class Attendance:
    """One patient of the day: everything that the offered tests would show, what the ideal ordered, and whether a
    treatable disease is missed on the count alone."""

    number: int
    condition: str
    evidence: Evidence
    ideal: Visit
    hidden: bool


@dataclass(frozen=True, eq=False)
class Stakes:
    """What can be lost in one condition, in US dollars: by each course of action, and by watching."""

    losses: np.ndarray
    watched: float

    @property
    def treatable(self) -> bool:
        """Whether the best plan averts more than a trifle."""
        return self.watched - float(self.losses.min()) > TRIFLE

    def beyond_best(self, course: int) -> float:
        """What a course loses beyond the best one for who knew the disease."""
        return float(self.losses[course] - self.losses.min())

    def missed_by(self, course: int) -> bool:
        """Whether a course leaves more than half of what the best plan would have averted."""
        return self.treatable and self.beyond_best(course) > (self.watched - float(self.losses.min())) / 2

    def worse_than_watching(self, course: int) -> bool:
        """Whether a course does more harm than to do nothing, and more than a trifle."""
        return float(self.losses[course]) > self.watched + TRIFLE


@dataclass(frozen=True)
class Outcome:
    """How it went for one patient, in US dollars: `fees` of tests with their burden and harm; `waiting`, lost while
    results were out; `plan`, lost to the plan beyond the best plan for who knew the disease. `found` are the tests
    without which, all others staying, a disease that the count alone misses would have been missed again."""

    attendance: Attendance
    visit: Visit
    course: Course
    fees: float
    waiting: float
    plan: float
    treatable: bool
    missed: bool
    mistreated: bool
    found: tuple[str, ...]

    @property
    def total(self) -> float:
        """All that was lost."""
        return self.fees + self.waiting + self.plan


@dataclass(frozen=True, eq=False)
class Clinic:
    """A setting with all that is needed to reckon."""

    catalog: Catalog
    observer: Observer
    table: LossTable
    setting: str
    prior: Mapping[str, float]

    def day(self, seed: int, first: int, count: int) -> list[Attendance]:
        """Patients `first` to `first + count - 1` of the day that `seed` names; each has a seed of their own."""
        return [self._attendance(seed, number) for number in range(first, first + count)]

    def _attendance(self, seed: int, number: int) -> Attendance:
        patient = met(self.catalog, Recipe(self.setting), seed_of(seed, "clinic", number))
        evidence = Workup((COUNT, *OFFERED), (LIST,)).evidence_of(patient)
        hidden = self._stakes(patient.condition).missed_by(self._plan(evidence, ())[0])
        return Attendance(number, patient.condition.key, evidence, self._ideal(evidence), hidden)

    def _ideal(self, evidence: Evidence) -> Visit:
        """One test after the other, each the one worth most, until none is worth what it costs."""
        done: tuple[str, ...] = ()
        others = [key for key in self.catalog.investigations if key not in OFFERED]
        while True:
            known = self._known(evidence, done)
            here = situation(self.catalog, self.observer, self.table, known, self.setting, self.prior)
            best = next(iter(ranked(here, (*others, *done))), None)
            if best is None or best.total > here.value_now - WORTHWHILE:
                return Visit(done, sum(self._minutes([key]) for key in done))
            done = (*done, best.key)

    def by_rule(self, attendance: Attendance, policy: Policy) -> Visit:
        """The tests that a policy orders: a first round on the count, a second on the results of the first."""
        first = policy.tests(self._known(attendance.evidence, ()))
        second = tuple(key for key in policy.tests(self._known(attendance.evidence, first)) if key not in first)
        return Visit((*first, *second), self._minutes(first) + self._minutes(second))

    def outcome(self, attendance: Attendance, visit: Visit) -> Outcome:
        """What became of a patient who was tested so, and treated by the plan of least expected loss."""
        condition = self.catalog.conditions[attendance.condition]
        stakes = self._stakes(condition)
        course, unconfirmed = self._plan(attendance.evidence, visit.tests)
        missed = stakes.missed_by(course)
        return Outcome(
            attendance=attendance,
            visit=visit,
            course=self.table.courses[course],
            fees=price_of(self.catalog, visit.tests),
            waiting=visit.minutes / MINUTES_A_DAY * condition.loss.per_day,
            plan=stakes.beyond_best(course) + unconfirmed,
            treatable=stakes.treatable,
            missed=missed,
            mistreated=stakes.worse_than_watching(course),
            found=tuple(self._needed(attendance, visit.tests, stakes)) if attendance.hidden and not missed else (),
        )

    def _needed(self, attendance: Attendance, tests: tuple[str, ...], stakes: Stakes) -> Iterator[str]:
        """The tests of which each alone cannot be left out without missing what was found."""
        for left_out in tests:
            others = tuple(key for key in tests if key != left_out)
            if stakes.missed_by(self._plan(attendance.evidence, others)[0]):
                yield left_out

    def _stakes(self, condition: Condition) -> Stakes:
        losses = self.table.losses[self.table.conditions.index(condition.key)]
        return Stakes(losses, float(losses[self.table.courses.index(Course(frozenset({OBSERVE})))]))

    def _plan(self, evidence: Evidence, tests: tuple[str, ...]) -> tuple[int, float]:
        """The course of least expected loss, and what is lost by beginning it before a test that should precede it."""
        known = self._known(evidence, tests)
        chances = np.array(list(self.observer.belief(known, self.setting, self.prior).values()))
        done = seen(self.catalog, known)
        course = int(np.argmin(self.table.expected(chances, done)))
        return course, float(self.table.expected(np.zeros_like(chances), done)[course])

    def _known(self, evidence: Evidence, tests: tuple[str, ...]) -> Evidence:
        return Workup((COUNT, *tests), (LIST,)).part_of(self.catalog, evidence)

    def _minutes(self, tests: tuple[str, ...] | list[str]) -> int:
        return max((self.catalog.investigations[key].turnaround_minutes for key in tests), default=0)


def clinic_of(catalog: Catalog, observer: Observer, setting: str) -> Clinic:
    """The clinic of a setting; raises KeyError for one that is not in the catalog."""
    return Clinic(catalog, observer, loss_table(catalog), catalog.settings[setting].key, prior_of(catalog, setting))


@dataclass(frozen=True)
class Use:
    """One test over a day: in how many patients it was done, and how many diseases would have been missed without."""

    test: str
    done: int
    found: int

    @property
    def needed_to_test(self) -> float | None:
        """Patients tested for one disease found; None where it found none."""
        return self.done / self.found if self.found else None


@dataclass(frozen=True)
class Tally:
    """A day in numbers: counts of patients, and means for each patient (US dollars, minutes)."""

    patients: int
    treatable: int
    missed: int
    mistreated: int
    tests: float
    fees: float
    waiting: float
    plan: float
    minutes: float
    uses: tuple[Use, ...]

    @property
    def total(self) -> float:
        """All that was lost, for each patient."""
        return self.fees + self.waiting + self.plan


def tally(outcomes: Sequence[Outcome]) -> Tally:
    """The day summed up; raises ZeroDivisionError for a day without patients."""
    n = len(outcomes)
    return Tally(
        patients=n,
        treatable=sum(outcome.treatable for outcome in outcomes),
        missed=sum(outcome.missed for outcome in outcomes),
        mistreated=sum(outcome.mistreated for outcome in outcomes),
        tests=sum(len(outcome.visit.tests) for outcome in outcomes) / n,
        fees=sum(outcome.fees for outcome in outcomes) / n,
        waiting=sum(outcome.waiting for outcome in outcomes) / n,
        plan=sum(outcome.plan for outcome in outcomes) / n,
        minutes=sum(outcome.visit.minutes for outcome in outcomes) / n,
        uses=tuple(
            Use(
                key,
                sum(key in outcome.visit.tests for outcome in outcomes),
                sum(key in outcome.found for outcome in outcomes),
            )
            for key in OFFERED
        ),
    )
