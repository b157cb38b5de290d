"""Do questions and maneuvers show what they should, for their minutes?"""

import pytest

from cases.catalog import current
from cases.catalog.entry import DRUG_PREFIX
from cases.catalog.observables import Question
from cases.encounters import Refused
from cases.encounters.bedside import Bedside, bedside_of
from cases.encounters.speech import span
from cases.factories import EncounterFactory
from cases.models import Encounter
from cases.records import patient_in, record_of
from cases.simulation.findings import level_of
from cases.simulation.telling import evasion, trait
from learners.models import Learner
from tests.cases.encounters.acts import do, items
from tests.cases.simulation.population import everybody, moment

TOLD = [moment(one) for one in everybody(range(3))]


def test_a_question_takes_its_minutes_and_is_answered_at_once(encounter: Encounter) -> None:
    action = do(encounter, "ask", question="numbness")
    minutes = current().questions["numbness"].minutes
    answer = action.readings.get(item="paresthesia")
    assert answer.level in {"absent", "present"}
    assert answer.words
    assert encounter.clock_minutes == action.minutes == answer.due_minutes == minutes


def test_every_question_is_answered_in_words(encounter: Encounter) -> None:
    for question in current().questions:
        action = do(encounter, "ask", question=question)
        assert any(reading.words for reading in action.readings.all()), question


def test_a_question_for_the_other_sex_is_answered_without_a_finding(alice: Learner) -> None:
    seed = next(seed for seed in range(20) if patient_in(man := _met(alice, seed)).sex == "male")
    man = _met(alice, seed)
    action = do(man, "ask", question="menses")
    assert items(action) == {"question:menses"}


def _met(learner: Learner, seed: int) -> Encounter:
    return EncounterFactory(learner=learner, condition="methimazole", setting="neutropenia-clinic", seed=seed)


def test_the_medicines_are_named_and_the_others_denied(alice: Learner) -> None:
    encounter = _met(alice, 3)
    action = do(encounter, "ask", question="medications")
    taken = {DRUG_PREFIX + use.drug.key for use in patient_in(encounter).drugs}
    answers = dict(action.readings.filter(level__gt="").values_list("item", "level"))
    assert "drug:methimazole" in taken
    assert {item for item, level in answers.items() if level == "present"} == taken & set(answers)
    assert "Methimazole, 30 mg daily, for" in action.readings.get(item="question:medications").words


def test_asking_for_changes_settles_only_the_drugs_begun_lately(alice: Learner) -> None:
    encounter = _met(alice, 3)
    action = do(encounter, "ask", question="new-drugs")
    levels = set(action.readings.filter(item__startswith=DRUG_PREFIX).values_list("item", "level"))
    assert levels == {("drug:methimazole", "present")}


def test_an_examination_shows_findings_and_vital_signs(encounter: Encounter) -> None:
    maneuvers = current().maneuvers
    action = do(encounter, "examine", maneuvers=[*maneuvers, *maneuvers])
    assert action.minutes == sum(maneuver.minutes for maneuver in maneuvers.values())
    assert {"pallor", "vibration-sense-lost", "temperature"} <= items(action)
    assert encounter.clock_minutes == action.minutes


def test_asking_in_another_order_gets_the_same_answers(alice: Learner, charlie: Learner) -> None:
    answers = []
    for learner, questions in ((alice, ("tongue", "energy")), (charlie, ("energy", "tongue"))):
        encounter = EncounterFactory(learner=learner, condition="pernicious-anemia", seed=8)
        for question in questions:
            do(encounter, "ask", question=question)
        answers.append(set(encounter.readings.filter(level__gt="").values_list("item", "level", "words")))
    assert answers[0] == answers[1]


def test_what_is_not_in_the_catalog_is_refused_with_the_nearest(encounter: Encounter) -> None:
    with pytest.raises(Refused, match="`numbness`") as refused:
        do(encounter, "ask", question="numbnes")
    assert refused.value.status == 422
    with pytest.raises(Refused, match="no maneuver `elbows`"):
        do(encounter, "examine", maneuvers=["elbows"])
    with pytest.raises(Refused, match="Choose what to examine"):
        do(encounter, "examine", maneuvers=[])
    assert encounter.actions.count() == 1


