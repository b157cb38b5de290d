"""What would come in from a file, and what not? With `--keep` it does, as a draft."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.encounters import Refused as ActRefused
from learners.models import Learner
from quizzes.exchanges import READERS, read_as
from quizzes.formats import Read, Refused
from quizzes.imports import acts


class Command(BaseCommand):
    """Read a file of another system; keep it only if told so."""

    help = "Say which items a file holds, what is not carried, and why a file is refused; keep it as a draft if told."

    def add_arguments(self, parser: CommandParser) -> None:
        """The format is never guessed: a file that is not what it is said to be is refused."""
        parser.add_argument("format", choices=sorted(READERS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--keep", action="store_true", help="keep the file as a draft; it is asked from its page")
        parser.add_argument("--as", dest="who", default="", help="name of the staff member who brings it; with --keep")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raise CommandError, with nothing kept, for each line and reason of a file that is refused, and for who is not
        staff."""
        who = _staff(options["who"]) if options["keep"] else None
        try:
            data = options["file"].read_bytes()
            self._tell(read_as(options["format"], data))
            if who:
                self._keep(who, options["file"].name, options["format"], data)
        except (OSError, Refused, ActRefused) as error:
            raise CommandError(str(error)) from error

    def _tell(self, read: Read) -> None:
        for loss in read.losses:
            self.stdout.write(f"{loss.item}: not carried{' at all' if loss.is_whole else ''}: {loss.what}")
        for item in read.items:
            self.stdout.write(f"{item.template} ({item.kind}): {item.question.ask}")
        self.stdout.write(f"{len(read.items)} items")

    def _keep(self, who: Learner, name: str, form: str, data: bytes) -> None:
        key = uuid4()
        file = acts.take_in(who, name=name, form=form, data=data, key=key)
        self.stdout.write(f"kept as a draft: {file.pk}" if file.key == key else f"was kept before: {file.pk}")


def _staff(name: str) -> Learner:
    found = Learner.objects.filter(username=name, is_staff=True).first()
    if found is None:
        raise CommandError(f"`{name}` is no staff member; say with --as who keeps the file")
    return found
