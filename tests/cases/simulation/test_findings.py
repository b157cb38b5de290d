"""Is what is there to be found drawn from the state and the condition, once for each patient?"""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.catalog.entry import PRESENT
from cases.catalog.observables import Finding
from cases.simulation.findings import complaint_of, level_chances, level_of, words_of
from cases.simulation.trajectories import Moment
from cases.simulation.twins import earlier
from tests.cases.simulation.population import CATALOG, everybody, moment, patient, recommended

FINDINGS = list(CATALOG.findings.values())
MOMENTS = [moment(one, day) for one in everybody(range(1, 3)) for day in (0, 7)]


@given(st.sampled_from(MOMENTS), st.sampled_from(FINDINGS))
def test_chances_are_chances(at: Moment, finding: Finding) -> None:
    chances = level_chances(at, finding)
    assert list(chances) == list(finding.levels[1:])
    assert all(0 <= chance <= 1 for chance in chances.values())
    assert sum(chances.values()) <= 1 + 1e-9


def test_every_finding_of_everybody_has_a_level_with_words() -> None:
    for at in MOMENTS[::2]:
        for key, finding in CATALOG.findings.items():
            level = level_of(at, key)
            assert level in finding.levels
            assert words_of(at.patient, key, level) in finding.words[level]


def test_a_finding_is_the_same_whatever_was_asked_before() -> None:
    keys = list(CATALOG.findings)
    at = MOMENTS[0]
    assert {key: level_of(at, key) for key in keys} == {key: level_of(at, key) for key in reversed(keys)}


def test_independent_causes_join_as_the_complement_of_all_failing() -> None:
    at = moment(patient("pernicious-anemia", severity=(0.9, 1.0)))
    finding = CATALOG.findings["paresthesia"]
    missed = 1 - finding.background.get(PRESENT, 0)
    for driver in finding.drivers:
        missed *= 1 - driver.probability(at.indices[driver.index])
    special = at.patient.condition.findings.get("paresthesia", 0.0)
    assert level_chances(at, finding)[PRESENT] == pytest.approx(1 - missed * (1 - special))  # type: ignore[operator]


def test_a_finding_occurs_as_often_as_its_chance() -> None:
    """The antibody of 60 % of patients with pernicious anemia, and of almost nobody else."""
    ill = [moment(patient("pernicious-anemia", seed)) for seed in range(150)]
    share = sum(level_of(at, "intrinsic-factor-antibody") == PRESENT for at in ill) / len(ill)
    expected = level_chances(ill[0], CATALOG.findings["intrinsic-factor-antibody"])[PRESENT]
    assert share == pytest.approx(expected, abs=0.16)  # four standard errors


def test_segmentation_becomes_normal_within_thirty_days_of_treatment() -> None:
    finding = CATALOG.findings["hypersegmented-neutrophils"]
    for seed in range(1, 6):
        one = patient("pernicious-anemia", seed, severity=(0.5, 1.0))
        course = [moment(one, day, recommended(one)) for day in (0, 7, 14, 21, 30)]
        chances = [level_chances(at, finding)[PRESENT] for at in course]
        assert all(later <= earlier + 1e-9 for earlier, later in pairwise(chances))
        assert chances[0] > 0.8
        assert chances[-1] < 0.1


def test_a_finding_that_went_away_does_not_come_back() -> None:
    one = patient("pernicious-anemia", 2, severity=(0.5, 1.0))
    course = [level_of(moment(one, day, recommended(one)), "hypersegmented-neutrophils") for day in range(0, 61, 5)]
    assert course[0] == PRESENT
    assert sum(before != after for before, after in pairwise(course)) == 1


def test_who_takes_a_drug_has_what_it_is_taken_for() -> None:
    implied = 0
    for one in everybody(range(1, 5)):
        for use in one.drugs:
            assert level_of(moment(one), f"drug:{use.drug.key}") == PRESENT
            assert all(level_of(moment(one), key) == PRESENT for key in use.drug.implies)
            implied += len(use.drug.implies)
    assert implied


def test_who_does_not_take_a_drug_does_not_say_so() -> None:
    one = patient("aml")
    taken = {use.drug.key for use in one.drugs}
    assert all(level_of(moment(one), f"drug:{key}") == "absent" for key in CATALOG.drugs if key not in taken)


def test_no_man_has_what_only_women_have() -> None:
    men = [one for one in everybody(range(1, 5)) if one.sex == "male"]
    assert men
    womanly = [finding for finding in FINDINGS if finding.sex == "female"]
    assert womanly
    assert all(level_of(moment(man), finding.key) == finding.normal for man in men for finding in womanly)


