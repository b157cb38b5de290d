"""Is the story as long as the disease?"""

import pytest

from cases.simulation.findings import level_of
from cases.simulation.onset import LEVELS_DAYS, duration_days, duration_level, recent_drug
from cases.simulation.twins import earlier
from tests.cases.simulation.population import everybody, moment, patient

LEVELS = [*(level for level, _ in LEVELS_DAYS), "years"]


def test_nobody_has_been_ill_for_longer_than_the_disease() -> None:
    for one in everybody(range(1, 5)):
        assert 0 <= duration_days(one) <= one.presented_on


@pytest.mark.parametrize("condition", ["methimazole", "clozapine"])
def test_a_drug_that_destroys_neutrophils_makes_ill_within_days(condition: str) -> None:
    told = [duration_level(patient(condition, seed)) for seed in range(1, 21)]
    assert told.count("days") >= 15
    assert not {"months", "years"} & set(told)


@pytest.mark.parametrize("condition", ["pernicious-anemia", "vegan-diet"])
def test_a_store_that_runs_out_makes_ill_over_months_to_years(condition: str) -> None:
    told = [duration_level(patient(condition, seed, severity=(0.4, 1.0))) for seed in range(1, 21)]
    assert sum(level in ("months", "years") for level in told) >= 15
    assert "days" not in told


def test_a_count_that_was_always_low_has_been_so_for_years() -> None:
    assert {duration_level(patient("duffy-null", seed)) for seed in range(1, 11)} == {"years"}


def test_a_clone_of_years_is_not_told_as_a_matter_of_days() -> None:
    told = [duration_level(patient(condition, seed)) for condition in ("mds-sf3b1", "mds-del5q") for seed in range(30)]
    assert told.count("days") == 0


def test_before_a_drug_was_begun_nobody_took_it() -> None:
    one = patient("methimazole", 1)
    before = earlier(one, 12)
    assert level_of(moment(one), "drug:methimazole") == "present"
    assert level_of(before, "drug:methimazole") == "absent"
    assert recent_drug(one) and level_of(moment(one), "new-drug-recently") == "present"


def test_the_duration_told_is_the_duration_of_the_course() -> None:
    for one in everybody(range(1, 3)):
        assert level_of(moment(one), "duration-of-symptoms") == duration_level(one)
        assert duration_level(one) in LEVELS


def test_an_agranulocytosis_follows_a_drug_begun_recently() -> None:
    begun = [recent_drug(patient("methimazole", seed)) for seed in range(1, 21)]
    assert sum(begun) >= 15


def test_the_causal_drug_has_been_taken_since_the_course_began() -> None:
    one = patient("methimazole")
    [causal] = [use for use in one.drugs if use.causal]
    assert causal.drug.key == "methimazole"
    assert causal.since_days == one.presented_on
