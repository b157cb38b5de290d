"""Do neutrophils vanish, return and hypersegment as they do in people?"""

import pytest

from tests.cases.simulation.runs import Given, Run, always, follow, treated


def agranulocytosis(gcsf: float = 0.0) -> Run:
    return follow(lambda day: {"drug_hit": 3.0 if day < 8 else 0.0, "gcsf": gcsf if 8 <= day < 20 else 0.0}, 40)


@pytest.fixture(scope="module")
def stopped() -> Run:
    return agranulocytosis()


def test_hypersegmentation_outlasts_the_cause_by_one_to_two_weeks() -> None:
    assert 8 <= treated().first("hypersegmented_percent", below=5) <= 16


def test_neutrophils_answer_cobalamin_within_days() -> None:
    assert 2 <= treated().first("neutrophils", above=0.9 * 4) <= 14


def test_a_drug_takes_the_neutrophils_in_days_and_little_else(stopped: Run) -> None:
    assert stopped.first("neutrophils", below=0.5) <= 3
    assert min(stopped.of("neutrophils")) < 0.1
    assert min(stopped.of("hemoglobin")) > 13
    assert min(stopped.of("platelets")) > 150


def test_neutrophils_return_seven_to_fourteen_days_after_the_drug_is_stopped(stopped: Run) -> None:
    assert 7 <= stopped.first("neutrophils", above=0.5, after=8) - 8 <= 14


def test_filgrastim_brings_them_back_days_sooner(stopped: Run) -> None:
    boosted = agranulocytosis(gcsf=1.0)
    assert 4 <= boosted.first("neutrophils", above=0.5, after=8) - 8 <= 8
    gain = stopped.first("neutrophils", above=1.5, after=8) - boosted.first("neutrophils", above=1.5, after=8)
    assert 1 <= gain <= 6


def test_a_mild_hit_makes_a_steady_mild_neutropenia() -> None:
    run = follow(always(drug_hit=0.3), 60)
    assert 0.8 < run.at(30)["neutrophils"] < 1.5
    assert run.at(60)["neutrophils"] == pytest.approx(run.at(30)["neutrophils"], rel=0.05)


def test_immune_clearance_takes_neutrophils_alone_and_marrow_answers() -> None:
    run = follow(always(neutrophil_clearance=26), 60)
    assert 0.5 < run.at(60)["neutrophils"] < 1.0
    assert run.at(60)["hemoglobin"] == pytest.approx(14.5)
    assert run.at(60)["platelets"] == pytest.approx(250)
    assert run.at(60)["myeloid_erythroid_ratio"] > 3.2
    boosted = follow(always(neutrophil_clearance=26, gcsf=1), 10, run.course.last_state)
    assert boosted.at(10)["neutrophils"] > 1.5


def test_a_duffy_null_count_is_low_and_still() -> None:
    run = follow(always(neutrophil_set_shift=0.45), 100)
    assert run.at(100)["neutrophils"] == pytest.approx(0.45 * 4, rel=0.02)
    assert run.at(100)["neutrophils"] == pytest.approx(run.at(20)["neutrophils"], rel=0.01)
    boosted = follow(always(neutrophil_set_shift=0.45, steroid=1), 5, run.course.last_state)
    assert boosted.at(3)["neutrophils"] > 1.3 * run.at(100)["neutrophils"]


def for_five_days(drug: str) -> Given:
    return lambda day: {drug: 1.0 if day < 5 else 0.0}


def test_filgrastim_and_prednisone_raise_a_healthy_count_and_let_go() -> None:
    filgrastim, prednisone = (follow(for_five_days(drug), 30) for drug in ("gcsf", "steroid"))
    assert filgrastim.at(5)["neutrophils"] > 11
    assert 5 < prednisone.at(5)["neutrophils"] < 9
    assert filgrastim.at(30)["neutrophils"] == pytest.approx(4, rel=0.1)


def test_chemotherapy_has_its_nadir_in_the_second_week() -> None:
    run = follow(lambda day: {"cytotoxic": 1.0 if day < 1 else 0.0}, 40)
    counts, platelets = run.of("neutrophils"), run.of("platelets")
    assert 7 <= counts.index(min(counts)) <= 14 and 0.1 < min(counts) < 1.0
    assert 9 <= platelets.index(min(platelets)) <= 16
    assert 14 <= run.first("neutrophils", above=2, after=12) <= 22


def test_a_steroid_on_alternate_days_raises_the_count_without_swings() -> None:
    counts = follow(lambda day: {"steroid": float(day % 2 == 0)}, 40).of("neutrophils")[20:]
    daily = follow(always(steroid=1), 40).of("neutrophils")[20:]
    assert max(counts) < 1.15 * min(counts)
    assert min(counts) > 4.2 and max(counts) < max(daily)


def test_a_steroid_lets_go_of_the_count_over_two_days_and_not_at_once() -> None:
    count = follow(for_five_days("steroid"), 12).of("neutrophils")
    assert count[5] > count[6] > count[7] > count[8]
    assert count[6] > 4.5 > count[9]
