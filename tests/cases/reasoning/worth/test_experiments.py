"""Are imagined results likelihoods, of which each state's sum to 1, whatever is shown?"""

import numpy as np
import pytest
from scipy import stats

from cases.reasoning.belief.observer import Observer
from cases.reasoning.worth.decisions import loss_table
from cases.reasoning.worth.experiments import Unknown, batches, draws, results_of
from cases.reasoning.worth.information import Situation, situation
from tests.cases.reasoning.tiny import CATALOG, LIMIT, LIMITED, OBSERVER, PRIOR, SETTING, evidence

LOBES, NUMB = (4, 5, 6), (2, 3)
SHOWN = {
    "one value": Unknown((1,)),
    "two values": Unknown((1, 2)),
    "one finding": Unknown((), (LOBES,)),
    "two findings": Unknown((), (LOBES, NUMB)),
    "a value and a finding": Unknown((2,), (NUMB,)),
}


def here(observer: Observer = OBSERVER) -> Situation:
    """Return where the tiny observer stands who has seen nothing."""
    return situation(CATALOG, observer, loss_table(CATALOG), evidence(), SETTING, PRIOR)


@pytest.mark.parametrize("unknown", SHOWN.values(), ids=SHOWN)
def test_the_likelihoods_of_each_state_sum_to_1(unknown: Unknown) -> None:
    outlook, stakes = here().outlook, here().stakes
    results = results_of(outlook, [unknown], stakes, 128, 256)
    assert results.likelihoods.shape[1] == len(outlook.weights)
    assert results.likelihoods.sum(axis=2) == pytest.approx(1)
    assert (results.likelihoods >= 0).all()


@pytest.mark.parametrize("unknown", SHOWN.values(), ids=SHOWN)
def test_draws_have_chances_that_sum_to_1_and_leave_what_was_believed_on_average(unknown: Unknown) -> None:
    outlook = here().outlook
    after = list(draws(outlook, unknown, here().stakes, 32))
    assert sum(chance for chance, _ in after) == pytest.approx(1)
    assert sum(chance * then.chances for chance, then in after) == pytest.approx(outlook.chances, abs=2e-3)
    assert all(set(unknown.columns).isdisjoint(then.columns) for _, then in after)


def test_all_ways_of_two_findings_are_taken_and_each_is_as_likely_as_their_product() -> None:
    outlook = here().outlook
    [likelihoods] = results_of(outlook, [SHOWN["two findings"]], here().stakes, 1, 64).likelihoods
    lobes, numb = outlook.frequencies(LOBES), outlook.frequencies(NUMB)
    assert likelihoods == pytest.approx(np.einsum("sa,sb->sab", lobes, numb).reshape(len(lobes), 6))


def test_many_drawn_results_agree_with_all_there_are() -> None:
    """Seventy ways of six findings are drawn; one finding of them is then met as often as it should be."""
    outlook = here().outlook
    many = Unknown((), (LOBES, NUMB, LOBES, NUMB, LOBES, NUMB))
    assert not many.is_enumerated()
    after = draws(outlook, many, here().stakes, 400)
    value = sum(chance * then.chances.max() for chance, then in after)
    [exact] = results_of(outlook, [many], here().stakes, 1, 10_000).likelihoods
    joint = outlook.weights[:, None] * exact
    best = np.stack([joint[outlook.owners == c].sum(axis=0) for c in (0, 1)]).max(axis=0).sum()
    assert value == pytest.approx(best, abs=0.03)


def test_what_has_been_shown_is_not_shown_again() -> None:
    assert Unknown((1, 2), (LOBES,)).without(Unknown((2,), (NUMB,))) == Unknown((1,), (LOBES,))
    assert not Unknown((1,), ()).without(Unknown((1, 2)))


def test_tests_that_show_equally_much_are_reckoned_together() -> None:
    wanted = [SHOWN["one value"], SHOWN["one finding"], Unknown((2,)), SHOWN["a value and a finding"], Unknown()]
    assert batches(wanted) == [[0, 2], [1], [3], [4]]


def test_of_a_value_beyond_its_limit_nothing_else_is_learned() -> None:
    """Vitamin and cells run together: a level that is read moves what the count is expected to be, and one that is too
    low to be read does not, though a number was drawn for it."""
    start = here(LIMITED).outlook
    after = [then for _, then in draws(start, Unknown((1,), (LIMIT,)), here(LIMITED).stakes, 32)]
    unread = [then for then in after if 1 in then.columns]
    assert 0 < len(unread) < len(after)
    for then in after:
        old, new = start.means[np.searchsorted(start.states, then.states)][:, -1], then.means[:, -1]
        assert np.allclose(old, new) == (1 in then.columns)


def test_what_is_read_is_as_likely_as_the_textbook_has_it() -> None:
    """Results in which both values are read, and in which the cells alone are: the multivariate t of either."""
    outlook = here(LIMITED).outlook
    results = results_of(outlook, [Unknown((1, 2), (LIMIT,))], here(LIMITED).stakes, 1, 64)
    shapes = outlook.scales * outlook.stretch[:, None, None]
    under = outlook.frequencies(LIMIT)[:, 0]
    assert 0 < results.read[:, 0].sum() < 64
    expected = np.empty_like(results.likelihoods[0])
    for i, (values, read) in enumerate(zip(results.values[0], results.read, strict=True)):
        at = np.flatnonzero(read)
        for s, (mean, shape) in enumerate(zip(outlook.means, shapes, strict=True)):
            density = stats.multivariate_t(mean[at], shape[np.ix_(at, at)], outlook.freedom).pdf(values[at])
            expected[s, i] = density * (1 - under[s] if read[0] else under[s])
    # Apart from a factor for each result (how it was drawn) and one for each state (that its likelihoods sum to 1).
    off = np.log(results.likelihoods[0]) - np.log(expected)
    assert off - off.mean(axis=0) - off.mean(axis=1, keepdims=True) + off.mean() == pytest.approx(0, abs=1e-9)
