"""Are healthy people healthy, and different?"""

import math

import pytest

from cases.simulation import parameters
from cases.simulation.channels import inputs_row
from cases.simulation.health import steady_state
from cases.simulation.parameters import PATIENT, Physiology, draw_physiology
from cases.simulation.randomness import uniform
from cases.simulation.readouts import readouts

# Reference intervals of both sexes together, medicine table 1.1.
HEALTHY = {
    "hemoglobin": (11.7, 17.6),
    "mcv": (80, 100),
    "rdw": (11.4, 14.6),
    "neutrophils": (1.8, 7.5),
    "lymphocytes": (1.0, 4.0),
    "platelets": (150, 400),
    "reticulocyte_percent": (0.5, 2.0),
    "b12": (200, 900),
    "methylmalonic_acid": (70, 376),
    "homocysteine": (5, 15),
    "serum_folate": (4, 25),
    "ldh": (125, 250),
    "bilirubin_total": (0.2, 1.2),
    "haptoglobin": (30, 200),
    "ferritin": (15, 400),
    "transferrin_saturation": (15, 50),
    "copper": (70, 155),
    "ceruloplasmin": (20, 60),
    "potassium": (3.5, 5.0),
    "marrow_blasts_percent": (0, 5),
    "hypersegmented_percent": (0, 5),
    "blasts_percent": (0, 0),
}


def person(seed: int, sex: str = "female", age: float = 50) -> Physiology:
    return draw_physiology(lambda name: uniform(seed, name), sex, age)


def test_each_field_has_an_index_of_its_name() -> None:
    assert [getattr(parameters, name.upper()) for name in PATIENT] == list(range(len(PATIENT)))


@pytest.mark.parametrize("seed", range(40))
def test_a_healthy_person_reads_within_the_reference_intervals(seed: int) -> None:
    physiology = person(seed, ("female", "male")[seed % 2], 20 + 1.5 * seed)
    values = readouts(steady_state(physiology), physiology, inputs_row())
    outside = {name: values[name] for name, (low, high) in HEALTHY.items() if not low <= values[name] <= high}
    assert outside == {}


def test_the_same_streams_give_the_same_person() -> None:
    assert person(1) == person(1) != person(2)


def test_the_middle_of_every_stream_gives_the_middle_person() -> None:
    middle = draw_physiology(lambda name: 0.5, "male", 45)
    assert middle.hemoglobin_set_g_dl == pytest.approx(15.2)
    assert middle.neutrophil_set_1e9_l == pytest.approx(3.9)


def test_women_carry_less_iron_and_hemoglobin() -> None:
    woman, man = person(3, "female"), person(3, "male")
    assert woman.hemoglobin_set_g_dl < man.hemoglobin_set_g_dl
    assert woman.iron_store_mg < man.iron_store_mg


def test_methylmalonic_acid_rises_and_marrow_thins_with_age() -> None:
    young, old = person(4, age=25), person(4, age=80)
    assert old.mma_set_nmol_l / young.mma_set_nmol_l == pytest.approx(math.exp(0.008 * 55))
    assert old.cellularity_set < young.cellularity_set


def test_a_third_sex_is_no_key_of_the_table() -> None:
    with pytest.raises(KeyError):
        person(5, sex="unknown")
