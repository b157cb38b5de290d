"""Does a debrief know where it was played on from, and compare twins only once both have ended?"""

import uuid

from cases import encounters
from cases.catalog import current
from cases.charts.debrief import debrief_of
from cases.models import Encounter
from cases.records import patient_in
from tests.cases.encounters.acts import B12, WATCHFUL, do


def test_a_branch_stands_beside_what_it_was_played_on_from(missed: Encounter) -> None:
    branch = encounters.branch(missed, after=2, key=uuid.uuid4())
    do(branch, "sign", commitment=B12)
    do(branch, "close")
    relations = debrief_of(branch, "conventional").relations
    assert relations.origin is not None
    assert (relations.origin.parent.id, relations.origin.page, relations.was_branched) == (missed.pk, 2, True)
    assert relations.origin.when == "Day 1, 09:00"
    rows = {name: (before, now) for name, before, now in relations.origin.rows}
    assert rows["In all"] == (f"{missed.grade['total']} of 100", f"{branch.grade['total']} of 100")
    assert rows["Diagnosis"] == ("0 of 20", "20 of 20")
    (told,) = debrief_of(missed, "conventional").relations.branches
    assert (told.id, told.is_closed, told.name) == (branch.pk, True, "Day 1, 09:00")


def test_a_branch_is_not_among_the_last_scores(missed: Encounter) -> None:
    branch = encounters.branch(missed, after=2, key=uuid.uuid4())
    do(branch, "close")
    again = encounters.join(missed.learner, code=missed.code, key=uuid.uuid4())
    do(again, "close")
    assert debrief_of(again, "conventional").verdict.earlier == (missed.grade["total"],)


def test_twins_are_compared_once_both_have_ended(missed: Encounter) -> None:
    twin = encounters.meet_twin(missed, key=uuid.uuid4())
    running = debrief_of(missed, "conventional")
    assert running.twins is None
    assert running.relations.other is not None
    assert not running.relations.other.is_closed
    do(twin, "sign", commitment=WATCHFUL)
    do(twin, "close")
    for one, other in ((missed, twin), (twin, missed)):
        told = debrief_of(one, "conventional")
        assert told.twins is not None
        assert told.twins.first.diagnosis == patient_in(one).condition.name
        assert told.twins.second.diagnosis == patient_in(other).condition.name
        assert [row.first.split(" ")[0] for row in told.twins.alike] == ["Hemoglobin", "Mean"]
        assert told.twins.apart
        assert all(row.first != row.second and row.usual.endswith(".") for row in told.twins.apart)
    assert debrief_of(twin, "conventional").relations.is_twin


def test_a_running_twin_is_named_without_its_disease(missed: Encounter) -> None:
    twin = encounters.meet_twin(missed, key=uuid.uuid4())
    relations = debrief_of(missed, "conventional").relations
    hidden = patient_in(twin).condition
    assert relations.other is not None
    told = repr(relations)
    assert hidden.key not in told and hidden.name not in told
    assert current().diagnoses[hidden.diagnosis].name not in told
