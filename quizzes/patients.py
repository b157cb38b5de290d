"""How is a patient met who brings back what is due? Begun once, however often sent."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from cases.catalog import current as current_catalog
from cases.encounters import beginning
from cases.encounters.refusals import out_of_turn
from cases.simulation.patients import Recipe, patient_of
from learners.models import Learner
from quizzes.modes.patients import patient_for
from quizzes.recollection import recollection_of

ASKED = {"review": "patient"}  # what the form asks for: whom it brings is drawn, and may differ when sent again
NOBODY = "Nothing is due that a patient could bring back. Take a ward round, or see a patient of your own choice."


def meet(learner: Learner, *, key: UUID) -> UUID:
    """Begin with a new patient for whom points that are due count, and return the encounter's id; sent twice, the key
    finds the same.

    The condition is drawn from a secret seed, by what is forgotten most, and so is the patient. Raises Refused: 409
    where nothing is due that a patient could bring back, 422 for a key that began something else.
    """
    if begun := beginning.begun_before(learner, key, ASKED):
        return begun.pk
    catalog, forgotten = current_catalog(), recollection_of(learner).forgotten(timezone.now())
    found = patient_for(catalog, forgotten, beginning.new_seed())
    if found is None:
        raise out_of_turn(NOBODY)
    setting, condition = found
    recipe = Recipe(setting, ((condition, 1.0),))
    patient = patient_of(catalog, recipe, beginning.new_seed())
    return beginning.begin(learner, key, ASKED, patient, beginning.new_code()).pk
