"""What do all conditions look like under the microscope? One sheet for each, for the documentation and for critics."""

from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cases.catalog import current
from cases.management.commands.film import moment_of
from cases.management.commands.patients import natural, recipe_for
from cases.smears.film import film_of
from cases.smears.findings import is_reported
from cases.smears.marrow import marrow_of
from cases.smears.rendering import webp_of
from cases.smears.sheets import sheet_of
from cases.smears.streams import derived

FOLDER = Path("docs/films")
MOST_BYTES = 56_000  # of a sheet: all of them below 3 MB
HEADING = """# Films and marrows of every condition

Synthetic, for education, not for diagnosis. One patient of each condition on the day of presentation, of {patients} the
most typical by what the reports of film and marrow say: a field of the blood film, a field of the marrow aspirate
(160 x 120 um each), and twenty white cells as they come. On glass, twenty
white cells of a normal film lie in some 70 such fields. `python manage.py draw_films` draws them anew;
`python manage.py film` with the words below each name and `--out field.webp` draws one field at full size.
"""
PATIENTS, STEP = 12, 100  # looked at for each condition, and how far apart their seeds are
REPORTS = ("blood-film", "bone-marrow")


class Command(BaseCommand):
    """Write one WebP for each condition, and a page that shows them."""

    help = "Draw a sheet of film, marrow and white cells for every condition into docs/films."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the files go, and who is drawn."""
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / FOLDER, help=f"default: {FOLDER}")
        parser.add_argument("--seed", type=natural, default=1, help="seed of the first patient (default: %(default)s)")
        parser.add_argument("--condition", metavar="KEY", action="append", help="only this one; may be repeated")

    def handle(self, *, folder: Path, seed: int, condition: list[str] | None, **_: Any) -> None:
        """Draw, write, and say what was written; each condition has a patient of another seed."""
        folder.mkdir(parents=True, exist_ok=True)
        parts = [HEADING.format(patients=PATIENTS)]
        for number, key in enumerate(sorted(current().conditions), start=seed):
            if not condition or key in condition:
                patient = typical(key, number)
                written = (folder / f"{key}.webp").write_bytes(sheet(key, patient))
                self.stdout.write(f"{key}.webp: {written / 1000:.0f} kB")
                parts.append(entry(key, patient))
        if not condition:
            (folder / "README.md").write_text("".join(parts), encoding="utf-8")


def typical(condition: str, first: int) -> int:
    """The seed, of PATIENTS from `first` on, whose film and marrow reports differ least from those of all of them."""
    catalog = current()
    recipe = recipe_for(catalog, "general-medicine", condition)
    keys = [finding.key for report in REPORTS for finding in catalog.investigations[report].findings]
    seeds = range(first, first + STEP * PATIENTS, STEP)
    reported = [[is_reported(moment_of(recipe, seed, 0), key) for key in keys] for seed in seeds]
    usual = [sum(column) / PATIENTS for column in zip(*reported, strict=True)]
    return min(zip(map(partial(apart, usual), reported), seeds, strict=True))[1]


def apart(usual: list[float], report: list[bool]) -> float:
    """How far a report lies from the shares of reports that have each finding."""
    return sum(abs(share - has) for share, has in zip(usual, report, strict=True))


def sheet(condition: str, seed: int) -> bytes:
    """The sheet of one patient as WebP."""
    moment = moment_of(recipe_for(current(), "general-medicine", condition), seed, 0)
    return webp_of(sheet_of(film_of(moment), marrow_of(moment), derived(seed, condition, "film", 0)), MOST_BYTES)


def entry(condition: str, seed: int) -> str:
    """The lines of a condition on the page."""
    name = current().conditions[condition].name
    return f"\n## {name}\n\n`--condition {condition} --seed {seed}`\n\n![Film, marrow, cells]({condition}.webp)\n"
