"""Is a branch the same encounter up to its step, and a twin another patient who looks the same?"""

import json
import uuid

import pytest

from cases import encounters
from cases.encounters import Refused
from cases.models import Encounter, Kind, Status
from cases.records import grade_of, patient_in, record_of
from cases.simulation.harms import Harm
from cases.simulation.moments import onset_moment
from cases.simulation.patients import Recipe
from cases.simulation.twins import AGE_YEARS, HEMOGLOBIN_G_DL, MCV_FL
from learners.models import Learner
from tests.cases.encounters.acts import B12, do


def branched(encounter: Encounter, after: int) -> Encounter:
    return encounters.branch(encounter, after=after, key=uuid.uuid4())


def signing(encounter: Encounter) -> int:
    return encounter.actions.get(kind=Kind.SIGN).number


def test_a_branch_has_the_same_facts_up_to_its_step(found: Encounter) -> None:
    after = signing(found) - 1
    branch = branched(found, after)
    before, now = record_of(found), record_of(branch)
    assert now.acts == before.acts[: after + 1]
    assert set(now.readings) == {reading for reading in before.readings if reading.act <= after}
    assert (branch.branched_from, branch.branched_after, branch.is_fresh) == (found, after, False)
    assert (branch.status, branch.grade, branch.code) == (Status.OPEN, None, found.code)
    assert branch.clock_minutes == now.acts[-1].at_minutes + now.acts[-1].minutes
    assert patient_in(branch) is patient_in(found)


def test_a_branch_in_which_the_same_is_done_is_graded_the_same(found: Encounter) -> None:
    branch = branched(found, signing(found) - 1)
    do(branch, "sign", commitment=B12)
    do(branch, "visit", day=30, investigations=["cbc"])
    assert json.loads(json.dumps(grade_of(branch))) == found.grade
    readings = [e.readings.filter(item="hemoglobin").order_by("id").last() for e in (branch, found)]
    assert readings[0].value == readings[1].value  # type: ignore[union-attr]


def test_results_that_were_out_are_still_out_in_the_branch(found: Encounter) -> None:
    order = found.actions.filter(kind=Kind.ORDER).first()
    assert order is not None
    branch = branched(found, order.number)
    assert branch.readings.filter(due_minutes__gt=branch.clock_minutes).exists()


def test_a_branch_after_signing_goes_on_in_follow_up(found: Encounter) -> None:
    branch = branched(found, signing(found))
    assert branch.status == Status.FOLLOWING
    do(branch, "visit", day=60, investigations=["cbc"])


def test_the_same_key_begins_one_branch(found: Encounter) -> None:
    key = uuid.uuid4()
    first = encounters.branch(found, after=3, key=key)
    assert encounters.branch(found, after=3, key=key) == first
    with pytest.raises(Refused) as refused:
        encounters.branch(found, after=2, key=key)
    assert refused.value.status == 422
    assert Encounter.objects.count() == 2


def test_what_was_played_is_left_as_it_was(found: Encounter) -> None:
    count = found.actions.count(), found.readings.count()
    do(branched(found, 3), "ask", question="alcohol")
    found.refresh_from_db()
    assert (found.actions.count(), found.readings.count()) == count
    assert found.status == Status.CLOSED


def test_one_branch_of_a_patient_runs_at_a_time(found: Encounter) -> None:
    branch = branched(found, 3)
    with pytest.raises(Refused, match="another encounter"):
        branched(found, 2)
    do(branch, "close")
    assert branched(found, 2).branched_after == 2


def test_a_branch_can_be_branched(found: Encounter) -> None:
    branch = branched(found, 3)
    do(branch, "close")
    assert branched(branch, 1).branched_from == branch


def test_only_a_closed_encounter_is_branched_or_has_a_twin(encounter: Encounter) -> None:
    for act, given in ((encounters.branch, {"after": 0}), (encounters.meet_twin, {})):
        with pytest.raises(Refused, match="End the encounter first") as refused:
            act(encounter, key=uuid.uuid4(), **given)  # type: ignore[operator]
        assert refused.value.status == 409


def test_there_is_no_step_at_or_beyond_the_end(found: Encounter) -> None:
    close = found.actions.get(kind=Kind.CLOSE).number
    for after in (close, close + 1):
        with pytest.raises(Refused) as refused:
            branched(found, after)
        assert refused.value.status == 422


def test_nobody_plays_on_with_a_patient_who_has_died(doomed: tuple[Encounter, tuple[Harm, ...]]) -> None:
    encounter, harms = doomed
    do(encounter, "wait", until=(harms[-1].day + 1) * 1440)
    do(encounter, "close")
    with pytest.raises(Refused, match="The model stops here"):
        branched(encounter, 1)
    assert branched(encounter, 0).clock_minutes == 0


def test_of_an_older_catalog_neither_branch_nor_twin_is_met(found: Encounter) -> None:
    Encounter.objects.update(catalog="0" * 12)
    found.refresh_from_db()
    with pytest.raises(Refused, match="catalog was corrected"):
        branched(found, 0)
    with pytest.raises(Refused, match="catalog was corrected"):
        encounters.meet_twin(found, key=uuid.uuid4())


def test_a_twin_looks_the_same_and_has_another_disease(found: Encounter) -> None:
    twin = encounters.meet_twin(found, key=uuid.uuid4())
    one, other = patient_in(found), patient_in(twin)
    assert one.condition.diagnosis != other.condition.diagnosis
    assert (one.sex, abs(one.age - other.age) <= AGE_YEARS) == (other.sex, True)
    first, second = onset_moment(one, 0).readouts, onset_moment(other, 0).readouts
    assert abs(first["hemoglobin"] - second["hemoglobin"]) <= HEMOGLOBIN_G_DL
    assert abs(first["mcv"] - second["mcv"]) <= MCV_FL
    assert (twin.twin_of, twin.is_fresh, twin.act_count) == (found, True, 1)
    assert twin.code != found.code


def test_the_same_twin_is_met_once(found: Encounter) -> None:
    twin = encounters.meet_twin(found, key=uuid.uuid4())
    assert encounters.meet_twin(found, key=uuid.uuid4()) == twin


def test_a_twin_that_does_not_exist_is_said_so(healthy: Encounter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.simulation.twins.SIMULATED", 0)
    monkeypatch.setattr("cases.simulation.twins.SEEDS", 0)
    do(healthy, "close")
    with pytest.raises(Refused, match="Nobody was found"):
        encounters.meet_twin(healthy, key=uuid.uuid4())


def test_the_mode_is_kept_by_branches_and_twins(alice: Learner) -> None:
    begun = encounters.start(alice, recipe=Recipe("pancytopenia-ward"), key=uuid.uuid4(), mode="learn")
    do(begun, "close")
    assert branched(begun, 0).mode == "learn"
    with pytest.raises(Refused, match="mode"):
        encounters.start(alice, recipe=Recipe("pancytopenia-ward"), key=uuid.uuid4(), mode="exam")
