"""When to ask again? What a learner's memory of a teaching point is, and how a review changes it.

FSRS-6 keeps for each point its stability (days until the chance of recall has fallen to 90 %) and its difficulty
(1 to 10). What is scheduled is the point, never a question: each review asks it by a fresh variant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler, State

from quizzes.certainty import Certainty

# Asked again when the chance of recall has fallen to this (FSRS default, also Anki's).
RECALL_WANTED = 0.9
# One more question on a point soon after it was missed: assumed, Anki's relearning step.
SOON = timedelta(minutes=10)
# No point, however well known, rests longer than this: assumed.
LONGEST_DAYS = 365
# A right answer that took more than SLOW times what is usual is hard, less than QUICK easy: assumed.
SLOW, QUICK = 2.0, 0.5
# Part of the credit from which an answer shows recall, if a labored one: assumed.
PARTLY = 0.5

SCHEDULER = Scheduler(
    desired_retention=RECALL_WANTED,
    learning_steps=(SOON,),
    relearning_steps=(SOON,),
    maximum_interval=LONGEST_DAYS,
    enable_fuzzing=False,  # what is shown as the next interval is what happens
)


@dataclass(frozen=True)
class Memory:
    """What is known of a learner's memory of one point. `stage` is 1 learning, 2 review, 3 relearning.

    `stability` (days) and `difficulty` (1 to 10) are None until the first review; times are in UTC.
    """

    due: datetime
    stage: int = State.Learning.value
    step: int | None = 0
    stability: float | None = None
    difficulty: float | None = None
    last_review: datetime | None = None


def rating_of(
    credit: float,
    *,
    is_unsafe: bool = False,
    certainty: Certainty | None = None,
    seconds: float | None = None,
    usual_seconds: float = 60.0,
) -> Rating:
    """Return what an answer says of the memory behind it, from its credit (0 to 1), certainty and time.

    Nobody rates themselves: a wrong or unsafe answer is Again, a partly right, guessed or slow one Hard, a certain and
    quick one Easy, any other Good.
    """
    if is_unsafe or credit < PARTLY:
        return Rating.Again
    pace = 1.0 if seconds is None else seconds / usual_seconds
    if credit < 1.0 or certainty == Certainty.GUESS or pace > SLOW:
        return Rating.Hard
    return Rating.Easy if certainty == Certainty.CERTAIN and pace < QUICK else Rating.Good


def reviewed(memory: Memory | None, rating: Rating, when: datetime) -> Memory:
    """Return the memory after an answer; None stands for a point never asked before.

    Raises ValueError for a time without zone, and for one before the last review.
    """
    when = _in_utc(when)
    memory = memory or Memory(due=when)
    if memory.last_review and when < memory.last_review:
        raise ValueError(f"a review of {when} comes after that of {memory.last_review}")
    card, _ = SCHEDULER.review_card(_card(memory), rating, when)
    return Memory(card.due, card.state.value, card.step, card.stability, card.difficulty, card.last_review)


def replayed(reviews: Iterable[tuple[Rating, datetime]]) -> Memory | None:
    """Return the memory that a history of (rating, time) in order of time leaves: None of an empty one."""
    memory = None
    for rating, when in reviews:
        memory = reviewed(memory, rating, when)
    return memory


def recall(memory: Memory | None, when: datetime) -> float:
    """Return the chance (0 to 1) that the point is recalled at that time; 0 for one never asked."""
    return float(SCHEDULER.get_card_retrievability(_card(memory), _in_utc(when))) if memory else 0.0


def next_intervals(memory: Memory | None, when: datetime) -> dict[Rating, timedelta]:
    """Return after what time the point would be asked again, for each rating of an answer given now."""
    return {rating: reviewed(memory, rating, when).due - _in_utc(when) for rating in Rating}


def forecast(memories: Iterable[Memory], when: datetime, days: int) -> tuple[int, ...]:
    """Return the number of reviews on each of `days` days of 24 hours from `when` if each is taken when due, and Good.

    What is overdue falls on the first day.
    """
    counts = [0] * days
    start, end = _in_utc(when), _in_utc(when) + timedelta(days=days)
    for memory in memories:
        while (due := max(memory.due, start)) < end:
            counts[(due - start).days] += 1
            memory = reviewed(memory, Rating.Good, due)
    return tuple(counts)


def _card(memory: Memory) -> Card:
    return Card(
        card_id=0,  # else the clock would be asked
        state=State(memory.stage),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.last_review,
    )


def _in_utc(when: datetime) -> datetime:
    if when.tzinfo is None:
        raise ValueError("a time without zone cannot be scheduled")
    return when.astimezone(UTC)
