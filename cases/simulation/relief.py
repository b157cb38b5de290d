"""Does this patient's disease answer a treatment, and how far has the answer come?"""

from __future__ import annotations

from dataclasses import dataclass, field

from cases.catalog.relief import Relief
from cases.catalog.therapy import Prescription
from cases.simulation.randomness import uniform
from cases.simulation.treatment import Taken, doses_given, last_dose_day


def answers(seed: int, key: str, share: float) -> bool:
    """Whether this patient is one of the `share` whose disease answers a treatment or line of management.

    One draw for each: all that a treatment may do to a disease, it does to the same patients.
    """
    return uniform(seed, "answers", key) >= 1.0 - share


@dataclass
class Intake:
    """What is taken of a treatment or line of management: courses with the day of the encounter on which they begin."""

    courses: list[tuple[int, Prescription, Taken]] = field(default_factory=list)
    _days: dict[int, int] = field(default_factory=dict)

    def reached(self, relief: Relief, day: int) -> float:
        """How far it has taken effect on a day of the encounter, from 0 to 1, where the disease answers it."""
        for began, prescription, taken in self.courses:
            last = last_dose_day(prescription, day - began, taken) if began <= day else None
            if last is not None and day - began - last < relief.lasts_days:
                return self._grown(relief, day)
        return 0.0

    def day_of_dose(self, number: int, until_day: int) -> int | None:
        """The day, up to `until_day`, on which doses have been taken on so many days; None where they have not."""
        if number not in self._days:
            left = number
            for day in range(min(began for began, _, _ in self.courses), until_day + 1):
                left -= any(_is_taken(*course, day) for course in self.courses)
                if not left:
                    self._days[number] = day
                    break
        found = self._days.get(number)
        return found if found is not None and found <= until_day else None

    def _grown(self, relief: Relief, day: int) -> float:
        begun = self.day_of_dose(relief.doses, day)
        if begun is None:
            return 0.0
        return min((day - begun) / relief.days, 1.0) if relief.days else 1.0


def _is_taken(began: int, prescription: Prescription, taken: Taken, day: int) -> bool:
    return day >= began and doses_given(prescription, day - began) > 0 and taken(day - began)
