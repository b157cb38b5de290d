"""What did this learner's debriefs find missing? The share of key features lost, by teaching point."""

from __future__ import annotations

from collections import Counter

from cases.models import Encounter, Status
from learners.models import Learner

# Older debriefs tell of another learner: assumed.
RECENT = 20


def missed_points(learner: Learner) -> dict[str, float]:
    """How often each teaching point was missed in the last encounters that were graded, of those in which it counted.

    Points that were always met stand with 0.
    """
    counted, lost = Counter[str](), Counter[str]()
    closed = Encounter.objects.filter(learner=learner, status=Status.CLOSED, grade__isnull=False)
    for grade in closed.order_by("-closed_at").values_list("grade", flat=True)[:RECENT]:
        for point, is_met in grade["features"] if grade else ():
            counted[point] += 1
            lost[point] += not is_met
    return {point: lost[point] / times for point, times in counted.items()}
