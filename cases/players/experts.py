"""How do those play who know what matters? By the value of each order, by a short path, by a long protocol."""

from __future__ import annotations

from collections.abc import Iterable

from cases.players.bedside import FIRST, Desk, critical_tests, named
from cases.reasoning.worth.information import Situation, delay_of, ranked, worth_of

# A test is worth ordering when it saves this many dollars beyond its cost: below lies the error of imagining results.
WORTHWHILE = 10.0
SURE = 0.9
MARROW, B12_TESTS = "bone-marrow", ("serum-b12", "holotranscobalamin", "methylmalonic-acid")
PROTOCOL = (
    "cbc", "blood-film", "reticulocyte-count", "serum-b12", "serum-folate", "ferritin", "metabolic-panel",
    "liver-panel", "ldh", "crp", "thyroid-function", "hiv-test",
)  # fmt: skip


def ideal(desk: Desk) -> None:
    """Starts with the count, then orders whatever is worth most until nothing is; the critical tests, then the plan."""
    desk.talk_and_examine()
    desk.say()
    desk.order(FIRST)
    while desk.is_alive and (best := most_worth(desk)):
        order_safely(desk, best)
    complete(desk)
    desk.finish()


def expert(desk: Desk) -> None:
    """Knows the likeliest disease from history and count, orders its critical tests, at most one more, and treats."""
    desk.talk_and_examine()
    desk.say()
    desk.order(FIRST)
    complete(desk)
    here = desk.here()
    if here.chances.max() < SURE and (best := most_worth(desk)):
        order_safely(desk, best)
        complete(desk)
    desk.finish()


def thorough(desk: Desk) -> None:
    """Runs a fixed protocol of a dozen tests on everybody, then orders the critical tests of the likeliest disease."""
    desk.talk_and_examine()
    desk.say()
    desk.order(PROTOCOL)
    complete(desk)
    desk.finish()


def most_worth(desk: Desk) -> list[str]:
    """The test that saves most beyond its cost, if any is worth ordering."""
    here = desk.here()
    best = ranked(here, desk.ordered)[0]
    return [best.key] if best.total < here.value_now - WORTHWHILE else []


def complete(desk: Desk) -> None:
    """Order the critical tests of the likeliest condition; wait for those alone that are worth the time."""
    here = desk.here()
    tests = set(critical_tests(desk.catalog, named(here), desk.evidence)) - desk.ordered
    for minutes in sorted({desk.catalog.investigations[key].turnaround_minutes for key in tests}, reverse=True):
        awaited = [key for key in tests if desk.catalog.investigations[key].turnaround_minutes <= minutes]
        if is_worth_waiting(here, awaited, minutes):
            order_safely(desk, tests - set(awaited), wait=False)
            order_safely(desk, awaited)
            return
    order_safely(desk, tests, wait=False)


def order_safely(desk: Desk, tests: Iterable[str], wait: bool = True) -> None:
    """Order tests, a B12 level ahead of a marrow."""
    tests, before = set(tests), desk.ordered
    if MARROW in tests - before and before.isdisjoint(B12_TESTS):
        desk.order(B12_TESTS[:1], wait=False)
    desk.order(tests, wait)


def is_worth_waiting(here: Situation, tests: list[str], minutes: int) -> bool:
    """Whether what these tests may change is worth the time until the last is back."""
    return here.value_now - worth_of(here, tests).value_after > delay_of(here, minutes)
