"""Is a report worth as much as its reader?"""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.readers import Reader, Report, Skill, learner
from tests.cases.reasoning.tiny import FEATURES, FREQUENCIES, OBSERVER, PRIOR, SETTING, evidence

EXPERT = Reader((Skill(1.0, 0.9, 0.95),))
LEARNER = Reader((Skill(0.7, 0.8, 0.9, {"lobes": (0.6, 0.85)}), Skill(0.3, 0.4, 0.6)))
LEVELS = {"numb": ("absent", "present"), "lobes": ("absent", "few", "many")}


def reported(report: Report, known: Evidence | None = None) -> dict[str, float]:
    """Return the belief with a report."""
    return OBSERVER.belief(replace(known or evidence(), reports=(report,)), SETTING, PRIOR)


def enumerated(report: Report) -> dict[str, float]:
    """Return the belief the slow way: every skill, every way in which the findings may truly be."""
    likelihood = dict.fromkeys(OBSERVER.conditions, 0.0)
    for state, owner in enumerate(OBSERVER.owner):
        chance = 0.0
        for skill, truth in product(report.reader.skills, product(*(LEVELS[key] for key in report.levels))):
            term = skill.share
            for (key, written), true in zip(report.levels.items(), truth, strict=True):
                sensitivity, specificity = skill.by_finding.get(key, (skill.sensitivity, skill.specificity))
                right = specificity if true == LEVELS[key][0] else sensitivity
                term *= right if written == true else (1 - right) / (len(LEVELS[key]) - 1)
                term *= FREQUENCIES[state, FEATURES.place[key, true]]
            chance += term
        likelihood[OBSERVER.conditions[owner]] += OBSERVER.weights[0, state] * chance * _door(state)
    power = OBSERVER.temperature(evidence())
    joint = {key: PRIOR[key] * value**power for key, value in likelihood.items()}
    return {key: value / sum(joint.values()) for key, value in joint.items()}


def _door(state: int) -> float:
    """Return the likelihood of age and sex."""
    return float(np.exp(OBSERVER.log_likelihoods(evidence())[state]))


@pytest.mark.parametrize("reader", [EXPERT, LEARNER])
@pytest.mark.parametrize("levels", [{"numb": "present"}, {"lobes": "few"}, {"numb": "absent", "lobes": "many"}])
def test_a_report_is_weighed_as_enumeration_weighs_it(reader: Reader, levels: dict[str, str]) -> None:
    report = Report(reader, levels)
    assert reported(report) == pytest.approx(enumerated(report), abs=1e-9)


def test_a_reader_without_error_reports_findings() -> None:
    report = Report(Reader((Skill(1.0, 1.0, 1.0),)), {"numb": "present", "lobes": "many"})
    untempered = replace(OBSERVER, tempering=replace(OBSERVER.tempering, slopes=np.zeros(2)))
    seen = untempered.belief(evidence(numb="present", lobes="many"), SETTING, PRIOR)
    assert untempered.belief(replace(evidence(), reports=(report,)), SETTING, PRIOR) == pytest.approx(seen, abs=1e-12)


def test_a_reader_who_guesses_tells_nothing() -> None:
    report = Report(Reader((Skill(1.0, 0.5, 0.5),)), {"numb": "present"})
    assert reported(report) == pytest.approx(OBSERVER.belief(evidence(), SETTING, PRIOR), abs=1e-12)


def test_a_report_moves_the_belief_less_than_the_finding() -> None:
    before = OBSERVER.belief(evidence(), SETTING, PRIOR)["lack"]
    found = OBSERVER.belief(evidence(lobes="many"), SETTING, PRIOR)["lack"]
    assert before < reported(Report(LEARNER, {"lobes": "many"}))["lack"] < found


def test_what_is_known_for_sure_no_report_of_it_can_move() -> None:
    known = evidence(numb="present")
    report = Report(EXPERT, {"numb": "absent"})
    assert reported(report, known) == pytest.approx(OBSERVER.belief(known, SETTING, PRIOR), abs=1e-12)


def test_errors_of_one_reading_go_together() -> None:
    """A report that contradicts what is known shows a poor reading: what else stands in it weighs less."""
    known = evidence(numb="present")
    right, wrong = (Report(LEARNER, {"numb": level, "lobes": "many"}) for level in ("present", "absent"))
    assert reported(wrong, known)["lack"] < reported(right, known)["lack"]


def test_words_for_what_is_no_finding_are_passed_over() -> None:
    assert reported(Report(EXPERT, {"aura": "bright"})) == OBSERVER.belief(evidence(), SETTING, PRIOR)


def test_a_learner_who_named_few_white_cells_moves_the_chance_of_what_they_show_less() -> None:
    chances = [learner(cells).skills[0].chances("hypersegmented-neutrophils", 0, 2)[1] for cells in (0, 20, 100, 500)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.9 > 0.3 > chances[2]


def test_a_learners_report_says_less_than_the_laboratorys_and_never_the_opposite() -> None:
    for cells in (0, 50, 500):
        for skill in learner(cells).skills:
            for sensitivity, specificity in [(skill.sensitivity, skill.specificity), *skill.by_finding.values()]:
                assert 1.0 - specificity <= sensitivity < 1.0
                assert specificity < 1.0
    assert sum(skill.share for skill in learner(100).skills) == 1.0


def test_what_is_settled_falls_out_of_a_report() -> None:
    report = Report(learner(100), {"numb": "present", "lobes": "many"})
    assert report.beyond({"lobes": "few"}).levels == {"numb": "present"}
