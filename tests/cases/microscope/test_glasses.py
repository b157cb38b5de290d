"""Which films of a patient are there to be looked at, and do they stay the same?"""

import uuid
from collections.abc import Callable

import pytest

from cases.microscope.glasses import collected_minute, film_named, films_in, slide_in, source_of
from cases.models import Encounter
from cases.records import patient_in
from cases.slides import Absent, Sight
from tests.cases.encounters.acts import B12, do

FIELD = Sight("monolayer", 0)


def test_there_is_a_film_for_each_sample_and_none_before(encounter: Encounter) -> None:
    do(encounter, "order", investigations=["cbc"])
    assert films_in(encounter) == []
    do(encounter, "order", investigations=["cbc", "blood-film"])
    do(encounter, "wait", until=2 * 1440)
    do(encounter, "sign", commitment=B12)
    do(encounter, "visit", day=28, investigations=["blood-film"])
    assert [collected_minute(act) for act in films_in(encounter)] == [0, 28 * 1440]


def test_the_film_is_that_of_the_day_and_of_what_was_given_by_then(encounter: Encounter) -> None:
    first = do(encounter, "order", investigations=["blood-film"])
    do(encounter, "sign", commitment=B12)
    later = do(encounter, "visit", day=28, investigations=["blood-film"])
    before, after = slide_in(encounter, first.number), slide_in(encounter, later.number)
    assert before.moment.day == 0
    assert after.moment.day == 28
    assert after.film.rbc_1e12_l > before.film.rbc_1e12_l
    assert before.moment.patient == patient_in(encounter)


def test_a_film_stays_the_same_whatever_is_done_later(encounter: Encounter) -> None:
    number = do(encounter, "order", investigations=["blood-film"]).number
    from cases.microscope import glasses

    before = slide_in(encounter, number).scene(FIELD)
    do(encounter, "sign", commitment=B12)
    do(encounter, "visit", day=28, investigations=["blood-film"])
    glasses.slide_named.cache_clear()
    assert slide_in(encounter, number).scene(FIELD) == before


def test_a_film_that_was_not_made_or_of_another_catalog_is_absent(encounter: Encounter) -> None:
    number = do(encounter, "order", investigations=["blood-film"]).number
    with pytest.raises(Absent):
        slide_in(encounter, number + 1)
    Encounter.objects.update(catalog="0" * 12)
    with pytest.raises(Absent):
        slide_in(encounter, number)


def test_the_name_of_a_slide_gives_back_its_encounter_and_act() -> None:
    encounter = uuid.uuid4()
    assert film_named(source_of(encounter, 300)) == (encounter, 300)


def test_a_slide_is_found_with_one_query(encounter: Encounter, django_assert_max_num_queries: Callable) -> None:
    number = do(encounter, "order", investigations=["blood-film"]).number
    with django_assert_max_num_queries(1):
        slide_in(encounter, number)
