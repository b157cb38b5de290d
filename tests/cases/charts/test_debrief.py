"""Does the debrief say what was so, the gravest first, and lead each remark to its teaching point?"""

import re
from dataclasses import replace
from typing import get_args
from uuid import UUID

import pytest
from msgspec.structs import replace as changed
from pytest_django import DjangoDbBlocker

from cases.catalog import current
from cases.catalog.units import System
from cases.charts.debrief import Debrief, NotClosed, Outdated, debrief_of
from cases.charts.debrief.beliefs import beliefs_of
from cases.charts.debrief.closed import Closed, closed
from cases.charts.debrief.comparison import rival_of
from cases.charts.debrief.counterfactuals import Fate, counterfactuals_of
from cases.charts.debrief.harms import came_text, expected_text
from cases.charts.debrief.lessons import MOST_LESSONS
from cases.charts.debrief.remarks import feature_remarks, regret_remarks
from cases.charts.debrief.verdict import verdict_of
from cases.charts.debrief.wording import brief, dollars, listed, lowered, shortened, spoken
from cases.encounters import Commitment
from cases.factories import EncounterFactory
from cases.models import Encounter
from cases.simulation.harms import Harm
from cases.simulation.treatment import Plan
from tests.cases import endings
from tests.cases.encounters.acts import B12, HYDROXOCOBALAMIN, WATCHFUL, do

pytestmark = pytest.mark.django_db

ONCE = changed(HYDROXOCOBALAMIN, frequency="once", days=1, maintenance=None, maintenance_days=0)
PRAISE = ("!", "great", "well done", "good", "excellent", "bravo", "impressive", "nice")


@pytest.fixture(scope="module")
def careful(kept: DjangoDbBlocker, found_key: UUID) -> Debrief:
    """Of who found the deficiency and treated it."""
    with kept.unblock():
        return debrief_of(Encounter.objects.get(pk=found_key), "conventional")


@pytest.fixture(scope="module")
def careless(kept: DjangoDbBlocker, missed_key: UUID) -> Debrief:
    """Of who gave folate to a patient who lacks B12."""
    with kept.unblock():
        return debrief_of(Encounter.objects.get(pk=missed_key), "conventional")


def case_of(encounter: Encounter) -> Closed:
    return closed(encounter, "conventional")


def sentence_of(encounter: Encounter) -> str:
    case = case_of(encounter)
    return verdict_of(case, beliefs_of(case, rival_of(case).diagnosis), counterfactuals_of(case)).sentence


def test_a_running_encounter_has_no_debrief(encounter: Encounter) -> None:
    with pytest.raises(NotClosed):
        debrief_of(encounter, "conventional")


def test_an_encounter_of_another_catalog_is_outdated(encounter: Encounter) -> None:
    do(encounter, "close")
    Encounter.objects.filter(pk=encounter.pk).update(catalog="older")
    with pytest.raises(Outdated):
        debrief_of(Encounter.objects.get(pk=encounter.pk), "conventional")


def test_the_unsafe_act_is_said_first_and_caps_the_score(careless: Debrief) -> None:
    act = current().unsafe_acts["folate-alone"]
    assert careless.verdict.sentence.startswith(f"{act.name}. ")
    assert [unsafe.name for unsafe in careless.unsafe][:1] == [act.name]
    assert careless.unsafe[0].is_grave
    assert careless.verdict.score <= act.cap


def test_without_an_unsafe_act_none_is_told(careful: Debrief) -> None:
    assert careful.unsafe == ()
    assert careful.verdict.uncapped is None


@pytest.mark.parametrize(
    ("commitment", "beginning"),
    [
        (B12, "Right diagnosis and cause."),
        (replace(B12, cause=""), "Right disease, cause not named."),
        (replace(B12, cause="vegan-diet"), "Right disease, another cause."),
        (replace(B12, diagnosis="mds", cause=""), "This was pernicious anemia, not myelodysplastic neoplasm."),
        (WATCHFUL, "Referred without a diagnosis: this was pernicious anemia."),
    ],
)
def test_the_verdict_fits_the_diagnosis(encounter: Encounter, commitment: Commitment, beginning: str) -> None:
    assert sentence_of(endings.closed(encounter, commitment)).startswith(beginning)


