"""Can lobes be counted by somebody who knows only the pixels?"""

import pytest

from cases.smears import lobes, neutrophils
from tests.cases.smears.counter import grain_of, lobes_in
from tests.cases.smears.crops import alone, neutrophil

FIRST_SEED = 70_000


def exact_and_near(count: int) -> tuple[float, float]:
    """The shares of `count` neutrophils of 1 to 8 lobes that are counted rightly, and within one."""
    errors = [abs(lobes_in(neutrophil(FIRST_SEED + k, k % 8 + 1)) - (k % 8 + 1)) for k in range(count)]
    return sum(e == 0 for e in errors) / count, sum(e <= 1 for e in errors) / count


def test_lobes_are_counted_exactly_in_ninety_eight_of_a_hundred_and_within_one_in_all() -> None:
    exact, near = exact_and_near(160)
    assert exact >= 0.98
    assert near == 1.0


def test_a_band_has_one_mass() -> None:
    counted = [lobes_in(alone("band", FIRST_SEED + k, 6.9, {"granules": 1.0})) for k in range(40)]
    assert sum(found != 1 for found in counted) <= 2


@pytest.mark.parametrize("masses", [1, 2])
def test_a_pseudo_pelger_cell_has_one_mass_or_two(masses: int) -> None:
    parameters = {"granules": 0.05, "lobes": float(masses)}
    counted = [lobes_in(alone("pseudo-pelger", FIRST_SEED + k, 6.7, parameters)) for k in range(40)]
    assert sum(found != masses for found in counted) <= 2


def test_the_counter_finds_out_lobes_that_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neutrophils, "JOINED_GAP", -1.2)
    monkeypatch.setattr(neutrophils, "OTHER_GAP", -0.8)
    monkeypatch.setattr(lobes, "WIDEST_GAP", -0.6)
    exact, _ = exact_and_near(40)
    assert exact < 0.75


def test_the_counter_finds_out_a_lobe_left_away(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = lobes.lobed_nucleus
    monkeypatch.setattr(neutrophils, "lobed_nucleus", lambda rng, n, *rest: drawn(rng, max(n - 1, 1), *rest))
    exact, _ = exact_and_near(24)
    assert exact < 0.5


def test_granules_show_and_their_lack_shows() -> None:
    usual = sorted(grain_of(neutrophil(FIRST_SEED + k, 3)) for k in range(24))
    bare = sorted(grain_of(neutrophil(FIRST_SEED + k, 3, granules=0.05)) for k in range(24))
    assert usual[2] > bare[-3]
