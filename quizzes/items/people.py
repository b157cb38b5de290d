"""Whose results are shown? Patients from a pool whose members are known by number, and what the observer thinks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Annotated

from msgspec import Meta

from cases.catalog import Catalog
from cases.catalog.entry import PRESENT, Key, Part
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import Observer, by_diagnosis, current_observer, load_observer, prior_of
from cases.reasoning.belief.sampling import complete_evidence
from cases.reasoning.worth.decisions import LossTable, loss_table
from cases.simulation.moments import Moment
from cases.simulation.patients import Patient, Recipe, patient_of
from cases.simulation.randomness import seed_of
from cases.simulation.trajectories import trajectory_of
from quizzes.items.entities import Result
from quizzes.items.facts import WORDS, Facts
from quizzes.items.lots import Lot
from quizzes.items.templates import Template, result_of

# So many patients of each condition are met in each setting, always the same: items differ in who is drawn, and a pool
# that is soon known need not be simulated again.
POOL, POOL_SEED = 80, 20260501
TRIES = 150


class Where(Part, frozen=True, kw_only=True):
    """What must be known of a patient: an analyte's value from `above` to `below` (conventional unit), or a finding at
    a `level`."""

    analyte: Key | None = None
    above: float = float("-inf")
    below: float = float("inf")
    finding: str | None = None
    level: str = PRESENT


class Somebody(Template, frozen=True, kw_only=True):
    """A template that asks about a patient with one of `conditions`, met in `setting`, of a `severity` if it is given,
    and of whom all of `where` is known."""

    setting: Key
    conditions: Annotated[tuple[Key, ...], Meta(min_length=1)]
    severity: tuple[float, float] | None = None
    where: tuple[Where, ...] = ()


@dataclass(frozen=True)
class Who:
    """A patient of the pool: where met, with which condition, and the number."""

    setting: str
    condition: str
    number: int
    severity: tuple[float, float] | None = None


def drawn(
    setting: str, conditions: Sequence[str], severity: tuple[float, float] | None, lot: Lot, tries: int = TRIES
) -> Iterator[Who]:
    """Patients in an order of chance: which condition, then which of its pool; as many as may be tried."""
    for attempt in range(tries):
        condition = lot.pick(conditions, "condition", attempt)
        yield Who(setting, condition, round(lot.number(0, POOL - 1, 0, "patient", attempt)), severity)


def patient(catalog: Catalog, who: Who) -> Patient:
    """The patient; of a pool once met nothing is kept but what was found."""
    recipe = Recipe(who.setting, ((who.condition, 1.0),), who.severity)
    return patient_of.__wrapped__(catalog, recipe, seed_of(POOL_SEED, who.setting, who.condition, who.number))


def moment(catalog: Catalog, who: Who) -> Moment:
    """The patient on the day of presentation."""
    return trajectory_of(patient(catalog, who), (), 0).at(0)


@lru_cache(maxsize=8192)
def evidence(catalog: Catalog, who: Who) -> Evidence:
    """Everything that could be found on the day of presentation."""
    today = moment(catalog, who)
    return complete_evidence(today.patient, today)


def part(whole: Evidence, analytes: Sequence[str], findings: Sequence[str]) -> Evidence:
    """Only these analytes and findings of it."""
    return replace(
        whole,
        values={key: whole.values[key] for key in analytes if key in whole.values},
        levels={key: whole.levels[key] for key in findings if key in whole.levels},
    )


def wanted(
    template: Somebody, catalog: Catalog, lot: Lot, analytes: Sequence[str], findings: Sequence[str] = ()
) -> Iterator[tuple[int, Who, Evidence]]:
    """The patients who fit, in an order of chance, with the number of the attempt and what is shown of them."""
    for attempt, who in enumerate(drawn(template.setting, template.conditions, template.severity, lot)):
        known = part(evidence(catalog, who), analytes, findings)
        if fits(known, template.where):
            yield attempt, who, known


def fits(known: Evidence, where: Sequence[Where]) -> bool:
    """Whether a patient is one of those who are wanted; nobody is of whom it is not known."""
    return all(_fits(known, one) for one in where)


def _fits(known: Evidence, one: Where) -> bool:
    if one.finding:
        return known.levels.get(one.finding) == one.level
    value = known.values.get(one.analyte or "")
    return value is not None and one.above <= value.value <= one.below


@cache
def observer(catalog: Catalog) -> Observer:
    """The observer that knows the patients of this catalog; raises ObserverMissing."""
    from cases.catalog import current

    return current_observer() if catalog is current() else load_observer(catalog)


@cache
def losses(catalog: Catalog) -> LossTable:
    """What is lost by each course of action."""
    return loss_table(catalog)


def belief(catalog: Catalog, known: Evidence, setting: str) -> dict[str, float]:
    """Probability of each diagnosis."""
    found = observer(catalog).belief(known, setting, prior_of(catalog, setting))
    return by_diagnosis(catalog, found)


def with_person(facts: Facts, known: Evidence) -> Facts:
    """The facts with the patient's age and sex."""
    person: Mapping[str, str | float] = {"age": round(known.age), "sex": known.sex, **WORDS[known.sex]}
    return Facts({**facts.values, **person}, {k: v for k, v in facts.written.items() if k != "age"})


def results(catalog: Catalog, known: Evidence) -> tuple[Result, ...]:
    """The values known, as lines of a panel."""
    return tuple(
        result_of(catalog, key, one.value, known.sex, known.age, one.comparator) for key, one in known.values.items()
    )


def notes(catalog: Catalog, known: Evidence, lot: Lot) -> tuple[str, ...]:
    """The findings known, in the words of a report or of the patient, those of one source together."""
    found: dict[str, list[str]] = {}
    for key, level in known.levels.items():
        words = catalog.findings[key].words[level]
        found.setdefault(source_of(catalog, key), []).append(lot.pick(words, "words", key))
    return tuple(f"{source} {' '.join(dict.fromkeys(sentences))}" for source, sentences in found.items())


@lru_cache(maxsize=1024)
def source_of(catalog: Catalog, finding: str) -> str:
    """How a finding is introduced: by the name of the test, as found on examination, or by the question asked."""
    for test in catalog.investigations.values():
        if any(one.key == finding for one in test.findings):
            return f"{test.name.partition(',')[0]}:"
    if any(one.key == finding for maneuver in catalog.maneuvers.values() for one in maneuver.findings):
        return "Examination:"
    asked = (q.text for q in catalog.questions.values() if any(one.key == finding for one in q.findings))
    return next(asked, "History:")
