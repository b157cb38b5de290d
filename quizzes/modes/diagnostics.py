"""What does the diagnostic ask next?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizzes.adaptive import Curve, assumed_curve, next_item
from quizzes.modes.variants import Entry, Variant, fresh


def next_question(
    bank: Sequence[Entry],
    answers: Sequence[tuple[Variant, bool]],
    history: Sequence[Variant],
    seed: int,
    *,
    curves: Mapping[str, Curve] | None = None,
    exposure: Mapping[str, float] | None = None,
) -> Variant | None:
    """Return the question to ask after these (variant, right) answers, or None when enough is known.

    `curves` are those measured, where there are any: of the other templates the difficulty is taken as it stands and
    the discrimination assumed. While other points are left, no point is asked twice.
    """
    curve_of = {entry.template: (curves or {}).get(entry.template) or assumed_curve(entry.difficulty) for entry in bank}
    known = [(variant.template, is_right) for variant, is_right in answers if variant.template in curve_of]
    asked = {template for template, _ in known}
    points = {entry.points[0] for entry in bank if entry.template in asked}
    aside = {entry.template for entry in bank if entry.points[0] in points}
    template = next_item(curve_of, known, seed, exposure=exposure, aside=aside)
    met = [*history, *(variant for variant, _ in answers)]
    return fresh(template, met, seed) if template else None
