"""Does a drill ask for what is not yet known, blocked at first and mixed then?"""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from cases.reading.courses import COURSES
from cases.reading.sequencing import BLOCK, Trial, is_learned, next_kind, priority

KINDS = tuple("abcdef")


def played(answer: Callable[[str, int], tuple[bool, float]], many: int, *, blocked: bool = True) -> list[Trial]:
    """A series of somebody who answers so."""
    trials: list[Trial] = []
    for number in range(many):
        kind = next_kind(KINDS, trials, 7, blocked=blocked)
        trials.append(Trial(kind, *answer(kind, number)))
    return trials


def quick(kind: str, number: int) -> tuple[bool, float]:
    return True, 2.5


def test_new_kinds_come_in_blocks_and_are_mixed_before_the_next_ones_come() -> None:
    shown = [trial.kind for trial in played(quick, 12)]
    assert shown[: 3 * BLOCK] == ["a", "a", "b", "b", "c", "c"]
    assert set(shown[6:9]) == {"a", "b", "c"}
    assert shown[9:11] == ["d", "d"]


def test_without_blocks_every_kind_comes_once_first() -> None:
    shown = [trial.kind for trial in played(quick, 6, blocked=False)]
    assert sorted(shown) == sorted(KINDS)


def test_once_mixed_no_kind_comes_twice_in_a_row() -> None:
    shown = [trial.kind for trial in played(quick, 120)][40:]
    assert all(one != other for one, other in pairwise(shown))
    assert set(shown) == set(KINDS)


def test_what_is_answered_wrong_comes_back_more_often() -> None:
    trials = played(lambda kind, number: (kind != "c", 2.5), 200, blocked=False)
    counts = Counter(trial.kind for trial in trials[60:])
    assert counts["c"] > 2 * max(count for kind, count in counts.items() if kind != "c")


def test_what_is_answered_slowly_comes_back_more_often_than_what_is_quick() -> None:
    trials = played(lambda kind, number: (True, 20.0 if kind == "b" else 2.5), 200)
    counts = Counter(trial.kind for trial in trials[60:])
    assert counts["b"] == max(counts.values())


def test_an_error_outweighs_slowness_and_right_after_its_turn_a_kind_is_worth_nothing() -> None:
    wrong = [Trial("a", False, 2.0), Trial("b", True, 30.0), Trial("c", True, 3.0)]
    assert priority("a", wrong) > priority("b", wrong)
    assert priority("c", wrong) == 0.0


def test_a_kind_rests_after_three_quick_and_right_answers_and_wakes_with_an_error() -> None:
    known = [Trial("a", True, 4.0)] * 3
    assert is_learned("a", known)
    assert not is_learned("a", [*known, Trial("a", False, 4.0)])
    assert not is_learned("a", [Trial("a", True, 9.0)] * 3)


def test_a_series_is_the_same_for_the_same_answers_and_seed() -> None:
    assert played(quick, 50) == played(quick, 50)


def test_every_answer_of_a_course_has_a_key_of_its_own() -> None:
    for course in COURSES.values():
        letters = [answer.letter for answer in course.answers]
        assert len(set(letters)) == len(letters), course.key
