"""Is a signature kept, does treatment work, and does an end stay an end?"""

from dataclasses import replace

import msgspec
import pytest

from cases.catalog import current
from cases.encounters import Commitment, Refused
from cases.encounters.commitments import MOST_PRESCRIPTIONS
from cases.models import Encounter, Status
from cases.records import interventions_in, record_of
from cases.simulation.treatment import Plan
from tests.cases.encounters.acts import B12, HYDROXOCOBALAMIN, WATCHFUL, do, items


def hemoglobin(encounter: Encounter, day: int) -> float:
    """Hemoglobin (g/dL) at a visit."""
    return do(encounter, "visit", day=day, investigations=["cbc"]).readings.get(item="hemoglobin").value


def test_signing_begins_the_follow_up_and_keeps_the_commitment(encounter: Encounter) -> None:
    do(encounter, "sign", commitment=B12)
    assert encounter.status == Status.FOLLOWING
    assert record_of(encounter).signed.commitment == B12
    assert interventions_in(encounter)[0].plan == B12.plan
    with pytest.raises(Refused, match="signed already") as refused:
        do(encounter, "sign", commitment=B12)
    assert refused.value.status == 409


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"diagnosis": "b12-deficency"}, "`b12-deficiency`"),
        ({"cause": "methimazole"}, "cause of this diagnosis"),
        ({"sureness": "sure"}, "sureness"),
        ({"watch": ("cbcs",)}, "`cbc`"),
        ({"plan": Plan(stops=("methimazol",))}, "`methimazole`"),
        ({"plan": Plan((HYDROXOCOBALAMIN,) * (MOST_PRESCRIPTIONS + 1))}, "at most"),
    ],
)
def test_a_commitment_to_what_does_not_exist_is_refused(encounter: Encounter, change: dict, words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        do(encounter, "sign", commitment=replace(B12, **change))
    assert refused.value.status == 422


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"treatment": "hydroxocobalamine"}, "`hydroxocobalamin`"),
        ({"route": "rectal"}, "route of hydroxocobalamin"),
        ({"unit": "barrels"}, "unit of hydroxocobalamin"),
        ({"frequency": "sometimes"}, "frequency"),
        ({"maintenance": "sometimes"}, "frequency"),
        ({"dose": float("nan")}, "more than 0"),
        ({"dose": float("inf")}, "more than 0"),
        ({"dose": 0.0}, "more than 0"),
        ({"days": 0}, "can last from 1"),
        ({"maintenance_days": 10**6}, "can last from 1"),
    ],
)
def test_a_prescription_that_cannot_be_given_is_refused(encounter: Encounter, change: dict, words: str) -> None:
    line = msgspec.structs.replace(HYDROXOCOBALAMIN, **change)
    with pytest.raises(Refused, match=words):
        do(encounter, "sign", commitment=replace(B12, plan=Plan((line,))))


def test_a_dose_that_nobody_would_give_is_a_slip_and_not_an_error(encounter: Encounter) -> None:
    line = msgspec.structs.replace(HYDROXOCOBALAMIN, dose=1_000_000)
    do(encounter, "sign", commitment=replace(B12, plan=Plan((line,))))
    assert hemoglobin(encounter, day=7) > 0


def test_b12_raises_the_hemoglobin_of_a_patient_who_lacks_it(encounter: Encounter) -> None:
    do(encounter, "sign", commitment=B12)
    assert hemoglobin(encounter, day=56) > hemoglobin(encounter, day=63) - 1 > 8


def test_nothing_helps_a_patient_who_is_only_watched(encounter: Encounter) -> None:
    do(encounter, "sign", commitment=WATCHFUL)
    assert hemoglobin(encounter, day=7) > hemoglobin(encounter, day=90)


def test_a_plan_changed_in_follow_up_works_from_that_day(encounter: Encounter) -> None:
    do(encounter, "sign", commitment=WATCHFUL)
    low = hemoglobin(encounter, day=30)
    do(encounter, "treat", plan=B12.plan)
    assert [plan.day for plan in interventions_in(encounter)] == [0, 30]
    assert hemoglobin(encounter, day=90) > low + 1


