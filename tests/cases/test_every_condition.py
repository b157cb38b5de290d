"""Can every condition of the catalog be played from the door to the debrief, whatever comes of it?"""

import re

import pytest
from django.utils.html import escape

from cases.catalog import current
from cases.catalog.disease import Condition
from cases.encounters import Commitment
from cases.factories import EncounterFactory
from cases.models import DEATH_PREFIX, Encounter
from cases.records import patient_in
from cases.simulation.harms import harms_of, recommended_plan
from cases.simulation.patients import Recipe, patient_of
from cases.simulation.trajectories import trajectory_of
from learners.models import Learner
from tests.cases.encounters.acts import WATCHFUL, do
from tests.cases.views.clinic import PAGES, Visitor
from tests.test_leaks import told

DAY = 1440
QUESTIONS = ("main-complaint", "duration", "medications", "diet", "alcohol", "menses", "numbness", "fever")
TESTS = (
    "cbc",
    "blood-film",
    "reticulocyte-count",
    "serum-b12",
    "metabolic-panel",
    "ldh",
    "bone-marrow",
    "pregnancy-test",
)
DOOMED = ("aml", "ttp", "hlh")
THINKING = ("film", "differential", "commit")
FOLLOWING = tuple(page for page in PAGES if page not in THINKING)
SLIPS = ("{{", "{%", ">None<", "nan<", " .<", " None ")
# Words that every learner may read, of other entries of the same name.
PUBLIC = {
    key
    for kind in ("diagnoses", "drugs", "investigations", "analytes", "findings", "questions", "treatments")
    for key in getattr(current(), kind)
}  # fmt: skip


NAMED = " ".join(text.lower() for one in current().diagnoses.values() for text in (one.name, one.short, *one.aliases))


def usual_setting(condition: Condition) -> str:
    """The setting in which the condition is met most often."""
    return max(condition.priors, key=lambda setting: condition.priors[setting])


def secrets_of(condition: Condition) -> list[str]:
    """What may stand on no page before the end: texts of the condition, and its key where that names nothing else."""
    compared = [getattr(condition.comparison, field) for field in condition.comparison.__struct_fields__]
    return [escape(text) for text in (condition.cause, condition.epilogue, *compared)]


def check_pages(visitor: Visitor, condition: Condition, pages: tuple[str, ...] = PAGES) -> None:
    """Every page can be read and tells nothing of what is hidden."""
    for page in pages:
        response = visitor.get(page)
        assert response.status_code in {200, 303}, page
        body = told(response)
        assert [secret for secret in secrets_of(condition) if secret in body] == [], page
        assert (
            condition.key in PUBLIC
            or condition.key in NAMED
            or not re.search(rf"(?<![\w-]){condition.key}(?![\w-])", body)
        ), page
        assert [slip for slip in SLIPS if slip in body] == [], page


def played(encounter: Encounter, visitor: Visitor, condition: Condition) -> None:
    """Ask, examine, test, think, commit to what it is, treat as recommended, see again, end."""
    for question in QUESTIONS:
        do(encounter, "ask", question=question)
    do(encounter, "examine", maneuvers=[*current().maneuvers])
    do(encounter, "order", investigations=TESTS)
    do(encounter, "wait", until=3 * DAY)
    do(encounter, "forecast", chances={condition.diagnosis: 70, "something-else": 30})
    check_pages(visitor, condition, THINKING)
    if not has_died(encounter):
        plan = recommended_plan(patient_in(encounter))
        do(encounter, "sign", commitment=Commitment(condition.diagnosis, condition.key, "fairly-sure", plan, ("cbc",)))
    for day in (10, 60):
        if not has_died(encounter):
            do(encounter, "visit", day=day, investigations=["cbc", "blood-film"])
    check_pages(visitor, condition, FOLLOWING)
    do(encounter, "close")


def has_died(encounter: Encounter) -> bool:
    """Whether the learner has been told of a death."""
    return encounter.readings.filter(item__startswith=DEATH_PREFIX).exists()


def check_totals(encounter: Encounter) -> None:
    """What was spent, how long it took and what it was worth are sums of what was done."""
    actions = list(encounter.actions.order_by("number"))
    assert encounter.act_count == len(actions)
    assert encounter.clock_minutes == sum(action.minutes for action in actions)
    fees = [current().investigations[key].fee for a in actions for key in a.payload.get("investigations", ())]
    visited = not has_died(encounter)
    assert not visited or sum(action.fee_cents for action in actions) == sum(round(100 * fee) for fee in fees)
    grade = encounter.grade
    assert grade is not None
    points, possible = (sum(part[key] for part in grade["parts"]) for key in ("points", "possible"))
    assert possible == 100
    assert 0 <= grade["total"] <= round(points) <= 100
    assert grade["unsafe"] or grade["total"] == round(points)


@pytest.mark.parametrize("key", current().conditions)
def test_a_whole_encounter(key: str, alice: Learner) -> None:
    condition = current().conditions[key]
    encounter = EncounterFactory(learner=alice, condition=key, setting=usual_setting(condition), seed=11)
    visitor = Visitor(encounter, alice)
    played(encounter, visitor, condition)
    check_totals(encounter)
    debrief = visitor.get("debrief").content.decode()
    assert escape(condition.epilogue) in debrief
    assert f"{encounter.grade['total']}" in debrief
    assert encounter.grade["diagnosis"] == (1.0 if encounter.actions.filter(kind="sign").exists() else 0.0)


@pytest.mark.parametrize("key", DOOMED)
def test_an_early_death_under_a_plan_is_told_and_can_be_looked_back_on(key: str, alice: Learner) -> None:
    encounter, words = doomed(alice, current().conditions[key])
    do(encounter, "order", investigations=["cbc"])
    do(encounter, "sign", commitment=WATCHFUL)
    do(encounter, "visit", day=60, investigations=["cbc"])
    check_end(encounter, words, alice)


def test_an_early_death_before_any_plan_is_told_and_can_be_looked_back_on(alice: Learner) -> None:
    encounter, words = doomed(alice, current().conditions[DOOMED[0]])
    do(encounter, "wait", until=60 * DAY)
    check_end(encounter, words, alice)


def check_end(encounter: Encounter, words: str, learner: Learner) -> None:
    """Every page says so, nothing more can be done, and the debrief tells the day."""
    visitor = Visitor(encounter, learner)
    assert has_died(encounter)
    check_pages(visitor, patient_in(encounter).condition)
    for page in PAGES:
        response = visitor.get(page)
        assert response.status_code == 303 or escape(words) in response.content.decode(), page
    assert visitor.post("visit", day="90", investigation=["cbc"]).status_code in {409, 422}
    do(encounter, "close")
    check_totals(encounter)
    debrief = visitor.get("debrief")
    assert debrief.status_code == 200
    assert re.search(r"Died on day \d+ of ", debrief.content.decode())


def doomed(learner: Learner, condition: Condition) -> tuple[Encounter, str]:
    """The first patient with the condition who dies within 30 days if nothing is done, and the words that tell it."""
    recipe = Recipe(usual_setting(condition), ((condition.key, 1.0),))
    for seed in range(1, 80):
        harms = harms_of(trajectory_of(patient_of(current(), recipe, seed), (), 30), 30)
        if harms and harms[-1].fatal and harms[-1].day > 1:
            return EncounterFactory(learner=learner, recipe=recipe, seed=seed), harms[-1].words
    raise AssertionError(f"nobody dies of {condition.key}")
