"""Are the published facts well told, and does the model meet those that need no population?"""

import math

import pytest

from cases.catalog import current
from cases.simulation.validation import deficiency, other_diseases, recovery
from cases.simulation.validation.experiments import always, follow
from cases.simulation.validation.facts import Fact
from cases.simulation.validation.recovery import published_peak
from cases.simulation.validation.table import ALL, FACTS, check, facts_for, share_passed

# Which take whole populations: seconds each, so they are left to the command.
QUICK = (*deficiency.FACTS, *recovery.FACTS, *other_diseases.FACTS)


def test_every_fact_has_a_name_of_its_own_a_source_and_a_window() -> None:
    assert len(FACTS) == len(ALL) >= 61
    for fact in ALL:
        assert fact.source and fact.statement and fact.unit
        assert fact.low <= fact.high


@pytest.mark.parametrize("fact", QUICK, ids=lambda fact: fact.id)
def test_the_model_meets_the_fact_or_it_is_told_why_not(fact: Fact) -> None:
    assert fact.check().passed is (fact.why == "")


def test_a_fact_whose_condition_is_not_in_the_catalog_is_left_out() -> None:
    catalog = current()
    assert len(facts_for(catalog)) == len([fact for fact in ALL if set(fact.needs) <= set(catalog.conditions)])


def test_what_never_comes_about_fails() -> None:
    never = Fact("never", "Pigs fly", 0, 10, "d", "nobody", False, lambda: follow(always(), 5).first("mcv", above=200))
    (outcome,) = check([never])
    assert math.isinf(outcome.figure)
    assert not outcome.passed
    assert share_passed([outcome]) == 0


def test_the_published_peak_of_reticulocytes_is_the_formula_by_hand() -> None:
    # At 2 million: (0.73 - 0.4) / (0.73 + 1.6) = 14.2 %.
    assert published_peak(2.0) == pytest.approx(14.16, abs=0.01)
