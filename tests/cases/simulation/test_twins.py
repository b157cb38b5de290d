"""Is the same patient found earlier, and another patient who looks the same?"""

import pytest

from cases.simulation.moments import onset_moment
from cases.simulation.patients import patient_of
from cases.simulation.twins import AGE_YEARS, HEMOGLOBIN_G_DL, MCV_FL, NoTwin, earlier, twin_of
from tests.cases.simulation.population import CATALOG, patient

GRAVE = patient("pernicious-anemia", 1, severity=(0.9, 1.0))


def test_the_same_patient_was_less_ill_before_and_once_healthy() -> None:
    counts = [earlier(GRAVE, months).readouts["hemoglobin"] for months in (0, 6, 12, 24, 240)]
    assert counts == sorted(counts)
    assert counts[-1] == pytest.approx(GRAVE.physiology.hemoglobin_set_g_dl)
    assert earlier(GRAVE, 24).patient is GRAVE
    assert earlier(GRAVE, 12).day == -365


@pytest.mark.parametrize("condition", ["pernicious-anemia", "mds-low-blasts", "methimazole", "folate-alcohol"])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_twin_matches_and_has_something_else(condition: str, seed: int) -> None:
    one = patient(condition, seed)
    twin = twin_of(one, CATALOG)
    ours, theirs = (onset_moment(person, 0).readouts for person in (one, twin))
    assert twin.condition.diagnosis != one.condition.diagnosis
    assert twin.sex == one.sex
    assert abs(twin.age - one.age) <= AGE_YEARS
    assert abs(ours["hemoglobin"] - theirs["hemoglobin"]) <= HEMOGLOBIN_G_DL
    assert abs(ours["mcv"] - theirs["mcv"]) <= MCV_FL


def test_the_twin_is_the_same_whenever_it_is_asked_for() -> None:
    first = twin_of(GRAVE, CATALOG, "autoimmune-hemolysis")
    patient_of.cache_clear()
    again = twin_of(GRAVE, CATALOG, "autoimmune-hemolysis")
    assert first is not again
    assert (first.seed, first.recipe, first.onset.last_state) == (again.seed, again.recipe, again.onset.last_state)
    assert first.condition.key == "autoimmune-hemolysis"


def test_it_is_said_when_nobody_matches() -> None:
    with pytest.raises(NoTwin, match=r"nobody with duffy-null matches a \d+-year-old female patient with hemoglobin"):
        twin_of(GRAVE, CATALOG, "duffy-null")


def test_a_condition_that_does_not_exist_has_no_twin() -> None:
    with pytest.raises(KeyError):
        twin_of(GRAVE, CATALOG, "vapors")
