"""What was each step worth? The record walked through with what could be known at every act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.catalog import Catalog
from cases.reasoning.decisions import course_of, expected_loss, loss_table
from cases.reasoning.evidence import Evidence
from cases.reasoning.information import Situation, Worth, best_value, delay_of, price_of, ranked, situation, worth_of
from cases.reasoning.observer import Observer, by_diagnosis
from cases.reasoning.record import Act, Record
from cases.simulation.treatment import Plan

SHOWN_KINDS = ("start", "ask", "examine", "order", "forecast", "sign", "close")
ALTERNATIVES = 3
# Differences below this many dollars are within the error of imagining results: not worth a learner's attention.
TRIFLE = 5.0


@dataclass(frozen=True)
class Alternative:
    """Another order that was open at a step, and by how many dollars it was better."""

    key: str
    fee: float
    better_by: float


@dataclass(frozen=True)
class Step:
    """One step: what could be believed before it (by diagnosis), what was said, money spent, regret, better orders."""

    act: int
    kind: str
    keys: tuple[str, ...]
    at_minutes: int
    spent: float
    belief: dict[str, float]
    said: dict[str, float] | None
    regret: float
    better: tuple[Alternative, ...]

    @property
    def is_stop(self) -> bool:
        """Whether it ended the search: by signing a plan, or by leaving without one."""
        return self.kind in ("sign", "close")


def steps_of(catalog: Catalog, observer: Observer, record: Record, prior: Mapping[str, float]) -> list[Step]:
    """Every act that shows or decides something, until the plan was signed."""
    walk = _Walk(catalog, observer, record, prior)
    last = record.signed or _closing(record.acts[-1])
    acts = [act for act in record.acts if act.kind in SHOWN_KINDS and act.number < last.number]
    return [walk.step(act) for act in [*acts, last]]


def _closing(act: Act) -> Act:
    """The end of an encounter in which nothing was signed, after its last act."""
    return Act(number=act.number + 1, kind="close", keys=(), at_minutes=act.at_minutes + act.minutes)


class _Walk:
    """Carries the money spent, and remembers the value of the best plan for evidence already weighed."""

    def __init__(self, catalog: Catalog, observer: Observer, record: Record, prior: Mapping[str, float]) -> None:
        self.catalog, self.observer, self.record, self.prior = catalog, observer, record, prior
        self.table = loss_table(catalog)
        self.spent = 0.0
        self.weighed: list[tuple[Evidence, list[Worth]]] = []

    def step(self, act: Act) -> Step:
        """Judge one act by what was known when it was done."""
        here = self._situation(self.record.evidence_before(act))
        self.spent += act.fee
        regret, better = self._judged(here, act)
        return Step(
            act=act.number,
            kind=act.kind,
            keys=act.keys,
            at_minutes=act.at_minutes,
            spent=self.spent,
            belief=by_diagnosis(self.catalog, self._belief(here)),
            said=self._said(act),
            regret=regret,
            better=better,
        )

    def _situation(self, evidence: Evidence) -> Situation:
        return situation(self.catalog, self.observer, self.table, evidence, self.record.setting, self.prior)

    def _belief(self, here: Situation) -> dict[str, float]:
        return dict(zip(self.observer.conditions, here.chances.tolist(), strict=True))

    def _said(self, act: Act) -> dict[str, float] | None:
        said = [a.forecast for a in self.record.acts if a.forecast and a.number <= act.number]
        return {key: chance / 100 for key, chance in said[-1].items()} if said else None

    def _judged(self, here: Situation, act: Act) -> tuple[float, tuple[Alternative, ...]]:
        if act.kind == "order":
            return self._order(here, act)
        if act.kind in ("sign", "close"):
            return self._stop(here, act)
        return 0.0, ()

    def _order(self, here: Situation, act: Act) -> tuple[float, tuple[Alternative, ...]]:
        """Regret = cost + value of the best plan after the results - value of the best plan before; it telescopes.

        Results on their way from earlier orders count as there, else orders placed at once would each be paid for what
        they share. The luck of the draw (how the loss of acting at once came out, against its expectation) is taken
        off again. Results that came too late, or for what was known, are worth nothing. Time is charged as it was
        waited, once: a test that nobody waits for delays nobody.
        """
        ahead = self._situation(self.record.evidence_ahead(act))
        after = self._situation(self.record.evidence_after(act))
        worth, change = worth_of(ahead, act.keys), 0.0
        if after.evidence != ahead.evidence:
            luck = after.value_now - worth.value_after
            change = self._best(after) - self._best(ahead) - luck
        cost = price_of(self.catalog, act.keys) + delay_of(here, self.record.minutes_after(act))
        return cost + change, self._alternatives(here, worth_of(here, act.keys).total)

    def _stop(self, here: Situation, act: Act) -> tuple[float, tuple[Alternative, ...]]:
        """What acting now, with this plan, fell short of the best plan then open, one more test included.

        To close without signing is to do nothing.
        """
        plan = act.commitment.plan if act.commitment else Plan()
        course = course_of(self.catalog, plan.prescriptions, plan.stops)
        chosen = expected_loss(self.catalog, self._belief(here), course, here.done)
        return max(chosen - self._best(here), 0.0), self._alternatives(here, chosen)

    def _best(self, here: Situation) -> float:
        return best_value(here, self._ranked(here))

    def _ranked(self, here: Situation) -> list[Worth]:
        """All orders ranked; the same evidence is weighed once."""
        for evidence, worths in self.weighed:
            if evidence == here.evidence:
                return worths
        worths = ranked(here)
        self.weighed.append((here.evidence, worths))
        return worths

    def _alternatives(self, here: Situation, total: float) -> tuple[Alternative, ...]:
        tests = self.catalog.investigations
        better = [worth for worth in self._ranked(here) if total - worth.total > TRIFLE]
        return tuple(Alternative(w.key, tests[w.key].fee, total - w.total) for w in better[:ALTERNATIVES])
