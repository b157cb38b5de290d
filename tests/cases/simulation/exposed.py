"""What are hazards read from in a test?"""

from cases.simulation.channels import inputs_row
from cases.simulation.hazards import Exposure, Given, readouts_named
from cases.simulation.health import steady_state
from cases.simulation.parameters import Physiology
from cases.simulation.patients import Patient
from cases.simulation.readouts import readouts_of
from cases.simulation.trajectories import trajectory_of
from cases.simulation.treatment import Intervention
from tests.cases.simulation.population import CATALOG

WELL = readouts_of(readouts_named(CATALOG), steady_state(Physiology()), Physiology(), inputs_row())


def exposure(age: int = 40, day: int = 3, given: dict[str, Given] | None = None, **values: float) -> Exposure:
    """Return a day of somebody who was well on day 0, and is so but for some values."""
    return Exposure(day, age, WELL | values, WELL, given or {})


def exposures(one: Patient, *plans: Intervention, until: int = 7) -> list[Exposure]:
    """Return the first days of a patient."""
    return trajectory_of(one, plans, until).exposures(until)
