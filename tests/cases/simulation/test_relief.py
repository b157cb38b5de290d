"""Does a treatment help where the disease answers it, when enough was taken, and nowhere else?"""

from dataclasses import replace

import pytest

from cases.catalog.relief import Relief
from cases.catalog.therapy import Prescription
from cases.simulation.agenda import FOREVER, Agenda, Push
from cases.simulation.channels import CHANNELS, PLACES
from cases.simulation.patients import Patient
from cases.simulation.relief import Intake, answers
from cases.simulation.trajectories import trajectory_of
from cases.simulation.treatment import Intervention, Plan, always
from tests.cases.simulation.population import CATALOG, CONDITIONS, patient, recommended

SEEDS = range(400)
ARSENIC = Prescription(
    treatment="arsenic-trioxide", route="intravenous", dose=10, unit="mg", frequency="daily", days=60
)
TRETINOIN = Prescription(treatment="tretinoin", route="oral", dose=80, unit="mg", frequency="daily", days=60)
INDUCTION = Prescription(treatment="chemotherapy-7-3", route="intravenous", dose=1, unit="course", frequency="once")
AZACITIDINE = Prescription(
    treatment="azacitidine", route="subcutaneous", dose=1, unit="cycle", frequency="monthly", days=180
)
LENALIDOMIDE = Prescription(treatment="lenalidomide", route="oral", dose=10, unit="mg", frequency="daily", days=180)
GLOBULIN = Prescription(treatment="atg-ciclosporin", route="intravenous", dose=1, unit="course", frequency="once")
ELTROMBOPAG = Prescription(treatment="eltrombopag", route="oral", dose=150, unit="mg", frequency="daily", days=180)
SPECIFIC = {
    "blast_decay": (TRETINOIN, ARSENIC, AZACITIDINE, INDUCTION),
    "clone_decay": (AZACITIDINE, LENALIDOMIDE),
    "stem_recovery": (GLOBULIN, ELTROMBOPAG),
}


def relieved(relief: Relief, day: int, *interventions: Intervention, seed: int = 0) -> float:
    """What is left, on a day of the encounter, of a part that arsenic relieves."""
    push = Push("drug_hit", 1.0, 0, 0, FOREVER, None, relieved_by={"arsenic-trioxide": relief})
    row = Agenda(CATALOG, (push,), 0, interventions, seed).row(day)
    return row[PLACES["drug_hit"]]


def test_relief_grows_with_the_days_from_the_first_dose_and_ends_after_the_last() -> None:
    given = Intervention(10, Plan((ARSENIC,)))
    left = [relieved(Relief(share=0.8, days=20, lasts_days=5), day, given) for day in (9, 10, 20, 30, 69, 73, 74)]
    assert left == pytest.approx([1.0, 1.0, 0.6, 0.2, 0.2, 0.2, 1.0])


def test_relief_that_needs_many_doses_comes_with_the_last_of_them() -> None:
    given = Intervention(0, Plan((ARSENIC,)))
    assert [relieved(Relief(doses=40), day, given) for day in (0, 38, 39)] == [1.0, 1.0, 0.0]


def test_doses_count_over_plans_that_follow_each_other() -> None:
    plans = (Intervention(0, Plan((ARSENIC,))), Intervention(15, Plan()), Intervention(20, Plan((ARSENIC,))))
    assert [relieved(Relief(doses=30, lasts_days=9), day, *plans) for day in (29, 34, 35)] == [1.0, 0.0, 0.0]
    assert [Intake([(0, ARSENIC, always)]).day_of_dose(n, 100) for n in (1, 30, 61)] == [0, 29, None]


def test_two_drugs_of_a_line_on_the_same_day_are_one_day_of_doses() -> None:
    both = Intake([(0, TRETINOIN, always), (0, ARSENIC, always)])
    assert both.day_of_dose(20, 100) == 19
    assert both.day_of_dose(20, 18) is None


def test_what_is_not_taken_relieves_nothing() -> None:
    assert Intake([(0, ARSENIC, lambda day: day >= 7)]).day_of_dose(1, 6) is None
    assert Intake([(0, ARSENIC, lambda day: False)]).reached(Relief(), 30) == 0.0


@pytest.mark.parametrize("share", [0.0, 0.35, 0.9, 1.0])
def test_a_disease_answers_in_its_share_of_patients(share: float) -> None:
    times = sum(answers(seed, "tretinoin", share) for seed in SEEDS)
    assert times / len(SEEDS) == pytest.approx(share, abs=0.1)  # four standard errors


def test_whoever_is_cured_also_answered() -> None:
    assert all(answers(seed, "chemotherapy-7-3", 0.65) for seed in SEEDS if answers(seed, "chemotherapy-7-3", 0.35))


def test_a_relief_helps_those_patients_alone_whose_disease_answers() -> None:
    given = Intervention(0, Plan((ARSENIC,)))
    for seed in range(30):
        left = relieved(Relief(probability=0.5), 5, given, seed=seed)
        assert left == (0.0 if answers(seed, "arsenic-trioxide", 0.5) else 1.0)


