"""How is a question of elsewhere kept as plain data, and made from it again?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, get_type_hints

import msgspec

from quizzes.answers import as_json, from_json
from quizzes.items import Item, Key, Lesson, Question
from quizzes.items.entities import Arrange, Assign, Choose, Enter, Fill, Response, Write

SHAPES: dict[str, type[Any]] = {
    "choose": Choose,
    "enter": Enter,
    "arrange": Arrange,
    "assign": Assign,
    "fill": Fill,
    "write": Write,
}
DIFFICULTY = 0.5  # assumed: nobody knows how hard a question of elsewhere is
T = TypeVar("T")


def data_of(item: Item) -> dict[str, Any]:
    """Question, key and lesson of an item without a picture as data that JSON holds; raises ValueError for one with."""
    if item.drawing or item.question.picture:
        raise ValueError(f"{item.template} has a picture, which is not kept")
    question, key = _plain(item.question), _plain(item.key)
    shape = next(name for name, one in SHAPES.items() if isinstance(item.question.response, one))
    del question["picture"]
    return {
        "question": question | {"response": question["response"] | {"shape": shape}},
        "key": key | {"answer": as_json(item.key.answer)},
        "lesson": _plain(item.lesson),
    }


def item_from(data: Mapping[str, Any], template: str, version: int, seed: int, kind: str) -> Item:
    """The item that `data_of` was given, under a template, version and seed; raises ValueError for other data."""
    told = dict(data["question"]["response"])
    response: Response = _made(SHAPES[told.pop("shape")], told)
    return Item(
        template=template,
        version=version,
        seed=seed,
        kind=kind,
        question=_made(Question, data["question"], response=response),
        key=_made(Key, data["key"], answer=from_json(response, data["key"]["answer"])),
        lesson=_made(Lesson, data["lesson"]),
        difficulty=DIFFICULTY,
    )


def _plain(thing: object) -> dict[str, Any]:
    return dict(msgspec.to_builtins(thing, order="deterministic"))


def _made(of: type[T], data: Mapping[str, Any], **given: Any) -> T:
    """A dataclass whose fields are converted one by one, but for those given: a union of dataclasses has no type."""
    types = _types(of)  # type: ignore[arg-type]
    found = {name: msgspec.convert(value, types[name]) for name, value in data.items() if name not in given}
    return of(**found, **given)


@cache
def _types(of: type[Any]) -> dict[str, Any]:
    return get_type_hints(of)
