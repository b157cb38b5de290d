"""Which patients make equally hard forms of an examination? Chosen and matched before anybody sits them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.catalog import Catalog, current
from cases.management.commands.patients import REFUSED, natural
from cases.management.progress import shown
from cases.reasoning.belief.observer import current_observer
from cases.reasoning.tools.parallel import TOLERANCE, Form, NoForms, Place, parallel_forms, place_of


class Command(BaseCommand):
    """Print forms of an examination over one blueprint, as patients by condition mix and seed."""

    help = "Print equally hard forms of an examination: a patient for each place of the blueprint, by seed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The blueprint, and how many forms."""
        parser.add_argument(
            "places", nargs="+", metavar="KEY", help="a condition, a diagnosis or a teaching point each"
        )
        parser.add_argument("--forms", type=natural, default=2, metavar="N", help="how many forms (default 2)")
        parser.add_argument("--setting", metavar="KEY", default="general-medicine", help="default: %(default)s")
        parser.add_argument("--seed", type=natural, default=1, metavar="S", help="same seed, same forms (default 1)")
        parser.add_argument("--tolerance", type=float, default=TOLERANCE, help="of difficulty, by place (%(default)s)")

    def handle(self, *, places: list[str], forms: int, setting: str, seed: int, tolerance: float, **_: Any) -> None:
        """Write to stdout, a progress bar to stderr; exit with 2 where the request cannot be met."""
        if forms < 2:
            raise CommandError("--forms: parallel forms are 2 or more.", returncode=REFUSED)
        blueprint = [_place(current(), setting, key) for key in places]
        watched = shown(blueprint, len(blueprint), sys.stderr, "places")
        try:
            made = parallel_forms(current(), current_observer(), watched, forms, seed, tolerance)
        except NoForms as error:
            raise CommandError(f"{error}. Give a larger --tolerance, or fewer --forms.", returncode=REFUSED) from None
        for number, form in enumerate(made, start=1):
            self.stdout.write(form_told(number, form))


def form_told(number: int, form: Form) -> str:
    """One form as lines of text."""
    lines = [f"Form {number}, difficulty {form.index:.2f}"]
    for entrant in form.entrants:
        how = entrant.difficulty
        told = f"doubt {how.doubt:.2f}, {how.rival} {100 * how.misled:.0f} of 100"
        lines.append(f"  {entrant.place.name:<28} seed {entrant.seed:<18} difficulty {how.index:.2f} ({told})")
    return "\n".join(lines)


def _place(catalog: Catalog, setting: str, key: str) -> Place:
    if setting not in catalog.settings:
        raise CommandError(f"--setting: give one of {', '.join(catalog.settings)}.", returncode=REFUSED)
    try:
        return place_of(catalog, setting, key)
    except KeyError:
        complaint = f"{key} is no condition, diagnosis or key feature of anybody who is met in {setting}."
        raise CommandError(complaint, returncode=REFUSED) from None
