"""Does what a patient takes, or what it is taken for, show in the laboratory and at the bedside?"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

import pytest

from cases.catalog.disease import Exposure
from cases.catalog.distributions import Distribution
from cases.catalog.entry import PRESENT
from cases.simulation.findings import level_chances, level_of
from cases.simulation.measurement import true_value
from cases.simulation.patients import DRUG_YEARS, DrugUse, Patient, _since_days
from tests.cases.simulation.population import CATALOG, everybody, moment, patient

MANY = 120


def taking(key: str, **use: int) -> Iterator[Patient]:
    """Healthy people who were given one drug and no other."""
    for seed in range(MANY):
        one = patient("healthy", seed)
        yield replace(one, drugs=(DrugUse(CATALOG.drugs[key], use.get("since_days", 400), False),))


def share(key: str, shows: Callable[[Patient], bool]) -> float:
    """In what share of those who take a drug something shows."""
    return sum(shows(one) for one in taking(key)) / MANY


def value(of: Patient, analyte: str) -> float:
    """The true value of an analyte."""
    return true_value(moment(of), CATALOG.analytes[analyte])


def test_a_drug_moves_its_analytes_in_its_share_of_patients() -> None:
    suppressed = share("methimazole", lambda one: value(one, "tsh") < 0.35)
    assert suppressed == pytest.approx(0.6, abs=0.18)  # four standard errors


def test_who_takes_no_drug_keeps_the_own_value() -> None:
    one = patient("healthy", 3)
    bare = replace(one, drugs=())
    taken = next(taken for taken in taking("methimazole") if taken.seed == 3)
    assert value(taken, "creatinine") == value(bare, "creatinine")
    assert value(replace(taken, drugs=()), "tsh") == value(bare, "tsh")


def test_shifts_of_one_drug_are_alternatives() -> None:
    both = [sum((value(one, "tsh") > 4.1, value(one, "tsh") < 0.41)) for one in taking("levothyroxine")]
    assert max(both) == 1
    assert sum(both) / MANY == pytest.approx(0.4, abs=0.18)


@pytest.mark.parametrize(("drug", "finding"), [
    ("methimazole", "goiter"), ("methimazole", "trab-antibody"),
    ("levothyroxine", "thyroid-peroxidase-antibody"), ("rituximab", "b-cells-absent"),
])  # fmt: skip
def test_a_finding_of_a_drug_joins_its_other_causes(drug: str, finding: str) -> None:
    entry = CATALOG.findings[finding]
    one = next(taking(drug))
    alone, joined = (level_chances(moment(who), entry)[PRESENT] for who in (replace(one, drugs=()), one))
    assert 1 - joined == pytest.approx((1 - alone) * (1 - CATALOG.drugs[drug].findings[finding]))
    found = share(drug, lambda who: level_of(moment(who), finding) == PRESENT)
    assert found == pytest.approx(joined, abs=0.18)


@pytest.mark.parametrize(("drug", "analyte", "higher"), [
    ("alcohol", "ggt", True), ("alcohol", "phosphatidylethanol", True), ("metformin", "hba1c", True),
    ("atorvastatin", "total-cholesterol", False), ("rituximab", "igm", False),
])  # fmt: skip
def test_a_drug_leaves_its_mark(drug: str, analyte: str, higher: bool) -> None:
    moved = [value(one, analyte) - value(replace(one, drugs=()), analyte) for one in taking(drug)]
    assert (sum(moved) > 0) is higher
    assert any(moved)


def test_the_antithyroid_drug_brings_no_more_to_its_own_condition_than_was_published() -> None:
    ill = [patient("methimazole", seed) for seed in range(1, 61)]
    suppressed = sum(value(one, "tsh") < 0.35 for one in ill) / len(ill)
    assert suppressed == pytest.approx(0.75, abs=0.23)
    chances = [level_chances(moment(one), CATALOG.findings["trab-antibody"])[PRESENT] for one in ill]
    assert max(chances) == pytest.approx(0.9, abs=0.01)


def test_an_exposure_lasts_as_long_as_its_condition_says() -> None:
    exposure = Exposure(since_days=Distribution(uniform=(10, 20)))
    drawn = {_since_days(exposure, "clozapine", seed, 400) for seed in range(50)}
    assert min(drawn) >= 10 and max(drawn) <= 20 and len(drawn) > 5


def test_an_exposure_is_never_shorter_than_a_day() -> None:
    assert _since_days(Exposure(since_days=Distribution(fixed=0)), "clozapine", 1, 400) == 1


def test_a_causal_exposure_began_with_the_course_unless_the_condition_says_when() -> None:
    assert _since_days(Exposure(causal=True), "clozapine", 1, 77) == 77
    assert _since_days(Exposure(causal=True, since_days=Distribution(fixed=9)), "clozapine", 1, 77) == 9


def test_a_drug_of_everyday_life_has_been_taken_for_months_to_years() -> None:
    low, high = DRUG_YEARS
    uses = [use for one in islice(everybody(range(1, 3)), 60) for use in one.drugs if not use.causal]
    conditions = CATALOG.conditions.values()
    dated = {key for condition in conditions for key, exposure in condition.drugs.items() if exposure.since_days}
    assert all(low * 365 - 1 <= use.since_days <= high * 365 + 1 for use in uses if use.drug.key not in dated)
    assert uses
