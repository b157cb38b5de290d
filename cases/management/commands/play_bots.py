"""Does the score keep its promises? Scripted learners on many patients, and the losses halved and doubled."""

import sys
import time
from argparse import ArgumentParser
from os import cpu_count
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.charts.scoring import SCORING
from cases.management.pages import with_part
from cases.management.progress import Bar
from cases.management.scoreboard import scoreboard
from cases.players.processes import apart
from cases.players.standings import SESSION_CASES, abilities
from cases.players.tournament import GRADED, PLAYERS, Game, played

# Patients on whom nothing was tried while players and losses were worked out: that was done below 100 000.
FIRST_SEED = 905_000
PART = "play_bots --write"


class Command(BaseCommand):
    """Play, and print tables for each scale of the losses."""

    help = (
        "Let scripted learners play many patients and print what they score, with the loss table as it is, halved "
        "and doubled. Nothing is stored. 200 patients at three scales take two processors about half an hour."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many patients, which, and how losses are varied."""
        parser.add_argument("--seeds", type=int, default=200, metavar="N", help="patients (default: %(default)s)")
        parser.add_argument("--first-seed", type=int, default=FIRST_SEED, metavar="S", help="default: %(default)s")
        parser.add_argument(
            "--losses",
            type=float,
            nargs="+",
            default=[1, 0.5, 2],
            metavar="X",
            help="times the table (default: 1 .5 2)",
        )
        parser.add_argument("--players", nargs="+", choices=PLAYERS, default=list(PLAYERS), help="default: all")
        parser.add_argument("--learners", type=int, default=24, metavar="N", help="of graded ability; 0 for none")
        parser.add_argument("--processes", type=int, default=cpu_count(), metavar="N", help="default: %(default)s")
        parser.add_argument("--write", action="store_true", help="write the tables into docs/scoring.md as well")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write the tables to stdout, the progress to stderr."""
        if options["write"] and options["seeds"] < SESSION_CASES:
            raise CommandError(f"The page tells of sessions of {SESSION_CASES} cases: play as many patients at least.")
        begun, games = time.monotonic(), _games(options)
        bar, outcomes = Bar(sys.stderr, "games"), []
        with apart(played, games, options["processes"]) as played_so_far:
            for outcome in played_so_far:
                outcomes.append(outcome)
                bar.show(len(outcomes), len(games))
        tables = scoreboard(outcomes)
        self.stdout.write(tables)
        self.stdout.write(f"\n{len(games)} games in {(time.monotonic() - begun) / 60:.1f} minutes.")
        if options["write"]:
            page = SCORING.read_text(encoding="utf-8")
            SCORING.write_text(with_part(page, PART, tables), encoding="utf-8")
            self.stdout.write(f"docs/{SCORING.name}: the tables were written anew.")


def _games(options: dict[str, Any]) -> list[Game]:
    """Every game of every player, and of a class of graded ability, under each scale of the losses."""
    first, scales = options["first_seed"], options["losses"]
    rivals = [(player, options["seeds"]) for player in options["players"]]
    graded = [(f"{GRADED}{ability:.6f}", SESSION_CASES) for ability in abilities(options["learners"])]
    return [
        Game(player, first + i, scale) for scale in scales for player, count in [*rivals, *graded] for i in range(count)
    ]
