"""Is an act written once for its key, computed before it is locked, and refused out of turn?"""

import uuid
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from cases.encounters import Refused, ask, order, writing
from cases.models import Action, Encounter, Kind
from tests.cases.encounters.acts import do


def test_a_repeat_returns_the_stored_action_and_changes_nothing(encounter: Encounter) -> None:
    key = uuid.uuid4()
    first = do(encounter, "order", investigations=["cbc", "ldh"], key=key)
    again = do(encounter, "order", investigations=["ldh", "cbc", "cbc"], key=key)
    assert again == first
    assert encounter.actions.count() == encounter.act_count == 2


def test_a_repeat_is_answered_though_the_clock_has_moved_and_the_encounter_is_closed(
    encounter: Encounter,
) -> None:
    first = order(encounter, investigations=["cbc"], clock=0, key=(key := uuid.uuid4()))
    do(encounter, "wait", until=600)
    do(encounter, "close")
    stale = Encounter.objects.get()
    assert order(stale, investigations=["cbc"], clock=0, key=key) == first


def test_a_key_used_for_something_else_is_refused(encounter: Encounter) -> None:
    key = uuid.uuid4()
    do(encounter, "ask", question="tongue", key=key)
    for act, given in (("ask", {"question": "energy"}), ("order", {"investigations": ["cbc"]})):
        with pytest.raises(Refused, match="sent before") as refused:
            do(encounter, act, key=key, **given)
        assert refused.value.status == 422


def test_an_act_on_an_old_view_of_the_encounter_is_computed_again(encounter: Encounter) -> None:
    stale = Encounter.objects.get()
    do(encounter, "ask", question="tongue")
    action = do(stale, "ask", question="energy")
    assert action.number == 2
    assert action.at_minutes == encounter.clock_minutes
    assert stale.act_count == 3


def test_acts_stand_in_order_without_gaps(encounter: Encounter) -> None:
    for question in ("tongue", "energy", "diet"):
        do(encounter, "ask", question=question)
    actions = list(encounter.actions.order_by("number"))
    assert [action.number for action in actions] == [0, 1, 2, 3]
    for before, after in pairwise(actions):
        assert after.at_minutes == before.at_minutes + before.minutes


def test_a_lasting_conflict_ends_in_advice(encounter: Encounter) -> None:
    with (
        patch.object(writing, "_write", side_effect=writing.Overtaken),
        pytest.raises(Refused, match="Several windows") as refused,
    ):
        do(encounter, "ask", question="tongue")
    assert refused.value.status == 409


class Serialization(Exception):
    """As psycopg reports that the database chose another transaction."""

    sqlstate = "40001"


def _failing_once(cause: Exception) -> Any:
    """The writing of an act, of which the first try fails for `cause`."""
    failures = [OperationalError("could not serialize access")]
    failures[0].__cause__ = cause
    write = writing._write

    def writing_at_the_second_try(*arguments: Any) -> Action:
        if failures:
            raise failures.pop()
        return write(*arguments)

    return patch.object(writing, "_write", writing_at_the_second_try)


def test_a_transaction_that_the_database_undid_is_tried_again(encounter: Encounter) -> None:
    with _failing_once(Serialization()):
        assert do(encounter, "ask", question="tongue").number == 1


def test_another_failure_of_the_database_is_not_hidden(encounter: Encounter) -> None:
    with _failing_once(ValueError("disk full")), pytest.raises(OperationalError):
        do(encounter, "ask", question="tongue")


def test_the_patient_is_simulated_outside_of_the_transaction(encounter: Encounter) -> None:
    def deed() -> writing.Deed:
        assert len(connection.savepoint_ids) == depth
        return writing.Deed()

    depth = len(connection.savepoint_ids)
    writing.perform(encounter, writing.Request(Kind.ASK, {}, uuid.uuid4()), deed)


def test_an_act_takes_few_queries_however_much_it_shows(encounter: Encounter) -> None:
    counts = []
    for tests in (["ldh"], ["cbc", "liver-panel", "metabolic-panel", "blood-film"]):
        with CaptureQueriesContext(connection) as queries:
            order(encounter, investigations=tests, clock=0, key=uuid.uuid4())
        counts.append(len([q for q in queries if "SAVEPOINT" not in q["sql"]]))
    assert counts[0] == counts[1] <= 5


def test_the_fingerprint_ignores_the_order_of_the_payload() -> None:
    assert writing.fingerprint_of("sign", {"a": 1, "b": 2}) == writing.fingerprint_of("sign", {"b": 2, "a": 1})
    assert writing.fingerprint_of("sign", {"a": 1}) != writing.fingerprint_of("treat", {"a": 1})


def test_asking_needs_no_clock(encounter: Encounter) -> None:
    do(encounter, "wait", until=60)
    assert ask(encounter, question="tongue", key=uuid.uuid4()).at_minutes == 60
