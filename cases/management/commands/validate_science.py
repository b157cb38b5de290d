"""Does the model agree with what was published? Every fact with its tolerance, our figure, and pass or fail."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.catalog import CatalogError, current
from cases.catalog.problems import unknown
from cases.management.commands.patients import REFUSED
from cases.management.progress import shown
from cases.simulation.validation.facts import Fact, Outcome
from cases.simulation.validation.table import ENOUGH, FACTS, GROUPS, check, facts_for, share_passed

TOO_FEW = 1  # exit code


class Command(BaseCommand):
    """Print the validation table, and why what fails fails."""

    help = (
        "Compute the model's figure for every published fact and print the table. "
        "Facts marked * were looked at while the model was tuned. Exit code 1 if fewer than 95 % pass."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """All facts or one, as a table or as JSON."""
        parser.add_argument("--only", metavar="ID", help="one fact, such as severe-mcv")
        parser.add_argument("--json", action="store_true", help="one JSON object a line instead of a table")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write the table to stdout and progress to stderr."""
        facts = chosen(options["only"])
        outcomes = list(shown(check(facts), len(facts), sys.stderr, "facts"))
        for line in as_json(outcomes) if options["json"] else as_table(outcomes):
            self.stdout.write(line)
        if share_passed(outcomes) < ENOUGH:
            raise CommandError(f"fewer than {ENOUGH:.0%} of the facts pass", returncode=TOO_FEW)


def chosen(only: str | None) -> tuple[Fact, ...]:
    """The facts asked for; raises CommandError for one that does not exist."""
    if only and only not in FACTS:
        raise CommandError(f"--only: {unknown('fact', only, FACTS)}\nKnown are {', '.join(FACTS)}.", returncode=REFUSED)
    try:
        facts = facts_for(current())
    except CatalogError as error:
        raise CommandError(f"The catalog cannot be played:\n{error}", returncode=REFUSED) from None
    return tuple(fact for fact in facts if only in (None, fact.id))


def as_json(outcomes: Sequence[Outcome]) -> list[str]:
    """A line for each fact."""
    return [json.dumps(written(outcome), ensure_ascii=False) for outcome in outcomes]


def written(outcome: Outcome) -> dict[str, Any]:
    """One fact as plain data."""
    fact = outcome.fact
    told = {name: getattr(fact, name) for name in ("id", "statement", "low", "high", "unit", "source", "why")}
    return told | {"used_in_tuning": fact.used_in_tuning, "figure": outcome.figure, "passed": outcome.passed}


def as_table(outcomes: Sequence[Outcome]) -> list[str]:
    """A line for each fact, then the counts, then the explanations."""
    lines = [_line(outcome) for outcome in outcomes] + [""]
    for name, facts in GROUPS.items():
        lines += _count(name, [outcome for outcome in outcomes if outcome.fact in facts])
    lines += _count("not used in tuning", [outcome for outcome in outcomes if not outcome.fact.used_in_tuning])
    lines += _count("all facts", outcomes)
    failed = [outcome.fact for outcome in outcomes if not outcome.passed]
    return lines + [f"\n{fact.id}: {fact.why or 'not explained yet'}" for fact in failed]


def _count(name: str, outcomes: Sequence[Outcome]) -> list[str]:
    if not outcomes:
        return []
    passed = sum(outcome.passed for outcome in outcomes)
    return [f"{name}: {passed} of {len(outcomes)} pass ({share_passed(outcomes):.1%})"]


def _line(outcome: Outcome) -> str:
    fact = outcome.fact
    verdict = "pass" if outcome.passed else "FAIL"
    window = f"{fact.low:.4g} to {fact.high:.4g}"
    mark = "*" if fact.used_in_tuning else " "
    return f"{verdict} {mark} {outcome.figure:>9.4g} {window:>18} {fact.unit:<11} {fact.statement} [{fact.source}]"
