"""Who would come to the clinic? Simulated patients as they present, the same for the same seed."""

import json
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.catalog import Catalog, CatalogError, current
from cases.catalog.problems import unknown
from cases.catalog.units import shown
from cases.simulation.findings import level_of
from cases.simulation.measurement import Measurement, measure
from cases.simulation.patients import Patient, Recipe, patient_of
from cases.simulation.randomness import seed_of
from cases.simulation.trajectories import trajectory_of

PROGRESS_EVERY = 50
REFUSED = 2  # exit code, as of argparse


def natural(text: str) -> int:
    """An argument that counts from 0."""
    if not text.isascii() or not text.isdigit():
        raise ArgumentTypeError(f"{text!r} is not a whole number of 0 or more, such as 7")
    return int(text)


class Command(BaseCommand):
    """Print simulated patients at presentation (day 0, 09:00), with all that could be found and measured."""

    help = "Print simulated patients as they present: one JSON object a line, or text. Nothing is stored."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which patients, how many, and how they are written."""
        parser.add_argument("--count", type=natural, required=True, metavar="N", help="how many patients, 1 or more")
        parser.add_argument("--seed", type=natural, required=True, metavar="S", help="same seed, same patients")
        parser.add_argument("--condition", metavar="KEY", help="only patients with this condition, such as methimazole")
        parser.add_argument(
            "--setting",
            metavar="KEY",
            default="general-medicine",
            help="where they are met (default: %(default)s)",
        )
        parser.add_argument("--format", choices=("json", "text"), default="json", help="default: %(default)s")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write to stdout, progress to stderr; exit with 2 and a message where a request cannot be met."""
        try:
            catalog = current()
        except CatalogError as error:
            raise CommandError(f"The catalog cannot be played:\n{error}", returncode=REFUSED) from None
        recipe = recipe_for(catalog, options["setting"], options["condition"])
        if options["count"] < 1:
            raise CommandError("--count is 0; ask for 1 patient or more.", returncode=REFUSED)
        write = as_line if options["format"] == "json" else as_text
        try:
            for i, patient in enumerate(patients(catalog, recipe, options["seed"], options["count"]), start=1):
                self.stdout.write(write(catalog, patient))
                if i % PROGRESS_EVERY == 0:
                    self.stderr.write(f"{i} of {options['count']} patients", self.style.NOTICE)
        except BrokenPipeError:
            # Whoever reads, such as `head`, has enough; Python would complain again when it flushes at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def recipe_for(catalog: Catalog, setting: str, condition: str | None) -> Recipe:
    """The recipe of the request; raises CommandError that names the nearest keys."""
    for name, key, known in (("setting", setting, catalog.settings), ("condition", condition, catalog.conditions)):
        if key is not None and key not in known:
            complaint = f"--{name}: {unknown(name, key, known)}\nKnown are {', '.join(known)}."
            raise CommandError(complaint, returncode=REFUSED)
    return Recipe(setting=setting, conditions=((condition, 1.0),) if condition else None)


def patients(catalog: Catalog, recipe: Recipe, seed: int, count: int) -> Iterator[Patient]:
    """Patient number i has a seed of their own, whatever the count."""
    for i in range(count):
        yield patient_of(catalog, recipe, seed_of(seed, "patient", i))


def as_line(catalog: Catalog, patient: Patient) -> str:
    """One patient as a line of JSON: levels of all findings, readings in the conventional unit."""
    return json.dumps(presented(catalog, patient), ensure_ascii=False)


def presented(catalog: Catalog, patient: Patient) -> dict[str, Any]:
    """Everything that could be found and measured when this patient presents."""
    moment = trajectory_of(patient, (), 0).at(0)
    keys = [key for key, finding in catalog.findings.items() if finding.occurs_in(patient.sex, patient.age)]
    measured = measure(moment, catalog.analytes, 0)
    return {
        "seed": patient.seed,
        "condition": patient.condition.key,
        "cause": patient.condition.cause,
        "age": patient.age,
        "sex": patient.sex,
        "setting": patient.recipe.setting,
        "findings": {key: level_of(moment, key) for key in keys},
        "readings": {m.key: reading(catalog, m) for m in measured.values()},
    }


def reading(catalog: Catalog, measurement: Measurement) -> dict[str, Any]:
    """Value and conventional unit, and a comparator at a reporting limit."""
    told: dict[str, Any] = {"value": measurement.value, "unit": catalog.analytes[measurement.key].unit}
    if measurement.comparator:
        told["comparator"] = measurement.comparator
    return told


def as_text(catalog: Catalog, patient: Patient) -> str:
    """One patient as a paragraph: who, what is found, what is measured."""
    told = presented(catalog, patient)
    found = [
        key if level == "present" else f"{key} {level}"
        for key, level in told["findings"].items()
        if unusual(catalog, key, level)
    ]
    values = "; ".join(_values(catalog, told["readings"]))
    who = f"{told['sex']}, {told['age']}, {told['setting']}: {patient.condition.name} (seed {told['seed']})"
    return f"{who}\n  found: {', '.join(found) or 'nothing unusual'}\n  measured: {values}\n"


def unusual(catalog: Catalog, key: str, level: str) -> bool:
    """Whether a finding is other than in most people."""
    return level != catalog.findings[key].normal


def _values(catalog: Catalog, readings: dict[str, Any]) -> Iterable[str]:
    for key, told in readings.items():
        text = shown(catalog.analytes[key], told["value"], told.get("comparator", ""))
        yield f"{key} {text.text} {text.unit}".strip()
