"""Does every teaching point have enough to ask, and is it said where one has not?"""

from cases.catalog import current
from quizzes.coverage import coverage, shortfalls
from quizzes.items import current as bank


def test_every_teaching_point_is_asked_about_often_and_in_several_ways() -> None:
    assert shortfalls(bank(current()), current()) == []


def test_a_point_counts_as_the_main_one_or_beside_another() -> None:
    found = {one.point: one for one in coverage(bank(current()), current())}
    assert set(found) == set(current().teaching_points)
    assert "deficiency-not-excess/she-takes-b12-and-is-neutropenic" in found["excess-is-harmless"].templates


def test_what_is_missing_is_said_by_name_and_number() -> None:
    few = {key: one for key, one in bank(current()).items() if not key.startswith("pseudo-tma/")}
    few = {key: one for key, one in few.items() if "pseudo-tma" not in one.points}
    assert "pseudo-tma: 0 templates of 0 kinds, 6 of 3 are needed" in shortfalls(few, current())
    assert any("templates in all, 160 are needed" in line for line in shortfalls({}, current()))
