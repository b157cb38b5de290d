"""Does the record that is graded say what the database says?"""

import json
from typing import Any

from django.db import connection

from cases.models import Encounter
from cases.reasoning.belief.evidence import Measured
from cases.records import grade_of, record_of
from tests.cases.encounters.acts import B12, do

CHANCES = {"b12-deficiency": 70, "something-else": 30}


def played(encounter: Encounter) -> Encounter:
    """One act of each kind that a record tells of."""
    do(encounter, "ask", question="tongue")
    do(encounter, "examine", maneuvers=["spleen"])
    do(encounter, "order", investigations=["cbc", "serum-b12"])
    do(encounter, "wait", until=600)
    do(encounter, "forecast", chances=CHANCES)
    do(encounter, "sign", commitment=B12)
    do(encounter, "visit", day=28, investigations=["cbc"])
    do(encounter, "treat", plan=B12.plan)
    return encounter


def test_acts_are_told_in_order_with_their_keys_times_and_fees(encounter: Encounter) -> None:
    record = record_of(played(encounter))
    assert [act.number for act in record.acts] == [*range(9)]
    by_kind = {act.kind: act for act in record.acts}
    assert by_kind["ask"].keys == ("tongue",)
    assert by_kind["examine"].keys == ("spleen",)
    assert by_kind["order"].keys == ("cbc", "serum-b12")
    assert {"cbc", "hemoglobin"} <= set(by_kind["visit"].keys)
    assert by_kind["forecast"].forecast == CHANCES
    assert by_kind["sign"].commitment == B12
    assert by_kind["treat"].plan == B12.plan
    assert sum(act.fee for act in record.acts) > 0


def test_readings_are_told_with_value_or_level_and_old_counts_are_no_evidence(encounter: Encounter) -> None:
    record = record_of(played(encounter))
    b12 = encounter.readings.get(item="serum-b12")
    evidence = record.evidence_at_commit()
    assert evidence.values["serum-b12"] == Measured(b12.value, b12.comparator)
    assert evidence.levels["sore-tongue"] == encounter.readings.get(item="sore-tongue").level
    first_count = encounter.readings.get(item="hemoglobin", action__kind="order").value
    assert evidence.values["hemoglobin"].value == first_count
    assert any(reading.collected_minutes < 0 for reading in record.readings)


def test_what_is_only_said_is_no_level(encounter: Encounter) -> None:
    do(encounter, "ask", question="occupation")
    assert record_of(encounter).readings[-1].level is None
    assert record_of(encounter).evidence_at_commit().levels == {}


def test_a_stored_grade_is_what_the_facts_give_again(encounter: Encounter) -> None:
    do(played(encounter), "close")
    stored = Encounter.objects.get().grade
    assert json.loads(json.dumps(grade_of(Encounter.objects.get()))) == stored
    assert stored["diagnosis"] == 1


def test_a_record_takes_two_queries(encounter: Encounter, django_assert_num_queries) -> None:
    played(encounter)
    with django_assert_num_queries(2):
        record_of(encounter)


def test_every_reading_has_its_act_though_another_window_acts_meanwhile(encounter: Encounter) -> None:
    windows = [None, Encounter.objects.get()]

    def meanwhile(execute: Any, *query: Any) -> Any:
        if windows and (other := windows.pop(0)):
            do(other, "ask", question="tongue")
        return execute(*query)

    with connection.execute_wrapper(meanwhile):
        record = record_of(encounter)
    assert {reading.act for reading in record.readings} <= {act.number for act in record.acts}
    assert record_of(encounter).acts[-1].keys == ("tongue",)
