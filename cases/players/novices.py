"""How do those play who go wrong in one way? Everything, nothing, one idea, one test, no idea."""

from __future__ import annotations

from random import Random

from cases.players.bedside import EXAMINATION, FIRST, HISTORY, Desk, critical_tests, meant, named, plan_for

LOW_B12_PG_ML = 200.0
TESTS_AT_RANDOM = 6
QUESTIONS_BEFORE_AN_IDEA = 4


def shotgun(desk: Desk) -> None:
    """Orders everything there is, all at once, then treats well."""
    desk.talk_and_examine()
    desk.say()
    desk.order(desk.catalog.investigations)
    desk.finish()


def treat_first(desk: Desk) -> None:
    """Orders nothing and treats what is likeliest."""
    desk.talk_and_examine()
    desk.say()
    desk.finish()


def anchored(desk: Desk) -> None:
    """Makes up the mind on a few questions; the tests only serve to confirm it."""
    desk.talk_and_examine(HISTORY[:QUESTIONS_BEFORE_AN_IDEA], EXAMINATION[:1])
    desk.say()
    here = desk.here()
    condition, plan_of = named(here), meant(here, named(here))
    desk.order([*FIRST, *critical_tests(desk.catalog, condition, desk.evidence)])
    desk.say({key: float(key == condition.diagnosis) for key in desk.catalog.diagnoses})
    desk.sign(condition, plan_for(plan_of, desk.evidence))


def b12_only(desk: Desk) -> None:
    """Measures B12 beside the count: low is B12 deficiency, all else is nothing."""
    desk.talk_and_examine()
    desk.say()
    desk.order(("cbc", "serum-b12"))
    level = desk.evidence.values.get("serum-b12")
    is_low = level is not None and level.value < LOW_B12_PG_ML
    condition = desk.catalog.conditions["pernicious-anemia" if is_low else "healthy"]
    desk.say({key: float(key == condition.diagnosis) for key in desk.catalog.diagnoses})
    desk.sign(condition, plan_for(condition, desk.evidence))


def at_random(desk: Desk) -> None:
    """Asks, examines and orders at random, then treats what is likeliest."""
    draws = Random(f"at random {desk.encounter.seed}")  # noqa: S311
    desk.talk_and_examine(draws.sample(HISTORY, len(HISTORY) // 2), draws.sample(EXAMINATION, len(EXAMINATION) // 2))
    desk.say()
    for test in draws.sample(sorted(desk.catalog.investigations), TESTS_AT_RANDOM):
        desk.order([test])
    desk.finish()
