"""Does nothing about the person betray the disease?"""

from cases.simulation.people import FIRST_NAMES, person_of
from tests.cases.simulation.population import CONDITIONS, patient


def test_the_person_of_a_seed_is_the_same_whatever_the_disease() -> None:
    people = [patient(condition, 4) for condition in CONDITIONS]
    assert len({one.person.last_name for one in people}) == 1
    assert len({one.person.allergies for one in people}) == 1
    assert len({one.person.occupation.removeprefix("retired ") for one in people if one.age >= 21}) == 1


def test_the_first_name_fits_the_sex() -> None:
    assert person_of(4, "female", 50).first_name in FIRST_NAMES["female"]
    assert person_of(4, "male", 50).first_name in FIRST_NAMES["male"]
    assert not set(FIRST_NAMES["female"]) & set(FIRST_NAMES["male"])


def test_work_follows_age() -> None:
    at_work = person_of(4, "female", 50).occupation
    assert person_of(4, "female", 20).occupation == "student"
    assert person_of(4, "female", 66).occupation == f"retired {at_work}"


def test_many_people_have_many_names() -> None:
    names = {person_of(seed, "female", 50).name for seed in range(200)}
    assert len(names) > 150
    assert all(len(name.split()) == 2 for name in names)
