"""How does one patient fare, day by day? The course before presentation, and what follows under a treatment."""

import csv
import io
import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.catalog import Catalog, CatalogError, current
from cases.figures.plates import Line, Panel, Ruler, plate
from cases.management.commands.patients import REFUSED, natural, recipe_for
from cases.simulation.moments import Moment, onset_moment
from cases.simulation.patients import Patient, patient_of
from cases.simulation.schedules import NotReadable, prescription_from
from cases.simulation.trajectories import Trajectory, trajectory_of
from cases.simulation.treatment import Intervention, Plan

LATEST_DAY = 3650
MOST_TICKS = 6
# What is drawn, by readout; the analyte gives name, unit and reference range.
DRAWN = ("hemoglobin", "mcv", "reticulocytes", "neutrophils", "platelets", "ldh")


def whole(text: str) -> int:
    """An argument that counts days, before presentation below 0."""
    try:
        return int(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a whole number of days, such as -730 or 90") from None


@dataclass(frozen=True)
class Told:
    """A patient and the moments asked for, in order of their days; `died_on` is the day of death, if any."""

    patient: Patient
    plan: Plan
    moments: tuple[Moment, ...]
    died_on: int | None


class Command(BaseCommand):
    """Print the true values of one patient on the days on which the model was recorded."""

    help = (
        "Print one patient's true values, without noise of measurement, from one day to another. Day 0 is the day of "
        "presentation, days below 0 lie before it; treatment begins on day 0."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which patient, which days, which treatment, and how they are written."""
        parser.add_argument("--condition", metavar="KEY", required=True, help="such as pernicious-anemia")
        parser.add_argument("--seed", type=natural, metavar="S", required=True, help="same seed, same patient")
        parser.add_argument("--from-day", type=whole, metavar="D", required=True, help="first day, such as -730")
        parser.add_argument("--to-day", type=whole, metavar="D", required=True, help="last day, such as 120")
        parser.add_argument("--treatment", metavar="KEY", help="such as hydroxocobalamin; nothing is given without it")
        parser.add_argument("--route", metavar="KEY", help="such as intramuscular; needed where there are several")
        parser.add_argument("--dose", metavar="'1 mg'", help="amount and unit (default: the usual dose)")
        parser.add_argument("--schedule", metavar="WORDS", help="'alternate-days for 14 days then every-3-months'")
        parser.add_argument("--setting", metavar="KEY", default="general-medicine", help="default: %(default)s")
        parser.add_argument("--format", choices=sorted(WRITERS), default="csv", help="default: %(default)s")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write to stdout; exit with 2 and a message where a request cannot be met."""
        try:
            told = told_of(current(), options)
        except (CatalogError, NotReadable) as error:
            raise CommandError(str(error), returncode=REFUSED) from None
        self.stdout.write(WRITERS[options["format"]](told), ending="")
        if told.died_on is not None and told.died_on < options["to_day"]:
            self.stderr.write(f"The patient dies on day {told.died_on}.")


def told_of(catalog: Catalog, options: dict[str, Any]) -> Told:
    """The patient and the moments of a request; raises CommandError or NotReadable that says what to change."""
    first, last = options["from_day"], options["to_day"]
    if first > last:
        raise NotReadable(f"--from-day {first} lies after --to-day {last}: swap them.")
    if last > LATEST_DAY:
        raise NotReadable(f"--to-day {last} is too late: the model is run up to day {LATEST_DAY}.")
    recipe = recipe_for(catalog, options["setting"], options["condition"])
    plan = plan_from(catalog, options)
    patient = patient_of(catalog, recipe, options["seed"])
    course = trajectory_of(patient, (Intervention(0, plan),), max(last, 0))
    moments = moments_of(patient, course, first, last)
    if not moments:
        raise NotReadable(f"no day was recorded from {first} to {last}: ask for days further apart.")
    return Told(patient, plan, moments, course.ended_day)


def plan_from(catalog: Catalog, options: dict[str, Any]) -> Plan:
    """The treatment that was asked for, or none."""
    words = {name: options[name] for name in ("route", "dose", "schedule")}
    if options["treatment"]:
        return Plan((prescription_from(catalog, options["treatment"], **words),))
    for name, given in words.items():
        if given:
            raise NotReadable(f"--{name} {given} belongs to no treatment: add --treatment, such as hydroxocobalamin.")
    return Plan()


def moments_of(patient: Patient, course: Trajectory, first: int, last: int) -> tuple[Moment, ...]:
    """The recorded moments from the first day to the last."""
    before = (onset_moment(patient, patient.presented_on - day) for day in patient.onset.days[:-1])
    lived = course.days if course.ended_day is None else (day for day in course.days if day <= course.ended_day)
    after = (course.at(day) for day in lived)
    return tuple(moment for moment in (*before, *after) if first <= moment.day <= last)


def units_of(catalog: Catalog, names: Iterable[str]) -> dict[str, str]:
    """The unit of each readout, empty where no analyte reports it."""
    known = {analyte.readout: analyte.unit for analyte in catalog.analytes.values() if analyte.readout}
    return {name: known.get(name, "") for name in names}


def as_csv(told: Told) -> str:
    """A header with units, and a line for each day."""
    names = list(told.moments[0].readouts)
    units = units_of(told.patient.catalog, names)
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(["day", *(f"{name} ({units[name]})" if units[name] else name for name in names)])
    lines.writerows([moment.day, *(f"{moment.readouts[name]:.6g}" for name in names)] for moment in told.moments)
    return text.getvalue()


def as_json(told: Told) -> str:
    """Who it is, what was given, the units, and the values of each day."""
    patient = told.patient
    days = [
        {"day": moment.day} | {name: float(f"{value:.6g}") for name, value in moment.readouts.items()}
        for moment in told.moments
    ]
    written = {
        "patient": {"condition": patient.condition.key, "seed": patient.seed, "sex": patient.sex, "age": patient.age},
        "plan": told.plan.as_json(),
        "units": units_of(patient.catalog, told.moments[0].readouts),
        "days": days,
    }
    return json.dumps(written, indent=1) + "\n"


def as_svg(told: Told) -> str:
    """A chart that stands alone: six quantities beside their reference ranges."""
    patient = told.patient
    analytes = {one.readout: one for one in patient.catalog.analytes.values() if one.readout in DRAWN}
    panels = []
    for name in DRAWN:
        limits = analytes[name].range_for(patient.sex, patient.age)
        points = tuple((moment.day, moment.readouts[name]) for moment in told.moments)
        title = f"{analytes[name].name}, {analytes[name].unit}"
        panels.append(Panel(title, (Line("", points),), (limits.low, limits.high)))
    given = ", ".join(line.treatment for line in told.plan.prescriptions) or "nothing"
    title = f"{patient.condition.name}, {patient.sex}, {patient.age}, seed {patient.seed}: {given} from day 0"
    return plate(title, panels, ruler_of(told.moments))


def ruler_of(moments: tuple[Moment, ...]) -> Ruler:
    """Round ticks in days, weeks, months or years, whichever the span calls for."""
    first, last = moments[0].day, max(moments[-1].day, moments[0].day + 1)
    span = last - first
    pitch, unit = next(
        (size, word)
        for size, word in ((365, "years"), (30, "months"), (7, "weeks"), (1, "days"))
        if span >= 3 * size or size == 1
    )
    step = pitch * next(many for many in (1, 2, 3, 6, 12) if span / pitch / many <= MOST_TICKS or many == 12)
    ticks = range(-(-first // step) * step, last + 1, step)
    inner = [(float(day), f"{day // pitch}") for day in ticks]
    return Ruler(first, last, tuple(inner), unit, 0.0 if first < 0 < last else None)


WRITERS: dict[str, Callable[[Told], str]] = {"csv": as_csv, "json": as_json, "svg": as_svg}
