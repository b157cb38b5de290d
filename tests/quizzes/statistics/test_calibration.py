"""Does the curve show whether a learner is right as often as they say?"""

from quizzes.certainty import Certainty
from quizzes.statistics import confident_and_unsafe, levels

GUESS, FAIRLY_SURE, CERTAIN = Certainty


def test_each_tap_is_judged_by_its_interval() -> None:
    answers = [(CERTAIN, True)] * 6 + [(CERTAIN, False)] * 6 + [(GUESS, True)] * 20
    guess, fairly_sure, certain = levels(answers)
    assert (certain.right, certain.of, certain.verdict) == (6, 12, "overconfident")
    assert guess.verdict == "underconfident"
    assert fairly_sure.verdict == "untold"
    assert levels([(FAIRLY_SURE, True), (FAIRLY_SURE, False)])[1].verdict == "honest"  # too few to say


def test_confident_and_unsafe_are_counted() -> None:
    assert confident_and_unsafe([(CERTAIN, True), (CERTAIN, False), (GUESS, True), (CERTAIN, True)]) == 2
