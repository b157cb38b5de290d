"""How hard may the next patient be?"""

from __future__ import annotations

from dataclasses import dataclass

from cases.catalog import current
from cases.models import Encounter, Status
from learners.models import Learner


@dataclass(frozen=True)
class Wish:
    """A choice, and what it means."""

    key: str
    name: str


WISHES = (
    Wish("", "Whoever comes"),
    Wish("gentle", "Gentle: the count and film nearly settle it"),
    Wish("usual", "Usual: a rival is left"),
    Wish("hard", "Hard: two or three are left"),
)
RELATIVE = (
    Wish("easier", "Easier than my last patient"),
    Wish("alike", "Like my last patient"),
    Wish("harder", "Harder than my last patient"),
)


def wishes_of(learner: Learner | None) -> tuple[Wish, ...]:
    """The choices of a learner: relative ones only where there is a last patient."""
    if learner is None:
        return WISHES
    closed = Encounter.objects.filter(learner=learner, status=Status.CLOSED, catalog=current().hash)
    return (*WISHES, *RELATIVE) if closed.exists() else WISHES
