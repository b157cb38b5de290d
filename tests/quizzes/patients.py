"""Which patients has a learner of a test met? Encounters that were closed and graded, without playing them."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from cases.models import Action, Encounter, Kind, Status
from learners.models import Learner


def met(
    learner: Learner,
    features: Mapping[str, bool],
    *,
    when: datetime | None = None,
    unsafe: tuple[str, ...] = (),
    decided: bool = True,
    **other: Any,
) -> Encounter:
    """A patient who called for these points, closed at `when` (now if None)."""
    given: dict[str, Any] = {
        "learner": learner,
        "code": uuid.uuid4().hex[:10],
        "setting": "pancytopenia-ward",
        "recipe": {"setting": "pancytopenia-ward"},
        "seed": 1,
        "catalog": "of-a-test",
        "start_key": uuid.uuid4(),
        "status": Status.CLOSED,
        "closed_at": when or timezone.now(),
        "grade": {"total": 50, "parts": [], "features": [list(one) for one in features.items()], "unsafe": unsafe},
    }
    encounter = Encounter.objects.create(**(given | other))
    if decided:
        Action.objects.create(encounter=encounter, number=1, kind=Kind.SIGN, at_minutes=0, key=uuid.uuid4())
    return encounter