def test_nobody_has_what_belongs_to_another_age() -> None:
    bounded = [finding for finding in FINDINGS if (finding.from_age, finding.to_age) != (0, 130)]
    outside = [(at, f) for at in MOMENTS for f in bounded if not f.from_age <= at.patient.age <= f.to_age]
    assert {f.key for _, f in outside} >= {"heavy-menses", "pregnancy"}
    assert [f.key for at, f in outside if level_of(at, f.key) != f.normal] == []
    young = [one for one in everybody(range(1, 12)) if one.sex == "female" and 12 <= one.age <= 53]
    assert any(level_of(moment(one), "heavy-menses") == PRESENT for one in young)


def test_of_two_that_vary_together_the_rarer_is_never_there_alone() -> None:
    paired = [finding for finding in FINDINGS if finding.varies_with]
    assert paired
    alone = []
    for at in MOMENTS:
        for finding in paired:
            other = CATALOG.findings[str(finding.varies_with)]
            rarer = level_chances(at, finding)[PRESENT] <= level_chances(at, other)[PRESENT]
            is_struck = {finding.key, other.key} & {*at.struck}
            if rarer and not is_struck and level_of(at, finding.key) == PRESENT != level_of(at, other.key):
                alone.append((at.patient.condition.key, finding.key))
    assert alone == []


@pytest.mark.parametrize("condition", ["methimazole", "mononucleosis", "parvovirus"])
def test_what_an_illness_of_weeks_brought_is_gone_a_year_later_and_was_not_there_before(condition: str) -> None:
    brought = {key for key in CATALOG.conditions[condition].findings if CATALOG.findings[key].passes}
    day_0 = later = before = usual = 0.0
    for seed in range(1, 30):
        one = patient(condition, seed)
        today, year = moment(one), moment(one, 365, recommended(one))
        assert today.illness_left == 1
        for key in brought:
            finding = CATALOG.findings[key]
            day_0 += level_chances(today, finding)[PRESENT]
            later += level_chances(year, finding)[PRESENT]
            before += level_chances(earlier(one, 24), finding)[PRESENT]
            usual += finding.background.get(PRESENT, 0)
    assert day_0 > 5 * usual
    assert later < 2 * usual and before < 2 * usual


def test_what_stays_with_a_person_does_not_pass_with_the_illness() -> None:
    one = patient("methimazole", 1)
    year = moment(one, 365, recommended(one))
    assert year.illness_left < 0.2
    assert level_of(year, "thyroid-disease") == PRESENT


def test_a_complaint_is_true_of_the_patient() -> None:
    complaints = {finding.complaint: finding.key for finding in FINDINGS if finding.complaint}
    for at in MOMENTS[::2]:
        told = complaint_of(at)
        if told in complaints:
            present = [key for complaint, key in complaints.items() if complaint == told]
            assert any(level_of(at, key) == PRESENT for key in present)


def test_who_has_no_complaint_came_by_chance() -> None:
    at = MOMENTS[0]
    quiet = replace(at.patient, catalog=replace(CATALOG, findings={}))
    assert complaint_of(replace(at, patient=quiet)) == "No complaint; low counts were found by chance"


def test_nobody_has_a_thing_and_its_opposite() -> None:
    opposed = [finding for finding in FINDINGS if finding.unless]
    assert opposed
    for at in MOMENTS:
        for finding in opposed:
            assert [level_of(at, finding.key), level_of(at, str(finding.unless))] != [PRESENT, PRESENT]


def test_people_come_with_what_the_illness_brings() -> None:
    """Backgrounds alone would have one in twenty come with yellow eyes and white sclerae."""
    came = [complaint_of(moment(patient("methimazole", seed))) for seed in range(60)]
    febrile = {"Fever and chills", "Very sore throat", "Painful sores in the mouth"}
    assert sum(complaint in febrile for complaint in came) > 0.6 * len(came)


def test_iron_in_the_marrow_agrees_with_ferritin() -> None:
    for seed in range(20):
        for key in ("b12-and-iron", "mds-sf3b1", "pernicious-anemia", "hlh"):
            at = moment(patient(key, seed))
            if level_of(at, "marrow-iron") == "absent":
                assert at.readouts["ferritin"] < 60
            if level_of(at, "marrow-iron") == "increased":
                assert at.readouts["ferritin"] > 100


def test_yellow_sclerae_go_with_bilirubin() -> None:
    finding = CATALOG.findings["icterus"]
    for at in MOMENTS:
        chance = level_chances(at, finding)[PRESENT]
        assert chance < 0.01 if at.readouts["bilirubin_total"] < 1.3 else chance > 0.001
    assert max(level_chances(at, finding)[PRESENT] for at in MOMENTS) > 0.5