@pytest.mark.parametrize(
    ("plan", "end"),
    [
        (Plan((HYDROXOCOBALAMIN,)), "The treatment is the one that is needed."),
        (Plan((ONCE,)), "The treatment does not last."),
        (Plan(), "The plan does not fit."),
    ],
)
def test_the_verdict_fits_the_treatment(encounter: Encounter, plan: Plan, end: str) -> None:
    refused = replace(B12, diagnosis="mds", cause="", plan=plan)  # no act on this diagnosis is unsafe
    assert sentence_of(endings.closed(encounter, refused)).endswith(end)


def test_what_a_plan_left_out_stands_below_the_verdict(encounter: Encounter) -> None:
    ended = endings.closed(encounter, replace(B12, plan=Plan()))
    assert debrief_of(ended, "conventional").verdict.why[0] == "Missing from the plan: replace vitamin B12."


def test_nothing_done_is_looked_back_on(encounter: Encounter) -> None:
    do(encounter, "close")
    debrief = debrief_of(encounter, "conventional")
    assert debrief.verdict.sentence == "Ended without a diagnosis: this was pernicious anemia. Nothing was treated."
    assert debrief.fates.chosen is None
    assert len(debrief.beliefs.rows) == 2
    assert debrief.beliefs.pairs[-1].name == "When you ended"
    assert debrief.verdict.why[-1].startswith("What cost most was leaving without a plan")


def test_what_a_test_rightly_left_out_would_have_shown_is_not_told(careless: Debrief) -> None:
    missed = {r.lesson.key: r for deeds in careless.timeline for r in deeds.remarks}["compare-marrow"]
    assert missed.mark == "missed"
    assert "marrow" not in missed.numbers
    assert "megaloblastic" not in missed.numbers


def test_a_harmless_count_needs_no_treatment_and_platelets_are_shown_beside_it(healthy: Encounter) -> None:
    ended = endings.closed(healthy, Commitment("duffy-null-count", "duffy-null", "certain", Plan()))
    assert "Nothing had to be treated, and nothing was." in sentence_of(ended)
    assert counterfactuals_of(case_of(ended)).quantities[2].name == "Platelets"


def test_nobody_is_praised(careful: Debrief, careless: Debrief) -> None:
    for debrief in (careful, careless):
        said = " ".join([debrief.verdict.sentence, *debrief.verdict.why, *(p.phrase for p in debrief.verdict.parts)])
        assert [word for word in PRAISE if word in said.lower()] == []


def test_the_parts_add_up(careful: Debrief) -> None:
    assert abs(sum(part.points for part in careful.verdict.parts) - careful.verdict.score) <= 2
    assert sum(part.possible for part in careful.verdict.parts) == 100


def test_earlier_scores_are_ones_own_and_older(encounter: Encounter) -> None:
    first = endings.closed(encounter)
    second = endings.closed(EncounterFactory(learner=encounter.learner, condition="copper", seed=2))
    endings.closed(EncounterFactory(condition="copper", seed=2))
    assert debrief_of(first, "conventional").verdict.earlier == ()
    assert debrief_of(second, "conventional").verdict.earlier == (first.grade["total"],)


def test_every_remark_leads_to_a_teaching_point_with_its_section(careful: Debrief, careless: Debrief) -> None:
    remarks = [r for debrief in (careful, careless) for deeds in debrief.timeline for r in deeds.remarks]
    assert len(remarks) >= 10
    for remark in remarks:
        point = current().teaching_points[remark.lesson.key]
        assert remark.lesson.name == point.name
        assert remark.lesson.section == listed(point.sections) or point.sources[0] in remark.lesson.section


def test_each_key_feature_is_remarked_once_at_a_step_that_is_shown(found: Encounter, careful: Debrief) -> None:
    case = case_of(found)
    remarks = feature_remarks(case)
    assert [remark.lesson.key for remark in remarks] == [key for key, _ in case.grade.features]
    assert sum(remark in deeds.remarks for remark in remarks for deeds in careful.timeline) == len(remarks)


def test_a_step_is_remarked_where_it_was_completed_and_a_missed_one_where_it_mattered(found: Encounter) -> None:
    case = case_of(found)
    by_point = {remark.lesson.key: remark for remark in feature_remarks(case)}
    film = next(act.number for act in case.record.acts if "blood-film" in act.keys)
    assert (by_point["hypersegmentation"].mark, by_point["hypersegmentation"].act) == ("met", film)


def test_what_was_not_looked_for_is_told_as_such(careless: Debrief) -> None:
    missed = {r.lesson.key: r for deeds in careless.timeline for r in deeds.remarks if r.mark == "missed"}
    assert missed["investigate-b12"].numbers.startswith("It would have shown: serum vitamin B12 ")
    assert missed["investigate-b12"].act == next(
        r.act for deeds in careless.timeline if deeds.name == "Diagnosis and plan" for r in deeds.remarks
    )


