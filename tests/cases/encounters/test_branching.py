"""Is a branch the same encounter up to its step, and a twin another patient who looks the same?"""

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
from tests.cases import endings
from tests.cases.encounters.acts import B12, do


@pytest.fixture
def ended(encounter: Encounter) -> Encounter:
    """Alice worked up a patient with pernicious anemia to the end."""
    return endings.carefully_closed(encounter)


def branched(encounter: Encounter, after: int) -> Encounter:
    return encounters.branch(encounter, after=after, key=uuid.uuid4())


def signing(encounter: Encounter) -> int:
    return encounter.actions.get(kind=Kind.SIGN).number


def test_a_branch_has_the_same_facts_up_to_its_step(ended: Encounter) -> None:
    after = signing(ended) - 1
    branch = branched(ended, after)
    before, now = record_of(ended), record_of(branch)
    assert now.acts == before.acts[: after + 1]
    assert set(now.readings) == {reading for reading in before.readings if reading.act <= after}
    assert (branch.branched_from, branch.branched_after, branch.is_fresh) == (ended, after, False)
    assert (branch.status, branch.grade, branch.code) == (Status.OPEN, None, ended.code)
    assert branch.clock_minutes == now.acts[-1].at_minutes + now.acts[-1].minutes
    assert patient_in(branch) is patient_in(ended)


def test_a_branch_in_which_the_same_is_done_is_graded_the_same(ended: Encounter) -> None:
    branch = branched(ended, signing(ended) - 1)
    do(branch, "sign", commitment=B12)
    do(branch, "visit", day=30, investigations=["cbc"])
    assert grade_of(branch) == ended.grade
    readings = [e.readings.filter(item="hemoglobin").order_by("id").last() for e in (branch, ended)]
    assert readings[0].value == readings[1].value  # type: ignore[union-attr]


def test_results_that_were_out_are_still_out_in_the_branch(ended: Encounter) -> None:
    order = ended.actions.filter(kind=Kind.ORDER).first()
    assert order is not None
    branch = branched(ended, order.number)
    assert branch.readings.filter(due_minutes__gt=branch.clock_minutes).exists()


def test_a_branch_after_signing_goes_on_in_follow_up(ended: Encounter) -> None:
    branch = branched(ended, signing(ended))
    assert branch.status == Status.FOLLOWING
    do(branch, "visit", day=60, investigations=["cbc"])


def test_the_same_key_begins_one_branch(ended: Encounter) -> None:
    key = uuid.uuid4()
    first = encounters.branch(ended, after=3, key=key)
    assert encounters.branch(ended, after=3, key=key) == first
    with pytest.raises(Refused) as refused:
        encounters.branch(ended, after=2, key=key)
    assert refused.value.status == 422
    assert Encounter.objects.count() == 2


def test_what_was_played_is_left_as_it_was(ended: Encounter) -> None:
    count = ended.actions.count(), ended.readings.count()
    do(branched(ended, 3), "ask", question="alcohol")
    ended.refresh_from_db()
    assert (ended.actions.count(), ended.readings.count()) == count
    assert ended.status == Status.CLOSED


def test_one_branch_of_a_patient_runs_at_a_time(ended: Encounter) -> None:
    branch = branched(ended, 3)
    with pytest.raises(Refused, match="another encounter"):
        branched(ended, 2)
    do(branch, "close")
    assert branched(ended, 2).branched_after == 2


def test_a_branch_can_be_branched(ended: Encounter) -> None:
    branch = branched(ended, 3)
    do(branch, "close")
    assert branched(branch, 1).branched_from == branch


def test_only_a_closed_encounter_is_branched_or_has_a_twin(encounter: Encounter) -> None:
    for act, given in ((encounters.branch, {"after": 0}), (encounters.meet_twin, {})):
        with pytest.raises(Refused, match="End the encounter first") as refused:
            act(encounter, key=uuid.uuid4(), **given)  # type: ignore[operator]
        assert refused.value.status == 409


def test_there_is_no_step_at_or_beyond_the_end(ended: Encounter) -> None:
    close = ended.actions.get(kind=Kind.CLOSE).number
    for after in (close, close + 1):
        with pytest.raises(Refused) as refused:
            branched(ended, after)
        assert refused.value.status == 422


def test_nobody_plays_on_with_a_patient_who_has_died(doomed: tuple[Encounter, tuple[Harm, ...]]) -> None:
    encounter, harms = doomed
    do(encounter, "wait", until=(harms[-1].day + 1) * 1440)
    do(encounter, "close")
    with pytest.raises(Refused, match="The model stops here"):
        branched(encounter, 1)
    assert branched(encounter, 0).clock_minutes == 0


def test_of_an_older_catalog_neither_branch_nor_twin_is_met(ended: Encounter) -> None:
    Encounter.objects.update(catalog="0" * 12)
    ended.refresh_from_db()
    with pytest.raises(Refused, match="catalog was corrected"):
        branched(ended, 0)
    with pytest.raises(Refused, match="catalog was corrected"):
        encounters.meet_twin(ended, key=uuid.uuid4())


def test_a_twin_looks_the_same_and_has_another_disease(ended: Encounter) -> None:
    twin = encounters.meet_twin(ended, key=uuid.uuid4())
    one, other = patient_in(ended), patient_in(twin)
    assert one.condition.diagnosis != other.condition.diagnosis
    assert (one.sex, abs(one.age - other.age) <= AGE_YEARS) == (other.sex, True)
    first, second = onset_moment(one, 0).readouts, onset_moment(other, 0).readouts
    assert abs(first["hemoglobin"] - second["hemoglobin"]) <= HEMOGLOBIN_G_DL
    assert abs(first["mcv"] - second["mcv"]) <= MCV_FL
    assert (twin.twin_of, twin.is_fresh, twin.act_count) == (ended, True, 1)
    assert twin.code != ended.code


def test_the_same_twin_is_met_once(ended: Encounter) -> None:
    twin = encounters.meet_twin(ended, key=uuid.uuid4())
    assert encounters.meet_twin(ended, key=uuid.uuid4()) == twin


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
