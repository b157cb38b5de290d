"""Is a test worth what it is expected to change, and never less than nothing?"""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.catalog import current
from cases.reasoning import information as module
from cases.reasoning import observer as observers
from cases.reasoning.decisions import loss_table
from cases.reasoning.evidence import Evidence, Measured
from cases.reasoning.information import Situation, best_value, price_of, ranked, situation, worth_of
from cases.reasoning.observer import current_observer, prior_of
from tests.cases.reasoning.tiny import CATALOG, FEATURES, FREQUENCIES, OBSERVER, PRIOR, SETTING, evidence
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
    assert worth_of(here, ["assay"]).value_after == here.value_now
    assert worth_of(here, ["film"]).value_after == here.value_now


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


@pytest.fixture
def untempered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the observer follow the rule of Bayes to the letter."""
    monkeypatch.setattr(observers, "TEMPERATURE", 1.0)
    monkeypatch.setattr(module, "TEMPERATURE", 1.0)


def met(here: Situation, known: Evidence) -> float:
    """Return the loss of acting best on what has been found."""
    return standing(known).value_now


@pytest.mark.usefixtures("untempered")
def test_imagined_results_agree_with_all_results_there_can_be() -> None:
    here = standing(evidence(vitamin=300))
    expected = 0.0
    for level in ("absent", "few", "many"):
        chance = here.states @ FREQUENCIES[:, FEATURES.levels.index(("lobes", level))]
        expected += chance * met(here, evidence(vitamin=300, lobes=level))
    assert worth_of(here, ["film"]).value_after == pytest.approx(expected, rel=0.01)
    assert expected < 0.9 * here.value_now


@pytest.mark.usefixtures("untempered")
def test_imagined_results_agree_with_many_patients_for_a_value() -> None:
    here = standing(evidence(lobes="few"))
    rng = np.random.default_rng(2)
    losses = []
    for state in rng.choice(3, size=3000, p=here.states):
        mean, covariance = OBSERVER.means[state], OBSERVER.covariances[state]
        gain = covariance[1, 0] / covariance[0, 0]
        spread = math.sqrt(covariance[1, 1] - gain * covariance[0, 1])
        drawn = rng.normal(mean[1] + gain * ((64 - 60) / 12 - mean[0]), spread)
        losses.append(met(here, evidence(vitamin=math.exp(drawn * 0.8 + 5.0), lobes="few")))
    assert worth_of(here, ["assay"]).value_after == pytest.approx(float(np.mean(losses)), rel=0.1)


def test_a_test_that_must_come_first_is_worth_what_it_permits() -> None:
    careful = changed(CATALOG, "managements", "cytotoxic", confirmed_by=("film",))
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
    sharp = replace(OBSERVER, means=means, covariances=np.stack([together] * 3))
    here, blind = (
        situation(CATALOG, sharp, TABLE, known, SETTING, PRIOR) for known in (evidence(vitamin=150), evidence())
    )
    certain = float(here.chances @ TABLE.value(np.eye(2), ()))
    assert worth_of(here, ["count"]).value_after == pytest.approx(certain, rel=0.05)
    assert worth_of(blind, ["count"]).value_after > 1.2 * certain


def test_what_follows_from_other_values_is_not_imagined_again() -> None:
    """Hemoglobin is known from the hematocrit, and platelets from a citrate tube: their test shows the rest only."""
    catalog = current()
    known = Evidence(60, "female", {"hematocrit": Measured(24.0), "platelets-citrate": Measured(180.0)}, {})
    prior = prior_of(catalog, "general-medicine")
    here = situation(catalog, current_observer(), loss_table(catalog), known, "general-medicine", prior)
    assert worth_of(here, ["cbc"]).value_after <= here.value_now
