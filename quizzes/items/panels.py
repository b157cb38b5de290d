"""Interpret the panel: which diagnosis fits the results of this patient, whom the model made?"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from cases.catalog import Catalog
from cases.catalog.entry import Key as Slug
from cases.catalog.entry import Part, Share, Text
from cases.reasoning.belief.evidence import Evidence
from quizzes.items import people
from quizzes.items.choosing import Candidate, choice_key, grade_choice, lettered, options_of
from quizzes.items.entities import Answer, Choose, Grade, Item
from quizzes.items.lots import Lot
from quizzes.items.templates import TemplateError, item_of, lot_of, question_of

KIND = "panel"
# What a certain diagnosis leaves of the assumed difficulty, and what doubt adds: assumed.
DOUBT_COUNTS = 0.8


class Suspect(Part, frozen=True, kw_only=True):
    """A diagnosis that may be offered: why it is right where it is, and why not where it is not."""

    diagnosis: Slug
    why: Text
    why_not: Text


class Panel(people.Somebody, frozen=True, kw_only=True):
    """A patient with one of `conditions`, met in `setting`; `shows` (analytes) and `tells` (findings) are all that is
    known. The key is the patient's diagnosis, where the observer believes in it to at least `least` on these alone."""

    shows: Annotated[tuple[Slug, ...], Meta(min_length=2)]
    tells: tuple[Slug, ...] = ()
    suspects: Annotated[tuple[Suspect, ...], Meta(min_length=3)]
    shown: Annotated[int, Meta(ge=3, le=6)] = 4
    least: Share = 0.8


def generate(template: Panel, seed: int, catalog: Catalog) -> Item:
    """The item of a seed; raises TemplateError where the observer is sure of nobody."""
    lot = lot_of(template, seed)
    known, diagnosis, sureness = _met(template, lot, catalog)
    facts = people.with_person(template.facts(lot), known)
    candidates = _offered(template, diagnosis, lot, catalog)
    shown = lettered(lot.shuffled(candidates, "order"))
    question = question_of(
        template, facts, lot, catalog, Choose(options_of(shown)),
        results=people.results(catalog, known), notes=people.notes(catalog, known, lot),
    )  # fmt: skip
    words = (
        f"{facts.text(template.explanation)} Of 100 such patients the model gives {100 * sureness:.0f} this diagnosis."
    )
    difficulty = min(template.difficulty + DOUBT_COUNTS * (1 - sureness), 0.95)
    return item_of(template, KIND, seed, catalog, question, choice_key(shown, words), difficulty=difficulty)


def _met(template: Panel, lot: Lot, catalog: Catalog) -> tuple[Evidence, str, float]:
    """What is known of the first patient of whom the observer is sure enough; the diagnosis, and how sure."""
    offered = {one.diagnosis for one in template.suspects}
    for _, who, known in people.wanted(template, catalog, lot, template.shows, template.tells):
        diagnosis = catalog.conditions[who.condition].diagnosis
        sureness = people.belief(catalog, known, template.setting)[diagnosis]
        if diagnosis in offered and sureness >= template.least:
            return known, diagnosis, sureness
    raise TemplateError("the observer is sure of nobody in the pool: show more, or lower `least`")


def _offered(template: Panel, diagnosis: str, lot: Lot, catalog: Catalog) -> list[Candidate]:
    """The right diagnosis and some of the others."""
    lines = [
        Candidate(
            name=one.diagnosis,
            text=catalog.diagnoses[one.diagnosis].name,
            why=one.why if one.diagnosis == diagnosis else one.why_not,
            is_right=one.diagnosis == diagnosis,
        )
        for one in template.suspects
    ]
    others = lot.shuffled((one for one in lines if not one.is_right), "wrong")
    return [*(one for one in lines if one.is_right), *others[: template.shown - 1]]


def grade(item: Item, answer: Answer) -> Grade:
    """All or nothing; raises NotAnAnswer."""
    return grade_choice(item, answer)
