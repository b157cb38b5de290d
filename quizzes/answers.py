"""How does an answer travel? From the fields of a form to the science, to the record and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quizzes.items import Answer, NotAnAnswer, Quantity
from quizzes.items.entities import Arrange, Assign, Choose, Enter, Fill, Response

Fields = Mapping[str, Sequence[str]]
CHOICE, NUMBER, UNIT, TERM, PLACE = "choice", "number", "unit", "term", "part-"
LONGEST = 200  # letters: no term, unit or number is longer


def answer_in(response: Response, fields: Fields) -> Answer:
    """The answer that the fields of a form give; raises NotAnAnswer, saying what is missing."""
    match response:
        case Choose(several=True):
            return tuple(dict.fromkeys(fields.get(CHOICE, ())))
        case Choose():
            return _one(fields, CHOICE)
        case Enter():
            return Quantity(_number(_one(fields, NUMBER)), _one(fields, UNIT) or response.units[0])
        case Arrange():
            return _ordered({step.key: _one(fields, PLACE + step.key) for step in response.steps})
        case Assign():
            return _filled({thing.key: _one(fields, PLACE + thing.key) for thing in response.things})
        case Fill():
            return _filled({field.key: _one(fields, PLACE + field.key) for field in response.fields})
        case _:
            return _one(fields, TERM)


def fields_of(response: Response, answer: Answer) -> dict[str, list[str]]:
    """The fields of a form that holds this answer: what `answer_in` reads."""
    match response, answer:
        case Enter(), Quantity():
            return {NUMBER: [f"{answer.value:.15g}"], UNIT: [answer.unit]}
        case Arrange(), tuple():
            return {PLACE + step: [str(place)] for place, step in enumerate(answer, 1)}
        case _, Mapping():
            return {PLACE + part: [given] for part, given in answer.items()}
        case Choose(), _:
            return {CHOICE: [answer] if isinstance(answer, str) else list(map(str, answer))}  # type: ignore[arg-type]
        case _:
            return {TERM: [str(answer)]}


def as_json(answer: Answer) -> Any:
    """Plain data for storage."""
    if isinstance(answer, Quantity):
        return {"value": answer.value, "unit": answer.unit}
    if isinstance(answer, Mapping):
        return dict(answer)
    return answer if isinstance(answer, str) else list(answer)


def from_json(response: Response, data: Any) -> Answer:
    """The answer that `as_json` stored."""
    if isinstance(response, Enter):
        return Quantity(data["value"], data["unit"])
    return tuple(data) if isinstance(data, list) else data


def _one(fields: Fields, name: str) -> str:
    values = fields.get(name, ())
    return values[-1].replace("\0", "").strip()[:LONGEST] if values else ""  # databases keep no NUL


def _number(text: str) -> float:
    try:
        return float(text.replace(",", ".").replace("−", "-"))
    except ValueError:
        raise NotAnAnswer("Enter a number.") from None


def _ordered(places: Mapping[str, str]) -> tuple[str, ...]:
    """The steps by the numbers given to them, which must be 1, 2, 3 and so on."""
    if sorted(places.values()) != sorted(map(str, range(1, len(places) + 1))):
        raise NotAnAnswer(f"Number the steps from 1 to {len(places)}, each number once.")
    return tuple(sorted(places, key=lambda step: int(places[step])))


def _filled(given: Mapping[str, str]) -> dict[str, str]:
    """What was given to each part, without those left open: the grading of the kind says what is missing."""
    return {part: value for part, value in given.items() if value}
