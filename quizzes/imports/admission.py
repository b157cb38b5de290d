"""What becomes of a question from elsewhere before it can be asked here? Nothing of it may give its key away."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count
from string import ascii_lowercase

from cases.catalog import Catalog
from quizzes.items import Answer, Item, Key, Lesson, Question
from quizzes.items.entities import Arrange, Assign, Choose, Fill, Option, Response, Result, Write
from quizzes.items.lots import Lot

VALUE = re.compile(r"[<>]?\s?\d+(?:\.\d+)?")
LIMITS = re.compile(r"|(?:above |below )?\d+(?:\.\d+)?|\d+(?:\.\d+)? to \d+(?:\.\d+)?")
UNKNOWN = "Imported from “{}”: not written here, not checked by the model"


def admitted(item: Item, lot: Lot, catalog: Catalog, file: str) -> Item:
    """The item as it will be asked, the same whenever it is drawn from the same lot.

    Options, steps and things come in an order of chance under new letters, for files tell the key by both; a short
    answer loses its list, which a file makes of the right terms. Results that are not lines of our laboratory become
    notes. The lesson says where the question is from, and keeps the teaching points that are ours.
    """
    response, key = _mixed(item.question.response, item.key, lot)
    question = with_our_results(replace(item.question, response=response), catalog)
    return replace(item, question=question, key=key, lesson=_lesson(item.lesson, catalog, file))


def _lesson(lesson: Lesson, catalog: Catalog, file: str) -> Lesson:
    points = tuple(point for point in dict.fromkeys(lesson.points) if point in catalog.teaching_points)
    return replace(lesson, points=points, sources=(UNKNOWN.format(file), *lesson.sources), beyond=True)


def _mixed(response: Response, key: Key, lot: Lot) -> tuple[Response, Key]:
    match response:
        case Choose():
            options = list(response.options) if response.scale else lot.shuffled(response.options, "options")
            new = _letters(options)
            return replace(response, options=_renamed(options, new)), _told(key, new, _each(key.answer, new))
        case Arrange():
            steps = next(mixed for n in count() if not _tells(mixed := lot.shuffled(response.steps, "steps", n), key))
            new = _letters(steps)
            return Arrange(_renamed(steps, new)), _told(key, new, _each(key.answer, new))
        case Assign():
            return _mixed_places(response, key, lot)
        case Fill():
            return _mixed_fields(response, key, lot)
        case Write():
            return Write(()), key
        case _:
            return response, key


def _mixed_places(response: Assign, key: Key, lot: Lot) -> tuple[Response, Key]:
    """Things and places each in an order of chance; classes keep theirs, which may be a scale."""
    things = lot.shuffled(response.things, "things")
    places = lot.shuffled(response.places, "places") if response.match else list(response.places)
    new, numbers = _letters(things), {place.key: str(n) for n, place in enumerate(places, 1)}
    answer = {new[thing.key]: numbers[_given(key)[thing.key]] for thing in things}
    return Assign(_renamed(things, new), _renamed(places, numbers), response.match), _told(key, new, answer)


def _mixed_fields(response: Fill, key: Key, lot: Lot) -> tuple[Response, Key]:
    """The fields in their order under names of ours, the options of each in an order of chance."""
    fields, parts = [], dict[str, str]()
    answer, accepted = dict[str, str](), dict[str, frozenset[str]]()
    for number, field in enumerate(response.fields, 1):
        name, options = f"field-{number}", lot.shuffled(field.options, "field", number)
        new = _letters(options)
        fields.append(replace(field, key=name, options=_renamed(options, new)))
        parts |= {f"{field.key}/{old}": f"{name}/{letter}" for old, letter in new.items()}
        answer[name] = new[_given(key)[field.key]]
        accepted[name] = frozenset(new[old] for old in key.accepted[field.key])
    return Fill(tuple(fields)), replace(_told(key, parts, answer), accepted=accepted)


def _told(key: Key, new: Mapping[str, str], answer: Answer) -> Key:
    """The key under new names of the parts; each part has a remark, be it empty, and the name it had in the file."""
    return replace(
        key,
        answer=answer,
        remarks={name: key.remarks.get(old, "") for old, name in new.items()},
        unsafe=frozenset(name for old, name in new.items() if old in key.unsafe),
        names={name: old for old, name in new.items()},
    )


def _tells(steps: Iterable[Option], key: Key) -> bool:
    return tuple(step.key for step in steps) == key.answer


def _letters(options: Iterable[Option]) -> dict[str, str]:
    """New letters for the old ones, a to z and then a2 and so on."""
    return {
        option.key: ascii_lowercase[n % 26] + (str(n // 26 + 1) if n >= 26 else "") for n, option in enumerate(options)
    }


def _renamed(options: Iterable[Option], new: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(new[option.key], option.text) for option in options)


def _each(answer: Answer, new: Mapping[str, str]) -> Answer:
    """An option, several or steps in order, under their new letters."""
    return new[answer] if isinstance(answer, str) else tuple(new[str(one)] for one in answer)  # type: ignore[union-attr]


def _given(key: Key) -> Mapping[str, str]:
    return key.answer if isinstance(key.answer, Mapping) else {}


def with_our_results(question: Question, catalog: Catalog) -> Question:
    """The question with results as notes that are not lines of our laboratory, now or any more."""
    ours = tuple(result for result in question.results if _is_ours(result, catalog))
    others = (_in_words(result) for result in question.results if result not in ours)
    return replace(question, results=ours, notes=(*question.notes, *others))


def _is_ours(result: Result, catalog: Catalog) -> bool:
    """Whether pages that change units may take it for a line of our laboratory."""
    analyte = catalog.analytes.get(result.analyte)
    return bool(
        analyte
        and (analyte.unit, True) == (result.unit, math.isfinite(result.value))
        and result.flag in ("", "low", "high")
        and VALUE.fullmatch(result.text)
        and LIMITS.fullmatch(result.limits)
    )


def _in_words(result: Result) -> str:
    limits = f" ({result.limits})" if result.limits else ""
    return f"{result.name} {result.text} {result.unit}".strip() + limits
