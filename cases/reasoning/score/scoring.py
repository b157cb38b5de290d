"""What was the encounter worth, and why? The published score, a pure function of the record."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cases.catalog import Catalog
from cases.catalog.disease import Condition
from cases.reasoning.belief.observer import Observer
from cases.reasoning.score.key_features import judged, unsafe
from cases.reasoning.score.record import Record
from cases.reasoning.score.steps import Step, steps_of
from cases.reasoning.worth.decisions import loss, recommended_course

VERSION = 2
KEY_FEATURES, DIAGNOSIS, ECONOMY, CALIBRATION = 45, 20, 25, 10
EXACT, RIGHT_DISEASE, SAME_MANAGEMENT = 1.0, 0.7, 0.4
# Two causes of a disease are treated alike where to take one for the other loses no more dollars than this: assumed.
ALIKE = 100.0
# A regret of this many dollars leaves 1 / e of the points for economy: assumed, set so that a needless marrow
# costs most of them and a needless thyroid test almost none.
REGRET_SCALE = 600.0
# Distance (Kullback-Leibler, nats) from the belief that leaves 1 / e of the points for calibration: assumed.
DISTANCE_SCALE = 1.0
LEAST_SAID = 0.005
SOMETHING_ELSE = "something-else"


@dataclass(frozen=True)
class Part:
    """One part of the score."""

    key: str
    points: float
    possible: float


@dataclass(frozen=True)
class Grade:
    """The score with everything that a debrief says about it."""

    version: int
    total: int
    parts: tuple[Part, ...]
    features: tuple[tuple[str, bool], ...]
    unsafe: tuple[str, ...]
    diagnosis: float
    steps: tuple[Step, ...]
    belief_at_commit: dict[str, float]
    regret: float

    def as_json(self) -> dict[str, Any]:
        """Plain data for storage."""
        return asdict(self)


def grade(
    catalog: Catalog,
    observer: Observer,
    condition: Condition,
    record: Record,
    prior: Mapping[str, float],
    scale: float = 1.0,
) -> Grade:
    """The grade of a signed record of a patient with `condition`; `scale` varies the losses of disease."""
    steps = steps_of(catalog, observer, record, prior, scale)
    features = judged(catalog, condition, record)
    acts = unsafe(catalog, condition, record)
    correct = diagnosis_credit(catalog, condition, record)
    regret = sum(step.charged for step in steps)
    parts = _parts([f.met for f in features], correct, regret, calibration(steps))
    points = sum(part.points for part in parts)
    return Grade(
        version=VERSION,
        total=round(min([points, *(act.cap for act in acts)])),
        parts=parts,
        features=tuple((feature.point.key, feature.met) for feature in features),
        unsafe=tuple(act.key for act in acts),
        diagnosis=correct,
        steps=tuple(steps),
        belief_at_commit=steps[-1].belief if steps else {},
        regret=regret,
    )


def _parts(met: list[bool], correct: float, regret: float, closeness: float | None) -> tuple[Part, ...]:
    """The weight of calibration moves to the key features where nothing was forecast."""
    weight = KEY_FEATURES + (CALIBRATION if closeness is None else 0)
    parts = [
        Part("key-features", weight * sum(met) / len(met), weight),
        Part("diagnosis", DIAGNOSIS * correct, DIAGNOSIS),
        Part("economy", ECONOMY * math.exp(-regret / REGRET_SCALE), ECONOMY),
    ]
    if closeness is not None:
        parts.append(Part("calibration", CALIBRATION * closeness, CALIBRATION))
    return tuple(parts)


def diagnosis_credit(catalog: Catalog, condition: Condition, record: Record) -> float:
    """How much of the diagnosis was right, by what it would change.

    Exact with its cause 1; the right disease with no cause, or one that is treated alike, 0.7; the right disease with a
    cause that is treated otherwise, or another disease that is managed alike, 0.4; else 0.
    """
    commitment = record.signed.commitment if record.signed else None
    if commitment is None:
        return 0.0
    if commitment.diagnosis == condition.diagnosis:
        if commitment.cause == condition.key or _only_cause(catalog, condition):
            return EXACT
        cause = catalog.conditions.get(commitment.cause, condition)
        return RIGHT_DISEASE if _lost_by(catalog, condition, cause) <= ALIKE else SAME_MANAGEMENT
    named = [c for c in catalog.conditions.values() if c.diagnosis == commitment.diagnosis]
    alike = recommended_course(catalog, condition)
    return SAME_MANAGEMENT if any(recommended_course(catalog, c) == alike for c in named) else 0.0


def _lost_by(catalog: Catalog, condition: Condition, named: Condition) -> float:
    """US dollars lost in a condition by what is recommended for another, beyond what is recommended for it."""
    wrong, right = (loss(catalog, condition, recommended_course(catalog, c)) for c in (named, condition))
    return wrong - right


def _only_cause(catalog: Catalog, condition: Condition) -> bool:
    return sum(c.diagnosis == condition.diagnosis for c in catalog.conditions.values()) == 1


def calibration(steps: list[Step]) -> float | None:
    """How near the learner's differential came to what could be believed: 1 when equal, falling with the distance.

    The mean over all forecasts, each against the belief of its own moment; None where nothing was forecast.
    """
    distances = [distance(step.belief, step.said) for step in steps if step.kind == "forecast" and step.said]
    if not distances:
        return None
    return sum(math.exp(-d / DISTANCE_SCALE) for d in distances) / len(distances)


def distance(belief: Mapping[str, float], said: Mapping[str, float]) -> float:
    """Kullback-Leibler distance (nats) of what was said from the belief: the log score lost against the ideal."""
    spread = said.get(SOMETHING_ELSE, 0.0) / max(sum(key not in said for key in belief), 1)
    return sum(
        chance * math.log(chance / max(said.get(key, spread), LEAST_SAID))
        for key, chance in belief.items()
        if chance > 0
    )
