"""Next best test: which order is worth most now, by what it is expected to save and what it costs?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta

from cases.catalog import Catalog
from cases.catalog.entry import Key as Slug
from cases.catalog.entry import Part, Text
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import prior_of
from cases.reasoning.worth.information import Situation, Worth, situation, worth_of
from quizzes.items import people
from quizzes.items.choosing import Candidate, choice_key, grade_choice, lettered, options_of
from quizzes.items.entities import Answer, Choose, Grade, Item
from quizzes.items.lots import Lot
from quizzes.items.templates import TemplateError, item_of, lot_of, question_of

KIND = "next-test"
# The best test saves at least so much (US dollars of the loss table) beyond its cost, and the next best of those
# offered falls short of it by so much, or by this share of what the best saves: assumed, so that the key does not hang
# on a trifle.
WORTHWHILE, CLEARLY, CLEAR_SHARE = 10.0, 25.0, 0.15


class Offer(Part, frozen=True, kw_only=True):
    """A test that is offered, and what is to be said of it at this moment."""

    test: Slug
    why: Text


class NextTest(people.Somebody, frozen=True, kw_only=True):
    """A patient with one of `conditions`, met in `setting`, of whom `shows` and `tells` are known.

    Of the tests offered one must be clearly best by the model, and be among those `expected` by the author: where the
    two disagree nothing is asked.
    """

    shows: tuple[Slug, ...] = ()
    tells: tuple[Slug, ...] = ()
    offers: Annotated[tuple[Offer, ...], Meta(min_length=3, max_length=6)]
    expected: Annotated[tuple[Slug, ...], Meta(min_length=1)]


def generate(template: NextTest, seed: int, catalog: Catalog) -> Item:
    """The item of a seed; raises TemplateError where no patient has a clearly best test."""
    lot = lot_of(template, seed)
    known, here, worths = _met(template, lot, catalog)
    facts = people.with_person(template.facts(lot), known)
    best = worths[0]
    reasons = {one.test: one.why for one in template.offers}
    candidates = [
        Candidate(
            name=worth.key,
            text=catalog.investigations[worth.key].name,
            why=f"{reasons[worth.key]} {_told(worth, here)}",
            is_right=worth is best,
        )
        for worth in worths
    ]
    shown = lettered(lot.shuffled(candidates, "order"))
    question = question_of(
        template, facts, lot, catalog, Choose(options_of(shown)),
        results=people.results(catalog, known), notes=people.notes(catalog, known, lot),
    )  # fmt: skip
    # The nearer the second best, the harder the choice.
    lead = (worths[1].total - best.total) / max(here.value_now - best.total, 1.0)
    difficulty = min(max(template.difficulty + 0.3 * (0.5 - lead), 0.05), 0.95)
    key = choice_key(shown, facts.text(template.explanation))
    return item_of(template, KIND, seed, catalog, question, key, difficulty=difficulty)


def _met(template: NextTest, lot: Lot, catalog: Catalog) -> tuple[Evidence, Situation, list[Worth]]:
    """The first patient for whom model and author agree on the best of the tests offered, best first."""
    for _, _, known in people.wanted(template, catalog, lot, template.shows, template.tells):
        prior = prior_of(catalog, template.setting)
        here = situation(catalog, people.observer(catalog), people.losses(catalog), known, template.setting, prior)
        worths = sorted((worth_of(here, [one.test]) for one in template.offers), key=lambda worth: worth.total)
        if worths[0].key in template.expected and is_clear(here.value_now, worths):
            return known, here, worths
    raise TemplateError("for nobody in the pool is a test of those expected clearly best")


def is_clear(now: float, worths: Sequence[Worth]) -> bool:
    """Whether the first test is worth its cost and clearly better than the second."""
    saved = now - worths[0].total
    return saved >= WORTHWHILE and worths[1].total - worths[0].total >= max(CLEARLY, CLEAR_SHARE * saved)


def _told(worth: Worth, here: Situation) -> str:
    saved = here.value_now - worth.value_after
    gain = f"it is expected to save {_dollars(saved)}" if saved >= 1 else "it is not expected to change what is done"
    return f"By the model {gain}, at a cost of {_dollars(worth.cost)} with the delay."


def _dollars(amount: float) -> str:
    return f"${amount:,.0f}"


def grade(item: Item, answer: Answer) -> Grade:
    """All or nothing; raises NotAnAnswer."""
    return grade_choice(item, answer)
