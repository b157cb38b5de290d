"""Is what a learner thinks kept as it was thought?"""

import pytest

from cases.catalog import current
from cases.encounters import Refused
from cases.models import Encounter
from tests.cases.encounters.acts import WATCHFUL, do

CHANCES = {"mds": 30, "b12-deficiency": 60, "something-else": 10}


def test_a_forecast_is_kept_and_takes_no_time(encounter: Encounter) -> None:
    action = do(encounter, "forecast", chances=CHANCES)
    assert action.payload == {"chances": CHANCES}
    assert encounter.clock_minutes == 0


@pytest.mark.parametrize(
    ("chances", "words"),
    [
        (CHANCES | {"mds": 42}, "These add to 112. Take 12 away."),
        (CHANCES | {"mds": 20}, "These add to 90. Add 10."),
        ({}, "These add to 0. Add 100."),
        ({"mds": 150, "aml": -50}, "150 is not between 0 and 100"),
        ({"b12-deficency": 100}, "`b12-deficiency`"),
    ],
)
def test_a_forecast_that_does_not_add_up_is_refused(encounter: Encounter, chances: dict[str, int], words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        do(encounter, "forecast", chances=chances)
    assert refused.value.status == 422


def test_signing_freezes_the_forecast(encounter: Encounter) -> None:
    do(encounter, "sign", commitment=WATCHFUL)
    with pytest.raises(Refused, match="stays as it was") as refused:
        do(encounter, "forecast", chances=CHANCES)
    assert refused.value.status == 409


def test_only_what_was_shown_can_be_pinned(encounter: Encounter) -> None:
    do(encounter, "ask", question="tongue")
    assert do(encounter, "pin", item="sore-tongue").payload == {"item": "sore-tongue", "pinned": True}
    assert do(encounter, "pin", item="sore-tongue", pinned=False).payload["pinned"] is False
    with pytest.raises(Refused, match="Only what was found") as refused:
        do(encounter, "pin", item="pallor")
    assert refused.value.status == 422


def test_a_result_that_is_still_out_cannot_be_pinned(encounter: Encounter) -> None:
    do(encounter, "order", investigations=["serum-b12"])
    with pytest.raises(Refused):
        do(encounter, "pin", item="serum-b12")
    do(encounter, "wait", until=current().investigations["serum-b12"].turnaround_minutes)
    do(encounter, "pin", item="serum-b12")


def test_a_summary_is_one_line_of_text(encounter: Encounter) -> None:
    written = do(encounter, "summarize", text="  71-year-old,\n macrocytic  pancytopenia ")
    assert written.payload == {"text": "71-year-old, macrocytic pancytopenia"}


@pytest.mark.parametrize("text", ["", " \n", "a" * 501, "null \0 byte", "half a \ud800 pair"])
def test_a_summary_that_cannot_be_kept_is_refused(encounter: Encounter, text: str) -> None:
    with pytest.raises(Refused, match="one line of plain text") as refused:
        do(encounter, "summarize", text=text)
    assert refused.value.status == 422


def test_the_debriefs_question_is_answered_once_and_after_the_end(encounter: Encounter) -> None:
    point = next(key for key, entry in current().teaching_points.items() if entry.follow_up)
    with pytest.raises(Refused, match="End the encounter first") as early:
        do(encounter, "answer", point=point, option=0)
    do(encounter, "close")
    with pytest.raises(Refused, match="one of the options"):
        do(encounter, "answer", point=point, option=9)
    assert do(encounter, "answer", point=point, option=1).payload == {"point": point, "option": 1}
    with pytest.raises(Refused, match="have answered") as late:
        do(encounter, "answer", point=point, option=0)
    assert (early.value.status, late.value.status) == (409, 409)
