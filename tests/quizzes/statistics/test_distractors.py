"""Does the table of distractors show whom each option drew?"""

import numpy as np
import pytest

from quizzes.statistics import distractors

# Nine learners in order of their totals, and what each chose of an item whose key is A.
CHOSEN = ["B", "C", None, "A", "B", "A", "A", "A", "A"]
TOTALS = np.arange(9.0)


def test_each_option_has_the_shares_of_both_thirds() -> None:
    a, b, c, d, left_open = distractors(CHOSEN, TOTALS, ["A", "B", "C", "D"], {"A"})
    assert [(row.option, row.count) for row in (a, b, c, d, left_open)] == [
        ("A", 5), ("B", 2), ("C", 1), ("D", 0), ("", 1),
    ]  # fmt: skip
    assert (a.lower, a.upper, a.share) == pytest.approx((0, 1, 5 / 9))
    assert (b.lower, b.upper) == pytest.approx((1 / 3, 0))
    assert a.correlation > 0 > b.correlation and np.isnan(d.correlation)


def test_a_distractor_works_if_it_draws_the_weak() -> None:
    a, b, _, d, _ = distractors(CHOSEN, TOTALS, ["A", "B", "C", "D"], {"A"})
    assert a.works and b.works
    assert not d.works  # nobody fell for it
    misleading = distractors(CHOSEN[::-1], TOTALS, ["A", "B"], {"A"})
    assert not misleading[0].works and not misleading[1].works


def test_all_that_learners_chose_adds_to_one() -> None:
    rows = distractors(CHOSEN, TOTALS, ["A", "B", "C", "D"], {"A"})
    for column in ("share", "lower", "upper"):
        assert sum(getattr(row, column) for row in rows) == pytest.approx(1)
