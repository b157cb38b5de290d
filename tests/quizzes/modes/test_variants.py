"""Is a variant always one that the learner has not met?"""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.modes import Entry, Variant, fresh
from quizzes.modes.variants import Shelf, fresh_each, interleaved

from .banks import POINTS, bank, point_of


@settings(deadline=None)
@given(st.integers(0, 2**53), st.integers(0, 30))
def test_no_variant_comes_twice(seed: int, times: int) -> None:
    history: list[Variant] = []
    for _ in range(times):
        history.append(fresh("template", history, seed))
    assert len(set(history)) == times


def test_the_same_seed_and_history_give_the_same_variant_and_another_seed_another() -> None:
    history = [Variant("template", 7)]
    assert fresh("template", history, 1) == fresh("template", list(history), 1) != fresh("template", history, 2)
    assert fresh("other", history, 1) == fresh("other", [], 1)


def test_one_template_may_come_twice_in_a_quiz_but_not_as_the_same_variant() -> None:
    entry = bank()[0]
    assert len(set(fresh_each([entry, entry, entry], [], 1))) == 3


def test_what_was_met_least_and_longest_ago_comes_first() -> None:
    few = bank(3)
    names = [entry.template for entry in few if entry.points[0] == POINTS[0]]
    history = [Variant(names[0], 1), Variant(names[1], 1), Variant(names[1], 2), Variant(names[2], 1)]
    shelf = Shelf(few, history, 5)
    assert [shelf.take(POINTS[0]).template for _ in names] == [names[0], names[2], names[1]]  # type: ignore[union-attr]
    assert shelf.take(POINTS[0]) is None and shelf.take("unheard of") is None


def test_neighbors_differ_where_there_is_a_choice() -> None:
    entries = [entry for entry in bank() if entry.points[0] in POINTS[:2]]
    mixed = interleaved(entries)
    assert sorted(mixed, key=id) == sorted(entries, key=id)
    assert all(one.points != other.points for one, other in pairwise(mixed))
    same = [Entry(name, ("p",), "single", 0.5) for name in "ab"]
    assert interleaved(same) == same


def test_entries_are_found_under_their_main_point() -> None:
    shelf = Shelf(bank(), [], 1)
    assert {point_of(entry.template) for entry in shelf.rounds([POINTS[3]])} == {POINTS[3]}
