"""What if it had gone otherwise? A closed encounter played on from an earlier step, or a patient who looks the same."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from cases.catalog import current
from cases.encounters.beginning import begin, begun_before, hold, new_code, running
from cases.encounters.refusals import ELSEWHERE_OLD_CATALOG, ENDED, not_understood, out_of_turn
from cases.encounters.writing import fingerprint_of
from cases.models import DEATH_PREFIX, Action, Encounter, Kind, Reading, Status
from cases.records import patient_in
from cases.simulation.twins import NoTwin, twin_of

NOT_YET = "This belongs to the debrief. End the encounter first."
BUSY = "You are with this patient in another encounter. End that one first; it is among your patients."
NOBODY = "Nobody was found who looks like this patient and has another disease. Start with a new patient instead."


def branch(encounter: Encounter, *, after: int, key: UUID) -> Encounter:
    """Play a closed encounter on from just after its act number `after`: a new one, whose facts so far are the same.

    A repeat of the key returns the branch it began. Raises Refused: 409 before the end, where the patient had died or
    is met in another encounter, and for an old catalog; 422 for an act that was not done before the end.
    """
    asked = {"branch": str(encounter.pk), "after": after}
    if before := begun_before(encounter.learner, key, asked):
        return before
    _check_closed(encounter)
    acts = _acts_until(encounter, after)
    with transaction.atomic():
        hold(encounter.learner)
        if before := begun_before(encounter.learner, key, asked):
            return before
        if running(encounter.learner, encounter.code):
            raise out_of_turn(BUSY)
        return _copied(encounter, acts, key, fingerprint_of(Kind.START, asked))


def meet_twin(encounter: Encounter, *, key: UUID) -> Encounter:
    """Meet somebody of the same sex, age, hemoglobin and cell volume who has another disease, hidden as in any case.

    The same twin at each call. Raises Refused(409) before the end, for an old catalog, and where nobody matches.
    """
    asked = {"twin": str(encounter.pk)}
    if before := begun_before(encounter.learner, key, asked):
        return before
    _check_closed(encounter)
    if met := encounter.twins.filter(learner=encounter.learner).first():
        return met
    try:
        patient = twin_of(patient_in(encounter), current())
    except NoTwin:
        raise out_of_turn(NOBODY) from None
    return begin(encounter.learner, key, asked, patient, new_code(), mode=encounter.mode, twin_of=encounter)


def _check_closed(encounter: Encounter) -> None:
    if encounter.status != Status.CLOSED:
        raise out_of_turn(NOT_YET)
    if encounter.catalog != current().hash:
        raise out_of_turn(ELSEWHERE_OLD_CATALOG)


def _acts_until(encounter: Encounter, after: int) -> list[Action]:
    """The acts numbered 0 to `after`, all of them done with a living patient before the end."""
    acts = list(encounter.actions.filter(number__lte=after).order_by("number"))
    if len(acts) != after + 1 or acts[-1].kind in (Kind.CLOSE, Kind.ANSWER):
        raise not_understood("There is no such step. Choose one of the debrief.")
    death = encounter.readings.filter(item__startswith=DEATH_PREFIX, due_minutes__lte=_clock_after(acts[-1])).first()
    if death:
        raise out_of_turn(ENDED.format(death.words))
    return acts


def _clock_after(action: Action) -> int:
    return action.at_minutes + action.minutes


def _copied(encounter: Encounter, acts: list[Action], key: UUID, fingerprint: str) -> Encounter:
    """A new encounter with the same patient, acts and readings; its start carries the key that began it."""
    new = Encounter.objects.create(
        learner=encounter.learner,
        code=encounter.code,
        setting=encounter.setting,
        recipe=encounter.recipe,
        seed=encounter.seed,
        catalog=encounter.catalog,
        status=Status.FOLLOWING if any(act.kind == Kind.SIGN for act in acts) else Status.OPEN,
        clock_minutes=_clock_after(acts[-1]),
        act_count=len(acts),
        start_key=key,
        mode=encounter.mode,
        branched_from=encounter,
        branched_after=acts[-1].number,
        twin_of=encounter.twin_of,
    )
    copies = Action.objects.bulk_create([_copy(act, new, key, fingerprint) for act in acts])
    by_number = {copy.number: copy for copy in copies}
    shown = encounter.readings.filter(action__number__lte=acts[-1].number).annotate(act=F("action__number"))
    Reading.objects.bulk_create([_reading_copy(reading, by_number[reading.act]) for reading in shown.order_by("id")])
    return new


def _copy(act: Action, new: Encounter, key: UUID, fingerprint: str) -> Action:
    is_start = act.number == 0
    return Action(
        encounter=new,
        number=act.number,
        kind=act.kind,
        payload=act.payload,
        at_minutes=act.at_minutes,
        minutes=act.minutes,
        fee_cents=act.fee_cents,
        key=key if is_start else act.key,
        fingerprint=fingerprint if is_start else act.fingerprint,
    )


def _reading_copy(reading: Reading, action: Action) -> Reading:
    return Reading(
        encounter_id=action.encounter_id,
        action=action,
        item=reading.item,
        collected_minutes=reading.collected_minutes,
        due_minutes=reading.due_minutes,
        value=reading.value,
        comparator=reading.comparator,
        level=reading.level,
        words=reading.words,
    )
