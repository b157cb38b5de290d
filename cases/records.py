"""What do the stored facts mean to the science? The patient, the treatment so far, the record, the grade."""

from collections.abc import Iterable, Mapping
from typing import Any

from cases.catalog import current
from cases.models import Action, Encounter, Kind, Reading
from cases.reasoning.belief.evidence import Measured
from cases.reasoning.belief.observer import current_observer, prior_of
from cases.reasoning.score.record import Act, Commitment, FilmReading, Record, Shown
from cases.reasoning.score.scoring import grade
from cases.simulation.clock import MINUTES_A_DAY
from cases.simulation.patients import Patient, Recipe, patient_of
from cases.simulation.treatment import Intervention, Plan

TREATING = (Kind.SIGN, Kind.TREAT)


def patient_in(encounter: Encounter) -> Patient:
    """The simulated patient of an encounter, the same at each call."""
    return patient_of(current(), Recipe.from_json(encounter.recipe), encounter.seed)


def interventions_in(encounter: Encounter) -> tuple[Intervention, ...]:
    """The plans signed so far, in order, each from the day on which it was signed."""
    return interventions_among(encounter.actions.filter(kind__in=TREATING).order_by("number"))


def interventions_among(actions: Iterable[Action]) -> tuple[Intervention, ...]:
    """The plans signed in these actions, which stand in their order."""
    return tuple(
        Intervention(day=action.at_minutes // MINUTES_A_DAY, plan=Plan.from_json(action.payload["plan"]))
        for action in actions
        if action.kind in TREATING
    )


def record_of(encounter: Encounter) -> Record:
    """Everything that happened in an encounter, as the reasoning takes it; two queries."""
    # Readings first: an act that another window stores in between then lacks readings, and no reading its act.
    readings = list(encounter.readings.order_by("action_id", "id"))
    actions = list(encounter.actions.order_by("number"))
    number = {action.pk: action.number for action in actions}
    return Record(
        setting=encounter.setting,
        age=actions[0].payload["age"],
        sex=actions[0].payload["sex"],
        acts=tuple(map(_act, actions)),
        readings=tuple(_shown(reading, number[reading.action_id]) for reading in readings),
    )


def grade_of(encounter: Encounter) -> dict[str, Any] | None:
    """The grade of what was done so far, as plain data; None where the catalog it was done on is gone."""
    catalog = current()
    if encounter.catalog != catalog.hash:
        return None
    condition = patient_in(encounter).condition
    prior = prior_of(catalog, encounter.setting)
    return grade(catalog, current_observer(), condition, record_of(encounter), prior).as_json()


def commitment_json(commitment: Commitment) -> dict[str, Any]:
    """What was signed, as plain data for storage."""
    return {
        "diagnosis": commitment.diagnosis,
        "cause": commitment.cause,
        "sureness": commitment.sureness,
        "plan": commitment.plan.as_json(),
        "watch": list(commitment.watch),
    }


def commitment_from(payload: Mapping[str, Any]) -> Commitment:
    """What was signed, back from `commitment_json`."""
    plan, watch = Plan.from_json(payload["plan"]), tuple(payload["watch"])
    return Commitment(payload["diagnosis"], payload["cause"], payload["sureness"], plan, watch)


def _act(action: Action) -> Act:
    payload = action.payload
    return Act(
        number=action.number,
        kind=action.kind,
        keys=tuple(_keys(action)),
        at_minutes=action.at_minutes,
        minutes=action.minutes,
        fee=action.fee_cents / 100,
        forecast=payload["chances"] if action.kind == Kind.FORECAST else None,
        commitment=commitment_from(payload) if action.kind == Kind.SIGN else None,
        plan=Plan.from_json(payload["plan"]) if action.kind == Kind.TREAT else None,
        reading=FilmReading(payload["levels"], payload["cells"]) if action.kind == Kind.READ else None,
    )


def _keys(action: Action) -> list[str]:
    """The catalog keys that an act names; a visit also names the analytes that its tests measure."""
    payload = action.payload
    match action.kind:
        case Kind.ASK:
            return [payload["question"]]
        case Kind.EXAMINE:
            return payload["maneuvers"]
        case Kind.ORDER:
            return payload["investigations"]
        case Kind.VISIT:
            tests = [current().investigations[key] for key in payload["investigations"]]
            return payload["investigations"] + [analyte for test in tests for analyte in test.analytes]
    return []


def _shown(reading: Reading, act: int) -> Shown:
    return Shown(
        item=reading.item,
        act=act,
        collected_minutes=reading.collected_minutes,
        due_minutes=reading.due_minutes,
        value=None if reading.value is None else Measured(reading.value, reading.comparator),
        level=reading.level or None,
        is_doubtful=reading.value is not None and bool(reading.words),
    )
