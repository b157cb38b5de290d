"""Film items: how many lobes, which cell, and what do the neutrophils of this film say? Cells drawn by the model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Annotated, Literal

from msgspec import Meta

from cases.catalog import Catalog
from cases.catalog.entry import Key as Slug
from cases.catalog.entry import Part, Text
from quizzes.items import people
from quizzes.items.cells import CROP, MARROW_CROP, SHEET, Found, found_cell, neutrophils_of
from quizzes.items.choosing import Candidate, choice_key, grade_choice, lettered, options_of
from quizzes.items.entities import Answer, Choose, Drawing, Grade, Item, Picture
from quizzes.items.lots import Lot
from quizzes.items.templates import Template, TemplateError, item_of, lot_of, question_of

KIND = "film"
COUNTING = "count-lobes"
Verdict = Literal["hypersegmented", "normal", "left-shift", "pseudo-pelger"]
# What is said of so many neutrophils side by side (assumed for a sheet of a dozen, from the rule of five in a hundred
# with five lobes or one with six): two with five lobes or one with six; none with five; bands; pseudo-Pelger forms.
MANY_FIVES, MANY_BANDS, MANY_PELGER = 2, 4, 4


class Look(Part, frozen=True, kw_only=True):
    """A cell that may be shown or offered as a name: of which kind, from whose blood or marrow, and how it is known.

    `lobes` is for neutrophils, `needs` are parameters the drawn cell must have, 1 or 0.
    """

    name: Text
    why: Text
    kind: Slug
    condition: Slug
    marrow: bool = False
    needs: dict[str, float] = {}
    asked: bool = True


class Call(Part, frozen=True, kw_only=True):
    """What can be said of a sheet of neutrophils."""

    verdict: Verdict
    text: Text
    why: Text


class FilmItem(Template, frozen=True, kw_only=True):
    """`count-lobes`: a neutrophil of `lobes` from somebody with one of `conditions`. `name-cell`: one of `looks`, the
    names of the others beside. `verdict`: twelve neutrophils of somebody with one of `conditions`, and `calls`."""

    task: Literal["count-lobes", "name-cell", "verdict"]
    setting: Slug = "general-medicine"
    conditions: tuple[Slug, ...] = ()
    severity: tuple[float, float] | None = None
    lobes: tuple[int, ...] = (2, 3, 4, 5, 6, 7)
    looks: tuple[Look, ...] = ()
    calls: tuple[Call, ...] = ()
    shown: Annotated[int, Meta(ge=3, le=6)] = 4


Made = tuple[list[Candidate], bool, Drawing, Picture]


def generate(template: FilmItem, seed: int, catalog: Catalog) -> Item:
    """The item of a seed; raises TemplateError where no such cell is found."""
    lot = lot_of(template, seed)
    facts = template.facts(lot)
    candidates, scale, drawing, picture = TASKS[template.task](template, lot, catalog)
    shown = lettered(candidates if scale else lot.shuffled(candidates, "order"))
    response = Choose(options_of(shown), scale=scale)
    question = question_of(template, facts, lot, catalog, response, picture=picture)
    key = choice_key(shown, facts.text(template.explanation))
    return item_of(template, KIND, seed, catalog, question, key, drawing=drawing)


LOBES = {1: "One or two", 2: "One or two", 3: "Three", 4: "Four", 5: "Five", 6: "Six or more", 7: "Six or more"}


def _counted(template: FilmItem, lot: Lot, catalog: Catalog) -> Made:
    """A neutrophil with a number of lobes that chance picks first, so that each number is met as often."""
    lobes = lot.pick(template.lobes, "lobes")
    for who in people.drawn(template.setting, template.conditions, template.severity, lot, 8):
        found = found_cell(catalog, who, "neutrophil", False, lambda cell: cell.get("lobes") == lobes, lot.seed)
        if found:
            break
    else:
        raise TemplateError(f"no neutrophil with {lobes} lobes was found")
    right = LOBES[min(lobes, 7)]
    candidates = [
        Candidate(text, text, _of_lobes(lobes) if text == right else _not_lobes(lobes), text == right)
        for text in dict.fromkeys(LOBES.values())
    ]
    return candidates, True, _drawing(COUNTING, [found]), CROP


def _of_lobes(lobes: int) -> str:
    many = "five or more count as hypersegmented" if lobes >= 5 else "two to four are usual"
    return f"{lobes} parts joined by no more than a thread: {many}."


def _not_lobes(lobes: int) -> str:
    return f"The nucleus has {lobes}: a lobe is joined to the next by a thread at most; a mere waist does not divide."


def _named(template: FilmItem, lot: Lot, catalog: Catalog) -> Made:
    """One of the looks, the others as names to choose from."""
    look = lot.pick([one for one in template.looks if one.asked], "look")
    for who in people.drawn(template.setting, (look.condition,), template.severity, lot, 8):
        found = found_cell(catalog, who, look.kind, look.marrow, _needed(look), lot.seed)
        if found:
            break
    else:
        raise TemplateError(f"no {look.kind} was found in {look.condition}")
    others = lot.shuffled((one for one in template.looks if one.name != look.name), "others")
    names = list({one.name: one for one in [look, *others]}.values())[: template.shown]
    candidates = [Candidate(one.name, one.name, one.why, one.name == look.name) for one in names]
    return candidates, False, _drawing("name-cell", [found]), MARROW_CROP if look.marrow else CROP


def _needed(look: Look) -> Callable[[dict[str, float]], bool]:
    return lambda cell: all(cell.get(name, 0.0) == value for name, value in look.needs.items())


def _judged(template: FilmItem, lot: Lot, catalog: Catalog) -> Made:
    """A sheet whose verdict is beyond dispute, each verdict as often."""
    verdict = lot.pick(template.calls, "verdict").verdict
    for attempt, who in enumerate(
        people.drawn(template.setting, template.conditions, template.severity, lot, 4 * people.TRIES)
    ):
        cells = neutrophils_of(catalog, who, lot.of("sheet", attempt).seed)
        if verdict_on(cells) == verdict:
            break
    else:
        raise TemplateError("no sheet of neutrophils was clear")
    candidates = [Candidate(call.verdict, call.text, call.why, call.verdict == verdict) for call in template.calls]
    return candidates, False, _drawing("verdict", cells), SHEET


def verdict_on(cells: Sequence[Found]) -> Verdict | None:
    """What a sheet of neutrophils says; None where it could be read in two ways."""
    kinds = Counter(cell.kind for cell in cells)
    lobes = [cell.parameters["lobes"] for cell in cells if cell.kind == "neutrophil"]
    fives, sixes = sum(n >= 5 for n in lobes), sum(n >= 6 for n in lobes)
    if kinds["pseudo-pelger"] >= MANY_PELGER and not fives:
        return "pseudo-pelger"
    if kinds["band"] >= MANY_BANDS and not fives and not kinds["pseudo-pelger"]:
        return "left-shift"
    if (sixes or fives >= MANY_FIVES) and kinds["neutrophil"] > kinds["band"] + kinds["pseudo-pelger"]:
        return "hypersegmented"
    if not fives and kinds["band"] <= 1 and not kinds["pseudo-pelger"]:
        return "normal"
    return None


def _drawing(task: str, cells: Sequence[Found]) -> Drawing:
    return Drawing(task, {"cells": tuple(cells)})


TASKS: dict[str, Callable[[FilmItem, Lot, Catalog], Made]] = {
    COUNTING: _counted,
    "name-cell": _named,
    "verdict": _judged,
}


def grade(item: Item, answer: Answer) -> Grade:
    """All or nothing; raises NotAnAnswer."""
    return grade_choice(item, answer)
