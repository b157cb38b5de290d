"""Is the bank complete, and does every template make items that hold?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.catalog import current
from quizzes.coverage import TEMPLATES_A_POINT, coverage, shortfalls
from quizzes.items import BankError, Template, load
from quizzes.items.proofs import VARIANTS, Proof, prove

# The right option may be the longest in so large a share of all choices; of four it would be in one of four by chance.
LONGEST_SHARE = 0.34


class Command(BaseCommand):
    """List teaching points with their templates and kinds, then make and check variants of every template."""

    help = "List each teaching point with its number of templates and kinds; fail where there are too few."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--variants 0` counts only; `--only` looks at templates whose key begins so."""
        parser.add_argument("--variants", type=int, default=VARIANTS, help="variants of each template")
        parser.add_argument("--only", default="", help="keys of templates begin with this")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raise CommandError where the bank falls short or an item does not hold."""
        catalog = current()
        try:
            bank = load(catalog)
        except BankError as error:
            raise CommandError(str(error)) from error
        for one in coverage(bank, catalog):
            mark = " " if one.is_enough else "!"
            self.stdout.write(f"{mark} {one.point:34}{len(one.templates):3}  {', '.join(one.kinds)}")
        self.stdout.write(f"{len(bank)} templates, {TEMPLATES_A_POINT} needed for each point")
        chosen = [template for key, template in bank.items() if key.startswith(options["only"])]
        missing = shortfalls(bank, catalog)
        if options["variants"] != 0:
            missing += self._proved(chosen, options["variants"])
        if missing:
            raise CommandError("\n".join(missing))

    def _proved(self, templates: list[Template], variants: int) -> list[str]:
        proofs = [prove(template, current(), variants) for template in templates]
        self.stdout.write(
            f"{len(proofs)} templates proved, the right option longest in {_share(proofs):.0%} of choices"
        )
        found = [f"{proof.template}: {problem}" for proof in proofs for problem in proof.problems]
        if _share(proofs) > LONGEST_SHARE:
            found.append(f"the right option is the longest in more than {LONGEST_SHARE:.0%} of choices")
        return found


def _share(proofs: list[Proof]) -> float:
    return sum(proof.longest for proof in proofs) / max(sum(proof.choices for proof in proofs), 1)
