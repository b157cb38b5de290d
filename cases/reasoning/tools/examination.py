"""How good is the observer? Patients never met, under the panels that learners, protocols and the ideal order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cases.catalog import Catalog
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import Observer, prior_of
from cases.reasoning.belief.panels import by_lot, first_line, protocol, stages
from cases.reasoning.belief.reliability import Reliability, reliability
from cases.reasoning.belief.sampling import evidence_of, on_all_processors, setting_and_condition
from cases.reasoning.belief.tempering import tempered
from cases.reasoning.belief.workup import Workup
from cases.reasoning.worth.decisions import LossTable, loss_table, seen
from cases.reasoning.worth.information import ranked, situation
from cases.simulation.patients import Recipe
from cases.simulation.randomness import seed_of

FIRST_LINE, LEARNER, BY_LOT, IDEAL, ADAPTIVE, NAIVE = (
    "first-line tests", "a learner's orders", "panels by lot", "panels the ideal ordered", "ideal observer", "naive",
)  # fmt: skip
COUNT = "blood count"
# A test is worth ordering when it saves this many dollars beyond its cost, and nobody orders more than so many in turn.
WORTHWHILE, MOST_ORDERS = 10.0, 12


@dataclass(frozen=True, eq=False)
class Verdict:
    """What was believed of one patient under one panel, by condition (C); the true one; and for the course of action
    that the belief recommends the loss expected and the loss that came of it, in US dollars."""

    panel: str
    chances: np.ndarray
    truth: int
    expected: float
    realized: float


@dataclass(frozen=True, eq=False)
class Examiner:
    """Who is asked, on what: `ordered` are panels that the ideal observer ordered for other patients."""

    catalog: Catalog
    observer: Observer
    seed: int
    ordered: tuple[Workup, ...] = ()

    @cached_property
    def table(self) -> LossTable:
        """Losses of the courses of action in each condition."""
        return loss_table(self.catalog)

    @cached_property
    def naive(self) -> Naive:
        """The observer to be beaten."""
        return naive(self.observer)

    def patient(self, number: int, purpose: str = "examination") -> tuple[str, str, Evidence]:
        """Setting, condition and complete evidence of the patient of a number."""
        setting, condition = setting_and_condition(self.catalog, self.seed, purpose, number)
        recipe = Recipe(setting, ((condition, 1.0),))
        return setting, condition, evidence_of(self.catalog, recipe, seed_of(self.seed, purpose, number))

    def examine(self, number: int) -> list[Verdict]:
        """The verdicts on one patient: two stages in turn, first-line tests, a learner's, by lot, the ideal's."""
        setting, condition, evidence = self.patient(number)
        staged = list(stages(self.catalog).items())
        panels = [staged[i % len(staged)] for i in (2 * number, 2 * number + 1)]
        panels += [
            (FIRST_LINE, first_line(self.catalog)),
            (LEARNER, protocol(self.catalog, evidence, self.seed, "examination", number)),
            (BY_LOT, by_lot(self.catalog, self.seed, "examination", number)),
        ]
        if self.ordered:
            panels.append((IDEAL, self.ordered[number % len(self.ordered)]))
        found = [
            self._verdict(name, panel.part_of(self.catalog, evidence), setting, condition) for name, panel in panels
        ]
        counted = [panel.part_of(self.catalog, evidence) for name, panel in panels if name == COUNT]
        return found + [self._naive(part, setting, condition) for part in counted]

    def ideal(self, number: int) -> tuple[Workup, Verdict]:
        """What the ideal observer orders for a patient, test by test as results come, and the verdict at the end."""
        setting, condition, evidence = self.patient(number, "ideal")
        panel = first_line(self.catalog)
        panel = Workup(panel.tests[:2], panel.questions, panel.maneuvers)
        prior = prior_of(self.catalog, setting)
        for _ in range(MOST_ORDERS):
            part = panel.part_of(self.catalog, evidence)
            here = situation(self.catalog, self.observer, self.table, part, setting, prior)
            best = ranked(here, panel.tests)[0]
            if best.total > here.value_now - WORTHWHILE:
                break
            panel = Workup((*panel.tests, best.key), panel.questions, panel.maneuvers)
        return panel, self._verdict(ADAPTIVE, panel.part_of(self.catalog, evidence), setting, condition)

    def _verdict(self, panel: str, evidence: Evidence, setting: str, condition: str) -> Verdict:
        belief = self.observer.belief(evidence, setting, prior_of(self.catalog, setting))
        chances = np.array(list(belief.values()))
        truth = self.observer.conditions.index(condition)
        done = seen(self.catalog, evidence)
        losses = self.table.expected(np.stack([chances, np.eye(len(chances))[truth]]), done)
        best = int(np.argmin(losses[0]))
        return Verdict(panel, chances, truth, float(losses[0, best]), float(losses[1, best]))

    def _naive(self, evidence: Evidence, setting: str, condition: str) -> Verdict:
        chances = self.naive.chances(evidence, prior_of(self.catalog, setting))
        return Verdict(f"{NAIVE}, {COUNT}", chances, self.observer.conditions.index(condition), 0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Naive:
    """Somebody who takes all findings of a condition for independent: normal values and frequencies, one by one.

    `means` and `variances` (C, n), `log_frequencies` (C, m).
    """

    observer: Observer
    means: np.ndarray
    variances: np.ndarray
    log_frequencies: np.ndarray

    def chances(self, evidence: Evidence, prior: Mapping[str, float]) -> np.ndarray:
        """Probability of each condition, shape (C)."""
        columns, values = self.observer.standardized(evidence)
        variances = self.variances[:, columns]
        scores = -0.5 * ((values - self.means[:, columns]) ** 2 / variances + np.log(variances)).sum(axis=1)
        scores += self.log_frequencies[:, self.observer.features.levels_of(evidence)].sum(axis=1)
        weights = np.array([[prior[key] for key in self.observer.conditions]])
        return tempered(scores[None], weights, np.ones(1))[0]


def naive(observer: Observer) -> Naive:
    """The naive observer who met the same patients."""
    shares = observer.weights.mean(axis=0)
    count = len(observer.conditions)

    def averaged(by_state: np.ndarray) -> np.ndarray:
        total = np.zeros((count, by_state.shape[1]))
        np.add.at(total, observer.owner, shares[:, None] * by_state)
        return total

    means = averaged(observer.means)
    squares = averaged(np.diagonal(observer.covariances, axis1=1, axis2=2) + observer.means**2)
    return Naive(observer, means, squares - means**2, np.log(averaged(np.exp(observer.log_frequencies))))


@dataclass(frozen=True)
class Decisions:
    """Whether losses come out as expected, over N patients under a panel: means in US dollars, and the standard error
    of their difference."""

    name: str
    count: int
    expected: float
    realized: float
    standard_error: float


def examined(
    examiner: Examiner, patients: int, workers: int | None = None, progress: Callable[[], None] = lambda: None
) -> list[Verdict]:
    """All verdicts on so many patients."""
    verdicts: list[Verdict] = []
    for found in on_all_processors(examiner.examine, range(patients), workers):
        verdicts += found
        progress()
    return verdicts


def ideals(
    examiner: Examiner, patients: int, workers: int | None = None, progress: Callable[[], None] = lambda: None
) -> list[tuple[Workup, Verdict]]:
    """What the ideal observer ordered for so many patients, with the verdicts."""
    found = []
    for one in on_all_processors(examiner.ideal, range(patients), workers):
        found.append(one)
        progress()
    return found


def by_panel(verdicts: Sequence[Verdict]) -> dict[str, list[Verdict]]:
    """The verdicts under each panel, the panels in their order of appearance."""
    found: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        found.setdefault(verdict.panel, []).append(verdict)
    return found


def reliability_of(name: str, verdicts: Sequence[Verdict]) -> Reliability:
    """How the beliefs of some verdicts fared."""
    return reliability(name, np.array([v.chances for v in verdicts]), np.array([v.truth for v in verdicts]))


def decisions_of(name: str, verdicts: Sequence[Verdict]) -> Decisions:
    """How the losses of some verdicts came out."""
    expected, realized = (np.array(x) for x in zip(*((v.expected, v.realized) for v in verdicts), strict=True))
    error = float((realized - expected).std() / np.sqrt(len(verdicts)))
    return Decisions(name, len(verdicts), float(expected.mean()), float(realized.mean()), error)
