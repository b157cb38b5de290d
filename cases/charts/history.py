"""What was asked, what was said, and what can be asked?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cases.catalog import current
from cases.catalog.entry import ABSENT, DRUG_PREFIX
from cases.catalog.observables import Question
from cases.charts.matching import understood
from cases.charts.pins import QUESTION_PREFIX, pinned_items
from cases.charts.story import Deed, Sight, Story
from cases.charts.times import count_text
from cases.models import Kind

# The order in which a history is usually taken; other systems follow.
SYSTEMS = ("The complaint", "General")


@dataclass(frozen=True)
class Answer:
    """One question with what was said; `typed` are the learner's own words, while they are known."""

    number: int
    question: str
    name: str
    typed: str
    text: str
    minutes: int
    item: str
    is_pinned: bool
    is_latest: bool


@dataclass(frozen=True)
class Choice:
    """A question that can be asked, or was."""

    key: str
    text: str
    name: str
    minutes: int
    is_asked: bool


@dataclass(frozen=True)
class System:
    """The questions of one system."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class History:
    """The talk so far; `near` are questions nearest to `typed` where it was not understood or meant otherwise."""

    answers: tuple[Answer, ...]
    summary: str
    systems: tuple[System, ...]
    shown: int
    count: int
    search: str
    typed: str
    near: tuple[Choice, ...]
    is_other: bool


def history_of(story: Story, *, typed: str = "", other: bool = False, near: str = "", search: str = "") -> History:
    """The history; `typed` is what the latest question was typed as, `near` what was typed and not understood.

    `other`: the learner meant something else than was understood.
    """
    asks = story.of_kind(Kind.ASK)
    asked = {deed.payload["question"] for deed in asks}
    questions = current().questions
    pinned = set(pinned_items(story))
    answers = tuple(_answer(story, deed, pinned, typed if deed is asks[-1] else "") for deed in asks)
    found = _filtered(questions.values(), search)
    return History(
        answers=answers,
        summary=_summary(answers),
        systems=_systems(found, asked),
        shown=len(found),
        count=len(questions),
        search=search,
        typed=near or (typed if other else ""),
        near=_near(near or (typed if other else ""), asked, other),
        is_other=other,
    )


def drugs_in_answers(story: Story) -> list[str]:
    """Keys of the drugs that the patient is known to take, in the order in which they were told."""
    told = [s for s in story.seen if s.item.startswith(DRUG_PREFIX) and s.level != ABSENT]
    return list(dict.fromkeys(sight.item.removeprefix(DRUG_PREFIX) for sight in told))


def _answer(story: Story, deed: Deed, pinned: set[str], typed: str) -> Answer:
    question = current().questions.get(deed.payload["question"])
    said = [sight for sight in story.by_act.get(deed.number, ()) if not sight.item.startswith(DRUG_PREFIX)]
    item = _main_item(said)
    return Answer(
        number=deed.number,
        question=question.text if question else deed.payload["question"],
        name=question.name if question else deed.payload["question"],
        typed=typed,
        text=" ".join(sight.words for sight in said),
        minutes=deed.minutes,
        item=item,
        is_pinned=item in pinned,
        is_latest=deed.number == story.deeds[-1].number,
    )


def _main_item(said: list[Sight]) -> str:
    """What pinning an answer keeps: what is present before what is not, findings before other words."""
    ranked = sorted(said, key=lambda sight: (sight.item.startswith(QUESTION_PREFIX), sight.level == ABSENT))
    present = [sight for sight in ranked if sight.level not in ("", ABSENT)]
    return (present or ranked)[0].item if ranked else ""


def _summary(answers: tuple[Answer, ...]) -> str:
    if not answers:
        return "Nothing asked yet"
    minutes = sum(answer.minutes for answer in answers)
    pinned = sum(answer.is_pinned for answer in answers)
    return f"{len(answers)} asked · {count_text(minutes, 'minute')}" + (f" · {pinned} pinned" if pinned else "")


def _filtered(questions: Iterable[Question], search: str) -> list[Question]:
    wanted = search.strip().lower()
    return [q for q in questions if wanted in " ".join((q.text, q.name, q.system, *q.phrases)).lower()]


def _systems(questions: Iterable[Question], asked: set[str]) -> tuple[System, ...]:
    systems: dict[str, list[Choice]] = {name: [] for name in SYSTEMS}
    for question in questions:
        systems.setdefault(question.system, []).append(_choice(question, asked))
    return tuple(System(name, tuple(choices)) for name, choices in systems.items() if choices)


def _choice(question: Question, asked: set[str]) -> Choice:
    return Choice(question.key, question.text, question.name, question.minutes, question.key in asked)


def _near(text: str, asked: set[str], other: bool) -> tuple[Choice, ...]:
    if not text:
        return ()
    meaning = understood(current(), text)
    best = [meaning.question] if meaning.question and not other else []
    return tuple(_choice(question, asked) for question in [*best, *meaning.nearest][:3])
