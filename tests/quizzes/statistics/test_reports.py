"""Does a report bring together what the answers show, and name what an author should look at?"""

import numpy as np
import pytest

from quizzes.statistics import facility, rest_correlation
from quizzes.statistics.reports import FEWEST, Given, reports, scores_of

OPTIONS, KEYS = {"good": ["1", "2", "3"]}, {"good": ["1"]}


def answers(count: int = 60) -> list[Given]:
    """Learners from weak to strong: `good` is right for the strong, `bad` for the weak, `easy` for all; 3 idles."""
    given = []
    for learner in range(count):
        strong = learner >= count / 2
        given += [
            Given(learner, "good", 1, float(strong), "1" if strong else "2", 40.0),
            Given(learner, "bad", 1, float(not strong), seconds=50.0, is_unsafe=strong),
            Given(learner, "easy", 1 + (learner % 2), 1.0, seconds=2.0 if learner < 10 else 60.0),
            *(Given(learner, f"plain-{i}", 1, float(strong)) for i in range(4)),
        ]
    return given


def test_only_the_first_answer_of_a_learner_counts() -> None:
    again = [Given(learner, "good", 1, 1.0, "1") for learner in range(60)]
    assert repr(reports(answers() + again, OPTIONS, KEYS)) == repr(reports(answers(), OPTIONS, KEYS))  # NaN is not NaN


def test_figures_are_those_of_the_modules_that_compute_them() -> None:
    given = answers()[3:]  # somebody did not meet everything
    scores = scores_of(given)
    found = {report.template: report for report in reports(given)}
    assert [found[template].facility for template in scores.templates] == pytest.approx(facility(scores.credits))
    told = [found[template].rest_correlation for template in scores.templates]
    assert told == pytest.approx(rest_correlation(scores.credits), nan_ok=True)
    assert np.isnan(scores.credits).sum() == 3


def test_each_doubt_is_named() -> None:
    found = {report.template: report for report in reports(answers(), OPTIONS, KEYS)}
    assert found["good"].doubts == ("option 3 does not work",)
    assert found["bad"].doubts == ("the strong do worse than the weak",)
    assert set(found["easy"].doubts) == {"nearly all get it right", "many answer faster than one can read"}
    assert (found["bad"].unsafe, found["good"].unsafe) == (30, 0)


def test_of_few_answers_nothing_is_said() -> None:
    assert all(report.doubts == () for report in reports(answers(FEWEST - 1), OPTIONS, KEYS))
    assert reports([]) == ()


def test_an_edit_that_changes_how_hard_an_item_is_is_noticed() -> None:
    given = [Given(learner, "edited", 1 + (learner >= 40), float(learner < 40)) for learner in range(80)]
    (report,) = reports(given)
    assert "its last edit changed how hard it is" in report.doubts
