"""What does the right treatment do to a film? The same patient's neutrophils before it, and in the weeks after."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cases.catalog import current
from cases.simulation.patients import Recipe, patient_of
from cases.simulation.trajectories import trajectory_of
from cases.simulation.treatment import Intervention, Plan
from cases.smears.differential import MANY_LOBES
from cases.smears.film import Film, film_of
from cases.smears.gallery import crop_of
from cases.smears.sampling import white_cell
from cases.smears.scene import Scene
from cases.smears.streams import GALLERY, Layer, derived, stream

# Hypersegmentation lasts some 14 days after replacement begins (Nath 2005, as in the science notes of the project).
DAYS = (0, 3, 7, 14, 21)
CELLS = 8
CONDITION, SETTING, SEED = "pernicious-anemia", "general-medicine", 1


@dataclass(frozen=True)
class After:
    """The film some days into the treatment: what it is made of, hemoglobin (g/dL) and reticulocytes (%)."""

    day: int
    film: Film
    hemoglobin: float
    reticulocytes_percent: float

    @property
    def many_lobed(self) -> float:
        """The share of segmented neutrophils with five lobes or more."""
        return sum(self.film.lobes[MANY_LOBES - 1 :])


@cache
def treated() -> tuple[After, ...]:
    """Return one patient's film on each day of DAYS, treated as recommended from day 0 on."""
    patient = patient_of(current(), Recipe(SETTING, ((CONDITION, 1.0),)), SEED)
    trajectory = trajectory_of(patient, (Intervention(0, Plan(patient.condition.recommended)),), DAYS[-1])
    moments = [trajectory.at(day) for day in DAYS]
    return tuple(
        After(day, film_of(moment), moment.readouts["hemoglobin"], moment.readouts["reticulocyte_percent"])
        for day, moment in zip(DAYS, moments, strict=True)
    )


def neutrophil_after(day: int, number: int) -> Scene:
    """Return neutrophil `number` of one day, drawn with the same chance on every day. Raises KeyError."""
    film = {after.day: after.film for after in treated()}[day]
    own = derived(SEED, "treated", number)
    return crop_of(film, own, white_cell(stream(own, GALLERY, Layer.SHAPE), film, "neutrophil"))
