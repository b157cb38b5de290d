"""Are the panels those of a clinic?"""

from itertools import pairwise

from cases.catalog import current
from cases.reasoning.belief.evidence import Evidence, Measured
from cases.reasoning.belief.panels import FIRST_LINE, STAGES, by_lot, first_line, held_out_panels, protocol, stages
from cases.reasoning.belief.workup import shown

CATALOG = current()
NORMAL = {"mcv": 88.0, "hemoglobin": 14.0, "neutrophils": 4.0, "platelets": 250.0, "serum-b12": 450.0}


def patient(**values: float) -> Evidence:
    """Return complete evidence of somebody healthy but for some values."""
    known = NORMAL | {key.replace("_", "-"): value for key, value in values.items()}
    return Evidence(50, "female", {key: Measured(value) for key, value in known.items()})


def test_each_stage_shows_what_the_one_before_did_and_more() -> None:
    staged = list(stages(CATALOG).values())
    for earlier, later in pairwise(staged):
        assert set(earlier.tests) < set(later.tests)
    assert staged[0].tests == ()
    assert set(staged[-1].tests) == set(CATALOG.investigations)
    assert list(stages(CATALOG)) == list(STAGES)


def test_the_last_stage_shows_everything() -> None:
    analytes, findings = shown(CATALOG, list(stages(CATALOG).values())[-1])
    assert analytes == set(CATALOG.analytes)
    assert findings == set(CATALOG.findings)


def test_every_test_named_in_a_panel_exists() -> None:
    assert set(first_line(CATALOG).tests) == set(FIRST_LINE)
    every = protocol(CATALOG, patient(mcv=120, hemoglobin=6, neutrophils=0.5, platelets=30, serum_b12=90), 0)
    assert set(every.tests) <= set(CATALOG.investigations)


def test_the_protocol_follows_the_count() -> None:
    def ordered(evidence: Evidence) -> set[str]:
        return {key for number in range(20) for key in protocol(CATALOG, evidence, 1, number).tests}

    assert "methylmalonic-acid" not in ordered(patient(mcv=120))
    assert "methylmalonic-acid" in ordered(patient(mcv=120, serum_b12=250))
    assert "flow-cytometry-blood" in ordered(patient(neutrophils=0.4))
    assert ordered(patient()) == {"cbc", "blood-film", "reticulocyte-count"}


def test_panels_by_lot_differ_and_come_again() -> None:
    panels = [by_lot(CATALOG, 5, number) for number in range(30)]
    assert len(set(panels)) == 30
    assert panels[7] == by_lot(CATALOG, 5, 7)
    sizes = sorted(len(panel.tests) for panel in panels)
    assert sizes[0] < 6 and sizes[-1] > 30


def test_temperatures_are_fitted_on_every_kind_of_panel() -> None:
    panels = [panel for number in range(7) for panel in held_out_panels(CATALOG, patient(), 1, number)]
    assert {panel.tests for panel in panels} >= {panel.tests for panel in stages(CATALOG).values()}
    assert len(panels) == 28
