"""Do old counts tell how it came about?"""

from itertools import pairwise
from statistics import median

import pytest

from cases.simulation.measurement import measure
from cases.simulation.past import SPANS, PastPanel, past_counts
from tests.cases.simulation.population import CATALOG, everybody, moment, patient

LINES = ("hemoglobin", "neutrophils", "platelets")


def value(panel: PastPanel, key: str) -> float:
    """Return a number of an old count."""
    return panel.measurements[key].value


def test_everybody_has_old_counts_from_oldest_to_newest() -> None:
    for one in everybody(range(1, 5)):
        days = [panel.days_before for panel in past_counts(one)]
        assert 1 <= len(days) <= 3
        assert days == sorted(days, reverse=True)
        assert all(any(latest <= day <= earliest for latest, earliest, _ in SPANS) for day in days)


def test_an_old_count_lies_before_the_encounter() -> None:
    panel = past_counts(patient("aml"))[0]
    assert panel.minute == -panel.days_before * 24 * 60


def test_pernicious_anemia_came_on_gradually() -> None:
    """The MCV climbs for years, before and while hemoglobin falls, where no loss of iron holds it down."""
    rises, falls = [], []
    for seed in range(1, 19):
        one = patient("pernicious-anemia", seed, severity=(0.6, 1.0))
        if any(push.channel == "iron_loss" for push in one.pushes):
            continue
        oldest, today = past_counts(one)[0], measure(moment(one), ["mcv", "hemoglobin"], 0)
        rises.append(today["mcv"].value - value(oldest, "mcv"))
        falls.append(value(oldest, "hemoglobin") - today["hemoglobin"].value)
    assert len(rises) >= 8
    assert min(rises) > 0
    assert median(rises) > 8
    assert median(falls) > 2


def test_each_count_of_a_gradual_disease_lies_between_its_neighbors() -> None:
    one = patient("pernicious-anemia", 2, severity=(0.75, 1.0))
    course = [*(value(panel, "mcv") for panel in past_counts(one)), measure(moment(one), ["mcv"], 0)["mcv"].value]
    assert len(course) >= 3
    assert all(later >= earlier - 3 for earlier, later in pairwise(course))  # noise: 3 % of 100 fL


@pytest.mark.parametrize("condition", ["methimazole", "clozapine"])
def test_neutrophils_were_normal_before_the_drug(condition: str) -> None:
    for seed in range(1, 9):
        one = patient(condition, seed)
        before = [panel for panel in past_counts(one) if panel.days_before > one.presented_on]
        assert before
        assert all(value(panel, "neutrophils") > 1.5 for panel in before)


def test_a_harmless_count_was_as_low_years_ago() -> None:
    for seed in range(1, 9):
        one = patient("duffy-null", seed)
        today = measure(moment(one), ["neutrophils"], 0)["neutrophils"].value
        assert all(value(panel, "neutrophils") == pytest.approx(today, rel=0.8) for panel in past_counts(one))


def test_before_the_disease_the_counts_were_those_of_a_healthy_person() -> None:
    for one in everybody(range(1, 5)):
        for panel in past_counts(one):
            if panel.days_before > one.presented_on:
                assert value(panel, "hemoglobin") > 10.5
                assert value(panel, "platelets") > 110


def test_old_counts_are_the_same_whenever_they_are_looked_up() -> None:
    one = patient("copper")
    assert past_counts(one) == past_counts(one)
    assert set(LINES) <= set(past_counts(one)[0].measurements) <= set(CATALOG.analytes)
