"""Do clones, blasts, an empty marrow and an antifolate take the course they take in people?"""

import pytest

from tests.cases.simulation.runs import Run, always, follow


@pytest.fixture(scope="module")
def dysplasia() -> Run:
    return follow(always(clone_growth=0.01), 1300, step_days=2, every=20)


def test_dysplasia_takes_all_lines_and_enlarges_cells_without_blasts(dysplasia: Run) -> None:
    last = dysplasia.values[-1]
    assert last["hemoglobin"] < 11 and last["mcv"] > 98
    assert last["neutrophils"] < 2.5 and last["platelets"] < 160
    assert last["hypersegmented_percent"] < 3
    assert last["marrow_blasts_percent"] < 5
    assert last["methylmalonic_acid"] == pytest.approx(150)


def test_dysplasia_is_deaf_to_cobalamin(dysplasia: Run) -> None:
    def given(day: int) -> dict[str, float]:
        return {"clone_growth": 0.01, "b12_injection": 730.0 if day % 7 == 0 else 0.0}

    run = follow(given, 60, dysplasia.course.last_state)
    assert -1 < run.at(60)["hemoglobin"] - run.at(0)["hemoglobin"] < 0.3


def test_dysplasia_answers_what_shrinks_the_clone(dysplasia: Run) -> None:
    run = follow(always(clone_decay=0.02), 200, dysplasia.course.last_state, step_days=1, every=200)
    assert run.values[-1]["hemoglobin"] > dysplasia.values[-1]["hemoglobin"] + 1.5


@pytest.fixture(scope="module")
def leukemia() -> Run:
    return follow(always(blast_growth=0.05), 240, step_days=1)


def test_leukemia_crowds_out_everything_within_months(leukemia: Run) -> None:
    day = leukemia.first("neutrophils", below=0.8)
    values = leukemia.at(day)
    assert values["marrow_blasts_percent"] > 20
    assert values["blasts_percent"] > 5
    assert values["platelets"] < 100
    assert values["lymphocytes"] < 1.4
    assert values["hemoglobin"] < 12.5
    assert leukemia.first("marrow_blasts_percent", above=20) < day


def test_induction_clears_blasts_and_the_marrow_returns_in_three_to_five_weeks(leukemia: Run) -> None:
    state = leukemia.course.states[leukemia.first("neutrophils", below=0.8)]
    run = follow(lambda day: {"cytotoxic": 1.0 if day < 7 else 0.0}, 45, state)
    assert run.at(14)["neutrophils"] < 0.5
    assert run.at(28)["marrow_blasts_percent"] < 5
    assert 16 <= run.first("neutrophils", above=0.5, after=10) <= 32  # Ciftciler 2020
    assert 18 <= run.first("platelets", above=100, after=10) <= 36


@pytest.fixture(scope="module")
def aplasia() -> Run:
    return follow(always(stem_loss=0.06), 120, step_days=0.5)


def test_aplasia_empties_the_marrow_in_weeks_without_blasts(aplasia: Run) -> None:
    last = aplasia.values[-1]
    assert 0.05 < last["neutrophils"] < 1.0
    assert last["platelets"] < 40
    assert last["reticulocytes"] < 25
    assert last["marrow_cellularity_percent"] < 15
    assert last["blasts_percent"] == 0
    assert last["lymphocytes"] < 1.2


def test_immune_suppression_brings_neutrophils_back_in_months(aplasia: Run) -> None:
    run = follow(always(stem_recovery=0.012), 300, aplasia.course.last_state, step_days=1)
    assert 2 * 30 <= run.first("neutrophils", above=1) <= 8 * 30


def antifolate(folinic_acid: float) -> Run:
    return follow(
        lambda day: {"antifolate": 0.93 if day < 12 else 0.0, "folinic_acid": folinic_acid if day >= 12 else 0.0}, 40
    )


def test_folinic_acid_rescues_from_an_antifolate_days_sooner() -> None:
    alone, rescued = antifolate(0.0), antifolate(1.0)
    assert alone.at(12)["neutrophils"] < 1.0
    assert 6 <= alone.first("neutrophils", above=2, after=14) - 12 <= 15
    assert 3 <= rescued.first("neutrophils", above=2, after=14) - 12 <= 9
