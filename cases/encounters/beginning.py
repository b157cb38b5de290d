"""How does a learner meet a patient?"""

import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.catalog import current
from cases.encounters.bedside import old_counts
from cases.encounters.refusals import ELSEWHERE_OLD_CATALOG, check_known, not_understood, out_of_turn
from cases.encounters.writing import fingerprint_of, keep
from cases.models import Action, Encounter, Kind, Mode, Status
from cases.simulation.findings import complaint_of
from cases.simulation.patients import Patient, Recipe, patient_of
from cases.simulation.trajectories import trajectory_of
from learners.models import Learner

SEED_BITS = 62
# Without letters and digits that are read or heard as one another.
CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 10


def start(
    learner: Learner, *, recipe: Recipe, key: UUID, seed: int | None = None, mode: str = Mode.PRACTICE
) -> Encounter:
    """Begin with a new patient made by `recipe`, of a secret seed unless one is given.

    A repeat of the key returns the encounter it began. Raises Refused(422) for an unknown setting, condition or mode,
    and for a key that began something else.
    """
    catalog = current()
    check_known("setting", [recipe.setting], catalog.settings)
    check_known("condition", [key for key, _ in recipe.conditions or ()], catalog.conditions)
    check_known("mode", [mode], Mode.values)
    asked = {"recipe": recipe.as_json(), "seed": seed, "mode": mode}
    return begun_before(learner, key, asked) or begin(
        learner, key, asked, patient_of(catalog, recipe, new_seed() if seed is None else seed), new_code(), mode=mode
    )


def join(learner: Learner, *, code: str, key: UUID) -> Encounter:
    """Meet the patient that `code` names; where the learner is with that patient already, go back there.

    Raises Refused: 422 for a code that names nobody, 409 for a patient of an earlier catalog.
    """
    asked = {"code": code.strip().lower()}
    if before := begun_before(learner, key, asked):
        return before
    same = Encounter.objects.filter(code=asked["code"])
    first = same.order_by("started_at").first()
    if first is None:
        raise not_understood("No patient has this code. Check it with the person who gave it to you.")
    if there := running(learner, asked["code"]):
        return there
    if first.catalog != current().hash:
        raise out_of_turn(ELSEWHERE_OLD_CATALOG)
    return begin(learner, key, asked, patient_of(current(), Recipe.from_json(first.recipe), first.seed), first.code)


def begin(
    learner: Learner, key: UUID, asked: Mapping[str, Any], patient: Patient, code: str, **other: Any
) -> Encounter:
    """Store a new encounter with a patient, its first act and the old counts; `other` fields of it as given.

    Where the key began one before, or the learner is with a patient of this code, that encounter is returned.
    """
    counts = old_counts(patient)
    with transaction.atomic():
        hold(learner)
        if before := begun_before(learner, key, asked) or running(learner, code):
            return before
        encounter = Encounter.objects.create(
            learner=learner,
            code=code,
            setting=patient.recipe.setting,
            recipe=patient.recipe.as_json(),
            seed=patient.seed,
            catalog=patient.catalog.hash,
            start_key=key,
            **other,
        )
        action = Action.objects.create(
            encounter=encounter,
            number=0,
            kind=Kind.START,
            payload=presentation_of(patient),
            at_minutes=0,
            key=key,
            fingerprint=fingerprint_of(Kind.START, asked),
        )
        keep(action, counts)
    return encounter


def hold(learner: Learner) -> None:
    """Within a transaction: of two equal requests at once, the second waits here and finds what the first began."""
    Learner.objects.select_for_update(no_key=True).values_list("pk").get(pk=learner.pk)


def begun_before(learner: Learner, key: UUID, asked: Mapping[str, Any]) -> Encounter | None:
    """The encounter that this key began; raises Refused(422) if it asked for something else."""
    begun = Action.objects.filter(encounter__learner=learner, encounter__start_key=key, number=0)
    action = begun.select_related("encounter").first()
    if action is None:
        return None
    if action.fingerprint != fingerprint_of(Kind.START, asked):
        raise not_understood("This form was sent before with other contents. Reload the page and fill it in again.")
    return action.encounter


def running(learner: Learner, code: str) -> Encounter | None:
    """The learner's encounter with the patient of this code that has not ended."""
    return Encounter.objects.filter(learner=learner, code=code).exclude(status=Status.CLOSED).first()


def new_seed() -> int:
    """The seed of a patient whom nobody has met, secret as long as the encounter lasts."""
    return secrets.randbits(SEED_BITS)


def new_code() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def presentation_of(patient: Patient) -> dict[str, Any]:
    """What the learner is told at the door, kept as told: no page has to simulate to name the patient."""
    return {
        "name": patient.person.name,
        "first_name": patient.person.first_name,
        "age": patient.age,
        "sex": patient.sex,
        "occupation": patient.person.occupation,
        "allergies": patient.person.allergies,
        "complaint": complaint_of(trajectory_of(patient, (), 0).at(0)),
    }
