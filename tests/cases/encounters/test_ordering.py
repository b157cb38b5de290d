"""Do orders cost their fee and come due in time, and does the clock obey?"""

import pytest

from cases.catalog import current
from cases.encounters import Refused
from cases.factories import EncounterFactory
from cases.models import Encounter
from cases.records import patient_in
from learners.models import Learner
from tests.cases.encounters.acts import do

DAY = 24 * 60


def test_an_order_takes_no_time_and_its_results_are_due_after_their_turnaround(encounter: Encounter) -> None:
    tests = current().investigations
    action = do(encounter, "order", investigations=["cbc", "serum-b12"])
    assert encounter.clock_minutes == action.minutes == 0
    assert action.fee_cents == round(100 * tests["cbc"].fee) + round(100 * tests["serum-b12"].fee)
    for name, item in (("cbc", "hemoglobin"), ("serum-b12", "serum-b12")):
        assert action.readings.get(item=item).due_minutes == tests[name].turnaround_minutes


def test_every_investigation_shows_what_the_catalog_says(encounter: Encounter) -> None:
    action = do(encounter, "order", investigations=[*current().investigations])
    shown = dict(action.readings.values_list("item", "due_minutes"))
    age = patient_in(encounter).age
    for test in current().investigations.values():
        for item in [*test.analytes, *(f.key for f in test.findings if f.occurs_in("female", age))]:
            assert shown[item] <= test.turnaround_minutes


def test_numbers_of_one_sample_agree(encounter: Encounter) -> None:
    action = do(encounter, "order", investigations=["cbc"])
    value = dict(action.readings.filter(value__isnull=False).values_list("item", "value"))
    assert value["mcv"] == pytest.approx(10 * value["hematocrit"] / value["red-cell-count"], rel=0.01)


def test_the_same_sample_gives_the_same_values_whatever_else_is_ordered(alice: Learner, charlie: Learner) -> None:
    values = []
    for learner, tests in ((alice, ["cbc"]), (charlie, ["ldh", "cbc", "ferritin"])):
        encounter = EncounterFactory(learner=learner, condition="pernicious-anemia", seed=8)
        action = do(encounter, "order", investigations=tests)
        values.append(action.readings.get(item="hemoglobin").value)
    assert values[0] == values[1]


def test_waiting_moves_the_clock_to_the_chosen_minute(encounter: Encounter) -> None:
    action = do(encounter, "wait", until=DAY + 7)
    assert encounter.clock_minutes == action.minutes == DAY + 7


@pytest.mark.parametrize("until", [-1, 0, 367 * DAY])
def test_waiting_goes_forward_and_not_for_years(encounter: Encounter, until: int) -> None:
    with pytest.raises(Refused, match="later than now") as refused:
        do(encounter, "wait", until=until)
    assert refused.value.status == 422


def test_an_untreated_patient_gets_worse_until_the_model_stops(encounter: Encounter) -> None:
    before = do(encounter, "order", investigations=["cbc"]).readings.get(item="hemoglobin").value
    while encounter.clock_minutes < 2 * 365 * DAY:
        until = encounter.clock_minutes + 90 * DAY
        do(encounter, "wait", until=until)
        if encounter.clock_minutes < until:
            break
        after = do(encounter, "order", investigations=["cbc"]).readings.get(item="hemoglobin").value
        assert after < before
    for act in ({"act": "order", "investigations": ["cbc"]}, {"act": "wait", "until": until + DAY}):
        with pytest.raises(Refused, match="model stops here") as refused:
            do(encounter, **act)
        assert refused.value.status == 409
    do(encounter, "close")


def test_a_form_drawn_at_another_clock_is_refused_with_the_time_now(encounter: Encounter) -> None:
    do(encounter, "wait", until=90)
    for act, given in (("order", {"investigations": ["cbc"]}), ("wait", {"until": 200})):
        with pytest.raises(Refused, match="day 0, 10:30") as refused:
            do(encounter, act, clock=0, **given)
        assert refused.value.status == 409
    assert encounter.actions.count() == 2


def test_an_unknown_or_empty_order_is_refused(encounter: Encounter) -> None:
    with pytest.raises(Refused, match="`serum-b12`"):
        do(encounter, "order", investigations=["serum-b-12"])
    with pytest.raises(Refused, match="at least one"):
        do(encounter, "order", investigations=[])
