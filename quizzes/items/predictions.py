"""Predict: when, or how high, once treatment has begun? The key comes from the simulator."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from msgspec import Meta

from cases.catalog import Catalog
from cases.catalog.entry import Key as Slug
from cases.catalog.entry import Part, Text
from cases.catalog.therapy import Prescription
from cases.reasoning.belief.evidence import Evidence
from cases.simulation.schedules import prescription_from
from cases.simulation.trajectories import Trajectory, trajectory_of
from cases.simulation.treatment import Intervention, Plan
from quizzes.items import people
from quizzes.items.choosing import Candidate, choice_key, grade_choice, lettered, options_of
from quizzes.items.entities import Answer, Choose, Enter, Grade, Item, Key, Response
from quizzes.items.facts import Facts
from quizzes.items.lots import Lot
from quizzes.items.numeric import grade as grade_number
from quizzes.items.numeric import number_key
from quizzes.items.templates import TemplateError, item_of, lot_of, question_of

KIND = "prediction"
MOST_DAYS = 365
Wanted = Literal["peak-day", "value-on", "first-above", "first-below"]


class Given(Part, frozen=True, kw_only=True):
    """One line of the treatment, begun on day 0, in the words of cases/simulation/schedules.py."""

    treatment: Slug
    route: str | None = None
    dose: str | None = None
    schedule: str | None = None


class Bin(Part, frozen=True, kw_only=True):
    """An answer on a scale: everything `below` a limit and not below that of the bin before; the last has no limit."""

    text: Text
    below: float | None = None
    why: Text


class Prediction(people.Somebody, frozen=True, kw_only=True):
    """A patient with one of `conditions` is treated with `given`, drugs in `stops` being stopped. Asked is the day
    of the peak of `readout`, its value on `day`, or the first day above or below `level`, up to day `until`.

    With `bins` the answer is one of them, and the value lies at least `margin` from their limits; without, it is a
    number, right within `tolerance`. `agrees` says of which patients the author stands for the simulator's answer: a
    condition on its `value` and on the value `before` treatment.
    """

    shows: Annotated[tuple[Slug, ...], Meta(min_length=1)]
    given: tuple[Given, ...] = ()
    stops: tuple[Slug, ...] = ()
    readout: Text
    wanted: Wanted
    day: Annotated[int, Meta(ge=0, le=MOST_DAYS)] = 0
    level: float = 0.0
    until: Annotated[int, Meta(ge=1, le=MOST_DAYS)] = 60
    unit: str = "days"
    decimals: Annotated[int, Meta(ge=0, le=2)] = 0
    tolerance: float = 0.0
    agrees: str = "True"
    bins: tuple[Bin, ...] = ()
    margin: float = 0.0


class _Seen(NamedTuple):
    known: Evidence
    value: float


def generate(template: Prediction, seed: int, catalog: Catalog) -> Item:
    """The item of a seed; raises TemplateError where nobody's value is clear of the limits."""
    lot = lot_of(template, seed)
    seen = _met(template, lot, catalog)
    facts = people.with_person(template.facts(lot), seen.known)
    words = f"{seen.value:.{template.decimals}f}"
    facts = Facts({**facts.values, "value": seen.value}, {**facts.written, "value": words})
    response, key = _asked(template, facts, seen.value)
    question = question_of(template, facts, lot, catalog, response, results=people.results(catalog, seen.known))
    return item_of(template, KIND, seed, catalog, question, key)


def _asked(template: Prediction, facts: Facts, value: float) -> tuple[Response, Key]:
    explanation = facts.text(template.explanation)
    if not template.bins:
        tolerance, units = template.tolerance, {template.unit: 1.0}
        return Enter((template.unit,), template.decimals), number_key(
            value, units, template.decimals, tolerance, explanation
        )
    right = _bin_of(template, value)
    shown = lettered(
        [
            Candidate(str(i + 1), facts.text(one.text), facts.text(one.why), i == right)
            for i, one in enumerate(template.bins)
        ]
    )
    return Choose(options_of(shown), scale=True), choice_key(shown, explanation)


def _bin_of(template: Prediction, value: float) -> int:
    return next(i for i, one in enumerate(template.bins) if one.below is None or value < one.below)


def _met(template: Prediction, lot: Lot, catalog: Catalog) -> _Seen:
    for _, who, known in people.wanted(template, catalog, lot, template.shows):
        value = value_for(template, catalog, who)
        limits = [one.below for one in template.bins if one.below is not None]
        if value is None or any(abs(value - limit) < template.margin for limit in limits):
            continue
        if Facts({"value": value, "before": _before(template, catalog, who)}, {}).holds(template.agrees):
            return _Seen(known, value)
    raise TemplateError("nobody in the pool reaches what is asked for, clear of the limits")


def _before(template: Prediction, catalog: Catalog, who: people.Who) -> float:
    return people.moment(catalog, who).readouts[template.readout]


_values: dict[tuple[str, str, int, people.Who], float | None] = {}


def value_for(template: Prediction, catalog: Catalog, who: people.Who) -> float | None:
    """What the simulator says of this patient; None where it does not come about. Kept, for it takes a while."""
    key = (catalog.hash, template.key, template.version, who)
    if key not in _values:
        plan = Plan(tuple(_written(catalog, one) for one in template.given), template.stops)
        until = max(template.until, template.day) + 1
        course = trajectory_of(people.patient(catalog, who), (Intervention(0, plan),), until)
        _values[key] = _wanted(template, course)
    return _values[key]


def _written(catalog: Catalog, one: Given) -> Prescription:
    return prescription_from(catalog, one.treatment, one.route, one.dose, one.schedule)


def _wanted(template: Prediction, course: Trajectory) -> float | None:
    if course.ended_day is not None and course.ended_day <= max(template.until, template.day):
        return None
    if template.wanted == "value-on":
        return course.at(template.day).readouts[template.readout]
    values = {day: course.at(day).readouts[template.readout] for day in range(template.until + 1)}
    if template.wanted == "peak-day":
        peak = max(values, key=lambda day: values[day])
        return float(peak) if 0 < peak < template.until else None
    above = template.wanted == "first-above"
    reached = [day for day, value in values.items() if (value >= template.level) is above]
    return float(reached[0]) if reached and reached[0] > 0 else None


def grade(item: Item, answer: Answer) -> Grade:
    """All or nothing: the right bin, or a number within the tolerance. Raises NotAnAnswer."""
    return grade_choice(item, answer) if isinstance(item.question.response, Choose) else grade_number(item, answer)
