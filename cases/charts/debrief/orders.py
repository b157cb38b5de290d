"""What was each order worth, and what would have been worth more?"""

from __future__ import annotations

from dataclasses import dataclass

from cases.charts.debrief.advice import (
    WORTH_A_REMARK,
    advisable,
    forbidden_orders,
    is_asked_for,
    is_net,
    is_time_to_treat,
)
from cases.charts.debrief.closed import Closed
from cases.charts.debrief.doubts import doubt_text
from cases.charts.debrief.plans import is_fitting
from cases.charts.debrief.wording import brief, capital, dollars, listed, lowered, price, shortened, spoken
from cases.figures.bars import Bar, regret_bar
from cases.models import Kind
from cases.reasoning.score.steps import TRIFLE, Step

# The longest bar stands for this many dollars at least, so that trifles look like trifles.
LEAST_SCALE = 200.0
OUTDONE = "worth more than any single test promised"

STOPPED = {Kind.SIGN: "Stop, and treat as signed", Kind.CLOSE: "Stop, with nothing signed"}


@dataclass(frozen=True)
class Better:
    """An order that was open at the same moment and worth more."""

    name: str
    price: str
    gain: str


@dataclass(frozen=True)
class Order:
    """One order, or the stop: its price, its regret with a bar (long ones stand out), and a note or what was better.

    `doubt` says where it is not charged because other plausible assumptions would call it the best; `page` is the act
    before it, on whose page the best orders are weighed two steps ahead.
    """

    name: str
    price: str
    regret: str
    bar: Bar
    is_much: bool
    note: str
    better: tuple[Better, ...]
    better_than: str
    doubt: str
    page: int


def orders_of(case: Closed) -> tuple[Order, ...]:
    """Every order in its turn, the stop last."""
    steps = [step for step in case.grade.steps if step.kind == Kind.ORDER or step.is_stop]
    largest = max([LEAST_SCALE, *(step.regret for step in steps)])
    return tuple(_order(case, step, largest) for step in steps)


def _order(case: Closed, step: Step, largest: float) -> Order:
    tests = case.catalog.investigations
    is_much = step.charged > WORTH_A_REMARK
    names = [spoken(tests[key].name) for key in step.keys]
    better = (
        [Better(tests[a.key].name, price(a.fee), dollars(a.better_by)) for a in advisable(case, step)]
        if is_much
        else []
    )
    return Order(
        name=STOPPED.get(Kind(step.kind)) or capital(shortened(names)),
        price=price(case.acts[step.act].fee) if step.kind == Kind.ORDER else "",
        regret=dollars(step.regret),
        bar=regret_bar(step.regret, largest),
        is_much=is_much,
        note=_note(case, step, bool(better)),
        better=tuple(better),
        better_than="Worth its price before any plan" if step.is_stop else "Better at that moment",
        doubt=doubt_text(case, step.doubts),
        page=max(step.act - 1, 0),
    )


def _note(case: Closed, step: Step, has_better: bool) -> str:
    if step.kind == Kind.ORDER and (early := forbidden_orders(case) & set(step.keys)):
        names = sorted(lowered(brief(case.catalog.investigations[key].name)) for key in early)
        return f"{listed(names)}: to be left out, or done later, in this patient"
    if step.regret < -TRIFLE:
        return OUTDONE
    if step.regret <= WORTH_A_REMARK:
        return "nothing better was open" if step.regret <= TRIFLE else "near the best"
    return "a close call, not charged" if step.doubts else _shortcoming(case, step, has_better)


def _shortcoming(case: Closed, step: Step, has_better: bool) -> str:
    """Why an act that was charged fell short, where no better order stands beside it to say so."""
    if is_net(step):
        return "too many at once"
    if step.is_stop and not is_fitting(case):
        return "the plan itself fell short"
    if has_better:
        return ""
    if is_time_to_treat(step):
        return "asked for by the teaching points" if is_asked_for(case, step) else "time to decide"
    return "the plan costs more than is needed" if step.is_stop else "no test that is advisable was better"
