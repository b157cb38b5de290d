"""What was each step worth? The record walked through with what could be known at every act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from cases.catalog import Catalog
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import Observer, by_diagnosis
from cases.reasoning.score.record import Act, Record, due_minutes
from cases.reasoning.worth.decisions import LossTable, course_of, loss_table, seen
from cases.reasoning.worth.information import (
    Situation,
    best_value,
    cost_of,
    delay_of,
    price_of,
    situation,
    value_ahead,
    worth_of,
)
from cases.reasoning.worth.robustness import Doubt, doubts
from cases.simulation.treatment import Plan

SHOWN_KINDS = ("start", "ask", "examine", "order", "forecast", "sign", "close")
STOPS = ("sign", "close")
ALTERNATIVES = 3
# Differences below this many dollars are within the error of imagining results: not worth a learner's attention.
TRIFLE = 5.0


@dataclass(frozen=True)
class Alternative:
    """Another order that was open at a step, and by how many dollars it was better; at a stop, better than to act in
    the best way that was then open."""

    key: str
    fee: float
    better_by: float


@dataclass(frozen=True)
class Step:
    """One step: what could be believed before it (by diagnosis), what was said, money spent, regret, better orders.

    `value_now` is the loss to be expected at that moment of acting at once in the best way; `value_best`, at orders and
    stops, that of the best plan, one more order included (US dollars). `doubts` are the assumptions, not far from ours,
    under which this act would have been the best.
    """

    act: int
    kind: str
    keys: tuple[str, ...]
    at_minutes: int
    spent: float
    belief: dict[str, float]
    said: dict[str, float] | None
    regret: float
    better: tuple[Alternative, ...]
    value_now: float = 0.0
    value_best: float | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def charged(self) -> float:
        """The regret that costs points: none where the act would have been the best under plausible assumptions, and
        none below zero, where the plan that looks one step ahead was outdone."""
        return 0.0 if self.doubts else max(self.regret, 0.0)

    @property
    def is_stop(self) -> bool:
        """Whether it ended the search: by signing a plan, or by leaving without one."""
        return self.kind in STOPS


def steps_of(
    catalog: Catalog, observer: Observer, record: Record, prior: Mapping[str, float], scale: float = 1.0
) -> list[Step]:
    """Every act that shows or decides something, until the plan was signed; `scale` varies all losses of disease."""
    walk = _Walk(catalog, observer, record, prior, loss_table(catalog, scale))
    last = record.signed or _closing(record.acts[-1])
    acts = [act for act in record.acts if act.kind in SHOWN_KINDS and act.number < last.number]
    return [walk.step(act) for act in [*acts, last]]


def _closing(act: Act) -> Act:
    """The end of an encounter in which nothing was signed, after its last act."""
    return Act(number=act.number + 1, kind="close", keys=(), at_minutes=act.at_minutes + act.minutes)


class _Walk:
    """Carries the money spent, and the situation last weighed."""

    def __init__(
        self, catalog: Catalog, observer: Observer, record: Record, prior: Mapping[str, float], table: LossTable
    ) -> None:
        self.catalog, self.observer, self.record, self.prior = catalog, observer, record, prior
        self.table = table
        self.spent = 0.0
        self.believed: tuple[Evidence, dict[str, float]] | None = None
        self.weighed: tuple[Evidence, Situation] | None = None

    def step(self, act: Act) -> Step:
        """Judge one act by what was known when it was done."""
        evidence = self.record.evidence_before(act)
        self.spent += act.fee
        belief = self._belief(evidence)
        decides = act.kind == "order" or act.kind in STOPS
        here = self._situation(evidence) if decides else None
        regret, better, contested = self._judged(here, act) if here else (0.0, (), ())
        return Step(
            act=act.number,
            kind=act.kind,
            keys=act.keys,
            at_minutes=act.at_minutes,
            spent=self.spent,
            belief=by_diagnosis(self.catalog, belief),
            said=self._said(act),
            regret=regret,
            better=better,
            value_now=float(self.table.value(np.array(list(belief.values())), seen(self.catalog, evidence))),
            value_best=self._best(here) if here else None,
            doubts=contested,
        )

    def _belief(self, evidence: Evidence) -> dict[str, float]:
        """What can be believed; the same evidence is weighed once."""
        if self.believed is None or self.believed[0] != evidence:
            self.believed = evidence, self.observer.belief(evidence, self.record.setting, self.prior)
        return self.believed[1]

    def _situation(self, evidence: Evidence) -> Situation:
        """Where this evidence leaves an observer; the same evidence is weighed once."""
        if self.weighed is None or self.weighed[0] != evidence:
            here = situation(self.catalog, self.observer, self.table, evidence, self.record.setting, self.prior)
            self.weighed = evidence, here
        return self.weighed[1]

    def _best(self, here: Situation) -> float:
        return best_value(here, here.ranking)

    def _said(self, act: Act) -> dict[str, float] | None:
        said = [a.forecast for a in self.record.acts if a.forecast and a.number <= act.number]
        return {key: chance / 100 for key, chance in said[-1].items()} if said else None

    def _judged(self, here: Situation, act: Act) -> tuple[float, tuple[Alternative, ...], tuple[Doubt, ...]]:
        """Regret, better orders, and the assumptions under which there would have been none."""
        if act.kind in STOPS:
            lost = partial(self._lost_by_stop, act=act)
            regret = max(lost(here) - self._best(here), 0.0)
            # Beside a plan that does not fit any order would look good: only those that a good plan called for.
            better = self._alternatives(here, min(lost(here), here.value_now))
        else:
            lost = partial(_lost_at_least, keys=act.keys)
            regret = self._regret_of_order(here, act)
            better = self._alternatives(here, _lost_by_order(here, act.keys))
        return regret, better, doubts(here, lost, TRIFLE) if regret > TRIFLE else ()

    def _regret_of_order(self, here: Situation, act: Act) -> float:
        """Cost + value of the best plan after the results - value of the best plan before; it telescopes.

        Both values are expectations at that moment, over all results there could be: luck plays no part. Results on
        their way from earlier orders are counted on in both, else orders placed at once would each be paid for what
        they share. Results that came too late are worth nothing. Time is charged as it was waited, once: a test that
        nobody waits for delays nobody.
        """
        cost = price_of(self.catalog, act.keys) + delay_of(here, self.record.minutes_after(act))
        out = self._out(act)
        new = [key for key in act.keys if self._is_back(act, key) and here.unknown[key] and key not in out]
        return cost + (self._value(here, [*out, *new]) - self._value(here, out) if new else 0.0)

    def _out(self, act: Act) -> list[str]:
        """Tests ordered before an act whose results were out at its time, and came before the plan was signed."""
        earlier = [a for a in self.record.acts if a.kind == "order" and a.number < act.number]
        awaited = [(a, key) for a in earlier for key in a.keys if due_minutes(self.catalog, a, key) > act.at_minutes]
        out = [key for a, key in awaited if self._is_back(a, key)]
        return list(dict.fromkeys(out))

    def _is_back(self, act: Act, key: str) -> bool:
        """Whether the result of an order came before the plan was signed."""
        return self.record.signed is None or due_minutes(self.catalog, act, key) <= self.record.signed.at_minutes

    def _value(self, here: Situation, keys: list[str]) -> float:
        """Expected loss under the best plan, once these tests are back."""
        return value_ahead(here, keys) if keys else self._best(here)

    def _lost_by_stop(self, here: Situation, act: Act) -> float:
        """Expected loss of acting with this plan; to close without signing is to do nothing."""
        plan = act.commitment.plan if act.commitment else Plan()
        course = course_of(self.catalog, plan.prescriptions, plan.stops)
        return here.table.of_course(course, here.chances, here.done)

    def _alternatives(self, here: Situation, total: float) -> tuple[Alternative, ...]:
        tests = self.catalog.investigations
        better = [worth for worth in here.ranking if total - worth.total > TRIFLE]
        return tuple(Alternative(w.key, tests[w.key].fee, total - w.total) for w in better[:ALTERNATIVES])


def _lost_by_order(here: Situation, keys: tuple[str, ...]) -> float:
    """Expected loss of ordering tests, waiting for them, and then acting."""
    return cost_of(here, keys) + worth_of(here, keys).value_after


def _lost_at_least(here: Situation, keys: tuple[str, ...]) -> float:
    """The same, or no more than it where the tests cost more than could be saved: then that is enough to know."""
    cost = cost_of(here, keys)
    is_lost = cost > here.at_most_saved + TRIFLE
    return cost + here.value_now - here.at_most_saved if is_lost else _lost_by_order(here, keys)
