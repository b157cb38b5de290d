"""Does what acts on a patient begin, grow, stop and add up on the right days?"""

from dataclasses import replace
from itertools import permutations

import msgspec
import pytest

from cases.catalog.therapy import Prescription
from cases.simulation.agenda import FOREVER, Agenda, Push, pushes_of
from cases.simulation.channels import CHANNELS
from cases.simulation.treatment import Intervention, Plan
from tests.cases.simulation.population import CATALOG, CONDITIONS

HIT = Push("drug_hit", value=3.0, start=35, ramp=10, end=FOREVER, stopped_with="methimazole")
LOST = Push("intrinsic_factor", value=0.0, start=0, ramp=1000, end=FOREVER, stopped_with=None)
SPLEEN = Push("spleen", value=0.8, start=0, ramp=0, end=FOREVER, stopped_with=None)
CLEARED = Push("neutrophil_clearance", value=10.0, start=0, ramp=0, end=FOREVER, stopped_with=None)
B12_TABLET = Prescription(treatment="cyanocobalamin", route="oral", dose=1, unit="mg", frequency="daily", days=3650)
B12_SHOT = Prescription(
    treatment="hydroxocobalamin", route="intramuscular", dose=1, unit="mg", frequency="alternate-days", days=14
)


def on(agenda: Agenda, channel: str, course_day: int) -> float:
    """Return one channel on a day of the course."""
    return agenda.row(course_day)[list(CHANNELS).index(channel)]


def agenda(*interventions: Intervention, pushes: tuple[Push, ...] = (HIT,), presented_on: int = 100) -> Agenda:
    """Return the agenda of a patient presented on day 100 of the course."""
    return Agenda(CATALOG, pushes, presented_on, interventions)


def pushed(push: Push, *days: int) -> list[float]:
    """Return what a push makes of its channel on days of the course."""
    return [on(agenda(pushes=(push,)), push.channel, day) for day in days]


def test_a_push_grows_from_its_start_to_the_end_of_its_ramp() -> None:
    assert pushed(HIT, 34, 35, 40, 45, 500) == [0.0, 0.0, 1.5, 3.0, 3.0]


def test_a_push_starts_from_the_baseline_of_its_channel() -> None:
    assert pushed(LOST, 0, 250, 1000) == [1.0, 0.75, 0.0]


def test_a_push_without_a_ramp_is_there_at_once_and_ends_on_its_day() -> None:
    assert pushed(replace(HIT, ramp=0, end=40), 34, 35, 39, 40) == [0.0, 3.0, 3.0, 0.0]


def test_many_days_at_once_are_the_days_one_by_one() -> None:
    given = agenda(Intervention(5, Plan((B12_SHOT,), ("methimazole",))), pushes=(replace(HIT, start=33.4), LOST))
    at_once = given.rows(20, 140)
    assert [tuple(row) for row in at_once] == [given.row(day) for day in range(20, 140)]


def test_where_nothing_acts_every_channel_is_at_rest() -> None:
    assert agenda(pushes=()).row(50) == tuple(channel.baseline for channel in CHANNELS.values())


def test_stopping_the_causal_drug_ends_its_hit_from_that_day_on() -> None:
    stopped = agenda(Intervention(3, Plan(stops=("methimazole",))))
    assert [on(stopped, "drug_hit", 100 + day) for day in (2, 3, 400)] == [3.0, 0.0, 0.0]


def test_stopping_another_drug_changes_nothing() -> None:
    stopped = agenda(Intervention(3, Plan(stops=("propranolol",))))
    assert all(stopped.row(day) == agenda().row(day) for day in (90, 103, 200))


def test_a_drug_once_stopped_stays_stopped_under_a_new_plan() -> None:
    plans = agenda(Intervention(3, Plan(stops=("methimazole",))), Intervention(9, Plan((B12_SHOT,))))
    assert on(plans, "drug_hit", 130) == 0.0


def test_doses_are_counted_from_the_day_of_their_plan() -> None:
    given = agenda(Intervention(5, Plan((B12_SHOT,))))
    days = [day for day in range(40) if on(given, "b12_injection", 100 + day)]
    assert days == [5, 7, 9, 11, 13, 15, 17]


def test_a_new_plan_replaces_the_old_one() -> None:
    given = agenda(Intervention(0, Plan((B12_TABLET,))), Intervention(10, Plan()))
    assert [on(given, "b12_supplement", 100 + day) for day in (0, 9, 10)] == [1000.0, 1000.0, 0.0]


