"""What is right in an item, in the form that its response calls for?"""

from __future__ import annotations

from collections.abc import Mapping

from quizzes.items import Item, Quantity
from quizzes.items.entities import Assign, Fill


def chosen(item: Item) -> tuple[str, ...]:
    """Return the right options of a choice, or the right order of steps; raises TypeError for other items."""
    match item.key.answer:
        case str() as one:
            return (one,)
        case tuple() as several:
            return several
    raise TypeError(f"the key of {item.template} chooses nothing")


def quantity(item: Item) -> Quantity:
    """Return the right number; raises TypeError for other items."""
    if isinstance(item.key.answer, Quantity):
        return item.key.answer
    raise TypeError(f"the key of {item.template} is no number")


def given(item: Item) -> Mapping[str, str]:
    """Return the right place of each thing, or option of each field; raises TypeError for other items."""
    if isinstance(item.key.answer, Mapping):
        return item.key.answer
    raise TypeError(f"the key of {item.template} gives nothing")


def terms(item: Item) -> list[str]:
    """Return the right terms of a short answer, the usual one first."""
    usual = chosen(item)[0]
    return [usual, *sorted(item.key.accepted["terms"] - {usual})]


def wrong_terms(item: Item) -> list[str]:
    """Return the terms of a short answer that are known mistakes."""
    return [term for term in item.key.remarks if term not in item.key.accepted["terms"]]


def pairs(item: Item, response: Assign) -> list[tuple[str, str]]:
    """Return the text of each thing with that of its place, in the order shown."""
    texts = {place.key: place.text for place in response.places}
    places = given(item)
    return [(thing.text, texts[places[thing.key]]) for thing in response.things]


def lures(item: Item, response: Assign) -> list[str]:
    """Return the texts of the places into which nothing belongs."""
    used = set(given(item).values())
    return [place.text for place in response.places if place.key not in used]


def in_words(item: Item) -> list[str]:
    """Return what is right in plain words, a line for each part."""
    response = item.question.response
    match response:
        case Assign():
            return [f"{thing}: {place}" for thing, place in pairs(item, response)]
        case Fill():
            texts = {(box.key, option.key): option.text for box in response.fields for option in box.options}
            names = {box.key: box.name for box in response.fields}
            accepted = item.key.accepted or {field: frozenset({option}) for field, option in given(item).items()}
            return [
                f"{names[field]}: {' or '.join(texts[field, option] for option in sorted(options))}"
                for field, options in accepted.items()
            ]
    if isinstance(item.key.answer, Quantity):
        return [f"{item.key.answer.value:.6g} {item.key.answer.unit}".strip()]
    options = getattr(response, "options", getattr(response, "steps", ()))
    shown = {option.key: option.text for option in options}
    return [shown.get(key, key) for key in chosen(item)]
