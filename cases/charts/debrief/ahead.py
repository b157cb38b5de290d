"""What were the best orders worth, had each been followed by the best one after it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cases.charts.debrief.choices import known_at, open_orders
from cases.charts.debrief.replay import NoSuchStep, moment_at
from cases.charts.debrief.wording import capital, dollars, price, spoken
from cases.models import Encounter
from cases.reasoning.score.steps import TRIFLE
from cases.reasoning.worth.information import two_ahead

WEIGHED = 5


@dataclass(frozen=True)
class Weighed:
    """One order: its price, what it was expected to save by itself, and with the best order after each result."""

    key: str
    name: str
    price: str
    alone: float
    followed: float

    @property
    def saves_alone(self) -> str:
        """By itself, in dollars."""
        return dollars(self.alone)

    @property
    def saves_followed(self) -> str:
        """With what may follow, in dollars."""
        return dollars(self.followed)


@dataclass(frozen=True)
class Ahead:
    """The five best orders of a moment weighed two steps ahead, the best so weighed first, and what that changes."""

    verdict: str
    rows: tuple[Weighed, ...]


_weighed: dict[tuple[object, ...], Ahead] = {}
MOST_KEPT = 500


def ahead_of(encounter: Encounter, after: int, units: str) -> Ahead:
    """The orders that were open just after the act number `after`, two steps ahead; what has ended does not change, so
    they are weighed once. Raises NotClosed, Outdated, and NoSuchStep where nothing could be ordered any more."""
    moment = moment_at(encounter, after, units)
    if not moment.is_open:
        raise NoSuchStep(after)
    case = moment.case
    evidence, ordered = known_at(case, moment.act)
    key = (case.catalog.hash, case.encounter.setting, case.condition.key, repr(evidence), ordered)
    if found := _weighed.get(key):
        return found
    here, worths = open_orders(case, evidence, ordered)
    alone = {worth.key: here.value_now - worth.total for worth in worths[:WEIGHED]}
    followed = two_ahead(here, worths[:WEIGHED])
    tests = case.catalog.investigations
    rows = [
        Weighed(w.key, tests[w.key].name, price(tests[w.key].fee), alone[w.key], here.value_now - w.total)
        for w in followed
    ]
    if len(_weighed) >= MOST_KEPT:
        _weighed.clear()
    _weighed[key] = found = Ahead(verdict(rows), tuple(rows))
    return found


def verdict(rows: Sequence[Weighed]) -> str:
    """Whether two steps change the first choice, in a sentence."""
    alone = max(rows, key=lambda row: row.alone, default=None)
    followed = max(rows, key=lambda row: row.followed, default=None)
    if alone is None or followed is None or followed.followed <= TRIFLE:
        return "No order was worth its price, not even with another to follow it."
    if alone.alone <= TRIFLE:
        name = spoken(followed.name)
        return f"By itself no order was worth its price; {name} was, for what could have followed it."
    if alone.key == followed.key or followed.followed - alone.followed <= TRIFLE:
        return f"The first choice stays the same: {spoken(alone.name)}."
    first, second = (spoken(row.name) for row in (alone, followed))
    return (
        f"{capital(first)} saves most by itself; {second} saves more with what can follow it:"
        " its results tell better which test to order next, or that none is needed."
    )
