"""What does the loss table say today?"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cases.catalog import Catalog, current

PAGE = Path("docs/losses.md")
TOP = """<!-- Written by manage.py write_losses: edit cases/catalog/conditions and cases/catalog/managements. -->
# The loss table

What regret is reckoned with ([scoring](scoring.md)), in units close to US dollars. Every number is assumed unless its
entry in the catalog says otherwise, and every number can be edited there: the table of a condition under `[loss]`, that
of a line of management in its own file. `manage.py play_bots` shows what a change does to the score.

The loss of a course of action in a condition is

    untreated x product over what is done of (1 - averted)  +  sum over what is done of (cost + harm)  +  traps

where harm is multiplied by the share in the table where a line averts half of the loss or more, traps count where
nothing does, and stopping drugs averts a loss only where the drug that did it is stopped. To begin what needs
confirming before one of its tests was seen adds the loss of the last column.

"""


class Command(BaseCommand):
    """Write docs/losses.md from the catalog."""

    help = "Write docs/losses.md: what each disease costs untreated and for each day, what averts it, and the traps."
    requires_system_checks = []

    def handle(self, **_: Any) -> None:
        """Write, and say what was written."""
        page = settings.BASE_DIR / PAGE
        page.write_text(document(current()), encoding="utf-8")
        self.stdout.write(f"{PAGE}: {page.stat().st_size / 1000:.0f} kB")


def document(catalog: Catalog) -> str:
    """The whole page."""
    return TOP + "\n".join([*_managements(catalog), "", *_conditions(catalog)]) + "\n"


def _managements(catalog: Catalog) -> Iterable[str]:
    yield "## Lines of management"
    yield "| line | cost | harm | share of harm where needed | tests of which one comes first | loss without |"
    yield "|---|---|---|---|---|---|"
    for key, line in catalog.managements.items():
        tests = ", ".join(line.confirmed_by)
        unconfirmed = f"{line.unconfirmed:g}" if tests else ""
        numbers = f"{line.cost:g} | {line.harm:g} | {line.harm_where_needed:g}"
        yield f"| {line.name} (`{key}`) | {numbers} | {tests} | {unconfirmed} |"


def _conditions(catalog: Catalog) -> Iterable[str]:
    yield "## Conditions"
    yield "| condition | untreated | each day | share averted by | extra loss where it is a trap |"
    yield "|---|---|---|---|---|"
    for key, condition in catalog.conditions.items():
        loss = condition.loss
        averts, traps = _listed(loss.averts), _listed(loss.traps)
        yield f"| {condition.name} (`{key}`) | {loss.untreated:g} | {loss.per_day:g} | {averts} | {traps} |"


def _listed(numbers: Mapping[str, float]) -> str:
    return ", ".join(f"{key} {number:g}" for key, number in numbers.items())
