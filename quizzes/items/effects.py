"""Effect of a new finding: does it make the diagnosis more or less likely, and how much?"""

from __future__ import annotations

from math import log
from typing import Annotated, Literal

from msgspec import Meta

from cases.catalog import Catalog
from cases.catalog.entry import Key as Slug
from cases.catalog.entry import Part, Text
from cases.reasoning.belief.evidence import Evidence
from quizzes.items import people
from quizzes.items.choosing import Candidate, choice_key, grade_choice, lettered, options_of
from quizzes.items.entities import Answer, Choose, Grade, Item
from quizzes.items.lots import Lot
from quizzes.items.templates import TemplateError, item_of, lot_of, question_of

KIND = "effect"
Band = Literal["much-less", "less", "same", "more", "much-more"]
# Odds that change less than twofold are called unchanged, more than tenfold much changed. A ratio closer to a limit
# than by the factor APART would be a matter of taste and is not asked about. Limits assumed.
BANDS: dict[Band, tuple[float, float, str]] = {
    "much-less": (0.0, 0.1, "Much less likely: the odds fall to a tenth or lower"),
    "less": (0.1, 0.5, "Less likely: the odds fall to less than a half"),
    "same": (0.5, 2.0, "About as likely: the odds change less than twofold"),
    "more": (2.0, 10.0, "More likely: the odds rise more than twofold"),
    "much-more": (10.0, 1e12, "Much more likely: the odds rise tenfold or more"),
}
APART = 1.2
# Asked only where there is something to change: the share of patients like this one who have the diagnosis.
LEAST, MOST = 0.02, 0.95


class New(Part, frozen=True, kw_only=True):
    """A finding or an analyte that is learned last. `why` says what its effect rests on, whichever way it goes."""

    finding: Slug | None = None
    analyte: Slug | None = None
    why: Text


class Effect(people.Somebody, frozen=True, kw_only=True):
    """A patient with one of `conditions`, of whom `shows` and `tells` are known; then one of `news` is learned.

    The key is by how much the observer's odds of `diagnosis` change. `bands` are those that the author stands for.
    """

    shows: tuple[Slug, ...] = ()
    tells: tuple[Slug, ...] = ()
    news: Annotated[tuple[New, ...], Meta(min_length=1)]
    diagnosis: Slug
    bands: Annotated[tuple[Band, ...], Meta(min_length=1)] = tuple(BANDS)


def generate(template: Effect, seed: int, catalog: Catalog) -> Item:
    """The item of a seed; raises TemplateError where nobody in the pool will do."""
    lot = lot_of(template, seed)
    known, fresh, new, before, after = _met(template, lot, catalog)
    ratio = _ratio(before, after)
    facts = people.with_person(template.facts(lot), known)
    shown = lettered(_scale(ratio, new.why, before, after))
    learned = people.notes(catalog, fresh, lot) or tuple(
        f"{one.name} {one.text} {one.unit}".strip() for one in people.results(catalog, fresh)
    )
    question = question_of(
        template, facts, lot, catalog, Choose(options_of(shown), scale=True),
        results=people.results(catalog, known),
        notes=(*people.notes(catalog, known, lot), f"New: {' '.join(learned)}"),
    )  # fmt: skip
    # The closer to a limit of its band, the harder.
    nearest = min(abs(log(ratio / limit)) for limit in (0.1, 0.5, 2.0, 10.0))
    difficulty = min(max(template.difficulty + 0.25 - 0.2 * nearest, 0.1), 0.95)
    key = choice_key(shown, facts.text(template.explanation))
    return item_of(template, KIND, seed, catalog, question, key, difficulty=difficulty)


def _met(template: Effect, lot: Lot, catalog: Catalog) -> tuple[Evidence, Evidence, New, float, float]:
    """What is known, what is new, and the probabilities without and with it, of the first patient who will do."""
    for number, who, known in people.wanted(template, catalog, lot, template.shows, template.tells):
        new = lot.pick(template.news, "new", number)
        analyte, finding = ((key,) if key else () for key in (new.analyte, new.finding))
        fresh = people.part(people.evidence(catalog, who), analyte, finding)
        before, after = (
            people.belief(catalog, one, template.setting)[template.diagnosis]
            for one in (known, known.joined(fresh.values, fresh.levels))
        )
        if LEAST <= before <= MOST and _is_clear(_ratio(before, after), template.bands):
            return known, fresh, new, before, after
    raise TemplateError("nobody in the pool has a clear effect of the bands wanted")


def _ratio(before: float, after: float) -> float:
    """By which the odds change: the exponential of the log-likelihood ratio that the new finding carries."""
    after = min(max(after, 1e-9), 1 - 1e-9)
    return after / (1 - after) * (1 - before) / before


def band_of(ratio: float) -> Band:
    """The band in which a change of odds falls."""
    return next(band for band, (low, high, _) in BANDS.items() if low <= ratio < high)


def _is_clear(ratio: float, bands: tuple[Band, ...]) -> bool:
    limits = (0.1, 0.5, 2.0, 10.0)
    return band_of(ratio) in bands and all(not 1 / APART < ratio / limit < APART for limit in limits)


def _scale(ratio: float, why: str, before: float, after: float) -> list[Candidate]:
    """All bands in order; what the model counted belongs to the right one."""
    right = band_of(ratio)
    counted = (
        f"Of 1000 patients like this one {1000 * before:.0f} have the diagnosis before this is known, and"
        f" {1000 * after:.0f} of 1000 with this finding."
    )
    places = list(BANDS)
    return [
        Candidate(
            name=band,
            text=words,
            why=f"{why} {counted}" if band == right else _amiss(places.index(band) - places.index(right)),
            is_right=band == right,
        )
        for band, (_, _, words) in BANDS.items()
    ]


def _amiss(steps: int) -> str:
    """What is wrong with a band so many steps above the right one."""
    if abs(steps) == 1:
        return f"Nearly right; the model sees the odds end {'lower' if steps > 0 else 'higher'}."
    return f"This {'overrates' if steps > 0 else 'underrates'} what the finding says for the diagnosis."


def grade(item: Item, answer: Answer) -> Grade:
    """All or nothing; raises NotAnAnswer."""
    return grade_choice(item, answer)
