"""What is said after the answer? What was right, why, what it teaches, and when it comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cases.catalog import current as current_catalog
from quizzes import papers
from quizzes.answers import from_json
from quizzes.certainty import Certainty, mark
from quizzes.items import Answer, Grade, Item, Quantity, grade
from quizzes.items.entities import Arrange, Assign, Choose, Enter, Fill, Response
from quizzes.models import Attempt
from quizzes.models import Response as Given
from quizzes.recollection import recollection_of, usual_seconds
from quizzes.sheets.words import OUTCOMES, certainty_words, outcome_of, seconds_words, until_words

Tag = tuple[str, str]
MOST_PLAIN = 10_000  # numbers from here on are written whole, not in powers of ten
BEST, YOURS, UNSAFE = ("ok", "Right"), ("eosin", "Your answer"), ("crit", "Unsafe")


@dataclass(frozen=True)
class Explained:
    """One part of the response with its explanation; `tags` are (tone, words), `note` says where it was put."""

    letter: str
    text: str
    note: str
    why: str
    tags: tuple[Tag, ...]
    is_right: bool
    is_given: bool


@dataclass(frozen=True)
class Taught:
    """A teaching point with the section of the source in which it stands."""

    name: str
    statement: str
    section: str


@dataclass(frozen=True)
class Feedback:
    """What is said of one question once it may be. `is_changed` says that it was corrected since the answer."""

    outcome: str
    title: str
    words: str
    is_unsafe: bool
    is_changed: bool
    parts: tuple[Explained, ...]
    explanation: str
    objective: str
    points: tuple[Taught, ...]
    sources: tuple[str, ...]
    is_beyond: bool
    certainty: str
    certainty_mark: str
    seconds: str
    usual: str
    returns: str


def feedback_of(attempt: Attempt, number: int, now: datetime) -> Feedback | None:
    """What is said of question `number`, or None while nothing may be. Raises Withdrawn."""
    given = papers.standing_in(attempt).get(number)
    if not (attempt.is_over or (attempt.explains_at_once and given)):
        return None
    asked = papers.questions_in(attempt)[number - 1]
    item = papers.item_of(asked)
    is_changed = given is not None and given.shown != papers.digest_of(item)
    answer = from_json(item.question.response, given.answer) if given and not is_changed else None
    worth = grade(item, answer) if answer is not None else None
    certainty = Certainty(given.certainty) if given and given.certainty else None
    return Feedback(
        outcome=outcome_of(given),
        title=_title(item, given),
        words="" if is_changed else answer_words(item, answer),
        is_unsafe=bool(given and given.is_unsafe and not given.taken_back_at),
        is_changed=is_changed,
        parts=() if is_changed else tuple(parts_of(item, answer, worth)),
        explanation=item.key.explanation,
        objective=item.lesson.objective,
        points=tuple(_taught(point) for point in item.lesson.points),
        sources=item.lesson.sources,
        is_beyond=item.lesson.beyond,
        certainty=certainty_words(certainty),
        certainty_mark=f"{mark(given.credit, certainty):g}".replace("-", "−") if given and certainty else "",
        seconds=seconds_words(given.seconds) if given else "",
        usual=seconds_words(usual_seconds(asked.template)),
        returns=_returns(attempt, asked.point, now),
    )


def _title(item: Item, given: Given | None) -> str:
    outcome = outcome_of(given)
    if given and given.is_unsafe and outcome != "back":
        return "Unsafe"
    is_best = isinstance(item.question.response, Choose) and not item.question.response.several
    return "Not the best answer" if outcome == "wrong" and is_best else OUTCOMES[outcome]


def answer_words(item: Item, answer: Answer | None) -> str:
    """What was answered and what is right, in one line."""
    response, right = item.question.response, item.key.answer
    if isinstance(response, Arrange | Assign | Fill):
        return ""
    told = f"The answer is {_said(response, _rounded(item, right))}."
    return told if answer is None or answer == right else f"You answered {_said(response, answer)}. {told}"


def _rounded(item: Item, right: Answer) -> Answer:
    """A number as exact as it was asked for, unless that would not be right any more."""
    if not (isinstance(item.question.response, Enter) and isinstance(right, Quantity)):
        return right
    rounded = round(right.value, item.question.response.decimals)
    return Quantity(rounded, right.unit) if abs(rounded - right.value) <= item.key.tolerance else right


def _said(response: Response, answer: Answer) -> str:
    if isinstance(answer, Quantity):
        shown = f"{answer.value:.4g}" if abs(answer.value) < MOST_PLAIN else f"{answer.value:.0f}"
        return f"{shown} {answer.unit}".strip()
    if isinstance(response, Choose):
        letters = [answer] if isinstance(answer, str) else [str(one) for one in answer]
        return ", ".join(letter.upper() for letter in sorted(letters))
    return str(answer)


def parts_of(item: Item, answer: Answer | None, worth: Grade | None) -> list[Explained]:
    """Each part of the response, explained."""
    match item.question.response:
        case Choose() as response:
            return [_option(item, option.key, option.text, answer) for option in response.options]
        case Arrange() as response:
            texts = {step.key: step.text for step in response.steps}
            yours = {step: place for place, step in enumerate(_several(answer), 1)}
            return [
                _step(item, texts, step, place, yours.get(step))
                for place, step in enumerate(_several(item.key.answer), 1)
            ]
        case Assign() as response:
            places = {place.key: place.text for place in response.places}
            given = answer if isinstance(answer, Mapping) else {}
            return [_placed(item, thing.key, thing.text, places, given) for thing in response.things]
        case Fill() as response:
            given = answer if isinstance(answer, Mapping) else {}
            return [
                _filled(item, field.key, field.name, option.key, option.text, given)
                for field in response.fields
                for option in field.options
            ]
        case _:
            said = [one for one in worth.marks if one.remark != item.key.explanation] if worth else []
            return [Explained("", one.given, "", one.remark, (YOURS,), one.is_right, True) for one in said]


def _option(item: Item, key: str, text: str, answer: Answer | None) -> Explained:
    right, given = key in _several(item.key.answer), key in _several(answer)
    tags = _tags(right, given, key in item.key.unsafe)
    return Explained(key.upper(), text, "", item.key.remarks[key], tags, right, given)


def _several(answer: Answer | None) -> tuple[str, ...]:
    """The options of an answer in their order; one alone is a tuple of one."""
    if isinstance(answer, str):
        return (answer,)
    return answer if isinstance(answer, tuple) else ()


def _tags(right: bool, given: bool, unsafe: bool) -> tuple[Tag, ...]:
    return tuple(tag for tag, holds in ((UNSAFE, unsafe), (BEST, right), (YOURS, given)) if holds)


def _step(item: Item, texts: Mapping[str, str], step: str, place: int, yours: int | None) -> Explained:
    right = yours == place
    note = "" if right or yours is None else f"You put it at {yours}."
    return Explained(
        str(place), texts[step], note, item.key.remarks[step], _tags(right, False, False), right, yours is not None
    )


def _placed(item: Item, key: str, text: str, places: Mapping[str, str], given: Mapping[str, str]) -> Explained:
    place = item.key.answer[key]  # type: ignore[index,call-overload]
    right = given.get(key) == place
    note = places[place] if right or key not in given else f"{places[place]}. You said: {places[given[key]]}."
    return Explained(key.upper(), text, note, item.key.remarks[key], _tags(right, False, False), right, key in given)


def _filled(item: Item, field: str, name: str, option: str, text: str, given: Mapping[str, str]) -> Explained:
    part = f"{field}/{option}"
    right, chosen = option in item.key.accepted[field], given.get(field) == option
    tags = _tags(right, chosen, part in item.key.unsafe)
    return Explained(option.upper(), f"{name}: {text}", "", item.key.remarks[part], tags, right, chosen)


def _taught(key: str) -> Taught:
    point = current_catalog().teaching_points[key]
    section = (
        f"Section {', '.join(f'“{section}”' for section in point.sections)}"
        if point.sections
        else "Beyond the source document"
    )
    return Taught(point.name, point.statement, section)


def _returns(attempt: Attempt, point: str, now: datetime) -> str:
    """When the point comes back, as the answers until now have it."""
    memory = recollection_of(attempt.learner).memories.get(point)
    return until_words(memory.due, now) if memory else ""
