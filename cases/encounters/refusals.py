"""Why was an act not done? Every refusal says what to do instead."""

from collections.abc import Iterable

from cases.catalog.problems import nearest
from cases.models import Encounter, Kind, Status

CLOSED = "This encounter is closed. Read its debrief, or start with another patient."
NOT_NOW: dict[tuple[Kind, Status], str] = {
    (Kind.FORECAST, Status.FOLLOWING): "You have signed a diagnosis: the differential stays as it was then.",
    (Kind.SIGN, Status.FOLLOWING): "You have signed already. Change the treatment in follow-up instead.",
    (Kind.VISIT, Status.OPEN): "Visits follow a treatment. Sign a diagnosis and a plan first.",
    (Kind.TREAT, Status.OPEN): "Treatment begins with a diagnosis. Sign both together first.",
    (Kind.ANSWER, Status.OPEN): "This question belongs to the debrief. End the encounter first.",
    (Kind.ANSWER, Status.FOLLOWING): "This question belongs to the debrief. End the encounter first.",
}
OLD_CATALOG = (
    "The clinic's catalog was corrected since this encounter began, so the patient can no longer be played as before."
    " What you saw is kept. End this encounter, and start with another patient."
)
ELSEWHERE_OLD_CATALOG = (
    "The clinic's catalog was corrected since this code was given, and the same patient can no longer be met."
    " Ask for a new code."
)
ENDED = "{} The model stops here. End the encounter; its debrief says what led to it."


class Refused(Exception):
    """An act that was not done: `status` is 409 (out of turn) or 422 (not understood), `message` is shown."""

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        self.message = message
        super().__init__(message)


def out_of_turn(message: str) -> Refused:
    """The encounter has moved on, or has not come so far."""
    return Refused(409, message)


def not_understood(message: str) -> Refused:
    """The request cannot mean what it says."""
    return Refused(422, message)


def check_turn(encounter: Encounter, kind: Kind, clock: int | None) -> None:
    """Raise Refused(409) if this act is out of turn, or its form was drawn at another `clock` (minutes)."""
    status = Status(encounter.status)
    if reason := NOT_NOW.get((kind, status)):
        raise out_of_turn(reason)
    if status is Status.CLOSED and kind is not Kind.ANSWER:
        raise out_of_turn(CLOSED)
    if clock is not None and clock != encounter.clock_minutes:
        raise out_of_turn(
            f"The clock has moved to {clock_text(encounter.clock_minutes)} in another window. "
            "Look at what is new, and send this again if it still holds."
        )


def check_known(kind: str, keys: Iterable[str], known: Iterable[str]) -> None:
    """Raise Refused(422) for the first of `keys` that is not among `known`, naming the nearest ones."""
    known = list(known)
    for key in keys:
        if key not in known:
            near = " or ".join(f"`{name}`" for name in nearest(key, known))
            raise not_understood(f"There is no {kind} `{key[:60]}`." + (f" Did you mean {near}?" if near else ""))


def clock_text(minutes: int) -> str:
    """Minutes since day 0, 09:00 as `day 2, 14:30`."""
    day, minute = divmod(minutes + 9 * 60, 24 * 60)
    return f"day {day}, {minute // 60:02d}:{minute % 60:02d}"
