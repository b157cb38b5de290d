"""Does the fast engine agree with a general solver of the same equations?"""

from dataclasses import replace

import pytest

from cases.simulation.health import steady_state
from cases.simulation.readouts import readouts
from cases.simulation.trajectories import trajectory_of
from tests.cases.simulation.lsoda import solved
from tests.cases.simulation.population import patient, recommended

# Slow and fast, every line of blood: years of cobalamin lack to days of agranulocytosis.
CONDITIONS = (
    "pernicious-anemia",
    "nitrous-oxide",
    "folate-alcohol",
    "copper",
    "methimazole",
    "aml",
    "aplastic-anemia",
    "mds-low-blasts",
)
TOLERANCES = {"hemoglobin": 0.1, "neutrophils": 0.2, "mcv": 1.0}
DAYS = (0, 7, 28, 84)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_engine_agrees_with_lsoda_from_onset_through_treatment(condition: str) -> None:
    one = patient(condition, 5, severity=(0.6, 1.0))
    plan = recommended(one)
    start = one.presented_on
    agenda = replace(one.agenda, interventions=(plan,))
    onset = solved(steady_state(one.physiology), one.physiology, one.agenda, 0, start)
    after = solved(onset[start], one.physiology, agenda, start, start + max(DAYS))
    course = trajectory_of(one, (plan,), max(DAYS))
    for day in DAYS:
        moment = course.at(day)
        sure = readouts(after[start + moment.day], one.physiology, moment.row)
        for name, tolerance in TOLERANCES.items():
            assert moment.readouts[name] == pytest.approx(sure[name], abs=tolerance), (name, day)
