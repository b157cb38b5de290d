"""What is an item? A question that may be shown, the key that stays, and what the answer is worth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen, moved or assigned. `key` is a letter given after shuffling: it tells nothing."""

    key: str
    text: str


@dataclass(frozen=True)
class Choose:
    """Choose one option, or `several`. A `scale` is shown in its own order, from one end to the other."""

    options: tuple[Option, ...]
    several: bool = False
    scale: bool = False


@dataclass(frozen=True)
class Enter:
    """Enter a number in one of `units`; the first is the usual one. `decimals` is how exact an answer is asked for."""

    units: tuple[str, ...]
    decimals: int = 0


@dataclass(frozen=True)
class Arrange:
    """Put the steps in order, the first first."""

    steps: tuple[Option, ...]


@dataclass(frozen=True)
class Assign:
    """Give each of `things` one of `places`: each place at most once where it is a `match`, else as often as needed."""

    things: tuple[Option, ...]
    places: tuple[Option, ...]
    match: bool


@dataclass(frozen=True)
class Field:
    """One part of an order, such as the route, with what it can be."""

    key: str
    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Fill:
    """Fill in each field of an order."""

    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Write:
    """Write one of the `terms`, all of which are shown as one types; the list is the same for many questions.

    Where there is none, any words are an answer.
    """

    terms: tuple[str, ...]


Response = Choose | Enter | Arrange | Assign | Fill | Write


@dataclass(frozen=True)
class Result:
    """One line of a panel, in the conventional unit: `analyte` is the catalog's key, for pages that change units.

    `limits` is the reference range in words (`12 to 15.5`, `above 4`, `below 40`), `flag` is `low`, `high` or empty.
    """

    analyte: str
    name: str
    value: float
    text: str
    unit: str
    limits: str
    flag: str

    @property
    def low(self) -> float | None:
        """The lower limit; None where there is none."""
        found = re.match(r"(?:above )?([\d.]+)", self.limits)
        return float(found[1]) if found else None

    @property
    def high(self) -> float | None:
        """The upper limit; None where there is none."""
        found = re.search(r"(?:to|below) ([\d.]+)", self.limits)
        return float(found[1]) if found else None


@dataclass(frozen=True)
class Picture:
    """A picture that belongs to the question: its size in pixels and words that name nothing that is asked."""

    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Question:
    """All that a learner may see before answering."""

    vignette: str
    ask: str
    response: Response
    results: tuple[Result, ...] = ()
    notes: tuple[str, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class Quantity:
    """A number with its unit, as entered."""

    value: float
    unit: str


# One option or term; several options, or steps in order; a place for each thing, or an option for each field; a number.
Answer = str | tuple[str, ...] | Mapping[str, str] | Quantity


@dataclass(frozen=True)
class Slip:
    """A wrong number that a known mistake leads to, and what is to be said of it."""

    value: float
    remark: str


@dataclass(frozen=True)
class Key:
    """All that must not be seen before the answer.

    `answer` is right. `remarks` explain every part of the response by its key (`field/option` in a Fill). `unsafe` are
    the parts that would harm the patient. `names` are the parts' names in the template, the same in every variant.
    `accepted` holds, for each field or as the terms of a Write, all that is right where that is more than the answer.
    `tolerance` is in the unit of the answer, `factors` turn each unit entered into it, `slips` are known mistakes.
    """

    answer: Answer
    explanation: str
    remarks: Mapping[str, str]
    unsafe: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    accepted: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tolerance: float = 0.0
    factors: Mapping[str, float] = field(default_factory=dict)
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True)
class Lesson:
    """What the item teaches, to be shown with the feedback: never before, for it may tell the key.

    `points` are teaching points of the catalog, the main one first; `sections` those of the source document. An item is
    `beyond` it where what it asks goes further than the source.
    """

    objective: str
    points: tuple[str, ...]
    sections: tuple[str, ...]
    sources: tuple[str, ...]
    beyond: bool


@dataclass(frozen=True)
class Drawing:
    """What a picture is drawn from: never shown. `parts` say for the renderer which cell of which patient is meant."""

    task: str
    parts: Mapping[str, Any]


@dataclass(frozen=True)
class Item:
    """One question of a template as a seed made it, with its key.

    `template` and `version` name what it came from: the same seed gives the same item. `difficulty` is the share of
    learners, 0 to 1, expected to miss it: by the model where it can tell, else as assumed by the template.
    """

    template: str
    version: int
    seed: int
    kind: str
    question: Question
    key: Key
    lesson: Lesson
    difficulty: float
    difficulty_from: Literal["model", "assumed"] = "assumed"
    drawing: Drawing | None = None


@dataclass(frozen=True)
class Mark:
    """One part of an answer: whether it was chosen (or what was given), whether that was right, and why."""

    part: str
    given: str
    is_right: bool
    remark: str
    is_unsafe: bool = False


@dataclass(frozen=True)
class Grade:
    """What an answer is worth: `credit` from 0 to 1, `is_right` only where nothing is missing, and each part marked.

    `is_unsafe` says that something was chosen that would harm the patient; `remark` is about the answer as a whole.
    """

    credit: float
    is_right: bool
    is_unsafe: bool
    marks: tuple[Mark, ...]
    remark: str


class NotAnAnswer(ValueError):
    """What was given does not answer this question; the message says what is missing."""


class Withdrawn(LookupError):
    """A question that cannot be made again: its template was corrected or taken out since."""
