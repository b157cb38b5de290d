"""What does the page on the science say today?"""

import re
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cases.catalog import current
from cases.management.handbook import document, validation
from cases.management.progress import shown
from cases.simulation.validation.table import check, facts_for

PAGE = Path("docs/science.md")
SECTION = re.compile(r"(?<=figures/published\.svg\)\n\n).*?(?=\n\n## Known limits)", re.DOTALL)


class Command(BaseCommand):
    """Write docs/science.md from the catalog, the constants and the validation."""

    help = "Write docs/science.md: equations, numbers with sources, the catalog, and the validation table."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether the figures of the validation are computed anew."""
        parser.add_argument("--keep-figures", action="store_true", help="leave the validation table as it stands")

    def handle(self, *, keep_figures: bool, **_: Any) -> None:
        """Compute, write, and say what was written."""
        page = settings.BASE_DIR / PAGE
        section = validation_in(page.read_text(encoding="utf-8")) if keep_figures else figures()
        page.write_text(document(current(), section), encoding="utf-8")
        self.stdout.write(f"{PAGE}: {page.stat().st_size / 1000:.0f} kB")


def validation_in(page: str) -> str:
    """The validation section of a page already written."""
    found = SECTION.search(page)
    return found[0] if found else ""


def figures() -> str:
    """The validation section, computed."""
    facts = facts_for(current())
    return validation(list(shown(check(facts), len(facts), sys.stderr, "facts")))
