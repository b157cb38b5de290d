"""How do items get into other systems?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.catalog import Catalog, current
from cases.smears.rendering import webp_of
from quizzes.formats import Picture, Written, anki, gift, moodle, name_of, qti, tables
from quizzes.items import Item, bank
from quizzes.items.cells import picture_for
from quizzes.items.kinds import generate

FORMATS = {"anki": ".apkg", "csv": ".csv", "gift": ".gift.txt", "moodle": ".xml", "qti": ".zip"}
SEED = 1


class Command(BaseCommand):
    """Write one variant of each template, with pictures, as a file that another system reads."""

    help = "Write items of the bank for Anki, Moodle (XML or GIFT), QTI 3 or a spreadsheet."

    def add_arguments(self, parser: CommandParser) -> None:
        """The seed draws the variants; `--only` chooses by the beginning of the template's key."""
        parser.add_argument("format", choices=sorted(FORMATS))
        parser.add_argument("--out", type=Path, help="file to write; items and the format's ending if left out")
        parser.add_argument("--seed", type=int, default=SEED)
        parser.add_argument("--only", default="", help="keys of templates begin with this")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raise CommandError where no template is meant."""
        catalog = current()
        templates = [one for key, one in bank.current(catalog).items() if key.startswith(options["only"])]
        if not templates:
            raise CommandError(f"no template begins with {options['only']}")
        items = [generate(template, options["seed"], catalog) for template in templates]
        written = written_as(options["format"], items, catalog)
        path = options["out"] or Path(f"items{FORMATS[options['format']]}")
        path.write_bytes(written.data)
        for loss in written.losses:
            self.stdout.write(f"{loss.item}: not carried{' at all' if loss.is_whole else ''}: {loss.what}")
        kept = len(items) - len({loss.item for loss in written.losses if loss.is_whole})
        self.stdout.write(f"{kept} of {len(items)} items are in {path}")


def written_as(form: str, items: list[Item], catalog: Catalog) -> Written:
    """Return the items in a format, with their pictures where it holds any."""
    match form:
        case "gift":
            return gift.write(items)
        case "csv":
            return tables.write(items)
    drawn = [item for item in items if item.drawing]
    pictures = {name_of(item): Picture(webp_of(picture_for(item, catalog)), "webp") for item in drawn}
    return {"anki": anki.write, "moodle": moodle.write, "qti": qti.write}[form](items, pictures)
