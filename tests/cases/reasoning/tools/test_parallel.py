"""Are the forms of an examination equally hard, and about the same things?"""

import pytest

from cases.catalog import current
from cases.reasoning.belief.observer import current_observer
from cases.reasoning.tools.difficulty import difficulty_of
from cases.reasoning.tools.parallel import TOLERANCE, Form, NoForms, parallel_forms, place_of
from cases.simulation.patients import Recipe

KEYS = ("pernicious-anemia", "hypersegmentation", "mds")


@pytest.fixture(scope="module")
def forms() -> tuple[Form, ...]:
    places = [place_of(current(), "general-medicine", key) for key in KEYS]
    return parallel_forms(current(), current_observer(), places, forms=2, seed=4)


def test_every_form_follows_the_blueprint(forms: tuple[Form, ...]) -> None:
    assert [[entrant.place.name for entrant in form.entrants] for form in forms] == [list(KEYS)] * 2


def test_no_patient_is_in_two_forms(forms: tuple[Form, ...]) -> None:
    seeds = [entrant.seed for form in forms for entrant in form.entrants]
    assert len(set(seeds)) == len(seeds)


def test_the_patients_of_one_place_are_alike_and_the_forms_too(forms: tuple[Form, ...]) -> None:
    for one, other in zip(forms[0].entrants, forms[1].entrants, strict=True):
        assert abs(one.difficulty.index - other.difficulty.index) <= TOLERANCE
    assert abs(forms[0].index - forms[1].index) <= TOLERANCE / 2


def test_a_difficulty_is_that_of_its_patient(forms: tuple[Form, ...]) -> None:
    entrant = forms[1].entrants[0]
    assert entrant.difficulty == difficulty_of(current(), current_observer(), entrant.place.recipe, entrant.seed)


def test_the_same_seed_makes_the_same_forms(forms: tuple[Form, ...]) -> None:
    places = [place_of(current(), "general-medicine", key) for key in KEYS]
    assert parallel_forms(current(), current_observer(), places, forms=2, seed=4) == forms


def test_where_no_patients_are_near_enough_that_is_said() -> None:
    with pytest.raises(NoForms, match=r"mds: no 3 patients within 0\.00 of each other; the nearest 3 of 40 differ by"):
        parallel_forms(
            current(), current_observer(), [place_of(current(), "neutropenia-clinic", "mds")], 3, 1, tolerance=0.0
        )


def test_a_place_is_a_condition_a_diagnosis_or_a_point_that_somebody_here_can_show() -> None:
    catalog = current()
    assert place_of(catalog, "general-medicine", "copper").recipe == Recipe("general-medicine", (("copper", 1.0),))
    mix = dict(place_of(catalog, "general-medicine", "hypersegmentation").recipe.conditions or ())
    assert all("hypersegmentation" in catalog.conditions[key].key_features for key in mix)
    assert set(dict(place_of(catalog, "general-medicine", "mds").recipe.conditions or ())) == {
        key for key, condition in catalog.conditions.items() if condition.diagnosis == "mds"
    }
    with pytest.raises(KeyError):
        place_of(catalog, "general-medicine", "megaloblasts")
