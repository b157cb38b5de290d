"""Is only that seen which was looked for?"""

import pytest

from cases.catalog import current
from cases.reasoning.belief.sampling import complete_evidence
from cases.reasoning.belief.workup import Workup, met, shown
from cases.simulation.patients import Recipe
from cases.simulation.trajectories import trajectory_of

RECIPE = Recipe("general-medicine", (("pernicious-anemia", 1.0),))
COUNT = Workup(tests=("cbc",))


def test_a_test_shows_its_own_analytes_and_findings_and_nothing_else() -> None:
    evidence = Workup(tests=("serum-b12", "blood-film")).evidence_of(met(current(), RECIPE, 3))
    assert set(evidence.values) == {"serum-b12", "blasts", "blast-percent"}
    film = current().investigations["blood-film"]
    assert set(evidence.levels) == {finding.key for finding in film.findings} | set(film.shows)


def test_a_drug_is_known_once_somebody_asked_for_it() -> None:
    _, asked = shown(current(), Workup(questions=("medications",)))
    assert "drug:metformin" in asked
    assert "drug:alcohol" not in asked
    assert not any(key.startswith("drug:") for key in shown(current(), COUNT)[1])


def test_what_is_seen_is_what_complete_evidence_holds() -> None:
    patient = met(current(), RECIPE, 3)
    complete = complete_evidence(patient, trajectory_of(patient, (), 0).at(0))
    workup = Workup(("cbc", "serum-b12"), ("numbness",), ("tongue",))
    assert workup.evidence_of(patient) == workup.part_of(current(), complete)


def test_an_unknown_test_is_refused() -> None:
    with pytest.raises(KeyError):
        shown(current(), Workup(tests=("no-such-test",)))