def test_where_the_plan_was_wrong_it_is_mended_before_a_test_is_named(missed: Encounter) -> None:
    case = case_of(missed)
    stop = next(remark for remark in regret_remarks(case) if remark.act == case.record.acts[-2].number)
    plan, _, tests = stop.lead.partition(" Before any plan: ")
    assert plan.endswith("Missing from the plan: replace vitamin B12.")
    assert "better by $" in tests


def test_the_points_for_economy_are_told_by_example(careful: Debrief) -> None:
    assert careful.verdict.economy == "of 25 points, $100 leave 21, $400 leave 13 and $1,600 leave 2"


def test_orders_carry_price_and_regret_and_only_costly_ones_open(careful: Debrief) -> None:
    assert [order.name for order in careful.orders] == [
        "Blood film, reviewed by a pathologist and complete blood count with differential",
        "Serum vitamin B12 and serum folate",
        "Stop, and treat as signed",
    ]
    assert [order.page for order in careful.orders] == sorted({order.page for order in careful.orders})
    assert all(order.is_much or not order.better for order in careful.orders)
    assert all(0 < order.bar.width <= order.bar.of for order in careful.orders)


def test_each_step_accounts_for_all_of_100_patients(careful: Debrief) -> None:
    rows = careful.beliefs.rows
    assert [row.name for row in rows[:3]] == ["Presentation", "History", "Examination"]
    assert all(sum(row.known) == 100 for row in rows)
    assert [sum(row.said) for row in rows if row.said] == [100] * (len(rows) - 2)


def test_what_was_said_begins_with_the_first_forecast(careful: Debrief) -> None:
    assert careful.beliefs.first_said == 2
    assert careful.beliefs.rows[2].said == (40, 35, 0, 0, 0, 25)


def test_the_true_diagnosis_comes_first_and_its_rival_second(careful: Debrief) -> None:
    assert [(hue.style, hue.name) for hue in careful.beliefs.hues[:2]] == [
        ("hue-1", "B12 deficiency"),
        ("hue-2", "MDS"),
    ]
    assert careful.beliefs.hues[-1].style == "hue-rest"


def test_many_moments_flow_together(encounter: Encounter) -> None:
    for question, maneuver in (("duration", "tongue"), ("diet", "gait"), ("energy", "spleen"), ("appetite", "hair")):
        do(encounter, "ask", question=question)
        do(encounter, "examine", maneuvers=[maneuver])
    for test in ("cbc", "ldh", "serum-b12"):
        do(encounter, "order", investigations=[test])
        do(encounter, "wait", until=encounter.clock_minutes + endings.DAY)
    rows = debrief_of(endings.closed(encounter), "conventional").beliefs.rows
    assert len(rows) == 8
    assert rows[0].name == "Presentation"


def test_without_a_forecast_nothing_was_said(careless: Debrief) -> None:
    assert careless.beliefs.said_river is None
    assert all(pair.said is None for pair in careless.beliefs.pairs)


def test_the_three_fates_agree_on_day_0_and_part_later(careless: Debrief) -> None:
    assert [fate.name for fate in careless.fates.fates] == ["Recommended", "You chose", "No treatment"]
    for quantity in careless.fates.quantities:
        day_0, *_, last = (values for _, values in quantity.rows)
        assert len(set(day_0)) == 1
        assert last[0] != last[1]
        starts = {line.points.split()[0] for line in quantity.figure.lines}
        assert len(starts) == 1


def test_a_fate_ends_where_the_model_does(careful: Debrief) -> None:
    untreated = careful.fates.fates[-1]
    assert untreated.trajectory.ended_day is not None
    assert 0 <= untreated.trajectory.ended_day - untreated.moments[-1].day < 3
    assert untreated.stopped.startswith("until month ")
    assert careful.fates.quantities[0].rows[-1][1][-1] == "stopped"
    assert [bool(line.cross) for line in careful.fates.quantities[0].figure.lines] == [False, False, True]


def test_each_treatment_says_what_harm_came_and_what_was_to_be_expected(careful: Debrief) -> None:
    best, _, none = careful.fates.fates
    assert re.search(rf"died {_month(none)} of [a-z ]*anemia\.$", none.came.lower())
    assert "death in " in none.was_expected
    assert best.came == "No harm came."
    assert best.expected["death"] < 0.1 < none.expected["death"]


