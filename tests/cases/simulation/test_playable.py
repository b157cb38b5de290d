"""Is what the simulator cannot play refused, with the file and the key?"""

from typing import Any

import pytest
from msgspec.structs import replace

from cases.catalog.disease import Perturbation, Presentation
from cases.catalog.distributions import Distribution
from cases.catalog.hazard import After
from cases.catalog.interference import Circumstance
from cases.catalog.observables import Driver, Response
from cases.catalog.therapy import Effect
from cases.simulation.playable import unplayable
from tests.cases.simulation.population import CATALOG
from tests.cases.variants import changed

ONE = Distribution(fixed=1)
FEVER = CATALOG.findings["fever"]
LINE = CATALOG.conditions["pernicious-anemia"].recommended[0]
SHOT = CATALOG.treatments["filgrastim"].routes[0]


def push(**fields: Any) -> dict[str, Any]:
    """Return the fields of a condition with one perturbation."""
    return {"course": (Perturbation(**{"channel": "drug_hit", "value": ONE, **fields}),)}


BROKEN: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "a readout": (
        "analytes", "hemoglobin", {"readout": "hemoglobins"},
        "unknown readout `hemoglobins`; did you mean `hemoglobin`",
    ),
    "the index of a response": (
        "analytes", "hba1c", {"responses": (Response(index="hemolysys", factor=2),)},
        "unknown index `hemolysys`; did you mean `hemolysis`",
    ),
    "the index of a driver": (
        "questions", "fever", {"findings": (replace(FEVER, drivers=(Driver(index="fever"),)),)},
        "unknown index `fever`",
    ),
    "the channel of an interference": (
        "interferences", "hemolyzed-sample", {"when": Circumstance(channel="transfusion")},
        "unknown channel `transfusion`",
    ),
    "a channel": (
        "conditions", "aml", push(channel="drug_hits"), "unknown channel `drug_hits`; did you mean `drug_hit`",
    ),
    "a value too high for its channel": (
        "conditions", "aml", push(value=Distribution(fixed=50)), "`drug_hit` = 50 1/d lies outside 0 to 10",
    ),
    "a spread too wide for its channel": (
        "conditions", "aml", push(value=Distribution(uniform=(5, 15))), "`drug_hit` = 14.9 1/d lies outside 0 to 10",
    ),
    "a drug that ends a push": (
        "conditions", "aml", push(stopped_with="methimazol"), "unknown drug `methimazol`; did you mean `methimazole`",
    ),
    "an indicator": (
        "conditions", "aml", {"presentations": (Presentation(weight=1, indicator="blast", at=ONE),)},
        "unknown indicator `blast`; did you mean `blasts`",
    ),
    "a recommended route": (
        "conditions", "aml", {"recommended": (replace(LINE, route="oral"),)},
        "hydroxocobalamin is not given by the route oral",
    ),
    "a recommended unit": (
        "conditions", "aml", {"recommended": (replace(LINE, unit="g"),)}, "unknown unit of hydroxocobalamin `g`",
    ),
    "a recommended frequency": (
        "conditions", "aml", {"recommended": (replace(LINE, frequency="alternate-day"),)},
        "unknown frequency `alternate-day`; did you mean `alternate-days`",
    ),
    "a recommended maintenance": (
        "conditions", "aml", {"recommended": (replace(LINE, maintenance="yearly"),)}, "unknown frequency `yearly`",
    ),
    "an end before the beginning": (
        "conditions", "aml", push(start_days=Distribution(fixed=20), until_days=Distribution(fixed=10)),
        "`drug_hit` ends on day 10 in some, and begins as late as day 20",
    ),
    "an end that may come before the beginning": (
        "conditions", "aml", push(start_days=Distribution(uniform=(0, 100)), until_days=Distribution(fixed=50)),
        "`drug_hit` ends on day 50 in some, and begins as late as day 99",
    ),
    "a beginning before the course": (
        "conditions", "aml", push(start_days=Distribution(normal=(0, 5))), "`drug_hit` begins before day 0 in some",
    ),
    "a cycle without a pause": (
        "conditions", "aml", push(cycle_days=21, on_days=21), "`drug_hit` is on for 21 of 21 days: that is no cycle",
    ),
    "a recommended dose": (
        "conditions", "aml", {"recommended": (replace(LINE, dose=50, unit="mg"),)},
        "`hydroxocobalamin`: 50 mg lies outside the usual",
    ),
    "maintenance without an end": (
        "conditions", "aml", {"recommended": (replace(LINE, maintenance="monthly", maintenance_days=0),)},
        "`hydroxocobalamin`: `maintenance` and `maintenance_days` go together",
    ),
    "a usual dose that runs backward": (
        "treatments", "filgrastim", {"routes": (replace(SHOT, usual_dose=(0.48, 0.3)),)},
        "the usual dose of subcutaneous runs from 0.48 to 0.3",
    ),
    "the channel of a treatment": (
        "treatments",
        "filgrastim", {"routes": (replace(SHOT, effects=(Effect(channel="csf", kind="rate", per_unit=1),)),)},
        "unknown channel `csf`; did you mean `gcsf`",
    ),
    "the readout of a hazard": (
        "hazards", "bleeding", {"readout": "platelet"}, "unknown readout `platelet`; did you mean `platelets`",
    ),
    "a number in the words of a hazard": (
        "hazards", "bleeding", {"words": "Bled at {platelet}."}, "unknown analyte `platelet`; did you mean `platelets`",
    ),
    "what a hazard follows": (
        "hazards", "operation", {"after": After(keys=("splenectomies",))},
        "unknown treatment or management `splenectomies`; did you mean `splenectomy`",
    ),
    "a frequency of a treatment": (
        "treatments", "filgrastim", {"routes": (replace(SHOT, frequencies=("dayly",)),)},
        "unknown frequency `dayly`; did you mean `daily`",
    ),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_what_the_simulator_does_not_know_is_named_with_its_file(
    broken: tuple[str, str, dict[str, Any], str],
) -> None:
    kind, key, fields, complaint = broken
    problems = [str(problem) for problem in unplayable(changed(CATALOG, kind, key, **fields))]
    assert len(problems) == 1
    assert problems[0].startswith(f"{kind}/{key}.toml: ")
    assert complaint in problems[0]


def test_the_shipped_catalog_can_be_played() -> None:
    assert unplayable(CATALOG) == []