def channel(of: Patient, key: str, day: int, *lines: Prescription) -> float:
    """One channel of a patient on a day, had these been begun on day 0."""
    agenda = replace(of.agenda, interventions=(Intervention(0, Plan(lines)),), adherence=1.0)
    return agenda.row(of.presented_on + day)[PLACES[key]]


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("key", SPECIFIC)
def test_what_is_specific_acts_only_where_the_condition_says_so(key: str, condition: str) -> None:
    for line in SPECIFIC[key]:
        share = CATALOG.conditions[condition].answers.get(line.treatment, 0.0)
        acting = [channel(patient(condition, seed), key, 3, line) > 0 for seed in (1, 2, 3)]
        assert acting == [share > 0 and answers(seed, line.treatment, share) for seed in (1, 2, 3)]


def blasts(of: Patient, day: int, *lines: Prescription) -> float:
    """Blasts of the marrow (%) on a day, whatever else may befall the patient."""
    course = replace(trajectory_of(of, (Intervention(0, Plan(lines)),), day), ended_day=None)
    return course.at(day).readouts["marrow_blasts_percent"]


def answering(condition: str, key: str, share: float, *, well: bool) -> Patient:
    """The first patient whose disease answers a treatment, or does not."""
    seed = next(seed for seed in range(1, 100) if answers(seed, key, share) == well)
    return patient(condition, seed)


def test_tretinoin_and_arsenic_clear_promyelocytes_and_no_other_blasts() -> None:
    cured, other = answering("apl", "arsenic-trioxide", 0.9, well=True), patient("aml", 1)
    assert blasts(cured, 45, TRETINOIN, ARSENIC) < 5 < blasts(cured, 0)
    assert blasts(other, 14, TRETINOIN, ARSENIC) == pytest.approx(blasts(other, 14), rel=1e-9)


def test_one_course_clears_the_blasts_of_those_who_answer_and_not_of_the_others() -> None:
    sensitive, refractory = (answering("aml", "chemotherapy-7-3", 0.65, well=well) for well in (True, False))
    assert blasts(sensitive, 28, INDUCTION) < 5 < blasts(refractory, 28, INDUCTION)


@pytest.mark.parametrize(("condition", "share", "key"), [
    ("apl", 0.9, "arsenic-trioxide"), ("aml", 0.35, "chemotherapy-7-3"),
])  # fmt: skip
def test_the_cured_stay_cured_and_the_others_relapse(condition: str, share: float, key: str) -> None:
    lived = [answering(condition, key, share, well=well) for well in (True, False)]
    [cured, relapsed] = [
        replace(trajectory_of(one, (recommended(one),), 730), ended_day=None).at(730).readouts for one in lived
    ]
    assert cured["marrow_blasts_percent"] < 5
    assert relapsed["marrow_blasts_percent"] > 20 or relapsed["hemoglobin"] < 4


def test_immunosuppression_fills_an_aplastic_marrow_and_harms_elsewhere() -> None:
    empty, full = answering("aplastic-anemia", "atg-ciclosporin", 0.67, well=True), patient("vegan-diet", 1)
    given = Intervention(0, Plan((GLOBULIN,)))
    helped, unhelped = (replace(trajectory_of(one, (given,), 180), ended_day=None) for one in (empty, full))
    spared = replace(trajectory_of(full, (), 180), ended_day=None)
    assert helped.at(180).readouts["neutrophils"] > 1.0
    assert unhelped.at(30).readouts["lymphocytes"] < 0.6 * spared.at(30).readouts["lymphocytes"]
    assert unhelped.at(180).readouts["hemoglobin"] == pytest.approx(spared.at(180).readouts["hemoglobin"])


def test_every_answer_of_the_catalog_is_a_treatment_with_something_specific() -> None:
    named = {key for condition in CATALOG.conditions.values() for key in condition.answers}
    doing = {
        key
        for key, treatment in CATALOG.treatments.items()
        if any(effect.specific for route in treatment.routes for effect in route.effects)
    }
    assert named == doing


def test_a_cycle_is_on_and_off_in_its_days() -> None:
    push = Push("neutrophil_survival", 0.2, 10, 0, FOREVER, None, cycle_days=21, on_days=6)
    agenda = Agenda(CATALOG, (push,))
    low = [day for day in range(60) if agenda.row(day)[PLACES["neutrophil_survival"]] < 1]
    assert low == [*range(10, 16), *range(31, 37), *range(52, 58)]


def test_monthly_courses_act_again_each_month() -> None:
    acting = [day for day in range(90) if channel(patient("aml", 1), "cytotoxic", day, AZACITIDINE) > 0]
    assert acting == [*range(7), *range(30, 37), *range(60, 67)]


def test_a_healthy_channel_is_left_alone_by_relief() -> None:
    one = patient("healthy", 1)
    assert all(
        channel(one, key, 5, ARSENIC, TRETINOIN) == pytest.approx(channel(one, key, 5))
        for key in CHANNELS
        if key != "blast_decay"
    )
