"""Does a lack of cobalamin come, show and go as it does in people?"""

import pytest

from cases.simulation.channels import inputs_row
from cases.simulation.indices import indices
from tests.cases.simulation.runs import (
    REFERENCE,
    Run,
    always,
    follow,
    losing_intrinsic_factor,
    pernicious_anemia,
    treated,
)


@pytest.fixture(scope="module")
def without_intrinsic_factor() -> Run:
    return follow(losing_intrinsic_factor, 2600, step_days=2, every=10)


def test_pernicious_anemia_takes_three_to_eight_years_to_be_severe(without_intrinsic_factor: Run) -> None:
    assert 3 * 365 < without_intrinsic_factor.first("hemoglobin", below=7) < 8 * 365


def test_transport_falls_before_metabolites_rise_before_cells_change_before_anemia(
    without_intrinsic_factor: Run,
) -> None:
    first = without_intrinsic_factor.first
    days = [
        first("holotranscobalamin", below=35),
        first("methylmalonic_acid", above=376),
        first("hypersegmented_percent", above=5),
        first("mcv", above=100),
        first("hemoglobin", below=13),
        first("hemoglobin", below=7),
    ]
    assert days == sorted(set(days))


def test_gastrectomy_empties_the_store_in_one_to_two_years() -> None:
    run = follow(lambda day: {"intrinsic_factor": max(0.0, 1 - day / 5)}, 1500, step_days=2, every=10)
    assert 9 * 30 < run.first("b12", below=200) < 24 * 30  # Hu 2013: median 15 months
    assert 1.5 * 365 < run.first("hemoglobin", below=12) < 5 * 365


def test_a_vegan_who_still_recycles_bile_lasts_far_longer() -> None:
    run = follow(always(dietary_b12=0.05), 4380, step_days=3, every=60)
    assert run.first("b12", below=200) > 4 * 365
    assert 5 * 365 < run.first("hemoglobin", below=13) < 12 * 365


def test_tablets_are_absorbed_where_food_is_not() -> None:
    food, tablets = (
        follow(always(food_release=0.1, b12_supplement=dose), 2500, step_days=3, every=2500) for dose in (0, 50)
    )
    assert food.values[-1]["b12"] < 0.6 * tablets.values[-1]["b12"]
    assert tablets.values[-1]["methylmalonic_acid"] < 160


def test_nitrous_oxide_harms_with_a_normal_serum_b12() -> None:
    run = follow(lambda day: {"nitrous_oxide": 0.35 if day < 60 else 0.0}, 100)
    assert run.at(60)["b12"] == pytest.approx(run.at(0)["b12"], rel=0.01)
    assert run.at(60)["methylmalonic_acid"] > 376
    assert run.at(60)["hypersegmented_percent"] > 5
    assert run.at(60)["hemoglobin"] < 13.5
    assert run.at(75)["methylmalonic_acid"] < 200


def test_one_day_of_nitrous_oxide_passes_within_a_week() -> None:
    run = follow(lambda day: {"nitrous_oxide": 1.0 if day == 5 else 0.0}, 30)
    assert 0.2 < run.at(6)["dna_efficiency"] < 0.8  # Skacel 1983
    assert 1 <= run.first("dna_efficiency", above=0.9, after=7) - 6 <= 8
    assert 3 < max(run.of("hypersegmented_percent")) < 20


def test_metabolites_are_normal_within_ten_days_of_treatment() -> None:
    assert 4 <= treated().first("methylmalonic_acid", below=271) <= 10
    assert 3 <= treated().first("homocysteine", below=14) <= 10


def test_serum_b12_soars_after_an_injection() -> None:
    assert treated().at(1)["b12"] > 900


def test_two_milligrams_by_mouth_do_what_injections_do() -> None:
    oral = follow(always(intrinsic_factor=0, b12_supplement=2000), 120, pernicious_anemia())
    injected = treated()
    for name, tolerance in {"hemoglobin": 0.3, "reticulocytes": 20, "neutrophils": 0.2, "platelets": 15}.items():
        for day in (5, 10, 28, 56):
            assert oral.at(day)[name] == pytest.approx(injected.at(day)[name], abs=tolerance)
    assert oral.at(120)["methylmalonic_acid"] < 271  # Kuzminski 1998
    assert 500 < oral.at(120)["b12"] < 1500


def test_a_single_injection_wears_off() -> None:
    def given(day: int) -> dict[str, float]:
        return {"intrinsic_factor": 0.0, "b12_injection": 730.0 if day == 0 else 0.0}

    run = follow(given, 730, pernicious_anemia(), step_days=1)
    best = max(run.of("hemoglobin"))
    assert best > 13
    assert run.at(730)["hemoglobin"] < best - 2


def test_folic_acid_alone_mends_the_blood_and_not_the_metabolite() -> None:
    run = follow(always(intrinsic_factor=0, folic_acid=5), 60, pernicious_anemia())
    assert 11 < run.at(56)["hemoglobin"] <= 14.5
    assert run.at(56)["methylmalonic_acid"] > run.at(0)["methylmalonic_acid"]
    peak = max(run.of("reticulocyte_percent")) / max(treated().of("reticulocyte_percent"))
    assert 0.5 < peak < 0.97  # submaximal, Blood 1950;5:695


def test_nerves_worsen_on_folic_acid_and_mend_on_cobalamin() -> None:
    without = always(intrinsic_factor=0, folic_acid=5)
    folic = follow(without, 540, pernicious_anemia(), step_days=1, every=540)
    before, on_folic, on_b12 = (
        indices(state, REFERENCE, inputs_row(without(0)))["neuropathy"]
        for state in (pernicious_anemia(), folic.course.last_state, treated().course.last_state)
    )
    assert on_folic > 1.3 * before > 1.3 * on_b12


def test_cobalamin_changes_nothing_where_it_is_not_lacking() -> None:
    def given(day: int) -> dict[str, float]:
        return {"b12_injection": 730.0 if day % 7 == 0 else 0.0}

    run = follow(given, 40)
    for name in ("hemoglobin", "mcv", "neutrophils", "platelets"):
        assert run.at(40)[name] == pytest.approx(run.at(0)[name], rel=0.01)