def closed_mouth(learner: Learner, condition: str, question: str) -> Encounter:
    """Somebody with something to tell who does not tell it when first asked."""
    asked = current().questions[question]
    for seed in range(60):
        encounter = EncounterFactory(learner=learner, condition=condition, seed=seed)
        if evasion(bedside_of(encounter).moment, asked, 0):
            return encounter
    raise AssertionError(f"everybody answers {question}")


def test_an_evasive_answer_settles_nothing_and_the_second_asking_settles_it(alice: Learner) -> None:
    encounter = closed_mouth(alice, "nitrous-oxide", "recreational-drugs")
    first = do(encounter, "ask", question="recreational-drugs")
    assert items(first) == {"question:recreational-drugs"}
    assert record_of(encounter).evidence_at_commit().levels == {}
    assert first.readings.get().words in current().questions["recreational-drugs"].reticence.words
    again = do(encounter, "ask", question="recreational-drugs")
    assert again.readings.get(item="drug:nitrous-oxide").level == "present"
    assert record_of(encounter).evidence_at_commit().levels["drug:nitrous-oxide"] == "present"


def test_asked_by_name_the_gas_is_told_at_once(alice: Learner) -> None:
    encounter = closed_mouth(alice, "nitrous-oxide", "recreational-drugs")
    action = do(encounter, "ask", question="laughing-gas")
    assert action.readings.get(item="drug:nitrous-oxide").level == "present"
    assert action.readings.get(item="question:laughing-gas").words.startswith("Nitrous oxide")


def test_other_questions_asked_before_do_not_open_a_closed_mouth(alice: Learner) -> None:
    encounter = closed_mouth(alice, "nitrous-oxide", "recreational-drugs")
    for question in ("energy", "alcohol", "alcohol"):
        do(encounter, "ask", question=question)
    assert items(do(encounter, "ask", question="recreational-drugs")) == {"question:recreational-drugs"}


def test_a_medicine_half_known_is_named_when_asked_again(alice: Learner) -> None:
    seed = next(s for s in range(99) if trait(patient_in(_met(alice, s)), "literacy") < 0.25)
    encounter = Encounter.objects.filter(seed=seed).first()
    first = do(encounter, "ask", question="medications")
    assert "drug:methimazole" not in items(first)
    assert "thyroid, I forget its name, for" in first.readings.get(item="question:medications").words
    again = do(encounter, "ask", question="medications")
    assert again.readings.get(item="drug:methimazole").level == "present"
    assert "Methimazole" in again.readings.get(item="question:medications").words


def test_no_answer_is_ever_untrue(alice: Learner) -> None:
    """Whatever is settled at the first asking is what is so."""
    for seed in range(6):
        encounter = _met(alice, seed)
        moment = bedside_of(encounter).moment
        for question in current().questions:
            told = do(encounter, "ask", question=question).readings.exclude(level="")
            assert all(level_of(moment, reading.item) == reading.level for reading in told)


@pytest.mark.parametrize("question", current().questions.values(), ids=current().questions)
def test_what_is_left_out_or_blurred_at_first_never_contradicts_what_is_so(question: Question) -> None:
    for at in TOLD:
        bedside = Bedside(at, 0)
        first, again = (
            {reading.item: reading for reading in bedside.heard(question, 0, asked_before)} for asked_before in (0, 1)
        )
        for item, reading in (*first.items(), *again.items()):
            assert not reading.level or reading.level == level_of(at, item), item
        assert {item for item in first if first[item].level} <= {item for item in again if again[item].level}
        evaded = bool(evasion(at, question, 0))
        assert not evaded or [reading.level for reading in first.values()] == [""]


def test_a_time_told_loosely_has_the_unit_of_the_time_that_is_so() -> None:
    for days in (1, 13, 14, 89, 90, 729, 730, 4000):
        counted, loose = span(days), span(days, loose=True)
        assert counted.split()[1].rstrip("s") == loose.removeprefix("some ").rstrip("s")
