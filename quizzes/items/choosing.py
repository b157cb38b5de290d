"""How are options drawn from a pool, shuffled, explained and marked? What all kinds share in which one chooses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from cases.catalog.entry import Part, Text
from quizzes.items.entities import Answer, Choose, Grade, Item, Key, Mark, NotAnAnswer, Option
from quizzes.items.facts import Facts
from quizzes.items.lots import Lot


class Line(Part, frozen=True, kw_only=True):
    """An option as written: `why` explains it whether chosen or not. `right`, `unsafe` and `when` (whether it is
    offered) may be conditions on the facts; of one `group` at most one is shown."""

    text: Text
    why: Text
    right: bool | str = False
    unsafe: bool | str = False
    when: bool | str = True
    group: str = ""


@dataclass(frozen=True)
class Candidate:
    """An option as it stands in a variant, with its name in the template."""

    name: str
    text: str
    why: str
    is_right: bool
    is_unsafe: bool = False
    group: str = ""


def candidates_of(lines: Iterable[Line], facts: Facts) -> list[Candidate]:
    """The options that a variant may offer; of several with the same words the right one, else the first."""
    found: dict[str, Candidate] = {}
    for name, line in enumerate(lines, 1):
        if facts.holds(line.when):
            text, right = facts.text(line.text), facts.holds(line.right)
            one = Candidate(str(name), text, facts.text(line.why), right, facts.holds(line.unsafe), line.group)
            if text not in found or right:
                found[text] = one
    return list(found.values())


def apart(candidates: Iterable[Candidate], count: int, taken: Sequence[Candidate] = ()) -> list[Candidate]:
    """The first so many candidates of which no two belong to one group, nor to that of one taken."""
    groups, chosen = {one.group for one in taken if one.group}, list[Candidate]()
    for one in candidates:
        if len(chosen) == count:
            break
        if not one.group or one.group not in groups:
            groups.add(one.group)
            chosen.append(one)
    return chosen


def drawn_with_one_right(candidates: Sequence[Candidate], shown: int, lot: Lot) -> list[Candidate]:
    """One right option and others that are not; raises ValueError where none is right."""
    right = lot.pick([one for one in candidates if one.is_right], "right")
    others = apart(lot.shuffled((one for one in candidates if not one.is_right), "wrong"), shown - 1, [right])
    return [right, *others]


def lettered(candidates: Sequence[Candidate]) -> dict[str, Candidate]:
    """The candidates by the letters they are shown under, in this order."""
    return dict(zip(ascii_lowercase, candidates, strict=False))


def options_of(shown: dict[str, Candidate]) -> tuple[Option, ...]:
    """What is shown of them."""
    return tuple(Option(letter, one.text) for letter, one in shown.items())


def choice_key(shown: dict[str, Candidate], explanation: str, *, several: bool = False) -> Key:
    """The key of a choice among the candidates shown."""
    right = tuple(letter for letter, one in shown.items() if one.is_right)
    return Key(
        answer=right if several else right[0],
        explanation=explanation,
        remarks={letter: one.why for letter, one in shown.items()},
        unsafe=frozenset(letter for letter, one in shown.items() if one.is_unsafe),
        names={letter: one.name for letter, one in shown.items()},
    )


def grade_choice(item: Item, answer: Answer) -> Grade:
    """Full credit for the one right option; raises NotAnAnswer for what is no option."""
    if not isinstance(answer, str) or answer not in _letters(item):
        raise NotAnAnswer("Choose one of the options.")
    right = answer == item.key.answer
    return _graded(item, {answer}, float(right), right)


def grade_choices(item: Item, answer: Answer) -> Grade:
    """For each right option chosen its share of the credit, less as much for each wrong one, and never below nothing.

    Raises NotAnAnswer where nothing is chosen, or what is no option.
    """
    if not isinstance(answer, tuple) or not answer or not set(answer) <= _letters(item):
        raise NotAnAnswer("Choose at least one of the options.")
    right, chosen = _right(item.key), set(answer)
    credit = max(len(chosen & right) - len(chosen - right), 0) / len(right)
    return _graded(item, chosen, credit, chosen == right)


def _letters(item: Item) -> set[str]:
    response = item.question.response
    return {option.key for option in response.options} if isinstance(response, Choose) else set()


def _right(key: Key) -> set[str]:
    return {key.answer} if isinstance(key.answer, str) else set(key.answer if isinstance(key.answer, tuple) else ())


def _graded(item: Item, chosen: set[str], credit: float, right: bool) -> Grade:
    key, correct = item.key, _right(item.key)
    marks = tuple(
        Mark(
            part=letter,
            given="chosen" if letter in chosen else "",
            is_right=(letter in chosen) == (letter in correct),
            remark=remark,
            is_unsafe=letter in key.unsafe,
        )
        for letter, remark in key.remarks.items()
    )
    return Grade(credit, right, bool(chosen & key.unsafe), marks, key.explanation)
