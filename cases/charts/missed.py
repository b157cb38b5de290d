"""What did this learner's patients show of each teaching point? The critical steps taken and those missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

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
    for grade in _graded(learner).order_by("-closed_at").values_list("grade", flat=True)[:RECENT]:
        for point, is_met in grade["features"] if grade else ():
            counted[point] += 1
            lost[point] += not is_met
    return {point: lost[point] / times for point, times in counted.items()}


def called_points(learner: Learner) -> list[Called]:
    """What each patient called for, in order of time: once for each point of a patient, missed where the step was left
    out or an unsafe act that it forbids was done.

    Only patients met for the first time tell of memory, and only those for whom the learner decided, or who died first.
    """
    decided = Exists(Action.objects.filter(encounter=OuterRef("pk"), kind=Kind.SIGN))
    died = Exists(Reading.objects.filter(encounter=OuterRef("pk"), item__startswith=DEATH_PREFIX))
    fresh = _graded(learner).filter(Q(decided) | Q(died), branched_after=None).order_by("closed_at", "pk")
    found, met = list[Called](), set[str]()
    for code, mode, closed_at, grade in fresh.values_list("code", "mode", "closed_at", "grade"):
        if code not in met and grade and closed_at:
            found += _called(grade["features"], grade.get("unsafe", ()), closed_at, mode == Mode.LEARN)
        met.add(code)
    return found


def is_shown_by_acts(point: str) -> bool:
    """Whether a point is met by doing something: to have left something undone shows little of what is known."""
    entry = current().teaching_points.get(point)
    return entry is not None and entry.key_feature is not None and not entry.key_feature.restraint


def _graded(learner: Learner) -> QuerySet[Encounter]:
    return Encounter.objects.filter(learner=learner, status=Status.CLOSED, grade__isnull=False)


def _called(
    features: Iterable[tuple[str, bool]], unsafe: Iterable[str], when: datetime, is_guided: bool
) -> Iterable[Called]:
    acts, known = current().unsafe_acts, current().teaching_points
    met = {point: bool(is_met) for point, is_met in features if point in known}
    met |= {acts[key].teaching_point: False for key in unsafe if key in acts}
    return [Called(point, when, is_met, is_shown_by_acts(point), is_guided) for point, is_met in met.items()]
