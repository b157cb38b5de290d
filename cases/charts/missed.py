"""What did this learner's patients show of each teaching point? The critical steps taken and those missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef

from cases.catalog import current
from cases.models import DEATH_PREFIX, Action, Encounter, Kind, Mode, Reading, Status
from learners.models import Learner

# Older debriefs tell of another learner: assumed.
RECENT = 20


@dataclass(frozen=True)
class Called:
    """A teaching point that a patient called for, and how it came out when the encounter was closed.

    `is_shown` says that who met it did something, and did not leave it undone; `is_guided` that learn mode stood by.
    """

    point: str
    when: datetime
    is_met: bool
    is_shown: bool = True
    is_guided: bool = False


def missed_points(learner: Learner) -> dict[str, float]:
    """How often each teaching point was missed in the last encounters that were graded, of those in which it counted.

    Points that were always met stand with 0.
    """
    counted, lost = Counter[str](), Counter[str]()
    closed = Encounter.objects.filter(learner=learner, status=Status.CLOSED, grade__isnull=False)
    for features in closed.order_by("-closed_at").values_list("grade__features", flat=True)[:RECENT]:
        for point, is_met in features or ():
            counted[point] += 1
            lost[point] += not is_met
    return {point: lost[point] / times for point, times in counted.items()}


def called_points(learner: Learner) -> list[Called]:
    """What each patient called for, in order of time: once for each point of a patient, missed where the step was left
    out or an unsafe act that it forbids was done.

    Only a patient met for the first time tells of memory: later, or played on from a step, the debrief has been read.
    And only one for whom the learner decided, or who died first.
    """
    closed = Encounter.objects.filter(learner=learner, status=Status.CLOSED).order_by("closed_at", "pk")
    # The steps of a grade are many times as large as what is read here.
    told = closed.defer("grade").annotate(
        features=F("grade__features"),
        unsafe=F("grade__unsafe"),
        is_decided=Exists(Action.objects.filter(encounter=OuterRef("pk"), kind=Kind.SIGN)),
        is_dead=Exists(Reading.objects.filter(encounter=OuterRef("pk"), item__startswith=DEATH_PREFIX)),
    )
    found, met = list[Called](), set[str]()
    for encounter in told:
        if encounter.code not in met and (encounter.is_decided or encounter.is_dead):
            outcomes = _outcomes(encounter.features or (), encounter.unsafe or ())
            found += (_called(encounter, point, is_met) for point, is_met in outcomes.items())
        met.add(encounter.code)
    return found


def is_shown_by_acts(point: str) -> bool:
    """Whether a point is met by doing something: to have left something undone shows little of what is known."""
    entry = current().teaching_points.get(point)
    return entry is not None and entry.key_feature is not None and not entry.key_feature.restraint


def _outcomes(features: Iterable[tuple[str, bool]], unsafe: Iterable[str]) -> dict[str, bool]:
    """Whether each point was met that is still taught; an unsafe act misses its point whatever else was done."""
    acts, known = current().unsafe_acts, current().teaching_points
    met = {point: is_met for point, is_met in features if point in known}
    return met | {acts[key].teaching_point: False for key in unsafe if key in acts}


def _called(encounter: Encounter, point: str, is_met: bool) -> Called:
    when: datetime = encounter.closed_at  # type: ignore[assignment]  # the database holds it of whatever is closed
    return Called(point, when, is_met, is_shown_by_acts(point), is_guided=encounter.mode == Mode.LEARN)
