"""How long does a patient take, and how many does a population yield in a second? In plain Python and compiled.

Prints medians over repeats, each beside its target, and the ratio to LSODA on the same equations. Where `synthea`
of tietai-synthea is on PATH, that port of another generator is measured beside it.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median

import numpy

from cases.catalog import current
from cases.simulation.agenda import Agenda, pushes_of
from cases.simulation.compilation import COMPILED
from cases.simulation.course import SLOW_STEP_DAYS, Course, run
from cases.simulation.health import steady_state
from cases.simulation.measurement import measure
from cases.simulation.parameters import Physiology, draw_physiology
from cases.simulation.patients import Patient, Recipe, patient_of
from cases.simulation.randomness import uniform
from cases.simulation.trajectories import trajectory_of
from cases.simulation.treatment import Intervention, Plan
from tests.cases.simulation.lsoda import solved

TEN_YEARS_D, TWELVE_WEEKS_D = 3650, 84
CONDITION = "pernicious-anemia"
REPEATS = {True: 25, False: 9}
POPULATION = {True: 400, False: 12}
WORDS = {
    "patient": "new patient, 10-year onset, first panel, ms",
    "counterfactual": "12-week counterfactual, ms",
    "population": "patients with 10 years of history a second",
}
# Seconds, plain and compiled; patients a second.
TARGETS: dict[str, tuple[float | None, float]] = {
    "patient": (0.120, 0.010),
    "counterfactual": (0.050, 0.003),
    "population": (None, 300),
}


def seconds(act: Callable[[int], object], repeats: int) -> float:
    """The median time of `act(i)` on the processor, whatever else it runs; the first call, which warms up, left out."""
    act(0)
    times = []
    for i in range(1, repeats + 1):
        begun = time.process_time()
        act(i)
        times.append(time.process_time() - begun)
    return median(times)


def ten_year_seeds(count: int) -> list[int]:
    """Seeds of patients whose disease took from nine to eleven years."""
    found: list[int] = []
    for seed in range(10**6):
        days = patient_of(current(), Recipe("general-medicine", ((CONDITION, 1.0),), (0.9, 1.0)), seed).presented_on
        if abs(days - TEN_YEARS_D) < 365:
            found.append(seed)
        if len(found) == count:
            break
    patient_of.cache_clear()
    return found


def new_patient(seed: int) -> Patient:
    """A patient who never was, and the first panel of everything."""
    patient = patient_of(current(), Recipe("general-medicine", ((CONDITION, 1.0),), (0.9, 1.0)), seed)
    measure(trajectory_of(patient, (), 0).at(0), current().analytes, 0)
    return patient


def measured() -> dict[str, float]:
    """The figures of this process, compiled or plain."""
    repeats, count = REPEATS[COMPILED], POPULATION[COMPILED]
    seeds = ten_year_seeds(repeats + 1)
    patient_time = seconds(lambda i: new_patient(seeds[i]), repeats)
    patients = [new_patient(seed) for seed in seeds]
    return {
        "patient": patient_time,
        "counterfactual": seconds(lambda i: counterfactual(patients[i]), repeats),
        "population": count / population(count),
        "lsoda": lsoda_ratio(),
        "memory": memory_of_many() if COMPILED else 0.0,
    }


def memory_of_many() -> float:
    """Megabytes of 10,000 ten-year histories recorded monthly in single precision, from the size of a few."""
    few = [
        ten_years(drawn(seed), Agenda(current(), pushes_of(current().conditions[CONDITION], seed))) for seed in range(5)
    ]
    kept = [numpy.array(course.states, dtype=numpy.float32) for course in few]
    return memory_mb() + sum(states.nbytes for states in kept) / len(kept) * 10_000 / 1e6


def counterfactual(patient: Patient) -> None:
    """Twelve weeks of treatment that nobody has asked for yet."""
    plan = Plan(patient.condition.recommended)
    trajectory_of(patient, (Intervention(0, plan),), TWELVE_WEEKS_D)


def population(count: int) -> float:
    """Seconds for ten years, recorded monthly, of people who lose intrinsic factor each in a time of their own."""
    condition, histories = current().conditions[CONDITION], []
    begun = time.process_time()
    for seed in range(count):
        physiology, agenda = drawn(seed), Agenda(current(), pushes_of(condition, seed))
        histories.append(ten_years(physiology, agenda))
    return time.process_time() - begun


def drawn(seed: int) -> Physiology:
    """The set points of one woman of 60."""
    return draw_physiology(lambda name: uniform(seed, "physiology", name), "female", 60)


def ten_years(physiology: Physiology, agenda: Agenda) -> Course:
    """The first ten years of a disease, from health."""
    begin = steady_state(physiology)
    return run(begin, physiology, agenda, start=0, days=TEN_YEARS_D, step_days=SLOW_STEP_DAYS, every=30)


def lsoda_ratio() -> float:
    """How many times as long LSODA takes for ten years of one patient, whose inputs it sees change once a month."""
    physiology = drawn(1)
    agenda = Agenda(current(), pushes_of(current().conditions[CONDITION], 1))
    ours = seconds(lambda _: ten_years(physiology, agenda), REPEATS[COMPILED])
    theirs = seconds(lambda _: solved(steady_state(physiology), physiology, agenda, 0, TEN_YEARS_D, every=30), 3)
    return theirs / ours


def memory_mb() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def elsewhere(compiled: bool) -> dict[str, float]:
    """The figures of a process of its own."""
    environment = os.environ | {"ARNETH_COMPILE": str(int(compiled))}
    command = [sys.executable, "-m", "benchmarks.simulation", "--figures"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def table() -> str:
    """Both ways of running, each figure beside its target."""
    plain, compiled = elsewhere(False), elsewhere(True)
    lines = [f"{'':44}{'plain':>10}{'target':>10}{'compiled':>10}{'target':>10}"]
    for name, words in WORDS.items():
        lines.append(f"{words:44}{_cells(name, 0, plain)}{_cells(name, 1, compiled)}")
    lines.append(f"{'memory of 10,000 such histories, MB':44}{'':>20}{compiled['memory']:>10.0f}{'< 1000':>10}")
    lines.append(f"{'LSODA takes so many times as long':44}{plain['lsoda']:>10.1f}{'':>10}{compiled['lsoda']:>10.1f}")
    return "\n".join(lines)


def _cells(name: str, which: int, figures: dict[str, float]) -> str:
    target = TARGETS[name][which]
    scale = 1 if name == "population" else 1000
    wanted = "" if target is None else f"{'>' if name == 'population' else '<'} {target * scale:g}"
    return f"{figures[name] * scale:>10.1f}{wanted:>10}"


def other_generator() -> str:
    """Patients a second of the Synthea port on PATH, if there is one."""
    command = shutil.which("synthea")
    if command is None:
        return "tietai-synthea: not on PATH (install it in an environment of its own to compare)"
    with tempfile.TemporaryDirectory() as folder:
        told = subprocess.run([command, "-p", "20", "-s", "1", "-o", folder], capture_output=True, text=True).stdout
    rate = re.search(r"Generation Rate: ([0-9.]+)", told)
    found = f"{rate[1]} patients a second" if rate else "no rate told"
    return (
        f"tietai-synthea: {found}. Each of its patients is a record of a whole life, with visits and claims; each of "
        "ours is ten years of 80 states of blood and marrow."
    )


if __name__ == "__main__":
    print(json.dumps(measured()) if "--figures" in sys.argv else f"{table()}\n{other_generator()}")