def test_doses_of_two_lines_add_up_to_what_the_channel_can_bear() -> None:
    heroic = msgspec.structs.replace(B12_TABLET, dose=4)
    given = agenda(Intervention(0, Plan((heroic, heroic))))
    assert on(given, "b12_supplement", 100) == CHANNELS["b12_supplement"].high


def test_the_order_of_prescribing_changes_nothing() -> None:
    """A switch, a weaker one on the same channel, and a rate: the stronger is set, then the rate is added."""
    cycle = Prescription(treatment="venetoclax-azacitidine", route="oral", dose=1, unit="cycle", frequency="once")
    weaker = Prescription(treatment="azacitidine", route="subcutaneous", dose=1, unit="cycle", frequency="once")
    arsenic = Prescription(treatment="arsenic-trioxide", route="intravenous", dose=10, unit="mg", frequency="daily")
    everything = {"venetoclax-azacitidine": 1.0, "azacitidine": 1.0, "arsenic-trioxide": 1.0}
    for lines in permutations((cycle, weaker, arsenic)):
        given = replace(agenda(Intervention(0, Plan(lines)), pushes=()), answers=everything)
        assert on(given, "blast_decay", 100) == pytest.approx(0.2 + 0.08)
        assert on(given, "cytotoxic", 100) == 0.2


def test_nothing_is_given_before_the_patient_is_seen() -> None:
    given = agenda(Intervention(0, Plan((B12_TABLET,))))
    assert on(given, "b12_supplement", 99) == 0.0


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_course_of_a_condition_is_drawn_once_for_each_seed(condition: str) -> None:
    entry = CATALOG.conditions[condition]
    assert pushes_of(entry, 5) == pushes_of(entry, 5)
    drawn = {pushes_of(entry, seed) for seed in range(30)}
    constant = all(part.value.fixed is not None and part.ramp_days.fixed is not None for part in entry.course)
    assert len(drawn) > 1 or constant


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_course_of_a_condition_stays_where_the_equations_were_tried(condition: str) -> None:
    for seed in range(40):
        for push in pushes_of(CATALOG.conditions[condition], seed):
            channel = CHANNELS[push.channel]
            assert channel.low <= push.value <= channel.high
            assert push.start >= 0
            assert push.ramp >= 0


def test_an_uncertain_push_occurs_in_its_share_of_patients() -> None:
    entry = CATALOG.conditions["methimazole"]
    [part] = [part for part in entry.course if part.channel == "inflammation"]
    times = sum(any(p.channel == "inflammation" for p in pushes_of(entry, seed)) for seed in range(600))
    assert times / 600 == pytest.approx(part.probability, abs=0.06)  # four standard errors


def test_what_was_given_acts_on_under_a_new_plan_as_long_as_it_lasts() -> None:
    removed = Prescription(treatment="splenectomy", route="none", dose=1, unit="none", frequency="once")
    plans = agenda(Intervention(2, Plan((removed,))), Intervention(9, Plan((B12_TABLET,))), pushes=(SPLEEN,))
    assert [on(plans, "spleen", 100 + day) for day in (1, 2, 9, 400)] == [0.8, 0.0, 0.0, 0.0]


def test_a_share_is_left_of_what_the_disease_does_and_nothing_is_done_to_who_lacks_it() -> None:
    globulin = Prescription(treatment="immune-globulin", route="intravenous", dose=80, unit="g", frequency="once")
    plan = Intervention(2, Plan((globulin,)))
    cleared = [on(agenda(plan, pushes=(CLEARED,)), "neutrophil_clearance", 100 + day) for day in (1, 2, 15, 16)]
    assert cleared == [10.0, 5.0, 5.0, 10.0]
    assert on(agenda(plan, pushes=()), "neutrophil_clearance", 103) == 0.0


def test_amounts_given_are_counted_in_base_units_on_their_days() -> None:
    plans = agenda(Intervention(2, Plan((B12_SHOT,))), Intervention(5, Plan()))
    assert [plans.given(day) for day in (1, 2, 3, 4, 5, 6)] == [
        {}, {"hydroxocobalamin": 1.0}, {}, {"hydroxocobalamin": 1.0}, {}, {},
    ]  # fmt: skip


def test_who_forgets_takes_tablets_on_some_days_and_shots_on_all() -> None:
    both = Intervention(0, Plan((B12_TABLET, B12_SHOT)))
    habit = replace(agenda(both), seed=5, adherence=0.5)
    taken = [habit.given(day) for day in range(14)]
    assert 2 < sum("cyanocobalamin" in day for day in taken) < 12
    assert sum("hydroxocobalamin" in day for day in taken) == 7
