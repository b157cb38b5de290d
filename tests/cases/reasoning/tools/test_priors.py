"""Does a prior change who walks in, and nothing that the findings say?"""

from itertools import combinations

import pytest

from cases.catalog import current
from cases.reasoning.belief.observer import current_observer, prior_of
from cases.reasoning.tools.priors import (
    GROUPS,
    LEAST,
    MOST,
    PANELS,
    REGIONS,
    everybody_else,
    scaled,
    share,
)

SETTING = "general-medicine"


@pytest.fixture
def prior() -> dict[str, float]:
    return prior_of(current(), SETTING)


def test_groups_are_of_known_conditions_and_share_none() -> None:
    assert {key for group in GROUPS for key in group.conditions} <= set(current().conditions)
    for one, other in combinations(GROUPS, 2):
        assert not set(one.conditions) & set(other.conditions)


def test_panels_and_regions_speak_of_what_exists() -> None:
    catalog = current()
    for _, evidence in PANELS.values():
        assert set(evidence.values) <= set(catalog.analytes)
        assert all(level in catalog.findings[key].levels for key, level in evidence.levels.items())
    for region in REGIONS:
        assert set(region.times) <= {group.key for group in GROUPS}
        assert all(LEAST <= factor <= MOST for factor in region.times.values())


def test_ten_times_fewer_vegans_are_ten_times_fewer_beside_everybody_else(prior: dict[str, float]) -> None:
    fewer = scaled(prior, {"vegan": 0.1})
    assert sum(fewer.values()) == pytest.approx(1)
    assert fewer["vegan-diet"] / fewer["healthy"] == pytest.approx(0.1 * prior["vegan-diet"] / prior["healthy"])
    assert fewer["copper"] / fewer["healthy"] == pytest.approx(prior["copper"] / prior["healthy"])


def test_as_usual_changes_nothing(prior: dict[str, float]) -> None:
    assert scaled(prior, {group.key: 1.0 for group in GROUPS}) == pytest.approx(prior)
    assert scaled(prior, {}) == pytest.approx(prior)


@pytest.mark.parametrize("panel", PANELS)
def test_the_findings_weigh_the_same_whoever_walks_in(panel: str, prior: dict[str, float]) -> None:
    evidence = PANELS[panel][1]
    other = scaled(prior, {"vegan": 0.1, "nitrous": 7, "clones": 3})
    beliefs = [current_observer().belief(evidence, SETTING, one) for one in (prior, other)]
    groups = [*GROUPS, everybody_else(prior)]
    fits = [
        [share(belief, group) / share(before, group) for group in groups]
        for belief, before in zip(beliefs, (prior, other), strict=True)
    ]
    ratio = fits[1][0] / fits[0][0]
    assert fits[1] == pytest.approx([ratio * fit for fit in fits[0]])


def test_everybody_belongs_to_a_group_or_to_the_others(prior: dict[str, float]) -> None:
    assert sum(share(prior, group) for group in (*GROUPS, everybody_else(prior))) == pytest.approx(1)


def test_an_unknown_group_is_refused(prior: dict[str, float]) -> None:
    with pytest.raises(KeyError):
        scaled(prior, {"left-handed": 2})
