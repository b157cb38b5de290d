"""Do red cells recover, age, bleed and hemolyze as they do in people?"""

import pytest

from tests.cases.simulation.runs import (
    Run,
    always,
    follow,
    hydroxocobalamin,
    losing_intrinsic_factor,
    pernicious_anemia,
    treated,
)


def test_reticulocytes_rise_by_day_five_and_peak_between_days_five_and_eight() -> None:
    counts = treated().of("reticulocytes")[:30]
    assert 1 < next(day for day, count in enumerate(counts) if count > 1.5 * counts[0]) <= 5
    assert 5 <= counts.index(max(counts)) <= 8
    assert 10 < max(treated().of("reticulocyte_percent")) < 25


def test_the_deeper_the_anemia_the_higher_the_peak() -> None:
    peaks = [
        max(follow(hydroxocobalamin, 12, pernicious_anemia(hemoglobin)).of("reticulocyte_percent"))
        for hemoglobin in (5.0, 6.9, 10.0)
    ]
    assert peaks == sorted(peaks, reverse=True)
    assert peaks[0] > 2 * peaks[2]


def test_hemoglobin_is_back_in_three_to_eight_weeks_without_overshooting() -> None:
    assert 21 <= treated().first("hemoglobin", above=12.5) <= 56
    assert max(treated().of("hemoglobin")) < 14.5 + 1


def test_volume_waits_for_old_cells_to_be_replaced() -> None:
    assert treated().at(3)["mcv"] > 0.97 * treated().at(0)["mcv"]
    assert 25 <= treated().first("mcv", below=98) <= 78


def test_potassium_is_lowest_in_the_first_days() -> None:
    potassium = treated().of("potassium")
    assert 1 <= potassium.index(min(potassium)) <= 5
    assert 3.0 < min(potassium) < 3.9


def test_potassium_given_softens_the_fall() -> None:
    def given(day: int) -> dict[str, float]:
        return hydroxocobalamin(day) | {"potassium_supplement": 80.0}

    assert min(follow(given, 6, pernicious_anemia()).of("potassium")) > min(treated().of("potassium")) + 0.3


def test_ldh_falls_to_normal_in_one_to_four_weeks() -> None:
    assert treated().at(7)["ldh"] < 0.6 * treated().at(0)["ldh"]
    assert 7 <= treated().first("ldh", below=300) <= 25


def test_a_transfusion_lowers_the_mcv_and_raises_hemoglobin_a_gram_per_unit() -> None:
    def given(day: int) -> dict[str, float]:
        return {"intrinsic_factor": 0.0, "red_cell_transfusion": 2.0 if day == 0 else 0.0}

    run = follow(given, 2, pernicious_anemia())
    assert run.at(1)["hemoglobin"] - run.at(0)["hemoglobin"] == pytest.approx(2, abs=0.15)
    assert run.at(1)["mcv"] < run.at(0)["mcv"] - 4


@pytest.fixture(scope="module")
def bleeding() -> Run:
    return follow(always(iron_loss=5), 700, step_days=2, every=20)


def test_bleeding_empties_the_store_before_it_shrinks_the_cells(bleeding: Run) -> None:
    assert bleeding.first("ferritin", below=15) < bleeding.first("mcv", below=80)
    last = bleeding.values[-1]
    assert last["hemoglobin"] < 11 and last["mcv"] < 80 and last["mchc"] < 33
    assert last["transferrin_saturation"] < 16


def test_iron_mends_iron_lack(bleeding: Run) -> None:
    run = follow(always(iron_supplement=8), 60, bleeding.course.last_state)
    assert run.at(28)["hemoglobin"] > run.at(0)["hemoglobin"] + 1
    assert run.at(12)["reticulocytes"] > run.at(0)["reticulocytes"]


@pytest.fixture(scope="module")
def both_lacking() -> Run:
    return follow(lambda day: losing_intrinsic_factor(day) | {"iron_loss": 2.6}, 1750, step_days=2, every=10)


def test_iron_lack_hides_macrocytosis_and_lack_of_cobalamin_does_not_hide_iron(both_lacking: Run) -> None:
    values = both_lacking.at(both_lacking.first("hemoglobin", below=7.4))
    assert 78 < values["mcv"] < 95  # N(86, 8), medicine 3.14
    assert values["rdw"] > 18
    assert values["hypersegmented_percent"] > 10
    assert values["ferritin"] < 15


def test_iron_lack_blunts_the_answer_to_cobalamin(both_lacking: Run) -> None:
    state = both_lacking.course.last_state
    poor = follow(lambda day: hydroxocobalamin(day) | {"iron_loss": 2.6}, 56, state)
    rich = follow(lambda day: hydroxocobalamin(day) | {"iron_supplement": 8.0}, 56, state)
    assert poor.at(56)["hemoglobin"] < rich.at(56)["hemoglobin"] - 0.7
    assert poor.at(56)["mcv"] < 80
    assert poor.at(56)["hypersegmented_percent"] < 3


def test_iron_is_neither_made_nor_lost_as_hemoglobin_falls_and_returns() -> None:
    anemic, well = (values["ferritin"] for values in (treated().at(0), treated().at(60)))
    assert anemic > 1.3 * well


def test_hemolysis_answers_with_reticulocytes_and_spends_haptoglobin() -> None:
    run = follow(always(red_cell_hazard=0.05), 60, step_days=0.5)
    assert run.at(60)["hemoglobin"] < 10
    assert run.at(60)["reticulocytes"] > 200
    assert run.at(60)["haptoglobin"] < 30
    steroid = follow(always(red_cell_hazard=0.05, steroid=1), 30, run.course.last_state)
    assert steroid.at(30)["hemoglobin"] > run.at(60)["hemoglobin"] + 1


def test_fragmentation_is_deaf_to_steroids() -> None:
    with_it, without = (follow(always(red_cell_fragmentation=0.05, steroid=dose), 30, step_days=0.5) for dose in (1, 0))
    assert with_it.at(30)["hemoglobin"] == pytest.approx(without.at(30)["hemoglobin"])


def test_a_marrow_that_stops_for_a_week_loses_reticulocytes_and_little_hemoglobin() -> None:
    run = follow(lambda day: {"erythroid_hit": 3.0 if day < 8 else 0.0}, 30)
    assert min(run.of("reticulocytes")) < 15
    assert min(run.of("hemoglobin")) > 13


def test_inflammation_of_the_marrow_settles_at_a_lower_hemoglobin() -> None:
    run = follow(always(erythropoietin_response=0.6), 365, step_days=2, every=365)
    assert 11 < run.values[-1]["hemoglobin"] < 13.8
