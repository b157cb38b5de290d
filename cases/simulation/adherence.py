"""How much of what is prescribed is taken? A trait of the patient, and chance on each day."""

from __future__ import annotations

from cases.simulation.randomness import uniform

# What a nurse gives is given; the rest is taken at home, or forgotten there.
SELF_GIVEN = ("oral", "sublingual", "intranasal")
MOST_MISSED = 0.65


def adherence_of(seed: int) -> float:
    """The share of doses, 0.35 to 1, that this patient takes at home.

    Skewed, with the mean of 0.79 of once-daily doses in Claxton 2001, Clin Ther 23:1296 (recalled); shape assumed.
    """
    missed: float = MOST_MISSED * uniform(seed, "adherence") ** 2
    return 1.0 - missed


def takes(seed: int, adherence: float, treatment: str, day: int) -> bool:
    """Whether the doses of a treatment are taken on a day of the encounter, whatever else is prescribed."""
    return uniform(seed, "taken", treatment, day) < adherence
