"""Does the page of priors show the same findings under two priors, and only what a learner may see?"""

import pytest

from cases.catalog import current
from cases.charts.tools.priors import evidence_for, panels_of, prior_chart, times_words
from cases.models import Encounter
from cases.reasoning.tools.priors import GROUPS, PANELS
from learners.models import Learner
from tests.cases import endings

SETTING = "general-medicine"
YOUNG = PANELS["young"][1]


def test_both_beliefs_are_of_100_patients() -> None:
    chart = prior_chart(SETTING, "findings", YOUNG, {"vegan": 0.1, "nitrous": 5})
    assert sum(row.standard for row in chart.rows) == sum(row.yours for row in chart.rows) == 100
    assert len({row.hue for row in chart.rows}) == len(chart.rows)
    assert [group.name for group in chart.groups] == [*(group.name for group in GROUPS), "Everybody else"]


def test_the_headline_says_what_moved() -> None:
    usual = prior_chart(SETTING, "", YOUNG, {"vegan": 1.0})
    assert usual.headline.startswith("As usual.")
    assert [row.standard for row in usual.rows] == [row.yours for row in usual.rows]
    more = prior_chart(SETTING, "", YOUNG, {"nitrous": 10.0})
    first = more.rows[0]
    assert more.headline == f"{first.name} rises from {first.standard} to {first.yours} of 100."
    still = prior_chart(SETTING, "", PANELS["oval"][1], {"vegan": 0.9})
    assert still.headline.startswith("The findings outweigh the prior")


def test_the_fit_does_not_depend_on_who_walks_in() -> None:
    charts = [prior_chart(SETTING, "", YOUNG, {"vegan": factor, "alcohol": 3}) for factor in (0.1, 10)]
    assert [group.fit for group in charts[0].groups] == [group.fit for group in charts[1].groups]
    assert "100" in [group.fit for group in charts[0].groups]
    assert charts[0].groups[0].of_100[1] != charts[1].groups[0].of_100[1]


def test_a_diagnosis_that_rises_among_the_first_is_shown() -> None:
    usual, more = (prior_chart(SETTING, "", PANELS["nothing"][1], {"clones": times}) for times in (1, 10))
    rising = current().diagnoses["mds"].name
    assert rising not in [row.name for row in usual.rows]
    assert rising in [row.name for row in more.rows]


@pytest.mark.parametrize(
    ("times", "words"), [(1, "as usual"), (10, "10 times more"), (0.1, "10 times fewer"), (2.5, "2.5 times more")]
)
def test_times_are_told_in_words(times: float, words: str) -> None:
    assert times_words(times) == words


def test_only_own_closed_patients_can_be_looked_at_again(
    encounter: Encounter, alice: Learner, charlie: Learner
) -> None:
    assert set(panels_of(alice)) == set(panels_of(None)) == set(PANELS)
    endings.abandoned(encounter)
    own = f"own-{encounter.pk}"
    assert own in panels_of(alice)
    assert "mcv" in evidence_for(alice, own).values
    assert own not in panels_of(charlie)
    with pytest.raises(KeyError):
        evidence_for(charlie, own)
    with pytest.raises(KeyError):
        evidence_for(None, own)


def test_an_older_patient_is_listed_where_asked_for(
    encounter: Encounter, alice: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cases.charts.tools.priors.OWN_LISTED", 0)
    endings.abandoned(encounter)
    own = f"own-{encounter.pk}"
    assert own not in panels_of(alice)
    assert own in panels_of(alice, own)
