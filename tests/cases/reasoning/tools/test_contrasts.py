"""Do contrasts say what tells diagnoses apart, with the numbers of the model?"""

import math

import pytest

from cases.catalog import current
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import current_observer, prior_of
from cases.reasoning.tools.contrasts import View, contrasts, supports, told_by_findings, view_of
from tests.cases.reasoning.tiny import CATALOG, OBSERVER, PRIOR, SETTING, evidence


def standing(known: Evidence) -> View:
    """Return where the tiny observer stands."""
    return view_of(CATALOG, OBSERVER, known, SETTING, PRIOR)


def test_a_finding_alone_moves_a_diagnosis_as_the_observer_says() -> None:
    known = evidence(vitamin=1500, lobes="many", numb="absent")
    found = {s.item: s for s in supports(CATALOG, OBSERVER, known, SETTING, PRIOR, "lack")}
    assert set(found) == {"vitamin", "lobes", "numb"}
    door = OBSERVER.belief(evidence(), SETTING, PRIOR)["lack"]
    assert [support.before for support in found.values()] == pytest.approx([door] * 3)
    assert found["lobes"].after == pytest.approx(OBSERVER.belief(evidence(lobes="many"), SETTING, PRIOR)["lack"])


def test_what_speaks_against_a_diagnosis_comes_first() -> None:
    known = evidence(vitamin=1500, lobes="many")
    against, in_favor = supports(CATALOG, OBSERVER, known, SETTING, PRIOR, "lack")
    assert (against.item, in_favor.item) == ("vitamin", "lobes")
    assert against.log_ratio < 0 < in_favor.log_ratio
    mirrored = supports(CATALOG, OBSERVER, known, SETTING, PRIOR, "clone")
    assert [-support.log_ratio for support in reversed(mirrored)] == pytest.approx(
        [against.log_ratio, in_favor.log_ratio]
    )


def test_a_contrast_of_findings_is_their_share_in_each_diagnosis() -> None:
    here = standing(evidence())
    (lobes,) = contrasts(here, ["lobes"], "lack", "clone")
    gravely = here.states[1] / here.states[:2].sum()
    many = 0.1 * (1 - gravely) + 0.7 * gravely
    absent = 0.5 * (1 - gravely) + 0.1 * gravely
    expected = ("many", many, 0.05) if abs(many - 0.05) > abs(absent - 0.8) else ("absent", absent, 0.8)
    assert (lobes.level, lobes.first, lobes.second) == (expected[0], pytest.approx(expected[1]), expected[2])
    few = 0.4 * (1 - gravely) + 0.2 * gravely
    assert lobes.separation == pytest.approx((abs(absent - 0.8) + abs(few - 0.15) + abs(many - 0.05)) / 2)


def test_a_contrast_of_values_is_the_usual_value_in_each() -> None:
    here = standing(evidence())
    (vitamin,) = contrasts(here, ["vitamin"], "lack", "clone")
    assert vitamin.level == ""
    assert vitamin.second == pytest.approx(math.exp(0.8 * 0.8 + 5.0))
    assert vitamin.first < vitamin.second
    assert 0 < vitamin.separation < 1


def test_what_separates_most_comes_first_and_a_diagnosis_not_from_itself() -> None:
    here = standing(evidence())
    found = contrasts(here, ["cells", "vitamin", "lobes", "nothing-known"], "lack", "clone")
    assert [c.separation for c in found] == sorted((c.separation for c in found), reverse=True)
    assert len(found) == 3
    assert [c.separation for c in contrasts(here, ["cells", "lobes"], "lack", "lack")] == [0, 0]


def test_a_finding_tells_its_mutual_information() -> None:
    here = standing(evidence())
    told = told_by_findings(here)
    assert set(told) == {"numb", "lobes"}
    chances = list(here.belief.values())
    numb = [here.states[0] * 0.3 + here.states[1] * 0.8, here.states[2] * 0.05]
    joint = [*numb, chances[0] - numb[0], chances[1] - numb[1]]
    apart = [chances[i] * share for share in (sum(numb), 1 - sum(numb)) for i in (0, 1)]
    assert told["numb"] == pytest.approx(sum(p * math.log(p / q) for p, q in zip(joint, apart, strict=True)))


def test_what_is_known_tells_nothing_more() -> None:
    assert set(told_by_findings(standing(evidence(lobes="few")))) == {"numb"}


def test_the_shipped_observer_tells_b12_deficiency_from_mds_by_b12() -> None:
    catalog = current()
    prior = prior_of(catalog, "pancytopenia-ward")
    door = Evidence(70, "female")
    here = view_of(catalog, current_observer(), door, "pancytopenia-ward", prior)
    best, *_ = contrasts(here, ["platelets", "serum-b12", "fatigue"], "b12-deficiency", "mds")
    assert best.item == "serum-b12"
    assert best.first < 200 < best.second
