"""Which facts are there, and how many does the model meet?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cases.catalog import Catalog

from . import cross_sections, deficiency, other_diseases, published, recovery
from .facts import Fact, Outcome

GROUPS: Mapping[str, tuple[Fact, ...]] = {
    "reference patient": (*deficiency.FACTS, *recovery.FACTS, *other_diseases.FACTS),
    "series of patients": published.FACTS,
    "counts by disease": cross_sections.FACTS,
}
ALL: tuple[Fact, ...] = tuple(fact for facts in GROUPS.values() for fact in facts)
FACTS: Mapping[str, Fact] = {fact.id: fact for fact in ALL}
# The least share of facts that the model must meet.
ENOUGH = 0.95


def facts_for(catalog: Catalog) -> tuple[Fact, ...]:
    """Return the facts for which the catalog has the conditions."""
    return tuple(fact for fact in ALL if all(key in catalog.conditions for key in fact.needs))


def check(facts: Iterable[Fact]) -> Iterator[Outcome]:
    """Compute the model's figure for each fact."""
    return (fact.check() for fact in facts)


def share_passed(outcomes: Iterable[Outcome]) -> float:
    """Return the share of outcomes that passed, 0 to 1."""
    passed = [outcome.passed for outcome in outcomes]
    return sum(passed) / len(passed)
