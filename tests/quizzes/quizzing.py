"""How does a test take a quiz? Right and wrong answers to any kind of question, as the fields of its form."""

import uuid
from typing import Any

from quizzes import attempts, papers
from quizzes.answers import Fields, fields_of
from quizzes.items import Item, NotAnAnswer, grade
from quizzes.items.entities import Arrange, Assign, Choose, Enter, Fill, Write
from quizzes.models import Attempt, Response


def item_in(attempt: Attempt, number: int) -> Item:
    return papers.item_of(papers.questions_in(attempt)[number - 1])


def right_fields(item: Item) -> dict[str, list[str]]:
    return fields_of(item.question.response, item.key.answer)


def wrong_fields(item: Item) -> dict[str, list[str]]:
    """Fields of an answer that earns less than everything."""
    from quizzes.answers import answer_in

    for fields in _guesses(item):
        try:
            if not grade(item, answer_in(item.question.response, fields)).is_right:
                return fields
        except NotAnAnswer:
            continue
    raise AssertionError(f"no wrong answer to {item.template}")


def _guesses(item: Item) -> list[dict[str, list[str]]]:
    response = item.question.response
    match response:
        case Choose():
            return [{"choice": [option.key]} for option in response.options]
        case Enter():
            return [{"number": ["987654"], "unit": [response.units[0]]}]
        case Arrange():
            return [{f"part-{step.key}": [str(i)] for i, step in enumerate(response.steps, 1)}]
        case Assign():
            places = [place.key for place in response.places]
            turned = [places[i:] + places[:i] for i in range(len(places))]
            dealt = [(turn * len(response.things))[: len(response.things)] for turn in turned]
            return [{f"part-{thing.key}": [p] for thing, p in zip(response.things, d, strict=True)} for d in dealt]
        case Fill():
            many = max(len(field.options) for field in response.fields)
            return [
                {f"part-{field.key}": [field.options[i % len(field.options)].key] for field in response.fields}
                for i in range(many)
            ]
        case Write():
            return [{"term": [term]} for term in response.terms or ("something else",)]


def answered(attempt: Attempt, number: int, fields: Fields | None = None, **other: Any) -> Response:
    """Answer a question, rightly unless told otherwise."""
    item = item_in(attempt, number)
    given = {
        "fields": fields or right_fields(item),
        "certainty": None,
        "seconds": 30.0,
        "shown": papers.digest_of(item),
        "key": uuid.uuid4(),
    }
    return attempts.answer(attempt, number=number, **(given | other))  # type: ignore[arg-type]