def _month(fate: Fate) -> str:
    assert fate.trajectory.ended_day is not None
    return f"in month {round(fate.trajectory.ended_day / 30.44)}"


@pytest.mark.parametrize(
    ("harms", "told"),
    [
        ([], "No harm came."),
        ([Harm(9, "infection", "", False)], "Severe infection on day 9."),
        (
            [Harm(9, "infection", "", False), Harm(12, "infection", "", True)],
            "Severe infection on day 9; died on day 12 of severe infection.",
        ),
        ([Harm(400, "anemia", "", True)], "Died in month 13 of anemia."),
    ],
)
def test_harm_is_told_in_a_sentence(harms: list[Harm], told: str) -> None:
    assert came_text(harms, current().hazards) == told


def test_expectation_is_told_in_hundreds_and_rare_harm_not_at_all() -> None:
    told = expected_text({"death": 0.62, "infection": 0.3, "bleeding": 0.001}, current().hazards)
    assert told == "Of 100 such courses, death in 62 and severe infection in 30."
    assert expected_text({"death": 0.0}, current().hazards) == "Hardly any was to be expected."


def test_nerves_are_shown_where_they_matter(careful: Debrief) -> None:
    assert careful.fates.quantities[2].name == "Neuropathy index"


def test_values_follow_the_units(found: Encounter) -> None:
    conventional, si = (counterfactuals_of(closed(found, units)).quantities[0] for units in get_args(System))
    assert (conventional.unit, si.unit) == ("g/dL", "g/L")
    assert float(si.rows[0][1][0]) == pytest.approx(10 * float(conventional.rows[0][1][0]), abs=1)


def test_five_features_stand_beside_the_patients_own_values(careful: Debrief) -> None:
    comparison = careful.comparison
    assert [row.name for row in comparison.rows] == [
        "Onset", "Mechanism", "Associated findings", "Bone marrow", "Reversibility",
    ]  # fmt: skip
    own = {row.name: row.own for row in comparison.rows}
    assert own["Mechanism"].endswith("(not ordered).")
    assert own["Bone marrow"] == "Not taken."
    assert own["Reversibility"].startswith("Hemoglobin from ")
    assert comparison.rows[0].true == current().conditions["pernicious-anemia"].comparison.onset


def test_the_rival_is_the_disease_that_was_signed_in_its_place(careless: Debrief) -> None:
    assert careless.comparison.was_signed
    assert careless.comparison.rival == current().conditions["folate-alcohol"].name


def test_points_missed_come_first(careless: Debrief) -> None:
    assert len(careless.points) == MOST_LESSONS
    assert careless.points[0].name == current().teaching_points["folate-alone"].name
    assert careless.points[0].note == "missed here"


def test_the_question_keeps_its_order_and_explains_only_after_the_answer(missed: Encounter, careless: Debrief) -> None:
    asked = careless.question
    assert asked is not None
    assert not asked.is_answered
    assert sorted(option.number for option in asked.options) == list(range(len(asked.options)))
    do(missed, "answer", point=asked.point, option=2)
    told = debrief_of(missed, "conventional").question
    assert told is not None
    assert [option.number for option in told.options] == [option.number for option in asked.options]
    assert [o.number for o in told.options if o.is_chosen] == [2]
    assert (told.is_answered, told.is_right) == (True, False)


@pytest.mark.parametrize(
    ("write", "given", "written"),
    [
        (lowered, "Vitamin B12 deficiency", "vitamin B12 deficiency"),
        (lowered, "MDS", "MDS"),
        (lowered, "Duffy-null count", "Duffy-null count"),
        (lowered, "Felty syndrome", "Felty syndrome"),
        (lowered, "A single Auer rod in several blasts", "a single Auer rod in several blasts"),
        (lowered, "C-reactive protein", "C-reactive protein"),
        (spoken, "Vitamin B12, serum", "serum vitamin B12"),
        (spoken, "Blood cultures, two sets", "blood cultures, two sets"),
        (brief, "Thyroid function (TSH and free thyroxine)", "Thyroid function"),
        (dollars, 1180.4, "$1,180"),
        (dollars, -12.0, "−$12"),
        (dollars, -0.2, "$0"),
        (listed, ["a", "b", "c"], "a, b and c"),
        (listed, [], ""),
        (shortened, list("abcdefghij"), "a, b, c, d, e, f, g and 3 more"),
    ],
)
def test_words_are_those_of_a_sentence(write, given, written) -> None:  # type: ignore[no-untyped-def]
    assert write(given) == written
