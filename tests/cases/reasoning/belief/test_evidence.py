"""Is a value measured again more than one, and never two?"""

import pytest

from cases.reasoning.belief.evidence import Measured
from tests.cases.reasoning.tiny import evidence


def test_a_value_measured_again_is_averaged_as_noise_multiplies() -> None:
    both = Measured(100).again(Measured(400))
    assert both.value == pytest.approx(200)
    assert both.repeats == 2


def test_the_order_of_repeats_is_irrelevant() -> None:
    one, two, three = Measured(3), Measured(5), Measured(11)
    assert one.again(two).again(three).value == pytest.approx(three.again(one).again(two).value)
    assert one.again(two).again(three).value == pytest.approx((3 * 5 * 11) ** (1 / 3))


def test_a_value_that_was_read_stands_before_one_beyond_a_limit() -> None:
    below, read = Measured(20, "<"), Measured(24)
    assert below.again(read) == read.again(below) == read


def test_of_two_values_beyond_a_limit_the_later_stands() -> None:
    assert Measured(20, "<").again(Measured(50, "<")) == Measured(50, "<")


def test_nothing_measured_is_no_reason_to_fail() -> None:
    assert Measured(0).again(Measured(0)).value == pytest.approx(0, abs=1e-6)


def test_evidence_joined_keeps_what_it_had() -> None:
    known = evidence(vitamin=120, numb="absent").joined({"cells": Measured(2)}, {"numb": "present"})
    assert known == evidence(vitamin=120, cells=2, numb="present")


def test_a_value_joined_again_counts_once() -> None:
    known = evidence(vitamin=100).joined({"vitamin": Measured(400)}, {})
    assert known.values["vitamin"].value == pytest.approx(200)
