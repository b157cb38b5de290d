"""Does time pass rightly, whatever the step?"""

import math
import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

from cases.simulation.channels import CHANNELS, inputs_row
from cases.simulation.course import SLOW_STEP_DAYS, Target, run, run_until
from cases.simulation.health import steady_state
from cases.simulation.indices import indices
from cases.simulation.randomness import choice, uniform
from cases.simulation.readouts import readouts
from cases.simulation.state import B12_STORE
from tests.cases.simulation.runs import (
    REFERENCE,
    Given,
    always,
    follow,
    hydroxocobalamin,
    losing_intrinsic_factor,
    pernicious_anemia,
)
from tests.cases.simulation.test_parameters import person


@pytest.mark.parametrize("seed", range(3))
def test_health_holds_for_ten_years(seed: int) -> None:
    physiology = person(seed)
    start = steady_state(physiology)
    end = run(start, physiology, lambda day: inputs_row(), start=0, days=3650, step_days=5, every=3650).last_state
    assert end == pytest.approx(start, rel=1e-9)


def test_a_course_holds_its_first_and_last_day_and_every_so_many_between() -> None:
    assert follow(always(), 70, step_days=2, every=30).course.days == (0, 30, 60, 70)


def test_running_on_from_a_state_is_running_through() -> None:
    whole = follow(hydroxocobalamin, 20, pernicious_anemia()).course
    half = follow(hydroxocobalamin, 9, pernicious_anemia()).course
    rest = run(half.last_state, REFERENCE, lambda day: inputs_row(hydroxocobalamin(day)), start=half.last_day, days=11)
    assert rest.days[-1] == whole.last_day
    assert rest.last_state == whole.last_state


def injected_on(due: int) -> Given:
    return lambda day: {"b12_injection": 730.0 if day == due else 0.0}


def test_an_injection_on_any_day_of_a_long_step_counts() -> None:
    runs = [follow(injected_on(day), 60, step_days=5, every=60) for day in (0, 2, 4)]
    stores = [run.course.last_state[B12_STORE] for run in runs]
    assert max(stores) - min(stores) < 5
    assert min(stores) > REFERENCE.b12_store_ug + 600


def test_long_steps_agree_with_fine_ones_while_disease_is_slow() -> None:
    slow, fine = (follow(losing_intrinsic_factor, 2100, step_days=h, every=300) for h in (SLOW_STEP_DAYS, 0.5))
    for name, tolerance in {"hemoglobin": 0.1, "mcv": 0.3, "neutrophils": 0.03, "platelets": 1.5}.items():
        assert slow.of(name) == pytest.approx(fine.of(name), abs=tolerance)


def test_the_first_day_at_the_target_ends_the_course() -> None:
    target = Target("hemoglobin", 10.0)

    def given(day: int) -> tuple[float, ...]:
        return inputs_row(losing_intrinsic_factor(day))

    course = run_until(steady_state(REFERENCE), REFERENCE, given, target.met, start=0, max_days=4000)
    reached = readouts(course.last_state, REFERENCE, given(course.last_day))["hemoglobin"]
    assert course.reached
    assert 9.9 < reached <= 10.0
    assert course.days[-2] % 30 == 0
    assert readouts(course.states[-2], REFERENCE, given(course.days[-2]))["hemoglobin"] > 10.0


def test_a_rising_target_is_met_from_below() -> None:
    def given(day: int) -> tuple[float, ...]:
        return inputs_row({"folate_intake": 0.0})

    target = Target("homocysteine", 20.0, falling=False)
    course = run_until(steady_state(REFERENCE), REFERENCE, given, target.met, start=0, max_days=700, step_days=0.5)
    assert course.reached
    assert readouts(course.last_state, REFERENCE, given(0))["homocysteine"] == pytest.approx(20, abs=0.2)


def test_a_target_that_is_never_met_runs_to_the_end() -> None:
    def given(day: int) -> tuple[float, ...]:
        return inputs_row()

    target = Target("hemoglobin", 7.0)
    course = run_until(steady_state(REFERENCE), REFERENCE, given, target.met, start=5, max_days=100)
    assert not course.reached
    assert course.last_day == 105


def test_a_target_already_met_needs_no_course() -> None:
    def given(day: int) -> tuple[float, ...]:
        return inputs_row()

    course = run_until(pernicious_anemia(), REFERENCE, given, Target("hemoglobin", 7.0).met, start=3, max_days=100)
    assert (course.days, course.reached) == ((3,), True)


@pytest.mark.parametrize("seed", range(100))
def test_nothing_turns_negative_or_infinite_whatever_befalls_a_patient(seed: int) -> None:
    physiology = person(seed, choice(seed, ("female", "male"), "sex"), 18 + 72 * uniform(seed, "age"))
    ill, treated = _anything(seed, 8), _anything(seed, 4)
    step = (0.5, 2, 3)[seed % 3]
    onset = run(steady_state(physiology), physiology, lambda day: ill, start=0, days=180, step_days=step, every=60)
    after = run(onset.last_state, physiology, lambda day: treated, start=0, days=20, every=10)
    for state in onset.states + after.states:
        values = readouts(state, physiology, treated)
        assert all(math.isfinite(amount) and amount >= 0 for amount in (*state, *values.values()))
        assert all(0 <= strength <= 1 for strength in indices(state, physiology, treated, values).values())


def _anything(seed: int, most: int) -> tuple[float, ...]:
    """Some channels, up to `most`, anywhere between their bounds."""
    keys = sorted(CHANNELS, key=lambda key: uniform(seed, most, "order", key))
    chosen = [CHANNELS[key] for key in keys[: 1 + int(most * uniform(seed, most, "count"))]]
    return inputs_row({one.key: one.low + (one.high - one.low) * uniform(seed, most, one.key) for one in chosen})


@pytest.mark.skipif(find_spec("numba") is None, reason="numba is not installed")
def test_compiled_and_plain_python_agree() -> None:
    script = (
        "from tests.cases.simulation.runs import *\n"
        "print(*map(repr, follow(hydroxocobalamin, 40, pernicious_anemia()).course.last_state))"
    )
    plain, compiled = (
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"ARNETH_COMPILE": flag},
            capture_output=True,
            check=True,
            text=True,
        )
        for flag in ("0", "1")
    )
    numbers = [[float(word) for word in done.stdout.split()] for done in (plain, compiled)]
    assert numbers[0] == pytest.approx(numbers[1], rel=1e-9)
