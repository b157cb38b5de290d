"""Does chance come from named streams alone?"""

from hashlib import blake2b
from statistics import fmean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.simulation.randomness import choice, normal, uniform, weighted

seeds = st.integers(0, 1 << 62)


@given(seeds, st.text("abc-|", max_size=8), st.integers(0, 5000))
def test_a_stream_gives_one_number_between_zero_and_one(seed: int, name: str, when: int) -> None:
    drawn = uniform(seed, name, when)
    assert 0 < drawn < 1
    assert uniform(seed, name, when) == drawn


def test_the_number_is_the_same_on_every_machine() -> None:
    expected = (int.from_bytes(blake2b(b"7|sex", digest_size=8).digest(), "big") / 2**11 // 1 + 0.5) / 2**53
    assert uniform(7, "sex") == pytest.approx(expected, abs=1e-15)


def test_streams_of_other_names_days_and_seeds_are_unlike() -> None:
    drawn = {uniform(seed, name, day) for seed in range(10) for name in ("hemoglobin", "mcv") for day in range(10)}
    assert len(drawn) == 200


def test_many_streams_are_evenly_spread() -> None:
    drawn = [uniform(seed, "spread") for seed in range(4000)]
    shares = [sum(i / 10 <= u < (i + 1) / 10 for u in drawn) / 4000 for i in range(10)]
    assert all(abs(share - 0.1) < 0.02 for share in shares)  # four standard errors


def test_normal_deviates_have_mean_zero_and_deviation_one() -> None:
    drawn = [normal(seed, "noise") for seed in range(4000)]
    assert abs(fmean(drawn)) < 0.065
    assert abs(pstdev(drawn) - 1) < 0.05


def test_each_option_is_chosen_as_often() -> None:
    chosen = [choice(seed, "abc", "letter") for seed in range(3000)]
    assert all(abs(chosen.count(letter) / 3000 - 1 / 3) < 0.035 for letter in "abc")


def test_a_weighted_draw_falls_in_proportion_and_in_order() -> None:
    weights = {"a": 1.0, "b": 0.0, "c": 3.0}
    assert [weighted(u, weights) for u in (0.0, 0.24, 0.26, 0.999, 1.0)] == ["a", "a", "c", "c", "c"]


@given(st.floats(0, 1), st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1e6), min_size=1))
def test_what_has_no_weight_is_never_drawn(u: float, weights: dict[str, float]) -> None:
    if sum(weights.values()) > 0:
        assert weights[weighted(u, weights)] > 0


def test_without_any_weight_there_is_no_draw() -> None:
    with pytest.raises(ValueError, match="no weight is positive"):
        weighted(0.5, {"a": 0.0})
