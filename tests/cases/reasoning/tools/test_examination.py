"""Is the observer examined on patients it has not met, and the naive one with it?"""

from dataclasses import replace

import numpy as np
import pytest

from cases.catalog import Catalog, current
from cases.reasoning.belief.learning import learn
from cases.reasoning.belief.panels import STAGES
from cases.reasoning.tools.examination import (
    ADAPTIVE,
    BY_LOT,
    COUNT,
    FIRST_LINE,
    IDEAL,
    LEARNER,
    NAIVE,
    Examiner,
    Verdict,
    by_panel,
    decisions_of,
    examined,
    ideals,
    naive,
    reliability_of,
)
from tests.cases.reasoning.tiny import FREQUENCIES, OBSERVER, PRIOR, evidence

LEARNED = ("methimazole", "aplastic-anemia")


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    """An examiner of an observer of two conditions."""
    two = {key: current().conditions[key] for key in LEARNED}
    catalog: Catalog = replace(current(), conditions=two)
    return Examiner(catalog, learn(catalog, 60, 1, seed=1, workers=1), seed=9)


@pytest.fixture(scope="module")
def verdicts(examiner: Examiner) -> list[Verdict]:
    """What it said of a dozen and a half."""
    followed = ideals(examiner, 2, workers=1)
    return [v for _, v in followed] + examined(replace(examiner, ordered=tuple(p for p, _ in followed)), 14, workers=1)


def test_every_kind_of_panel_is_examined(verdicts: list[Verdict]) -> None:
    counts = {name: len(those) for name, those in by_panel(verdicts).items()}
    assert counts == {
        ADAPTIVE: 2, FIRST_LINE: 14, LEARNER: 14, BY_LOT: 14, IDEAL: 14, f"{NAIVE}, {COUNT}": 4,
        **dict.fromkeys(STAGES, 4),
    }  # fmt: skip


def test_all_that_can_be_known_tells_two_conditions_apart(verdicts: list[Verdict]) -> None:
    found = reliability_of("everything", by_panel(verdicts)["everything"])
    assert found.first == 1
    assert found.log_score < 0.1


def test_a_verdict_weighs_the_course_that_its_belief_recommends(verdicts: list[Verdict]) -> None:
    for verdict in verdicts:
        assert verdict.chances.sum() == pytest.approx(1)
        assert 0 < verdict.truth + 1 <= 2
    sure = [v for v in by_panel(verdicts)["everything"] if v.chances[v.truth] > 0.9999]
    assert sure
    assert all(v.realized == pytest.approx(v.expected, rel=0.05) for v in sure)


def test_losses_are_compared_with_the_error_of_their_difference() -> None:
    pairs = [(100.0, 0.0), (100.0, 250.0), (100.0, 50.0), (100.0, 100.0)]
    found = decisions_of("-", [Verdict("-", np.ones(1), 0, expected, realized) for expected, realized in pairs])
    assert (found.count, found.expected, found.realized) == (4, 100, 100)
    assert found.standard_error == pytest.approx(np.std([-100, 150, -50, 0]) / 2)


def test_the_naive_observer_multiplies_what_it_takes_for_independent() -> None:
    fool = naive(OBSERVER)
    chances = fool.chances(evidence(cells=1.2, lobes="few"), PRIOR)
    shares, scores = OBSERVER.weights.mean(axis=0), []
    for owner, prior in enumerate((0.6, 0.4)):
        mine = np.flatnonzero(OBSERVER.owner == owner)
        score = prior
        for column, value in ((0, (64 - 60) / 12), (2, (1.2 - 2.0) / 1.1)):
            mean = shares[mine] @ OBSERVER.means[mine, column]
            square = shares[mine] @ (OBSERVER.deviations[mine, column] ** 2 + OBSERVER.means[mine, column] ** 2)
            variance = square - mean**2
            score *= np.exp(-0.5 * (value - mean) ** 2 / variance) / np.sqrt(variance)
        for place in (0, 5):  # female, few
            score *= shares[mine] @ FREQUENCIES[mine, place]
        scores.append(score)
    assert chances == pytest.approx(np.array(scores) / sum(scores), abs=1e-9)
