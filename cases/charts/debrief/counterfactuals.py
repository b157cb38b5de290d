"""What would have become of the same patient under another treatment? Only the treatment differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from cases.catalog.observables import Analyte
from cases.catalog.units import unit_of
from cases.charts.debrief.closed import Closed
from cases.charts.debrief.harms import came_text, expected_text
from cases.charts.times import DAY, MONTH_DAYS, span_text
from cases.charts.values import converted, unit_text
from cases.figures.arms import Arm, Multiple, multiple
from cases.simulation.harms import expected_harms, harms_of, recommended_plan
from cases.simulation.measurement import true_value
from cases.simulation.onset import NOTICED
from cases.simulation.trajectories import Moment, Trajectory, trajectory_of
from cases.simulation.treatment import Intervention

LAST_DAY = 913  # two and a half years
DAYS = (*range(0, 28, 2), *range(28, 120, 7), *range(120, LAST_DAY, 30), LAST_DAY)
TABLE_DAYS = (0, 30, 90, 182, 365, 730, LAST_DAY)
COUNTS = ("hemoglobin", "neutrophils")
NERVES, PLATELETS = "neuropathy", "platelets"
Limits = tuple[float | None, float | None]
RECOMMENDED, CHOSEN, UNTREATED = "Recommended", "You chose", "No treatment"


@dataclass(frozen=True, eq=False)
class Fate:
    """The patient under one treatment."""

    name: str
    style: str
    trajectory: Trajectory

    def moment(self, day: int) -> Moment | None:
        """The patient on a day, None after death."""
        ended = self.trajectory.ended_day
        return None if ended is not None and day > ended else self.trajectory.at(day)

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The patient on the days that are drawn, up to the last one of life."""
        end = self.trajectory.ended_day
        days = [day for day in DAYS if end is None or day < end]
        return tuple(self.trajectory.at(day) for day in (days if end is None else [*days, min(end, LAST_DAY)]))

    @cached_property
    def expected(self) -> dict[str, float]:
        """The probability of each harm, and of death, in such a patient so treated: luck apart."""
        return expected_harms(self.trajectory, LAST_DAY)

    @property
    def came(self) -> str:
        """What harm came, in one sentence."""
        return came_text(harms_of(self.trajectory, LAST_DAY), self.trajectory.patient.catalog.hazards)

    @property
    def was_expected(self) -> str:
        """What harm was to be expected, in one sentence."""
        return expected_text(self.expected, self.trajectory.patient.catalog.hazards)

    @property
    def stopped(self) -> str:
        """When the patient died, in words; empty where that was not."""
        ended = self.trajectory.ended_day
        return "" if ended is None or ended > LAST_DAY else f"until month {max(round(ended / MONTH_DAYS), 1)}"


@dataclass(frozen=True)
class Quantity:
    """What a small chart shows: its name, unit and figure, and the rows of its table (day, one value for each fate)."""

    name: str
    unit: str
    figure: Multiple
    described: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, eq=False)
class Counterfactuals:
    """The fates of one patient, the recommended treatment first."""

    case: Closed
    fates: tuple[Fate, ...]

    @property
    def recommended(self) -> Fate:
        """Under what the catalog recommends."""
        return self.fates[0]

    @property
    def chosen(self) -> Fate | None:
        """Under what was signed, if anything was."""
        return next((fate for fate in self.fates if fate.name == CHOSEN), None)

    @property
    def has_stopped(self) -> bool:
        """Whether any line ends before its time."""
        return any(fate.stopped for fate in self.fates)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Hemoglobin, neutrophils, and the nerves where they matter or else the platelets."""
        analytes = [self.case.catalog.analytes[key] for key in COUNTS]
        if self.nerves_matter:
            return (*(self._count(analyte) for analyte in analytes), self._nerves())
        return tuple(self._count(analyte) for analyte in [*analytes, self.case.catalog.analytes[PLATELETS]])

    @cached_property
    def nerves_matter(self) -> bool:
        """Whether a neuropathy would be noticed under any of the treatments."""
        moments = [moment for fate in self.fates for day in TABLE_DAYS if (moment := fate.moment(day))]
        return any(moment.indices[NERVES] >= NOTICED[NERVES] for moment in moments)

    def _count(self, analyte: Analyte) -> Quantity:
        units, patient = self.case.units, self.case.patient

        def value(moment: Moment) -> float:
            return converted(analyte, true_value(moment, analyte), units)

        limits = analyte.range_for(patient.sex, patient.age)
        low, high = (None if x is None else converted(analyte, x, units) for x in (limits.low, limits.high))
        decimals = analyte.si_decimals if units == "si" else analyte.decimals
        return self._quantity(analyte.name, unit_text(unit_of(analyte, units)), value, decimals, (low, high))

    def _nerves(self) -> Quantity:
        return self._quantity("Neuropathy index", "0 to 1", lambda moment: moment.indices[NERVES], 2, None)

    def _quantity(
        self, name: str, unit: str, value: Callable[[Moment], float], decimals: int, band: Limits | None
    ) -> Quantity:
        arms = [
            Arm(fate.style, fate.name, tuple((m.day, value(m)) for m in fate.moments), fate.stopped)
            for fate in self.fates
        ]
        rows = tuple(
            (
                _day(day),
                tuple(f"{value(m):.{decimals}f}" if (m := fate.moment(day)) else "stopped" for fate in self.fates),
            )
            for day in TABLE_DAYS
        )
        ends = [f"{fate.name.lower()} {fate.stopped or rows[-1][1][i]}" for i, fate in enumerate(self.fates)]
        figure = multiple(arms, last_day=LAST_DAY, decimals=decimals, band=band)
        return Quantity(name, unit, figure, f"After 2½ years: {', '.join(ends)}.", rows)


def counterfactuals_of(case: Closed) -> Counterfactuals:
    """The recommended treatment begun on the day of signing, the one that was signed, and none."""
    began = case.interventions[0].day if case.interventions else 0
    fates = [Fate(RECOMMENDED, "", _followed(case, (Intervention(began, recommended_plan(case.patient)),)))]
    if case.interventions:
        fates.append(Fate(CHOSEN, "chosen", _followed(case, case.interventions)))
    fates.append(Fate(UNTREATED, "none", _followed(case, ())))
    return Counterfactuals(case, tuple(fates))


def _followed(case: Closed, interventions: tuple[Intervention, ...]) -> Trajectory:
    return trajectory_of(case.patient, interventions, LAST_DAY)


def _day(day: int) -> str:
    return "Day 0" if day == 0 else "2½ years" if day == LAST_DAY else span_text(day * DAY)
