"""What harm came under a treatment, and what was to be expected of it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cases.catalog.hazard import Hazard
from cases.charts.debrief.wording import capital, listed, lowered
from cases.charts.times import MONTH_DAYS, count_text
from cases.simulation.harms import DEATH, Harm

MOST_NAMED = 3
# Below one in two hundred a harm is not worth a word: assumed.
WORTH_A_WORD = 0.005
LONG_DAYS = 60


def came_text(harms: Sequence[Harm], hazards: Mapping[str, Hazard]) -> str:
    """Such as `Severe infection on day 9; died on day 12.`"""
    first: dict[str, Harm] = {}
    for harm in harms:
        if not harm.fatal:
            first.setdefault(harm.kind, harm)
    told = [f"{lowered(hazards[harm.kind].name)} {_when(harm.day)}" for harm in first.values()]
    if len(told) > MOST_NAMED:
        told = [*told[:MOST_NAMED], count_text(len(told) - MOST_NAMED, "other harm")]
    death = [f"died {_when(harm.day)}{_of(harm, hazards)}" for harm in harms if harm.fatal]
    return capital("; ".join(filter(None, [listed(told), *death]))) + "." if told or death else "No harm came."


def expected_text(expected: Mapping[str, float], hazards: Mapping[str, Hazard]) -> str:
    """Such as `Of 100 such courses, death in 62 and severe infection in 30.`"""
    others = sorted((kind for kind in expected if kind != DEATH), key=lambda kind: -expected[kind])
    told = [kind for kind in [DEATH, *others] if expected[kind] >= WORTH_A_WORD][: MOST_NAMED + 1]
    if not told:
        return "Hardly any was to be expected."
    return f"Of 100 such courses, {listed(list(_shares(told, expected, hazards)))}."


def _shares(kinds: Iterable[str], expected: Mapping[str, float], hazards: Mapping[str, Hazard]) -> Iterable[str]:
    for kind in kinds:
        name = "death" if kind == DEATH else lowered(hazards[kind].name)
        yield f"{name} in {100 * expected[kind]:.0f}"


def _of(harm: Harm, hazards: Mapping[str, Hazard]) -> str:
    return f" of {lowered(hazards[harm.kind].name)}" if harm.kind in hazards else f" of {harm.kind}"


def _when(day: int) -> str:
    return f"on day {day}" if day < LONG_DAYS else f"in month {round(day / MONTH_DAYS)}"
