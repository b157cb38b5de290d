"""What does the diagnostic ask next?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from quizzes.adaptive import STEPS, Curve, assumed_curve, next_item
from quizzes.modes.variants import Entry, Variant, fresh

# Kinds whose answers earn credit in parts.
IN_PARTS = {"multiple", "ordering", "matching", "classifying", "prescribing"}


def next_question(
    bank: Sequence[Entry],
    answers: Sequence[tuple[Variant, float]],
    history: Sequence[Variant],
    seed: int,
    *,
    curves: Mapping[str, Curve] | None = None,
    exposure: Mapping[str, float] | None = None,
) -> Variant | None:
    """Return the question to ask after these (variant, credit) answers, or None when enough is known.

    `curves` are those measured, where there are any: of the other templates the difficulty is taken as it stands and
    the discrimination assumed. While other points are left, no point is asked twice.
    """
    known_curves = curves_of(bank, curves or {})
    known = [(variant.template, credit) for variant, credit in answers if variant.template in known_curves]
    asked = {template for template, _ in known}
    points = {entry.points[0] for entry in bank if entry.template in asked}
    aside = {entry.template for entry in bank if entry.points[0] in points}
    template = next_item(known_curves, known, seed, exposure=exposure, aside=aside)
    met = [*history, *(variant for variant, _ in answers)]
    return fresh(template, met, seed) if template else None


def curves_of(bank: Iterable[Entry], measured: Mapping[str, Curve]) -> dict[str, Curve]:
    """The curve of each template of the bank: the measured one, or what is assumed of its kind and difficulty."""
    return {entry.template: measured.get(entry.template) or assumed_for(entry) for entry in bank}


def assumed_for(entry: Entry) -> Curve:
    """The curve of a template of which the author's expectation alone is known."""
    return assumed_curve(entry.difficulty, STEPS if entry.kind in IN_PARTS else 1)
