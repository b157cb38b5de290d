"""How are times, certainty and outcomes put into words?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from quizzes.certainty import Certainty
from quizzes.models import Response

CERTAINTY = {Certainty.GUESS: "a guess", Certainty.FAIRLY_SURE: "fairly sure", Certainty.CERTAIN: "certain"}
DAY = timedelta(days=1)

Outcome = Literal["right", "partly", "wrong", "open", "back"]
OUTCOMES: dict[Outcome, str] = {
    "right": "Right",
    "partly": "Partly right",
    "wrong": "Not right",
    "open": "Not answered",
    "back": "Taken back",
}


def outcome_of(response: Response | None) -> Outcome:
    """How an answer came out."""
    if response is None:
        return "open"
    if response.taken_back_at:
        return "back"
    return "right" if response.is_right else "partly" if response.credit > 0 else "wrong"


def certainty_words(certainty: int | None) -> str:
    """The tap beside an answer in words, empty without one."""
    return CERTAINTY[Certainty(certainty)] if certainty else ""


def seconds_words(seconds: float) -> str:
    """A time such as `42 s` or `1 min 42 s`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def until_words(due: datetime, now: datetime) -> str:
    """When something comes, such as `now`, `in 10 minutes`, `tomorrow` or `in 4 days`."""
    left = due - now
    if left <= timedelta(0):
        return "now"
    if left < timedelta(hours=1):
        return f"in {max(round(left / timedelta(minutes=1)), 1)} minutes"
    if left < DAY:
        return f"in {round(left / timedelta(hours=1))} hours"
    days = round(left / DAY)
    return "tomorrow" if days == 1 else f"in {days} days"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun, such as `1 question` or `3 questions`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
