"""How do items get into other systems?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.catalog import current
from quizzes.exchanges import FORMATS, items_of, written_as

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
        items = items_of(options["only"], options["seed"], catalog)
        if not items:
            raise CommandError(f"no template begins with {options['only']}")
        written = written_as(options["format"], items, catalog)
        path = options["out"] or Path(f"items{FORMATS[options['format']]}")
        path.write_bytes(written.data)
        for loss in written.losses:
            self.stdout.write(f"{loss.item}: not carried{' at all' if loss.is_whole else ''}: {loss.what}")
        kept = len(items) - len({loss.item for loss in written.losses if loss.is_whole})
        self.stdout.write(f"{kept} of {len(items)} items are in {path}")