def test_quick_tests_are_read_at_the_visit_and_slow_ones_later(encounter: Encounter) -> None:
    do(encounter, "sign", commitment=B12)
    action = do(encounter, "visit", day=7, investigations=["cbc", "methylmalonic-acid"])
    due = dict(action.readings.values_list("item", "due_minutes"))
    turnaround = current().investigations["methylmalonic-acid"].turnaround_minutes
    assert encounter.clock_minutes == due["hemoglobin"] == 7 * 24 * 60
    assert due["methylmalonic-acid"] == encounter.clock_minutes + turnaround
    assert action.at_minutes + action.minutes == encounter.clock_minutes


def test_a_visit_may_be_without_tests(encounter: Encounter) -> None:
    do(encounter, "sign", commitment=B12)
    assert do(encounter, "visit", day=2, investigations=[]).readings.count() == 0


@pytest.mark.parametrize("day", [-1, 0, 367])
def test_a_visit_is_later_and_within_a_year(encounter: Encounter, day: int) -> None:
    do(encounter, "sign", commitment=B12)
    with pytest.raises(Refused, match="within a year") as refused:
        do(encounter, "visit", day=day, investigations=[])
    assert refused.value.status == 422


def test_a_visit_after_the_end_of_the_model_stops_where_it_ends(encounter: Encounter) -> None:
    do(encounter, "sign", commitment=WATCHFUL)
    for day in (360, 720, 1080):
        action = do(encounter, "visit", day=day, investigations=["cbc"])
        if encounter.clock_minutes < day * 24 * 60:
            break
    assert action.fee_cents == 0
    assert [item.partition(":")[0] for item in items(action)] == ["death"]
    with pytest.raises(Refused, match="model stops here"):
        do(encounter, "visit", day=day + 90, investigations=[])


def test_follow_up_needs_a_signature(encounter: Encounter) -> None:
    for act, given in (("visit", {"day": 7, "investigations": []}), ("treat", {"plan": B12.plan})):
        with pytest.raises(Refused, match=r"[Ss]ign") as refused:
            do(encounter, act, **given)
        assert refused.value.status == 409


def test_closing_grades_once_and_ends_everything(encounter: Encounter) -> None:
    do(encounter, "order", investigations=["cbc", "serum-b12"])
    do(encounter, "sign", commitment=B12)
    do(encounter, "close")
    encounter.refresh_from_db()
    assert encounter.status == Status.CLOSED
    assert encounter.closed_at is not None
    assert 0 <= encounter.grade["total"] <= 100
    for act, given in CLOSED_ACTS.items():
        with pytest.raises(Refused, match="closed") as refused:
            do(encounter, act, **given)
        assert refused.value.status == 409


CLOSED_ACTS = {
    "ask": {"question": "tongue"},
    "examine": {"maneuvers": ["spleen"]},
    "order": {"investigations": ["cbc"]},
    "wait": {"until": 10**5},
    "forecast": {"chances": {"mds": 100}},
    "pin": {"item": "mcv"},
    "summarize": {"text": "Done."},
    "sign": {"commitment": WATCHFUL},
    "visit": {"day": 90, "investigations": []},
    "treat": {"plan": Plan()},
    "close": {},
}


def test_an_encounter_may_be_left_without_a_diagnosis(encounter: Encounter) -> None:
    do(encounter, "ask", question="energy")
    do(encounter, "close")
    assert encounter.status == Status.CLOSED
    assert encounter.grade["diagnosis"] == 0


def test_a_commitment_survives_its_storage(encounter: Encounter) -> None:
    commitment = Commitment("refer", "", "guess", Plan((HYDROXOCOBALAMIN,), ("metformin",)), ("cbc", "ldh"))
    do(encounter, "sign", commitment=commitment)
    assert record_of(Encounter.objects.get()).signed.commitment == commitment
