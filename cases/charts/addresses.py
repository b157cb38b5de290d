"""Where is an encounter read, or where does it go on?"""

from __future__ import annotations

from cases.models import Encounter, Status

PAGES = {Status.OPEN: "presentation", Status.FOLLOWING: "follow_up", Status.CLOSED: "debrief"}


def address_of(encounter: Encounter) -> str:
    """The name of the URL."""
    return f"cases:{PAGES[Status(encounter.status)]}"
