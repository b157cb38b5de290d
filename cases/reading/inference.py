"""What follows from what this reader counted, right or wrong? Conclusions apart from observation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.reading.classes import COUNTED, IMMATURE
from cases.reading.sampling import Share, percent
from cases.reading.schemes import Scheme

# Five of 100 neutrophils with five lobes or more, or one with six (Westerman 1999 Br J Haematol 107:512).
MANY_LOBES, MANY_SHARE, TOO_MANY_LOBES = 5, 0.05, 6
SHIFTED_SHARE = (
    0.10  # of white cells: bands and younger, of the systemic inflammatory response (Bone 1992 Chest 101:1644)
)
PLATELETS_WITHIN = 0.25  # agreement of estimates with the analyzer, as in "Blood smear estimates" (laboratory practice)


@dataclass(frozen=True)
class Conclusion:
    """What follows from own counts: True, False, or None where too little was counted to tell; and why."""

    holds: bool | None
    words: str


@dataclass(frozen=True)
class Judged:
    """A claim of the reader: whether it follows from their own counts, why, and the teaching points it touches."""

    claim: str
    follows: bool | None
    words: str
    points: tuple[str, ...] = ()


def hypersegmentation(lobes: Mapping[int, int]) -> Conclusion:
    """Whether own counts pass the rule; `lobes` says how many neutrophils were counted with each number."""
    n = sum(lobes.values())
    if not n:
        return Conclusion(None, "You counted no lobes.")
    many = Share(sum(count for lobe, count in lobes.items() if lobe >= MANY_LOBES), n)
    most = max(lobe for lobe, count in lobes.items() if count)
    seen = f"{many.count} of your {n} neutrophils have five lobes or more, and the most you counted is {most}."
    holds = many.share >= MANY_SHARE or most >= TOO_MANY_LOBES
    rule = "five in a hundred, or one with six" if holds else "five in a hundred, or one with six, is not reached"
    return Conclusion(holds, f"{seen} The rule: {rule}.")


def left_shift(counts: Mapping[str, int]) -> Conclusion:
    """Whether more than 10 % of the white cells counted are bands or younger; `counts` by class."""
    n = sum(count for key, count in counts.items() if key in COUNTED)
    if not n:
        return Conclusion(None, "You counted no white cells.")
    young = Share(sum(counts.get(key, 0) for key in ("band", *IMMATURE)), n)
    words = f"{young.count} of your {n} white cells are bands or younger, {percent(young.share)} %; the limit is 10 %."
    return Conclusion(young.share > SHIFTED_SHARE, words)


def blasts_seen(counts: Mapping[str, int]) -> Conclusion:
    """Whether own counts hold a blast: one is enough to report, and to show to somebody else."""
    n = sum(count for key, count in counts.items() if key in COUNTED)
    if not n:
        return Conclusion(None, "You counted no white cells.")
    blasts = sum(counts.get(key, 0) for key in ("blast", "abnormal-promyelocyte"))
    return Conclusion(blasts > 0, f"You called {blasts} of your {n} white cells blasts.")


def platelet_estimate(a_field: float, rbc_1e12_l: float, red_cells_a_field: float) -> float:
    """Return the platelets (1e9/L) that a mean number in a field means.

    As many for each red cell on the film as in blood: platelets = mean x RBC / red cells in a field.
    """
    return a_field * 1000.0 * rbc_1e12_l / red_cells_a_field


def judged_flag(claim: str, said: bool, found: Conclusion, points: tuple[str, ...]) -> Judged:
    """Hold a claim of presence or absence against what own counts come to."""
    if found.holds is None:
        return Judged(claim, None, f"{found.words} Nothing follows either way.", points)
    if found.holds == said:
        return Judged(claim, True, f"{found.words} Your conclusion follows.", points)
    wrote = "You reported it all the same" if said else "You did not report it"
    return Judged(claim, False, f"{found.words} {wrote}.", points)


def judged_platelets(claimed_1e9_l: float, expected_1e9_l: float) -> Judged:
    """Hold an estimate against the one that own fields give: within 25 %."""
    follows = abs(claimed_1e9_l - expected_1e9_l) <= PLATELETS_WITHIN * expected_1e9_l
    words = f"Your fields come to about {expected_1e9_l:.0f} × 10⁹/L; you wrote {claimed_1e9_l:.0f}."
    end = " That follows." if follows else " A quarter either way is accepted."
    return Judged("platelets", follows, words + end, ("pancytopenia",))


def judged_grade(scheme: Scheme, feature: str, grade: int, counted: Share, points: tuple[str, ...]) -> Judged:
    """Hold a grade of red cells against own marks, by the edges of a scheme."""
    if not counted.n:
        return Judged(feature, None, "You looked at no red cells.", points)
    follows = scheme.accepts(feature, grade, counted.count, counted.n)
    due = scheme.grades[scheme.grade_of(feature, counted.share)]
    words = f"You marked {counted.count} of {counted.n} red cells, {percent(counted.share)} %: {due} by {scheme.name}."
    end = " Your grade follows." if follows else f" You wrote {scheme.grades.get(grade, str(grade))}."
    return Judged(feature, follows, words + end, points)
