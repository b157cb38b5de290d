"""Does a template hold together? References to the catalog, facts that texts need, and options by the house's rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from cases.catalog import Catalog
from cases.catalog.problems import unknown
from quizzes.items.choosing import Line
from quizzes.items.effects import Effect
from quizzes.items.expressions import NotAFormula, names_in
from quizzes.items.facts import PLACE, WORDS
from quizzes.items.films import FilmItem
from quizzes.items.next_tests import NextTest
from quizzes.items.panels import Panel
from quizzes.items.predictions import Prediction
from quizzes.items.prescribing import Prescribing
from quizzes.items.single import Single
from quizzes.items.templates import Template
from quizzes.items.unsafe_orders import UnsafeOrder

# Facts that the kinds which show a patient of the model add to those of the template.
GIVEN = {"sex", *WORDS["female"]}
OF_A_PATIENT = {"age", "value"}
# Which list of the catalog the fields of a kind refer to.
REFERENCES: dict[str, str] = {
    "points": "teaching_points",
    "results": "analytes",
    "setting": "settings",
    "conditions": "conditions",
    "shows": "analytes",
    "tells": "findings",
    "stops": "drugs",
    "expected": "investigations",
    "diagnosis": "diagnoses",
    "act": "unsafe_acts",
}
NO_ALL_OF_THE_ABOVE = ("all of the above", "none of the above", "both a and b")


def problems_of(template: Template, catalog: Catalog) -> list[str]:
    """All that is wrong with a template whose file could be read, in plain words."""
    return [*_strangers(template, catalog), *_inner(template, catalog), *_facts(template), *_writing(template)]


def _strangers(template: Template, catalog: Catalog) -> Iterator[str]:
    for name, kind in REFERENCES.items():
        found = getattr(template, name, None)
        keys = [found] if isinstance(found, str) else list(found or ())
        yield from _unknown(name, keys, getattr(catalog, kind))


def _inner(template: Template, catalog: Catalog) -> Iterator[str]:
    """Keys that stand deeper in a template."""
    match template:
        case Panel():
            yield from _unknown("diagnosis", [one.diagnosis for one in template.suspects], catalog.diagnoses)
        case NextTest():
            offered = [one.test for one in template.offers]
            yield from _unknown("test", offered, catalog.investigations)
            yield from (f"`{key}` is expected but not offered" for key in template.expected if key not in offered)
        case Effect():
            yield from _unknown("finding", [one.finding for one in template.news if one.finding], catalog.findings)
            yield from _unknown("analyte", [one.analyte for one in template.news if one.analyte], catalog.analytes)
        case Prediction():
            yield from _unknown("treatment", [one.treatment for one in template.given], catalog.treatments)
        case FilmItem():
            yield from _looks(template, catalog)


def _looks(template: FilmItem, catalog: Catalog) -> Iterator[str]:
    yield from _unknown("condition", [one.condition for one in template.looks], catalog.conditions)
    if len({one.marrow for one in template.looks}) > 1:
        yield "cells of blood and of marrow are shown in pictures of different size: keep them apart"


def _unknown(name: str, keys: Iterable[str], known: Mapping[str, object]) -> Iterator[str]:
    return (f"{name}: {unknown('key', key, known)}" for key in keys if key not in known)


def _facts(template: Template) -> Iterator[str]:
    """Names that texts and formulas use and nobody gives."""
    given = GIVEN | OF_A_PATIENT if isinstance(template, Panel | NextTest | Effect | Prediction) else set(GIVEN)
    given |= {*template.draw, *template.compute}
    shared = set.intersection(*(set(case) for case in template.cases))
    for name in sorted({name for case in template.cases for name in case} - shared):
        yield f"`{name}` is given in some cases only"
    for text in sorted(set(_texts(msgspec.to_builtins(template)))):
        yield from (f"`{{{name}}}` is not drawn, computed or given in a case" for name in _names(text) - given - shared)
    formulas = [*template.compute.values(), template.require, *template.results.values()]
    for formula in formulas:
        try:
            yield from (f"`{name}` in `{formula}` is no fact" for name in sorted(names_in(formula) - given - shared))
        except NotAFormula as error:
            yield str(error)


def _names(text: str) -> set[str]:
    return {found[1] for found in PLACE.finditer(text)}


def _texts(thing: object) -> list[str]:
    """All strings in plain data."""
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, Mapping):
        return [text for value in thing.values() for text in _texts(value)]
    if isinstance(thing, list | tuple):
        return [text for value in thing for text in _texts(value)]
    return []


def _writing(template: Template) -> Iterator[str]:
    """What item-writing forbids and a machine can see."""
    for line in _lines(template):
        if any(words in line.text.casefold() for words in NO_ALL_OF_THE_ABOVE):
            yield f"`{line.text}`: an option stands for itself"
        if line.text.casefold() == line.why.casefold():
            yield f"`{line.text}` explains itself by itself"
    if isinstance(template, Single) and not any(line.right for line in template.options):
        yield "no option is right"
    if isinstance(template, UnsafeOrder) and not any(order.unsafe for order in template.orders):
        yield "no order is unsafe"


def _lines(template: Template) -> Iterator[Line]:
    if isinstance(template, Prescribing):
        yield from (line for box in template.fields for line in box.options)
    else:
        yield from (line for line in getattr(template, "options", ()) if isinstance(line, Line))
