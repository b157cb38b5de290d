"""Does the model agree with what was published, and with itself? Facts with their tolerances, or checks at large."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.catalog import Catalog, CatalogError, current
from cases.catalog.problems import unknown
from cases.management.commands.patients import REFUSED, natural
from cases.management.progress import shown
from cases.simulation.validation.checks import Check, agreed, combined
from cases.simulation.validation.combinations import combinations_of
from cases.simulation.validation.facts import Fact, Outcome
from cases.simulation.validation.panels import panels_of
from cases.simulation.validation.table import ENOUGH, FACTS, GROUPS, check, facts_for, share_passed

TOO_FEW = 1  # exit code


class Command(BaseCommand):
    """Print the validation table, and why what fails fails."""

    help = (
        "Compute the model's figure for every published fact and print the table. "
        "Facts marked * were looked at while the model was tuned. Exit code 1 if fewer than 95 % pass. "
        "With --panels or --combinations, check the model against itself instead: exit code 1 if fewer than 99.9 % of "
        "panels agree with themselves, if any value is impossible, or if any combination runs away."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """All facts or one, as a table or as JSON."""
        parser.add_argument("--only", metavar="ID", help="one fact, such as severe-mcv")
        parser.add_argument(
            "--panels", type=natural, metavar="N", help="so many panels of 20 a patient, such as 100000"
        )
        parser.add_argument("--combinations", type=natural, metavar="N", help="so many patients under random plans")
        parser.add_argument("--json", action="store_true", help="one JSON object a line instead of a table")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write the table to stdout and progress to stderr."""
        if options["panels"] or options["combinations"]:
            self._check_at_large(options)
        else:
            self._check_facts(options)

    def _check_at_large(self, options: dict[str, Any]) -> None:
        checks: list[Check] = []
        catalog = played()
        if number := options["combinations"]:
            checks += combined(list(shown(combinations_of(catalog, number), number, sys.stderr, "combinations")))
        if number := options["panels"]:
            checks += agreed(catalog, shown(panels_of(catalog, number), number, sys.stderr, "panels"))
        for one in checks:
            self.stdout.write(json.dumps(one._asdict() | {"passed": one.passed}) if options["json"] else one.line())
        failed = [one.what for one in checks if not one.passed]
        if failed:
            raise CommandError(f"does not hold: {'; '.join(failed)}", returncode=TOO_FEW)

    def _check_facts(self, options: dict[str, Any]) -> None:
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
    return tuple(fact for fact in facts_for(played()) if only in (None, fact.id))


def played() -> Catalog:
    """The catalog; raises CommandError where it cannot be played."""
    try:
        return current()
    except CatalogError as error:
        raise CommandError(f"The catalog cannot be played:\n{error}", returncode=REFUSED) from None


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
