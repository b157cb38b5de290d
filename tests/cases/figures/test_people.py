"""Does a crowd have a hundred people, and each share its due?"""

from hypothesis import given
from hypothesis import strategies as st

from cases.figures.people import crowd, of_100

weights = st.lists(st.floats(0, 1, allow_nan=False), min_size=1, max_size=8).filter(lambda w: sum(w) > 0.01)


@given(weights)
def test_whole_numbers_sum_to_100_and_stay_within_one_of_their_share(given_weights: list[float]) -> None:
    shares = [weight / sum(given_weights) for weight in given_weights]
    counts = of_100(shares)
    assert sum(counts) == 100
    assert all(abs(count - 100 * share) < 1 for count, share in zip(counts, shares, strict=True))


def test_the_largest_remainder_is_rounded_up() -> None:
    assert of_100([0.336, 0.333, 0.331]) == [34, 33, 33]


def test_dots_are_filled_in_the_order_of_the_hues() -> None:
    made = crowd(["hue-1", "hue-2", "hue-rest"], [11, 0, 89])
    assert [(dots.hue, dots.path.count("M")) for dots in made.dots] == [("hue-1", 11), ("hue-rest", 89)]
    last_of_first = made.dots[0].path.rpartition("M")[2]
    assert float(last_of_first.split("a")[0].split()[1]) == 19.2  # the second row
