"""Do failing kidneys show in everything that they should clear, and in nothing else?"""

from statistics import median

import pytest

from cases.simulation.channels import RENAL_CLEARANCE
from cases.simulation.kidneys import HIGHEST, LOWEST, kidney_pushes, renal_clearance
from cases.simulation.measurement import IDENTITIES, true_value
from tests.cases.simulation.population import CATALOG, moment, patient

ANALYTES = CATALOG.analytes
OLD = [moment(patient("mds-low-blasts", seed)) for seed in range(160)]
FAILING = [at for at in OLD if at.row[RENAL_CLEARANCE] < 1]


@pytest.mark.parametrize(("age", "share"), [(30, 0.005), (50, 0.03), (65, 0.10), (85, 0.22)])
def test_kidneys_fail_as_often_as_at_that_age(age: int, share: float) -> None:
    reduced = sum(renal_clearance(seed, age) < 1 for seed in range(2000)) / 2000
    assert reduced == pytest.approx(share, abs=0.012 + 0.1 * share)


def test_clearance_stays_within_its_bounds_and_is_the_seeds_own() -> None:
    reduced = [value for seed in range(1000) if (value := renal_clearance(seed, 80)) < 1]
    assert all(LOWEST <= value <= HIGHEST for value in reduced)
    assert renal_clearance(7, 80) == renal_clearance(7, 80)
    assert kidney_pushes(7, 20) == () or kidney_pushes(7, 20)[0].channel == "renal_clearance"


def test_the_rate_estimated_from_creatinine_is_the_clearance() -> None:
    """eGFR goes with creatinine to the power -1.2 above kappa [Inker 2021], so both fall by the same share."""
    assert len(FAILING) > 10
    for at in FAILING:
        creatinine = true_value(at, ANALYTES["creatinine"])
        spared = creatinine * at.row[RENAL_CLEARANCE] ** ANALYTES["creatinine"].renal_exponent
        failing, healthy = (IDENTITIES["egfr"](lambda _, c=c: c, at) for c in (creatinine, spared))
        if spared > 0.9:
            assert failing / healthy == pytest.approx(at.row[RENAL_CLEARANCE], rel=0.01)
        assert failing < healthy


def test_serum_rises_and_urine_per_creatinine_does_not() -> None:
    """Kidneys raise methylmalonic acid and homocysteine without any lack of B12 [NHANES 1999-2004]."""
    sound = [at for at in OLD if at.row[RENAL_CLEARANCE] == 1]
    for key, least, most in (
        ("methylmalonic-acid", 1.15, 2.2), ("homocysteine", 1.05, 1.8), ("urine-methylmalonic-acid", 0.75, 1.3),
    ):  # fmt: skip
        ratio = median(true_value(a, ANALYTES[key]) for a in FAILING) / median(
            true_value(a, ANALYTES[key]) for a in sound
        )
        assert least < ratio < most, key


def test_the_blood_does_not_know() -> None:
    for key in ("hemoglobin", "mcv", "neutrophils", "serum-b12", "ferritin"):
        assert ANALYTES[key].renal_exponent == 0


def test_a_disease_that_harms_the_kidneys_does_it_by_their_clearance() -> None:
    """So that creatinine, eGFR and methylmalonic acid agree; only trimethoprim raises creatinine alone."""
    shifted = [key for key, condition in CATALOG.conditions.items() if "creatinine" in condition.analytes]
    assert shifted in ([], ["trimethoprim-sulfamethoxazole"])
    harmed = [moment(patient("methotrexate", seed)) for seed in range(20)]
    harmed = [at for at in harmed if at.row[RENAL_CLEARANCE] < 0.7]
    assert len(harmed) > 5
    assert all(true_value(at, ANALYTES["creatinine"]) > 0.8 for at in harmed)
    assert median(true_value(at, ANALYTES["creatinine"]) for at in harmed) > 1.2
