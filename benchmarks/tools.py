"""How long do the tools take? A day in the clinic, a wish for a harder patient, a prior that is moved, a lesson.

Prints medians over repeats, in milliseconds on the processor, on one thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from cases.catalog import current
from cases.reasoning.belief.observer import current_observer, prior_of
from cases.reasoning.tools.clinic import OFFERED, Policy, clinic_of, tally
from cases.reasoning.tools.difficulty import difficulty_of
from cases.reasoning.tools.instructive import lessons
from cases.reasoning.tools.priors import PANELS, scaled
from cases.simulation.patients import Recipe

SETTING, POINT = "general-medicine", "normal-b12-not-excluding"
PART, PATIENTS, REPEATS = 10, 200, 7


def milliseconds(act: Callable[[], object]) -> float:
    """Median time of an act on the processor."""
    taken = []
    for _ in range(REPEATS):
        begun = time.process_time()
        act()
        taken.append(1000 * (time.process_time() - begun))
    return median(taken)


def main() -> None:
    """Measure each tool once warm."""
    catalog, observer = current(), current_observer()
    clinic, prior, evidence = clinic_of(catalog, observer, SETTING), prior_of(catalog, SETTING), PANELS["young"][1]
    day = clinic.day(1, 0, PATIENTS)
    policies = {
        "a reflex rule": Policy({"serum-b12": "everyone", "methylmalonic-acid": "b12"}),
        "every test for everybody": Policy(dict.fromkeys(OFFERED, "everyone")),
    }

    def reckoned(policy: Policy) -> None:
        tally([clinic.outcome(one, clinic.by_rule(one, policy)) for one in day])

    acts: dict[str, Callable[[], object]] = {
        f"{PART} patients of a day, with the ideal": lambda: clinic.day(2, 0, PART),
        "difficulty of a patient": lambda: difficulty_of(catalog, observer, Recipe(SETTING), 3),
        "a moved prior": lambda: observer.belief(evidence, SETTING, scaled(prior, {"vegan": 0.1})),
        "a lesson": lambda: next(lessons(catalog, observer, SETTING, POINT, 1)),
    }
    for name, policy in policies.items():
        acts[f"{PATIENTS} kept patients under {name}"] = lambda policy=policy: reckoned(policy)  # type: ignore[misc]
    for name, act in acts.items():
        print(f"{name:<56} {milliseconds(act):8.1f} ms")


if __name__ == "__main__":
    main()
