"""Do folate, copper, kidneys and alcohol leave their own traces?"""

import pytest

from tests.cases.simulation.runs import Run, always, follow


@pytest.fixture(scope="module")
def without_folate() -> Run:
    return follow(always(folate_intake=0.03), 150, step_days=0.5)


def test_folate_lack_follows_the_weeks_of_herbert(without_folate: Run) -> None:
    assert 2 * 7 < without_folate.first("serum_folate", below=3) < 9 * 7
    assert 6 * 7 < without_folate.first("hypersegmented_percent", above=5) < 12 * 7
    assert 15 * 7 < without_folate.first("hemoglobin", below=13) < 24 * 7


def test_folate_lack_raises_homocysteine_alone(without_folate: Run) -> None:
    last = without_folate.values[-1]
    assert last["homocysteine"] > 15
    assert last["methylmalonic_acid"] == pytest.approx(150)


def test_alcohol_with_folate_lack_reaches_the_figures_of_the_clinic() -> None:
    run = follow(always(folate_intake=0.03, alcohol=1), 320, step_days=1)
    values = run.at(run.first("hemoglobin", below=8))
    assert 101 < values["mcv"] < 119  # N(110, 9), medicine 3.11
    assert 50 < values["platelets"] < 150  # LN(85, 1.8)
    assert 1.2 < values["neutrophils"] < 3.4  # LN(2.0, 1.7)
    assert values["serum_folate"] < 3
    again = follow(always(folate_intake=1, folic_acid=5), 14, run.course.states[250])
    assert max(again.of("reticulocytes")) > 150
    assert again.at(14)["platelets"] > 150


@pytest.fixture(scope="module")
def without_copper() -> Run:
    return follow(always(copper_intake=0.03), 400, step_days=1, every=5)


def test_copper_lack_takes_neutrophils_and_hemoglobin_and_spares_platelets(without_copper: Run) -> None:
    assert without_copper.first("neutrophils", below=1.5) < without_copper.first("hemoglobin", below=11)
    last = without_copper.values[-1]
    assert last["neutrophils"] < 0.9
    assert 7 < last["hemoglobin"] < 11
    assert last["platelets"] == pytest.approx(250, rel=0.05)
    assert last["hypersegmented_percent"] < 3
    assert last["ldh"] < 300
    assert last["copper"] < 25 and last["ceruloplasmin"] < 8


def test_copper_mends_what_cobalamin_does_not(without_copper: Run) -> None:
    state = without_copper.course.last_state
    copper = follow(always(copper_supplement=8), 84, state)
    assert 5 <= copper.first("neutrophils", above=1.8) <= 35  # Fong 2007
    assert 14 <= copper.first("hemoglobin", above=13) <= 84
    cobalamin = follow(lambda day: {"copper_intake": 0.03, "b12_injection": 730.0 if day == 0 else 0.0}, 28, state)
    assert cobalamin.at(28)["neutrophils"] < 0.9


def test_zinc_that_goes_on_wastes_the_copper(without_copper: Run) -> None:
    state = without_copper.course.last_state
    stopped, continued = (follow(always(copper_intake=diet, copper_supplement=4), 14, state) for diet in (1, 0.03))
    assert continued.at(14)["copper"] < 0.5 * stopped.at(14)["copper"]


def test_failing_kidneys_double_methylmalonic_acid_and_change_no_cell() -> None:
    run = follow(always(renal_clearance=0.3), 40)
    assert run.at(40)["methylmalonic_acid"] / run.at(0)["methylmalonic_acid"] == pytest.approx(2, abs=0.3)
    assert run.at(40)["homocysteine"] / run.at(0)["homocysteine"] == pytest.approx(1.6, abs=0.2)
    assert run.at(40)["hemoglobin"] == pytest.approx(run.at(0)["hemoglobin"])
