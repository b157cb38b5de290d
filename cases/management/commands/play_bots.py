"""Does the score keep its promises? Scripted learners on many patients, and the losses halved and doubled."""

import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from os import cpu_count
from typing import Any

from django.core.management.base import BaseCommand

from cases.management.progress import shown
from cases.players.processes import apart
from cases.players.standings import SESSION_CASES, abilities, alpha, mean_of, pairs
from cases.players.tournament import GRADED, PLAYERS, Game, Outcome, played

# Patients on whom nothing was tried while players and losses were worked out: that was done below 100 000.
FIRST_SEED = 905_000
PARTS = {"key-features": "features", "diagnosis": "diagnosis", "economy": "economy", "calibration": "calibration"}
ASSUMPTIONS = (
    "Assumed: abilities are normal; a learner of mean ability does 77 % of what an expert asks, examines and confirms,"
    " misjudges each disease by a factor of 3.3 either way, and prefers an order to a worse one the more, the more"
    " dollars lie between them. Real learners differ less and in other ways, so this does not predict their alpha."
)


class Command(BaseCommand):
    """Play, and print a table for each scale of the losses."""

    help = (
        "Let scripted learners play many patients and print what they score, with the loss table as it is, halved "
        "and doubled. Nothing is stored. 200 patients at three scales take two processors about half an hour."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many patients, which, and how losses are varied."""
        parser.add_argument("--seeds", type=int, default=200, metavar="N", help="patients (default: %(default)s)")
        parser.add_argument("--first-seed", type=int, default=FIRST_SEED, metavar="S", help="default: %(default)s")
        parser.add_argument("--scales", type=float, nargs="+", default=[1, 0.5, 2], metavar="X", help="of the losses")
        parser.add_argument("--players", nargs="+", choices=PLAYERS, default=list(PLAYERS), help="default: all")
        parser.add_argument("--learners", type=int, default=24, metavar="N", help="of graded ability; 0 for none")
        parser.add_argument("--processes", type=int, default=cpu_count(), metavar="N", help="default: %(default)s")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write the tables to stdout, the progress to stderr."""
        begun, first = time.monotonic(), options["first_seed"]
        games = [
            Game(player, first + i, scale)
            for scale in options["scales"]
            for player in options["players"]
            for i in range(options["seeds"])
        ]
        ability = abilities(options["learners"])
        games += [
            Game(f"{GRADED}{a:.6f}", first + i, s)
            for s in options["scales"]
            for a in ability
            for i in range(SESSION_CASES)
        ]
        with apart(played, games, options["processes"]) as outcomes:
            found = list(shown(outcomes, len(games), sys.stderr, "games"))
        for scale in options["scales"]:
            for line in table([outcome for outcome in found if outcome.game.scale == scale], scale):
                self.stdout.write(line)
        self.stdout.write(f"{len(games)} games in {(time.monotonic() - begun) / 60:.1f} minutes.")


def table(outcomes: Sequence[Outcome], scale: float) -> list[str]:
    """The standings under one scale of the losses."""
    scripted = by_player(outcome for outcome in outcomes if not outcome.game.player.startswith(GRADED))
    lines = [f"Losses x {scale:g}", _head(), *(_row(name, games) for name, games in scripted.items())]
    scores = {name: [float(game.total) for game in games] for name, games in scripted.items()}
    for expert, novice, share in pairs(scores):
        lines.append(f"{expert} above {novice}: {share:.1%} of sessions of {SESSION_CASES} cases")
    graded = by_player(outcome for outcome in outcomes if outcome.game.player.startswith(GRADED))
    if len(graded) > 1:
        rows = [[float(game.total) for game in games] for games in graded.values()]
        lines.append(f"alpha of {len(rows)} simulated learners over {len(rows[0])} cases: {alpha(rows):.2f}")
        lines.append(ASSUMPTIONS)
    return [*lines, ""]


def by_player(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """The outcomes of each player, patients in order."""
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.game.player, []).append(outcome)
    return found


def _head() -> str:
    parts = "".join(f"{word:>12}" for word in PARTS.values())
    return (
        f"{'player':<13}{'score':>13}{parts}{'capped':>8}{'tests':>7}{'lost, $':>17}{'excess, $':>11}{'regrets, $':>12}"
    )


def _row(name: str, games: Sequence[Outcome]) -> str:
    total, lost = mean_of([game.total for game in games]), mean_of([game.realized for game in games])
    shares = ([game.parts[part] for game in games if part in game.parts] for part in PARTS)
    parts = "".join(f"{mean_of(share).value:>12.1%}" if share else f"{'-':>12}" for share in shares)
    capped, tests, excess, regret = (
        mean_of([float(getattr(game, field)) for game in games]).value
        for field in ("is_capped", "tests", "excess", "regret")
    )
    return (
        f"{name:<13}{total.value:>7.1f} ± {total.error:<3.1f}{parts}{capped:>8.0%}{tests:>7.1f}"
        f"{lost.value:>10.0f} ± {lost.error:<4.0f}{excess:>11.0f}{regret:>12.0f}"
    )
