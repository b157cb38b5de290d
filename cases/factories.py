"""Who and whom do tests need? Factories make nouns; acts make states."""

import uuid
from typing import Any

import factory

from cases import encounters
from cases.models import Encounter
from cases.simulation.patients import Recipe
from learners.models import Learner


class LearnerFactory(factory.django.DjangoModelFactory):
    """A learner with an account."""

    class Meta:
        model = Learner

    username = factory.Sequence(lambda n: f"learner-{n}")
    password = factory.django.Password("a long pass phrase")


class EncounterFactory(factory.django.DjangoModelFactory):
    """An encounter just begun, with the patient of `seed` in `setting` who has `condition` (any if None)."""

    class Meta:
        model = Encounter

    class Params:
        condition = None

    learner = factory.SubFactory(LearnerFactory)
    setting = "pancytopenia-ward"
    seed = 1
    key = factory.LazyFunction(uuid.uuid4)
    recipe = factory.LazyAttribute(
        lambda made: Recipe(setting=made.setting, conditions=((made.condition, 1.0),) if made.condition else None)
    )

    @classmethod
    def _create(cls, model_class: type[Encounter], *_: Any, **given: Any) -> Encounter:
        given.pop("setting")
        return encounters.start(given.pop("learner"), **given)
