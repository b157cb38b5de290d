"""How are things given their places, and how is that marked? What matching and classifying share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_lowercase

from quizzes.items.entities import Answer, Assign, Grade, Item, Key, Mark, NotAnAnswer, Option


def assigned(
    things: Sequence[tuple[str, str, str, str]], places: Sequence[str], explanation: str, *, match: bool
) -> tuple[Assign, Key]:
    """Response and key from things (name, text, place, why) and places, each in the order in which they are shown."""
    letters = {place: str(i + 1) for i, place in enumerate(places)}
    shown = dict(zip(ascii_lowercase, things, strict=False))
    response = Assign(
        things=tuple(Option(letter, text) for letter, (_, text, _, _) in shown.items()),
        places=tuple(Option(letters[place], place) for place in places),
        match=match,
    )
    key = Key(
        answer={letter: letters[place] for letter, (_, _, place, _) in shown.items()},
        explanation=explanation,
        remarks={letter: why for letter, (_, _, _, why) in shown.items()},
        names={letter: name for letter, (name, _, _, _) in shown.items()},
    )
    return response, key


def grade_places(item: Item, answer: Answer) -> Grade:
    """Credit is the share of things in their right places. Raises NotAnAnswer where one has none, or one that is not
    there, or where two share a place in a match."""
    response, right = item.question.response, item.key.answer
    if not isinstance(response, Assign) or not isinstance(right, Mapping) or not isinstance(answer, Mapping):
        raise NotAnAnswer("Give each a place.")
    places = {place.key for place in response.places}
    if set(answer) != set(right) or not set(answer.values()) <= places:
        raise NotAnAnswer("Give each a place.")
    if response.match and len(set(answer.values())) < len(answer):
        raise NotAnAnswer("Use each place once.")
    marks = tuple(Mark(thing, answer[thing], answer[thing] == right[thing], item.key.remarks[thing]) for thing in right)
    credit = sum(mark.is_right for mark in marks) / len(marks)
    return Grade(credit, all(mark.is_right for mark in marks), False, marks, item.key.explanation)
