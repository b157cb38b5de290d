"""Do platelets fall and rise for the right reasons?"""

import pytest

from tests.cases.simulation.runs import Run, always, follow, treated


@pytest.fixture(scope="module")
def immune() -> Run:
    return follow(always(platelet_hazard=1.6), 30)


def test_platelets_answer_cobalamin_in_three_to_ten_days() -> None:
    assert 3 <= treated().first("platelets", above=150) <= 10


def test_immune_clearance_takes_platelets_alone(immune: Run) -> None:
    assert 3 < immune.at(30)["platelets"] < 30
    assert immune.at(30)["hemoglobin"] == pytest.approx(14.5)
    assert immune.at(30)["neutrophils"] == pytest.approx(4)


def test_prednisone_answers_immune_clearance_within_two_weeks(immune: Run) -> None:
    run = follow(always(platelet_hazard=1.6, steroid=1), 20, immune.course.last_state)
    assert 3 <= run.first("platelets", above=50) <= 14


def test_prednisone_does_not_answer_consumption() -> None:
    run = follow(always(platelet_consumption=1.6, steroid=1), 20)
    assert run.at(20)["platelets"] < 30


def test_transfused_platelets_last_in_a_bare_marrow_and_not_in_immune_clearance(immune: Run) -> None:
    def once(day: int) -> float:
        return 1.0 if day == 0 else 0.0

    cleared = follow(
        lambda day: {"platelet_hazard": 1.6, "platelet_transfusion": once(day)}, 2, immune.course.last_state
    )
    assert cleared.at(2)["platelets"] < immune.at(30)["platelets"] + 5
    kept = follow(lambda day: {"platelet_transfusion": once(day)}, 1)
    assert kept.at(1)["platelets"] - kept.at(0)["platelets"] > 20


def test_a_large_spleen_pools_platelets_more_than_it_takes_other_cells() -> None:
    run = follow(always(spleen=1), 200, step_days=1, every=200)
    last = run.values[-1]
    assert 50 < last["platelets"] < 120
    assert 1.3 < last["neutrophils"] < 3.5
    assert 12 < last["hemoglobin"] < 14.5
