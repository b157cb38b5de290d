"""How do parts found in a file make a response with its key? Whatever has no right key is none."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizzes.formats.content import Feedback
from quizzes.formats.exchange import letters
from quizzes.items import Key, Quantity
from quizzes.items.entities import Arrange, Assign, Choose, Enter, Field, Fill, Option, Response, Slip, Write

Built = tuple[Response, Key]


class NoKey(ValueError):
    """What was found makes no question; the message says why."""


@dataclass(frozen=True)
class Choice:
    """One option as found in a file."""

    text: str
    is_right: bool
    remark: str = ""
    is_unsafe: bool = False


def choose(choices: Sequence[Choice], feedback: Feedback, *, several: bool = False, scale: bool = False) -> Built:
    """Return a choice; raises NoKey unless one option is right, or of several some but not all."""
    right = sum(choice.is_right for choice in choices)
    if len(choices) < 2 or not (0 < right < len(choices) if several else right == 1):
        raise NoKey(f"{right} of {len(choices)} options are right, which is no key")
    texts = [choice.text for choice in choices]
    if len(set(texts)) < len(texts) or not all(texts):
        raise NoKey("two options say the same, or one says nothing")
    named = dict(zip(letters(len(choices)), choices, strict=True))
    answer = tuple(name for name, choice in named.items() if choice.is_right)
    key = Key(
        answer=answer if several else answer[0],
        explanation=feedback.explanation,
        remarks={name: choice.remark for name, choice in named.items()},
        unsafe=frozenset(name for name, choice in named.items() if choice.is_unsafe),
    )
    return Choose(tuple(Option(name, choice.text) for name, choice in named.items()), several, scale), key


def check_shares(percents: Iterable[float]) -> None:
    """Raise NoKey unless the credit of the right ones of several options adds to all of it."""
    total = sum(percent for percent in percents if percent > 0)
    if abs(total - 100) > 1:
        raise NoKey(f"right options bring {total:.4g} percent together, which is no key")


def enter(
    value: float, tolerance: float, feedback: Feedback, factors: Mapping[str, float], slips: Sequence[Slip] = ()
) -> Built:
    """Return a numeric question; how exact an answer is asked for follows from the tolerance."""
    if not (math.isfinite(value) and 0 <= tolerance < math.inf and all(0 < one < math.inf for one in factors.values())):
        raise NoKey("the right answer, its tolerance or a unit is no number")
    if not all(math.isfinite(slip.value) for slip in slips):
        raise NoKey("a wrong answer with a remark is no number")
    decimals = _places(value) if tolerance == 0 else min(max(math.ceil(-math.log10(2 * tolerance)), 0), 3)
    units = dict(factors) or {"": 1.0}
    key = Key(
        answer=Quantity(value, next(iter(units))),
        explanation=feedback.explanation,
        remarks={"number": feedback.explanation},
        tolerance=tolerance,
        factors=units,
        slips=tuple(slips),
    )
    return Enter(tuple(units), decimals), key


def _places(value: float) -> int:
    """How many decimals a number has that is to be met exactly, 3 at most."""
    return next((places for places in range(3) if round(value, places) == value), 3)


def arrange(steps: Sequence[tuple[str, str]], feedback: Feedback) -> Built:
    """Return an ordering of (text, remark) pairs that are in the right order; they are shown in another."""
    texts = [text for text, _ in steps]
    if len(steps) < 2 or len(set(texts)) < len(texts) or not all(texts):
        raise NoKey("an order needs two steps at least, all different")
    named = dict(zip(letters(len(steps)), steps, strict=True))
    shown = [*list(named)[1::2], *list(named)[::2]]
    remarks = {name: remark for name, (_, remark) in named.items()}
    response = Arrange(tuple(Option(name, named[name][0]) for name in shown))
    return response, Key(tuple(named), feedback.explanation, remarks)


def assign(pairs: Sequence[tuple[str, str]], feedback: Feedback, *, places: Sequence[str] = ()) -> Built:
    """Return an assignment of (thing, place) pairs; a pair without a thing is a lure, `places` are in their order."""
    names = dict.fromkeys([*places, *(place for _, place in pairs)])
    keys = {place: str(number) for number, place in enumerate(names, 1)}
    things = [(thing, place) for thing, place in pairs if thing]
    if len(things) < 2 or len(keys) < 2 or "" in keys or len(dict(things)) < len(things):
        raise NoKey("two things at least are needed, all different, and two places with names")
    named = dict(zip(letters(len(things)), things, strict=True))
    response = Assign(
        things=tuple(Option(name, thing) for name, (thing, _) in named.items()),
        places=tuple(Option(key, place) for place, key in keys.items()),
        match=len({place for _, place in things}) == len(things),
    )
    answer = {name: keys[place] for name, (_, place) in named.items()}
    return response, Key(answer, feedback.explanation, {name: feedback.remarks.get(name, "") for name in named})


def write(right: Sequence[str], wrong: Mapping[str, str], feedback: Feedback) -> Built:
    """Return a short answer whose list of terms is those that are known to be right or wrong."""
    if not right or not all(right) or any("*" in term for term in right):
        raise NoKey("no answer is right, or any would be")
    key = Key(
        answer=right[0],
        explanation=feedback.explanation,
        remarks={**wrong, **dict.fromkeys(right, feedback.explanation)},
        accepted={"terms": frozenset(right)},
    )
    return Write(tuple(sorted({*right, *wrong}))), key


def fill(fields: Sequence[tuple[str, str, Sequence[Choice]]], feedback: Feedback) -> Built:
    """Return an order of fields (key, name, choices); raises NoKey for a field in which nothing is right."""
    if not fields or len({key for key, _, _ in fields}) < len(fields):
        raise NoKey("there is no gap to fill, or two have one name")
    made, accepted = list[Field](), dict[str, frozenset[str]]()
    remarks, unsafe = dict[str, str](), set[str]()
    for key, name, choices in fields:
        named = dict(zip(letters(len(choices)), choices, strict=True))
        accepted[key] = frozenset(letter for letter, choice in named.items() if choice.is_right)
        if not accepted[key]:
            raise NoKey(f"nothing is right in `{name}`")
        if len({choice.text for choice in choices}) < len(choices):
            raise NoKey(f"two choices of `{name}` say the same")
        made.append(Field(key, name, tuple(Option(letter, choice.text) for letter, choice in named.items())))
        for letter, choice in named.items():
            part = f"{key}/{letter}"
            remarks[part] = choice.remark or feedback.remarks.get(part, "")
            unsafe |= {part} if choice.is_unsafe else set()
    answer = {key: min(right) for key, right in accepted.items()}
    return Fill(tuple(made)), Key(answer, feedback.explanation, remarks, frozenset(unsafe), accepted=accepted)
