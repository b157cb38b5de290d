"""How does a patient's film look on one day? One field of it, or of the marrow, as a picture."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.catalog import CatalogError, current
from cases.management.commands.patients import REFUSED, natural, recipe_for
from cases.management.commands.trajectory import LATEST_DAY, whole
from cases.simulation.moments import Moment, onset_moment
from cases.simulation.patients import Recipe, patient_of
from cases.simulation.trajectories import trajectory_of
from cases.simulation.treatment import Intervention, Plan
from cases.smears.fields import SPOTS, field_of
from cases.smears.film import film_of
from cases.smears.marrow import marrow_of
from cases.smears.marrow_fields import marrow_field_of
from cases.smears.rendering import picture_of, webp_of
from cases.smears.streams import derived


class Command(BaseCommand):
    """Write a field of 160 x 120 um as WebP, 10 pixels for each um."""

    help = "Draw a field of one patient's blood film, or of the marrow: same seed, day and field, same picture."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which patient, which day, which field, and where it goes."""
        parser.add_argument("--condition", metavar="KEY", help="default: as often as in the setting")
        parser.add_argument("--seed", type=natural, metavar="S", required=True, help="same seed, same patient")
        parser.add_argument("--day", type=whole, metavar="D", default=0, help="0 is the day of presentation")
        parser.add_argument("--treated", action="store_true", help="recommended treatment from day 0 on")
        parser.add_argument("--setting", metavar="KEY", default="general-medicine", help="default: %(default)s")
        parser.add_argument("--marrow", action="store_true", help="the bone marrow instead of the film")
        parser.add_argument("--field", type=natural, metavar="N", default=0, help="which field, from 0")
        parser.add_argument("--place", choices=list(SPOTS), default="monolayer", help="default: %(default)s")
        parser.add_argument("--out", type=Path, metavar="FILE", required=True, help="such as field.webp")

    def handle(self, *_: Any, **options: Any) -> None:
        """Draw, write, and say what was written; exit with 2 and a message where a request cannot be met."""
        if options["day"] > LATEST_DAY:
            raise CommandError(f"--day {options['day']} is too late: at most {LATEST_DAY}.", returncode=REFUSED)
        try:
            catalog = current()
        except CatalogError as error:
            raise CommandError(str(error), returncode=REFUSED) from None
        recipe = recipe_for(catalog, options["setting"], options["condition"])
        moment = moment_of(recipe, options["seed"], options["day"], treated=options["treated"])
        seed = derived(options["seed"], moment.patient.condition.key, "film", options["day"])
        if options["marrow"]:
            scene = marrow_field_of(marrow_of(moment), seed, options["field"])
        else:
            scene = field_of(film_of(moment), seed, options["field"], options["place"])
        try:
            written = options["out"].write_bytes(webp_of(picture_of(scene)))
        except OSError as error:
            raise CommandError(f"--out {options['out']}: {error.strerror}", returncode=REFUSED) from None
        self.stdout.write(f"{options['out']}: {written / 1000:.0f} kB")


def moment_of(recipe: Recipe, seed: int, day: int, *, treated: bool = False) -> Moment:
    """The patient of a recipe and a seed on a day, under the recommended treatment or none."""
    patient = patient_of(current(), recipe, seed)
    if day < 0:
        return onset_moment(patient, -day)
    plans = (Intervention(0, Plan(patient.condition.recommended)),) if treated else ()
    return trajectory_of(patient, plans, day).at(day)
