"""Whatever a learner does in whatever order, do the clock, the money and the log agree?"""

import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cases import encounters
from cases.catalog import current
from cases.encounters import Refused
from cases.encounters.treating import READ_AT_VISIT_MINUTES
from cases.factories import EncounterFactory
from cases.models import Action
from tests.cases.encounters.acts import B12, CLOCKED, WATCHFUL, do

DAY = 24 * 60
TESTS = st.lists(st.sampled_from(["cbc", "ldh", "serum-b12", "blood-film", "bone-marrow"]), min_size=1, unique=True)
QUESTIONS = st.sampled_from(["tongue", "energy", "medications", "occupation"])


class Learner(RuleBasedStateMachine):
    """A learner with a patient who stays well, beside a model of what must be stored."""

    @initialize()
    def start(self) -> None:
        self.encounter = EncounterFactory(condition="duffy-null", setting="neutropenia-clinic", seed=5)
        self.clock, self.cents, self.status = 0, 0, "open"
        self.kinds, self.last = ["start"], None

    def do(self, act: str, minutes: int = 0, cents: int = 0, **given: Any) -> Action:
        given["key"] = uuid.uuid4()
        if act in CLOCKED:
            given["clock"] = self.clock
        action = do(self.encounter, act, **given)
        self.last = (act, given, action)
        self.kinds.append(act)
        self.clock, self.cents = self.clock + minutes, self.cents + cents
        return action

    def refused(self, status: int, act: str, **given: Any) -> None:
        with pytest.raises(Refused) as refused:
            do(self.encounter, act, **given)
        assert refused.value.status == status

    @precondition(lambda self: self.status != "closed")
    @rule(question=QUESTIONS)
    def ask(self, question: str) -> None:
        action = self.do("ask", current().questions[question].minutes, question=question)
        assert all(reading.due_minutes == self.clock for reading in action.readings.all())

    @precondition(lambda self: self.status != "closed")
    @rule(tests=TESTS)
    def order(self, tests: list[str]) -> None:
        action = self.do("order", cents=fee(tests), investigations=tests)
        soonest = min(current().investigations[test].turnaround_minutes for test in tests)
        assert min(action.readings.values_list("due_minutes", flat=True)) == self.clock + soonest
        assert set(action.readings.values_list("collected_minutes", flat=True)) == {self.clock}

    @precondition(lambda self: self.status != "closed")
    @rule(minutes=st.integers(1, 3 * DAY))
    def wait(self, minutes: int) -> None:
        self.do("wait", minutes, until=self.clock + minutes)

    @precondition(lambda self: self.status == "open")
    @rule(commitment=st.sampled_from([B12, WATCHFUL]))
    def sign(self, commitment: encounters.Commitment) -> None:
        self.do("sign", commitment=commitment)
        self.status = "following"

    @precondition(lambda self: self.status == "following")
    @rule(days=st.integers(1, 60), tests=TESTS)
    def visit(self, days: int, tests: list[str]) -> None:
        day = self.clock // DAY + days
        action = self.do("visit", day * DAY - self.clock, fee(tests), day=day, investigations=tests)
        for reading in action.readings.all():
            wait = reading.due_minutes - self.clock
            assert reading.collected_minutes == self.clock
            assert wait == 0 or wait > READ_AT_VISIT_MINUTES

    @precondition(lambda self: self.status == "following")
    @rule()
    def treat(self) -> None:
        self.do("treat", plan=B12.plan)

    @precondition(lambda self: self.status != "closed" and len(self.kinds) > 3)
    @rule()
    def close(self) -> None:
        self.do("close")
        self.status = "closed"

    @precondition(lambda self: self.last is not None)
    @rule()
    def repeat(self) -> None:
        act, given, action = self.last
        assert do(self.encounter, act, **given) == action

    @precondition(lambda self: self.status != "closed" and self.clock > 0)
    @rule()
    def send_a_stale_form(self) -> None:
        self.refused(409, "order", investigations=["cbc"], clock=self.clock - 1)

    @rule()
    def act_out_of_turn(self) -> None:
        if self.status == "open":
            self.refused(409, "treat", plan=B12.plan)
        if self.status == "following":
            self.refused(409, "sign", commitment=B12)
        if self.status == "closed":
            self.refused(409, "order", investigations=["cbc"])
            self.refused(409, "close")

    @invariant()
    def the_log_says_what_happened(self) -> None:
        actions = list(self.encounter.actions.order_by("number"))
        assert [action.kind for action in actions] == self.kinds
        assert [action.number for action in actions] == [*range(len(actions))]
        reached = 0
        for action in actions:
            assert action.at_minutes == reached
            reached += action.minutes
        assert reached == self.clock
        assert sum(action.fee_cents for action in actions) == self.cents

    @invariant()
    def the_encounter_agrees_with_its_log(self) -> None:
        self.encounter.refresh_from_db()
        assert self.encounter.clock_minutes == self.clock
        assert self.encounter.act_count == len(self.kinds)
        assert self.encounter.status == self.status
        assert (self.encounter.grade is None) == (self.status != "closed")


def fee(tests: list[str]) -> int:
    """What tests cost together, in cents."""
    return sum(round(100 * current().investigations[test].fee) for test in tests)


@pytest.mark.django_db
def test_a_learner_cannot_break_an_encounter() -> None:
    run_state_machine_as_test(
        Learner,
        settings=settings(
            max_examples=40,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
