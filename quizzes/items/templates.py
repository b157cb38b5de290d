"""What does an author write? The part that templates of all kinds share, and the item that each becomes."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from cases.catalog import Catalog
from cases.catalog.entry import Key as Slug
from cases.catalog.entry import Part, Sex, Share, Text
from quizzes.items.entities import (
    Drawing,
    Item,
    Key,
    Lesson,
    Picture,
    Question,
    Response,
    Result,
)  # fmt: skip
from quizzes.items.facts import Draw, Facts, facts_of
from quizzes.items.lots import Lot

USUAL_AGE = 50


class TemplateError(ValueError):
    """A template makes no item; the message says why."""


class Template(Part, frozen=True, kw_only=True):
    """One file of the bank, of whatever kind. `key` is its folder and name, `points` what it teaches, the main first.

    A variant takes one of the `vignettes` and of the `asks`, one of the `cases` (facts that belong together), draws
    numbers and words, and computes others from them until they meet `require`. `results` maps analytes to formulas.
    `difficulty` is assumed. `beyond` marks what goes further than the source document.
    """

    key: Text
    version: Annotated[int, Meta(ge=1)] = 1
    points: Annotated[tuple[Slug, ...], Meta(min_length=1)]
    objective: Annotated[str, Meta(min_length=10, max_length=140)]
    difficulty: Share
    sources: tuple[Text, ...] = ()
    beyond: bool = False
    sex: Sex | None = None
    draw: dict[str, Draw] = {}
    cases: Annotated[tuple[dict[str, str | float | bool], ...], Meta(min_length=1)] = ({},)
    compute: dict[str, str] = {}
    require: str = "True"
    vignettes: tuple[Text, ...] = ("",)
    asks: Annotated[tuple[Text, ...], Meta(min_length=1)]
    results: dict[Slug, str] = {}
    explanation: Text

    def facts(self, lot: Lot) -> Facts:
        """The facts of a variant."""
        return facts_of(self.draw, self.cases, self.compute, self.require, self.sex, lot)


def lot_of(template: Template, seed: int) -> Lot:
    """The draws of the item that a seed makes of a template: another version draws anew."""
    return Lot(seed).of(template.key, template.version)


def question_of(
    template: Template,
    facts: Facts,
    lot: Lot,
    catalog: Catalog,
    response: Response,
    *,
    results: tuple[Result, ...] = (),
    notes: tuple[str, ...] = (),
    picture: Picture | None = None,
) -> Question:
    """The question with this response: vignette, results of the template (or those given), and what is asked."""
    return Question(
        vignette=facts.text(lot.pick(template.vignettes, "vignette")),
        ask=facts.text(lot.pick(template.asks, "ask")),
        response=response,
        results=results or _results(template, facts, catalog),
        notes=notes,
        picture=picture,
    )


def item_of(
    template: Template,
    kind: str,
    seed: int,
    catalog: Catalog,
    question: Question,
    key: Key,
    *,
    difficulty: float | None = None,
    drawing: Drawing | None = None,
) -> Item:
    """The item; `difficulty` is the model's where it can tell."""
    return Item(
        template=template.key,
        version=template.version,
        seed=seed,
        kind=kind,
        question=question,
        key=key,
        lesson=lesson_of(template, catalog),
        difficulty=template.difficulty if difficulty is None else difficulty,
        difficulty_from="assumed" if difficulty is None else "model",
        drawing=drawing,
    )


def lesson_of(template: Template, catalog: Catalog) -> Lesson:
    """What the template teaches, with the sections of the source in which its points stand."""
    points = [catalog.teaching_points[key] for key in template.points]
    sections = dict.fromkeys(section for point in points for section in point.sections)
    return Lesson(
        objective=template.objective,
        points=template.points,
        sections=tuple(sections),
        sources=template.sources,
        beyond=template.beyond or points[0].addition,
    )


def result_of(catalog: Catalog, analyte: str, value: float, sex: str, age: float, comparator: str = "") -> Result:
    """One line of a panel, as the laboratory would report it to somebody of this sex and age."""
    entry = catalog.analytes[analyte]
    limits = entry.range_for(sex, age)
    shown = round(value, entry.decimals)
    low, high = limits.low, limits.high
    flag = "low" if low is not None and shown < low else "high" if high is not None and shown > high else ""
    if low is not None and high is not None:
        words = f"{low:g} to {high:g}"
    else:
        words = f"above {low:g}" if low is not None else f"below {high:g}" if high is not None else ""
    text = f"{comparator}{shown:.{entry.decimals}f}"
    return Result(analyte, entry.name, shown, text, entry.unit, words, flag)


def _results(template: Template, facts: Facts, catalog: Catalog) -> tuple[Result, ...]:
    sex, age = str(facts.values["sex"]), facts.values.get("age", USUAL_AGE)
    return tuple(
        result_of(catalog, key, facts.number(formula), sex, float(age)) for key, formula in template.results.items()
    )
