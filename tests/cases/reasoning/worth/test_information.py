"""Is a test worth what it is expected to change, and never less than nothing?"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cases.catalog import current
from cases.reasoning.belief.evidence import Evidence, Measured
from cases.reasoning.belief.mixture import FREEDOM
from cases.reasoning.belief.observer import Observer, current_observer, prior_of
from cases.reasoning.worth.decisions import loss_table
from cases.reasoning.worth.information import (
    Situation,
    best_value,
    price_of,
    ranked,
    situation,
    two_ahead,
    value_ahead,
    worth_of,
)
from tests.cases.reasoning.tiny import (
    CATALOG,
    FEATURES,
    FREQUENCIES,
    LIMITED,
    OBSERVER,
    PRIOR,
    SETTING,
    UNDER,
    evidence,
)
from tests.cases.variants import changed

TABLE = loss_table(CATALOG)


def standing(known: Evidence, prior: dict[str, float] = PRIOR) -> Situation:
    """Return where the tiny observer stands."""
    return situation(CATALOG, OBSERVER, TABLE, known, SETTING, prior)


def test_acting_now_is_worth_the_least_expected_loss() -> None:
    here = standing(evidence(vitamin=150))
    belief = OBSERVER.belief(evidence(vitamin=150), SETTING, PRIOR)
    assert here.chances == pytest.approx([belief["lack"], belief["clone"]])
    assert here.value_now == pytest.approx(float(TABLE.value(here.chances, ())))


@settings(deadline=None)
@given(
    st.builds(evidence, vitamin=st.none() | st.floats(1, 3000), numb=st.sampled_from([None, "absent", "present"])),
    st.lists(st.sampled_from(["assay", "count", "film", "idle"]), min_size=1, unique=True),
    st.floats(0.01, 0.99),
)
def test_information_is_never_worth_less_than_nothing(known: Evidence, keys: list[str], share: float) -> None:
    here = standing(known, {"lack": share, "clone": 1 - share})
    worth = worth_of(here, keys)
    assert 0 <= worth.value_after <= here.value_now
    assert worth.information >= -1e-12
    assert worth.cost > 0


def test_a_useless_test_is_worth_its_cost_only() -> None:
    here = standing(evidence())
    worth = worth_of(here, ["idle"])
    assert worth.value_after == here.value_now
    delay = 0.5 * (here.chances @ np.array([12, 48]))
    assert worth.cost == pytest.approx(7 + 2 + 0.5 + delay)
    assert worth.total == pytest.approx(here.value_now + worth.cost)


def test_a_test_of_what_is_known_is_worth_its_cost_only() -> None:
    here = standing(evidence(vitamin=150, lobes="few"))
    for key in ("assay", "film"):
        worth = worth_of(here, [key])
        assert worth.value_after == pytest.approx(here.value_now)
        assert worth.information == pytest.approx(0, abs=1e-12)


def test_a_test_that_separates_is_worth_more_than_it_costs() -> None:
    here = standing(evidence())
    assert worth_of(here, ["assay"]).total < here.value_now


def test_tests_ordered_together_cost_all_fees_and_the_longest_wait() -> None:
    here = standing(evidence())
    delay = here.chances @ TABLE.per_day
    assert worth_of(here, ["assay", "count"]).cost == pytest.approx(20 + 10 + 2 * 2.5 + delay)
    assert price_of(CATALOG, ["assay", "count"]) == pytest.approx(20 + 10 + 2 * 2.5)
    assert price_of(CATALOG, []) == 0


def test_more_tests_leave_no_more_to_lose() -> None:
    here = standing(evidence())
    both = worth_of(here, ["assay", "film"]).value_after
    noise = 0.1 * here.value_now  # both are imagined with few outcomes
    assert both <= min(worth_of(here, [key]).value_after for key in ("assay", "film")) + noise


def test_orders_are_ranked_by_what_is_lost_in_all() -> None:
    here = standing(evidence())
    worths = ranked(here)
    assert worths[0].key in ("assay", "film")
    assert [worth.total for worth in worths] == sorted(worth.total for worth in worths)
    assert {worth.key for worth in worths} == set(CATALOG.investigations)
    assert {worth.key for worth in ranked(here, excluded=["assay"])} == set(CATALOG.investigations) - {"assay"}


def test_the_best_plan_is_to_act_or_to_order_whichever_loses_less() -> None:
    here = standing(evidence())
    worths = ranked(here)
    assert best_value(here, worths) == worths[0].total < here.value_now
    assert best_value(here, []) == here.value_now


def test_a_test_is_judged_alike_whenever_it_is_judged() -> None:
    assert worth_of(standing(evidence()), ["assay"]) == worth_of(standing(evidence()), ["assay"])


def posterior(here: Situation, likelihoods: np.ndarray) -> np.ndarray:
    """Return the chances of the conditions by the rule of Bayes, worked from likelihoods of the states."""
    joint = here.outlook.weights * likelihoods
    return np.bincount(here.outlook.owners, joint, 2) / joint.sum()


def test_imagined_findings_agree_with_all_there_can_be() -> None:
    here = standing(evidence(vitamin=300))
    value, told = 0.0, 0.0
    for level in ("absent", "few", "many"):
        likelihoods = FREQUENCIES[here.outlook.states, FEATURES.levels.index(("lobes", level))]
        chance, then = here.outlook.weights @ likelihoods, posterior(here, likelihoods)
        value += chance * float(TABLE.value(then, here.done | {"film"}))
        told += chance * float(then @ np.log(then / here.chances))
    worth = worth_of(here, ["film"])
    assert worth.value_after == pytest.approx(value)
    assert worth.information == pytest.approx(told)
    assert worth.value_after < 0.9 * here.value_now


def test_imagined_values_agree_with_the_integral_over_all_there_can_be() -> None:
    """The multivariate t given age, from the textbook; the integral by a fine grid."""
    here = standing(evidence(lobes="few"))
    age, shape = (64 - 60) / 12, OBSERVER.covariances[:, :2, :2] * (FREEDOM - 2) / FREEDOM
    gain = shape[:, 1, 0] / shape[:, 0, 0]
    center = OBSERVER.means[:, 1] + gain * (age - OBSERVER.means[:, 0])
    squares = (age - OBSERVER.means[:, 0]) ** 2 / shape[:, 0, 0]
    spread = np.sqrt((shape[:, 1, 1] - gain * shape[:, 0, 1]) * (FREEDOM + squares) / (FREEDOM + 1))
    grid, step = np.linspace(-15, 15, 6001, retstep=True)
    densities = np.stack([stats.t(FREEDOM + 1, center[s], spread[s]).pdf(grid) for s in here.outlook.states])
    chances = here.outlook.weights @ densities * step
    thens = np.array([posterior(here, densities[:, i]) for i in range(len(grid))])
    worth = worth_of(here, ["assay"])
    saved = here.value_now - float(chances @ TABLE.value(thens, ()))
    assert here.value_now - worth.value_after == pytest.approx(saved, rel=0.05)
    told = float((chances[:, None] * thens * np.log(thens / here.chances)).sum())
    assert worth.information == pytest.approx(told, rel=0.02)


@pytest.mark.parametrize("keys", [["assay"], ["film"], ["count", "film"], ["assay", "count", "film", "idle"]])
def test_a_belief_is_on_average_the_same_after_a_test_as_before_it(keys: list[str]) -> None:
    here = standing(evidence(numb="present"))
    after = list(here.after(keys))
    assert sum(chance for chance, _ in after) == pytest.approx(1)
    mean = sum(chance * then.chances for chance, then in after)
    assert mean == pytest.approx(here.chances, abs=1e-3)  # faint states are left out


def test_what_is_imagined_of_a_test_agrees_with_what_an_observer_believes_who_has_seen_it() -> None:
    """Untempered, what is left to be expected is the same whether a value was imagined or measured."""
    sharp = Untempered(**vars(OBSERVER))
    here, seen = (
        situation(CATALOG, sharp, TABLE, known, SETTING, PRIOR) for known in (evidence(), evidence(vitamin=150))
    )
    column = FEATURES.analytes.index("vitamin")
    measured = (np.log(150) - OBSERVER.center[column]) / OBSERVER.spread[column]
    outlook, columns = here.outlook, np.array([column])
    at = int(np.searchsorted(outlook.columns, column))
    away = (measured - outlook.means[:, at]) / np.sqrt(outlook.scales[:, at, at] * outlook.stretch)
    weights = outlook.weights * stats.t(outlook.freedom).pdf(away) * away / (measured - outlook.means[:, at])
    [imagined] = outlook.after(columns, np.array([[measured]]), weights[None])
    assert imagined.weights == pytest.approx(seen.outlook.weights)
    assert imagined.means == pytest.approx(seen.outlook.means)
    whole, theirs = (o.scales * o.stretch[:, None, None] for o in (imagined, seen.outlook))
    assert whole == pytest.approx(theirs)


class Untempered(Observer):
    """An observer who follows the rule of Bayes to the letter."""

    def state_chances(self, evidence: Evidence, prior: Mapping[str, float], setting: str) -> np.ndarray:
        """Return the probability of each state."""
        logs = self.log_likelihoods(evidence) + np.log(self.weights[self.settings.index(setting)])
        chances = np.exp(logs) * np.array([prior[key] for key in self.conditions])[self.owner]
        return chances / chances.sum()


def test_looking_two_ahead_saves_what_a_second_test_saves() -> None:
    here = standing(evidence())
    for key in ("assay", "film", "count"):
        assert value_ahead(here, [key]) <= worth_of(here, [key]).value_after
    saved = 0.0
    for chance, then in here.after(["film"]):
        saved += chance * (then.value_now - min(then.value_now, *(worth.total for worth in ranked(then))))
    assert value_ahead(here, ["film"]) == pytest.approx(worth_of(here, ["film"]).value_after - saved)


def test_the_value_ahead_is_the_mean_of_the_best_values_after_each_result() -> None:
    """So regrets telescope: what is expected after a step is on average what is found before the next."""
    sharp = Untempered(**vars(OBSERVER))
    here = situation(CATALOG, sharp, TABLE, evidence(numb="present"), SETTING, PRIOR)
    expected = 0.0
    for level, column in zip(("absent", "few", "many"), here.unknown["film"].findings[0], strict=True):
        known = evidence(numb="present", lobes=level)
        then = situation(CATALOG, sharp, TABLE, known, SETTING, PRIOR)
        chance = here.outlook.weights @ FREQUENCIES[here.outlook.states, column]
        expected += chance * best_value(then, ranked(then))
    assert value_ahead(here, ["film"]) == pytest.approx(expected)
    assert expected < worth_of(here, ["film"]).value_after - 1


def test_the_best_few_are_ranked_again_two_steps_ahead() -> None:
    here = standing(evidence())
    two = two_ahead(here, ranked(here)[:3])
    assert {worth.key for worth in two} == {worth.key for worth in ranked(here)[:3]}
    assert [worth.total for worth in two] == sorted(worth.total for worth in two)
    assert all(w.total <= worth_of(here, [w.key]).total for w in two)


def test_a_test_that_must_come_first_is_worth_what_it_permits() -> None:
    careful = changed(CATALOG, "managements", "cytotoxic", confirmed_by=("film",), unconfirmed=5000.0)
    known = evidence(vitamin=900, cells=2.0)
    plain = standing(known)
    here = situation(careful, OBSERVER, loss_table(careful), known, SETTING, PRIOR)
    assert here.value_now > plain.value_now
    gain = here.value_now - worth_of(here, ["film"]).value_after
    assert gain > plain.value_now - worth_of(plain, ["film"]).value_after


def test_what_is_known_sharpens_what_a_correlated_test_will_tell() -> None:
    """Vitamin and cells run together, but off the common line in a clone: who knows one learns all from the other."""
    together = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.98], [0.0, 0.98, 1.0]])
    means = np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    sharp = replace(OBSERVER, means=means, deviations=np.ones((3, 3)), correlations=np.stack([together] * 2))
    here, blind = (
        situation(CATALOG, sharp, TABLE, known, SETTING, PRIOR) for known in (evidence(vitamin=150), evidence())
    )
    certain = float(here.chances @ TABLE.value(np.eye(2), ()))
    assert worth_of(here, ["count"]).value_after == pytest.approx(certain, rel=0.05)
    assert worth_of(blind, ["count"]).value_after > 1.2 * certain


def test_whether_a_value_can_be_read_at_all_is_imagined_too() -> None:
    """Vitamin is alike in all states where it is read; what tells them apart is how often it is too low to be read."""
    means = OBSERVER.means.copy()
    means[:, 1] = 0.0
    limited = replace(LIMITED, means=means, deviations=np.ones((3, 3)), correlations=np.stack([np.eye(3)] * 2))
    here = situation(CATALOG, limited, TABLE, evidence(), SETTING, PRIOR)
    told = 0.0
    for likelihoods in (UNDER[here.outlook.states], 1 - UNDER[here.outlook.states]):
        then = posterior(here, likelihoods)
        told += here.outlook.weights @ likelihoods * float(then @ np.log(then / here.chances))
    assert told > 0.1
    assert worth_of(here, ["assay"]).information == pytest.approx(told, rel=0.05)


def test_what_follows_from_other_values_is_not_imagined_again() -> None:
    """Hemoglobin is known from the hematocrit, and platelets from a citrate tube: their test shows the rest only."""
    catalog = current()
    known = Evidence(60, "female", {"hematocrit": Measured(24.0), "platelets-citrate": Measured(180.0)}, {})
    prior = prior_of(catalog, "general-medicine")
    here = situation(catalog, current_observer(), loss_table(catalog), known, "general-medicine", prior)
    assert worth_of(here, ["cbc"]).value_after <= here.value_now
