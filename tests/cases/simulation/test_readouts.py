"""Do the values of one day agree with each other?"""

from collections.abc import Callable

import pytest

from cases.simulation.channels import inputs_row
from cases.simulation.health import steady_state
from cases.simulation.indices import indices
from cases.simulation.readouts import readouts
from tests.cases.simulation.runs import REFERENCE, State, always, follow, pernicious_anemia, treated

WHITE = ("neutrophils", "lymphocytes", "monocytes", "eosinophils", "basophils")


STATES: dict[str, Callable[[], State]] = {
    "health": lambda: steady_state(REFERENCE),
    "anemia": pernicious_anemia,
    "recovery": lambda: treated().course.states[7],
    "leukemia": lambda: follow(always(blast_growth=0.1), 110, step_days=1, every=110).course.last_state,
    "iron lack": lambda: follow(always(iron_loss=6), 500, step_days=2, every=500).course.last_state,
}


@pytest.fixture(params=STATES)
def values(request: pytest.FixtureRequest) -> dict[str, float]:
    return readouts(STATES[request.param](), REFERENCE, inputs_row())


def test_mcv_is_ten_times_hematocrit_over_red_cells(values: dict[str, float]) -> None:
    assert values["mcv"] == pytest.approx(10 * values["hematocrit"] / values["rbc"])


def test_mchc_is_hemoglobin_over_hematocrit(values: dict[str, float]) -> None:
    assert values["mchc"] == pytest.approx(100 * values["hemoglobin"] / values["hematocrit"])


def test_reticulocytes_are_their_share_of_red_cells(values: dict[str, float]) -> None:
    assert values["reticulocytes"] == pytest.approx(10 * values["reticulocyte_percent"] * values["rbc"])


def test_white_cells_and_blasts_add_up(values: dict[str, float]) -> None:
    normal = sum(values[name] for name in WHITE)
    assert normal == pytest.approx(values["white_cells"] * (1 - values["blasts_percent"] / 100))


def test_indirect_bilirubin_is_part_of_the_total(values: dict[str, float]) -> None:
    assert 0 < values["bilirubin_indirect"] < values["bilirubin_total"]


def test_no_process_shows_in_health() -> None:
    assert (
        set(indices(steady_state(REFERENCE), REFERENCE, inputs_row()).values()) == {0.0}
        or max(indices(steady_state(REFERENCE), REFERENCE, inputs_row()).values()) < 1e-9
    )


def test_megaloblastic_anemia_shows_as_what_it_is() -> None:
    shown = indices(pernicious_anemia(), REFERENCE, inputs_row({"intrinsic_factor": 0}))
    strong = {"anemia", "megaloblastosis", "hypersegmentation", "macrocytosis", "anisocytosis"}
    absent = {"blasts", "clone", "hypoplasia", "copper_lack", "iron_lack", "microcytosis"}
    assert all(shown[name] > 0.5 for name in strong)
    assert all(shown[name] < 0.1 for name in absent)


def test_severe_pernicious_anemia_looks_like_the_textbook() -> None:
    values = readouts(pernicious_anemia(), REFERENCE, inputs_row({"intrinsic_factor": 0}))
    typical = {
        "mcv": (105, 135),
        "ldh": (700, 6000),
        "methylmalonic_acid": (1000, 20000),
        "homocysteine": (25, 120),
        "b12": (20, 150),
        "neutrophils": (1.0, 3.0),
        "platelets": (50, 150),
        "reticulocytes": (15, 80),
        "rdw": (17, 30),
        "haptoglobin": (0, 60),
        "hypersegmented_percent": (20, 60),
        "marrow_cellularity_percent": (60, 100),
    }
    outside = {name: values[name] for name, (low, high) in typical.items() if not low <= values[name] <= high}
    assert outside == {}
