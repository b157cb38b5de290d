"""Are the patients to learn from those of the clinic?"""

from dataclasses import replace

import pytest

from cases.catalog import current
from cases.catalog.distributions import Distribution
from cases.catalog.interference import Distortion, Interference
from cases.reasoning.belief.sampling import complete_evidence, evidence_of, on_all_processors, setting_and_condition
from cases.simulation.patients import Recipe, patient_of
from cases.simulation.trajectories import trajectory_of
from tests.cases.variants import with_entry

CATALOG = current()
RECIPE = Recipe("general-medicine", (("methimazole", 1.0),))


def test_complete_evidence_holds_every_analyte_and_every_finding() -> None:
    patient = patient_of(CATALOG, RECIPE, 3)
    known = complete_evidence(patient, trajectory_of(patient, (), 0).at(0))
    assert set(known.values) == set(CATALOG.analytes)
    assert set(known.levels) == set(CATALOG.findings)
    assert (known.age, known.sex) == (patient.age, patient.sex)


def test_the_same_seed_gives_the_same_evidence() -> None:
    assert evidence_of(CATALOG, RECIPE, 3) == evidence_of(CATALOG, RECIPE, 3)
    assert evidence_of(CATALOG, RECIPE, 3) != evidence_of(CATALOG, RECIPE, 4)


def spoiled(note: str, chance: float = 1.0, finding: str | None = None) -> Interference:
    """Return an interference that quarters sodium, or turns a finding present."""
    if finding:
        return Interference(key="trick", name="-", chance=chance, note=note, distorts=(Distortion(finding=finding),))
    distortion = Distortion(analyte="sodium", factor=Distribution(fixed=0.25))
    return Interference(key="trick", name="-", chance=chance, note=note, distorts=(distortion,))


def test_what_misleads_without_a_word_is_learned_as_it_is() -> None:
    tricked = with_entry(CATALOG, "interferences", spoiled(""))
    assert evidence_of(tricked, RECIPE, 3).values["sodium"].value < 60


def test_what_the_laboratory_remarked_on_is_measured_again() -> None:
    tricked = with_entry(CATALOG, "interferences", spoiled("Repeat.", chance=0.1))
    assert all(evidence_of(tricked, RECIPE, seed).values["sodium"].value > 100 for seed in range(4))


def test_false_findings_are_learned_as_they_are() -> None:
    tricked = with_entry(CATALOG, "interferences", spoiled("", finding="elane-mutation"))
    key = next(key for key in CATALOG.findings if key.startswith("elane"))
    tricked = replace(tricked, interferences={"trick": spoiled("", finding=key)})
    assert evidence_of(tricked, RECIPE, 3).levels[key] == "present"


def test_conditions_are_met_as_often_as_in_their_setting() -> None:
    met = [setting_and_condition(CATALOG, 1, "test", i) for i in range(2000)]
    assert {setting for setting, _ in met} == set(CATALOG.settings)
    ward = [condition for setting, condition in met if setting == "pancytopenia-ward"]
    priors = {key: c.priors.get("pancytopenia-ward", 0.0) for key, c in CATALOG.conditions.items()}
    expected = priors["aml"] / sum(priors.values())
    assert ward.count("aml") / len(ward) == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize("workers", [1, 2])
def test_work_is_done_in_the_order_of_its_tasks(workers: int) -> None:
    offset = 3
    assert list(on_all_processors(lambda task: task * 2 + offset, range(50), workers)) == list(range(3, 103, 2))


def test_no_work_is_none() -> None:
    assert list(on_all_processors(abs, [], 2)) == []
