"""Does the debrief see where a search closed too early or stuck to an idea, with its numbers?"""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from cases.catalog import current
from cases.charts.debrief.closed import Closed, closed
from cases.charts.debrief.reflection import Reflection, held, reflection_of
from cases.encounters import Commitment
from cases.models import Encounter
from cases.reasoning.score.steps import Alternative
from cases.simulation.treatment import Plan
from tests.cases.encounters.acts import B12, WATCHFUL, do

MDS = Commitment("mds", "", "certain", Plan())


def played(encounter: Encounter, forecasts: list[Mapping[str, int]], commitment: Commitment | None) -> Closed:
    """A count and film after the first forecast, then the end."""
    for i, chances in enumerate(forecasts):
        do(encounter, "forecast", chances=chances)
        if i == 0:
            do(encounter, "order", investigations=["cbc", "blood-film"])
            do(encounter, "wait", until=encounter.clock_minutes + 1440)
    if commitment:
        do(encounter, "sign", commitment=commitment)
    do(encounter, "close")
    return closed(encounter, "conventional")


def knowing(case: Closed, at_first: int, at_last: int, better: tuple[Alternative, ...] = ()) -> Closed:
    """The same, had so many of 100 had MDS at each moment but the last, and so many then; all others B12 deficiency."""
    *inner, last = case.grade.steps
    steps = [replace(step, belief=belief(at_first)) for step in inner]
    return replace(
        case, grade=replace(case.grade, steps=(*steps, replace(last, belief=belief(at_last), better=better)))
    )


def belief(mds: int) -> dict[str, float]:
    return dict.fromkeys(current().diagnoses, 0.0) | {"mds": mds / 100, "b12-deficiency": 1 - mds / 100}


def named(reflection: Reflection) -> dict[str, str]:
    return {judgment.name: judgment.text for judgment in reflection.judgments}


STUCK = [{"mds": 80, "something-else": 20}, {"mds": 75, "something-else": 25}]
MOVED = [{"mds": 80, "b12-deficiency": 20}, {"mds": 30, "b12-deficiency": 70}]


def test_an_idea_that_outlives_its_evidence_is_anchored(encounter: Encounter) -> None:
    case = played(encounter, STUCK, MDS)
    said = named(reflection_of(knowing(case, 90, 5)))
    assert said["Anchoring"] == (
        "Your first idea was MDS. What could be known of it went from 90 to 5 of 100, what you said from 80 to 75."
    )
    against = said["Signed against the findings"]
    assert against.startswith("You signed MDS when 5 of 100 patients like this one had it, and 95 had B12 deficiency.")
    assert "Since you first put it first, on day 0, 09:00, you ordered 2 tests;" in against
    assert "No anchoring" in named(reflection_of(knowing(case, 90, 80)))


def test_a_mind_that_moves_at_least_half_the_way_is_not_anchored(encounter: Encounter) -> None:
    case = played(encounter, MOVED, B12)
    told = reflection_of(knowing(case, 90, 5))
    assert named(told)["No anchoring"].endswith("went from 90 to 5 of 100, what you said from 80 to 30.")
    assert named(told)["No premature closure"] == (
        "You signed B12 deficiency when 95 of 100 patients like this one had it."
        " No order that was open then was worth more than acting."
    )
    assert [judgment.name for judgment in told.judgments if judgment.is_flaw] == []


def test_signing_in_doubt_is_premature_only_where_a_test_was_worth_it(encounter: Encounter) -> None:
    case = played(encounter, [], B12)
    test = Alternative("serum-b12", 15.1, 300.0)
    closure = reflection_of(knowing(case, 50, 40, (test,))).judgments[0]
    assert (closure.name, closure.is_flaw) == ("Premature closure", True)
    assert closure.text == (
        "You signed B12 deficiency when 60 of 100 patients like this one had it, and 40 had MDS."
        " In all, you ordered no test that could have spoken against it."
        " An order was still open that was worth more than acting: serum vitamin B12 costs $15, better by $300."
    )
    doubt = reflection_of(knowing(case, 50, 40)).judgments[0]
    assert (doubt.name, doubt.is_flaw) == ("Signed in doubt", False)


def test_one_forecast_tells_no_movement(encounter: Encounter) -> None:
    told = reflection_of(played(encounter, [{"mds": 100}], B12))
    assert named(told)["Anchoring cannot be told"].startswith("You saved one forecast, with MDS first.")


def test_what_speaks_against_comes_before_what_speaks_for(encounter: Encounter) -> None:
    told = reflection_of(played(encounter, [{"mds": 60, "something-else": 40}], MDS))
    assert told.diagnosis == "MDS"
    assert told.rows[0].is_against
    assert [row.is_against for row in told.rows] == sorted((row.is_against for row in told.rows), reverse=True)
    for row in told.rows:
        assert row.is_against == (row.after < row.before)
    assert named(told)["The finding that did not fit"].startswith(told.rows[0].text)


@pytest.mark.parametrize("commitment", [None, WATCHFUL])
def test_who_named_nothing_is_told_nothing_of_closure(encounter: Encounter, commitment: Commitment | None) -> None:
    case = played(encounter, [], commitment)
    told = reflection_of(case)
    assert set(named(told)) == {"Anchoring cannot be told"}
    assert (told.rows, held(case)) == ((), "")
