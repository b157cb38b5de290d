"""Is an act held against nobody that a slightly different world would call the best?"""

import numpy as np
import pytest

from cases.reasoning.worth.decisions import loss_table
from cases.reasoning.worth.information import Situation, best_value, situation
from cases.reasoning.worth.robustness import FACTORS, LOSSES, Doubt, assuming, doubts, others_first, varied
from tests.cases.reasoning.tiny import CATALOG, OBSERVER, PRIOR, SETTING, evidence

TABLE = loss_table(CATALOG)


def standing(share: float = PRIOR["lack"]) -> Situation:
    """Return where the tiny observer stands who has seen nothing, where this share of patients have a lack."""
    return situation(CATALOG, OBSERVER, TABLE, evidence(), SETTING, {"lack": share, "clone": 1 - share})


def test_losses_and_the_priors_of_the_likeliest_diagnoses_are_varied_both_ways() -> None:
    whats = [doubt.what for doubt, _ in varied(standing())]
    assert sorted(whats) == sorted([LOSSES, "lack", "clone"] * len(FACTORS))


def test_varied_losses_are_those_of_a_scaled_table() -> None:
    then = dict(varied(standing()))[Doubt(LOSSES, 2.0)]
    assert np.allclose(then.table.losses, loss_table(CATALOG, 2).losses)
    assert then.value_now == pytest.approx(2 * standing().value_now)


def test_a_prior_twice_as_high_is_what_an_observer_with_that_prior_believes() -> None:
    odds = 2 * PRIOR["lack"] / PRIOR["clone"]
    there = standing(odds / (1 + odds))
    assert assuming(standing(), Doubt("lack", 2.0)).chances == pytest.approx(there.chances)


def test_what_would_be_best_under_half_the_losses_is_in_doubt_and_no_more() -> None:
    here = standing()
    bests = {doubt: best_value(then, then.ranking) for doubt, then in varied(here)}
    target = Doubt(LOSSES, 0.5)

    def lost(then: Situation) -> float:
        return bests[target] if then.table.scale == 0.5 else 1e6

    assert doubts(here, lost, tolerance=1.0) == (target,)
    assert doubts(here, lambda then: 1e6, tolerance=1.0) == ()


def test_an_assumption_is_named_as_little_changed_as_it_takes() -> None:
    """An act is the best where losses are smaller by a third or more: that is first so at 0.5 to the power of 3/4."""
    here = standing()

    def lost(then: Situation) -> float:
        return best_value(then, then.ranking) if then.table.scale < 2 / 3 else 1e6

    [doubt] = doubts(here, lost, tolerance=1.0)
    assert (doubt.what, doubt.factor) == (LOSSES, pytest.approx(0.5**0.75))


def test_the_assumptions_are_found_under_which_another_order_comes_first() -> None:
    """Where 80 of 100 have a lack the assay is just worth its price, and where 85 have it just no longer."""
    keys = list(standing().unknown)
    found = dict(others_first(standing(0.8), keys, tolerance=5.0))
    assert set(found.values()) == {""}
    assert {doubt.what for doubt in found} == {LOSSES, "lack", "clone"}
    for doubt in found:
        then = assuming(standing(0.8), doubt)
        assert best_value(then, then.ranking) > then.value_now - 5
    assert set(dict(others_first(standing(0.85), keys, tolerance=5.0)).values()) == {"assay"}
    assert others_first(standing(0.5), keys, tolerance=5.0) == []
