"""Are forms of an exam alike?"""

from collections import Counter
from itertools import pairwise
from statistics import mean

import pytest

from quizzes.modes import Variant, exam

from .banks import bank, point_of

ENTRIES = {entry.template: entry for entry in bank()}


def test_forms_are_alike_in_points_kinds_and_difficulty_but_not_in_questions() -> None:
    forms = [exam(bank(), seed, count=20) for seed in range(25)]
    for form in forms:
        entries = [ENTRIES[variant.template] for variant in form]
        assert len(set(form)) == 20
        assert set(Counter(point_of(variant.template) for variant in form).values()) == {2, 3}
        assert max(Counter(entry.kind for entry in entries).values()) <= 8
        assert mean(entry.difficulty for entry in entries) == pytest.approx(
            0.45, abs=0.031
        )  # by chance its SD would be 0.038
        assert all(a.points != b.points for a, b in pairwise(entries))
    shared = [len({v.template for v in a} & {v.template for v in b}) for a, b in pairwise(forms)]
    assert mean(shared) < 14


def test_a_form_is_its_seeds_and_can_be_made_harder() -> None:
    assert exam(bank(), 3, count=20) == exam(bank()[::-1], 3, count=20) != exam(bank(), 4, count=20)
    hard, easy = (exam(bank(), 3, count=20, difficulty=d) for d in (0.6, 0.3))
    assert mean(ENTRIES[v.template].difficulty for v in hard) > mean(ENTRIES[v.template].difficulty for v in easy) + 0.1
    assert len(exam(bank(), 3, count=1000)) == len(bank()) and exam([], 3, count=5) == ()


def test_no_variant_of_the_history_is_in_an_exam() -> None:
    first = exam(bank(), 3, count=20)
    assert not set(first) & set(exam(bank(), 3, count=20, history=first))
    assert isinstance(first[0], Variant)
