"""Do the values of a panel agree with each other, and would we notice if they did not?"""

from collections.abc import Mapping

import pytest

from cases.simulation.measurement import Measurement
from cases.simulation.validation.checks import agreed
from cases.simulation.validation.panels import (
    IDENTITIES,
    KEYS,
    LIMITS,
    PANELS_A_PATIENT,
    Identity,
    faults_of,
    holds,
    panels_of,
)
from tests.cases.simulation.population import CATALOG

SAMPLE = list(panels_of(CATALOG, 400))
WHERE, PANEL = SAMPLE[0]


def spoiled(key: str, value: float) -> Mapping[str, Measurement]:
    """The first panel with another value."""
    return {**PANEL, key: Measurement(key, value)}


@pytest.mark.parametrize("identity", IDENTITIES, ids=lambda identity: identity.key)
def test_an_identity_holds_on_every_panel_as_far_as_rounding_allows(identity: Identity) -> None:
    assert [where for where, panel in SAMPLE if not holds(CATALOG, panel, identity, cvs=0)] == []


def test_no_panel_has_a_fault() -> None:
    assert [fault for where, panel in SAMPLE for fault in faults_of(CATALOG, where, panel)] == []


@pytest.mark.parametrize(
    "key", ["mcv", "mch", "mchc", "white-cell-count", "neutrophils", "reticulocyte-percent", "iron"]
)
def test_a_value_that_does_not_follow_from_the_others_is_found(key: str) -> None:
    wrong = spoiled(key, 1.6 * PANEL[key].value)
    assert key in {fault.what for fault in faults_of(CATALOG, WHERE, wrong) if fault.identity}


def test_what_the_assay_may_be_off_is_no_fault() -> None:
    [mcv] = [one for one in IDENTITIES if one.key == "mcv"]
    off = spoiled("mcv", 1.03 * PANEL["mcv"].value)
    assert holds(CATALOG, off, mcv)
    assert not holds(CATALOG, off, mcv, cvs=0)


def test_a_value_below_the_limit_of_reporting_may_be_anything_below_it() -> None:
    [white] = [one for one in IDENTITIES if one.key == "white-cell-count"]
    assert PANEL["blasts"].comparator == "<"
    assert holds(CATALOG, {**PANEL, "blasts": Measurement("blasts", 0.05, "<")}, white, cvs=0)


@pytest.mark.parametrize(("key", "value"), [
    *((key, high * 1.01) for key, (_, high) in LIMITS.items()), ("hemoglobin", -1.0), ("iron", float("nan")),
    ("reticulocyte-percent", 101.0), ("diastolic-pressure", 290.0),
])  # fmt: skip
def test_an_impossible_value_is_found(key: str, value: float) -> None:
    assert key in {fault.what for fault in faults_of(CATALOG, WHERE, spoiled(key, value))}


def test_panels_come_from_many_patients_treated_and_not_on_many_days() -> None:
    names = {where.partition(",")[0] for where, _ in SAMPLE}
    assert len(names) == len(SAMPLE) // PANELS_A_PATIENT
    assert len({where for where, _ in SAMPLE}) > 0.5 * len(SAMPLE)
    assert all(set(panel) == set(KEYS) for _, panel in SAMPLE)


def test_the_checks_count_what_holds_and_fail_where_too_little_does() -> None:
    good = {check.what: check for check in agreed(CATALOG, SAMPLE[:50])}
    assert all(check.passed and check.held == check.of == 50 for check in good.values())
    bad = {check.what: check for check in agreed(CATALOG, [*SAMPLE[:9], (WHERE, spoiled("mcv", 200))])}
    assert {what for what, check in bad.items() if not check.passed} == {
        "mcv within the assays", "panels obey every identity", "panels without an impossible value",
    }  # fmt: skip
    assert f"mcv = 200: {WHERE}" in bad["panels obey every identity"].line()
