"""What would come in from a file, and what not?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from quizzes.exchanges import READERS
from quizzes.formats import Refused


class Command(BaseCommand):
    """Read a file of another system without keeping anything."""

    help = "Say which items a file holds that can be read, what is not carried, and why a file is refused."

    def add_arguments(self, parser: CommandParser) -> None:
        """The format is never guessed: a file that is not what it is said to be is refused."""
        parser.add_argument("format", choices=sorted(READERS))
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Raise CommandError with each line and reason for a file that is refused."""
        try:
            read = READERS[options["format"]](options["file"].read_bytes())
        except (OSError, Refused) as error:
            raise CommandError(str(error)) from error
        for loss in read.losses:
            self.stdout.write(f"{loss.item}: not carried{' at all' if loss.is_whole else ''}: {loss.what}")
        for item in read.items:
            self.stdout.write(f"{item.template} ({item.kind}): {item.question.ask}")
        self.stdout.write(f"{len(read.items)} items")
