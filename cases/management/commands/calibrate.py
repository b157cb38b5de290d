"""Do the observer's probabilities come true? Tables on patients it has never met, and what they cost to be wrong."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.catalog import Catalog, current
from cases.charts.scoring import SCORING
from cases.management.diagrams import reliability_diagram
from cases.management.handbook import table
from cases.management.pages import with_part
from cases.management.progress import Bar
from cases.reasoning.belief.learning import learn
from cases.reasoning.belief.observer import ObserverMissing, current_observer, is_stale
from cases.reasoning.belief.reliability import Reliability
from cases.reasoning.tools.examination import (
    COUNT,
    NAIVE,
    Decisions,
    Examiner,
    by_panel,
    decisions_of,
    examined,
    ideals,
    reliability_of,
)

# Of a refit: states in each setting, and patients for temperatures for each patient of a condition.
STATES, REFIT_TEMPERED = 1, 4
ENOUGH_GAIN = 0.2  # nats, over the naive observer
UNTRUE, REFUSED = 1, 2  # exit codes
PART = "calibrate --write"
FIGURE = SCORING.with_name("figures") / "reliability.svg"
HEADER = f"{'panel':28} {'patients':>8} {'log score':>9} {'first':>6} {'three':>6} {'max gap':>7} {'rms':>5}"


class PromiseBroken(CommandError):
    """The observer does not keep what is promised of it."""


class Command(BaseCommand):
    """Print reliability tables of the shipped observer; exit code 1 where a promise is not kept."""

    help = (
        "Ask the observer about patients of unseen seeds, under panels of unseen make, and print how often what it "
        "held probable came true. Takes about twenty minutes on two processors, six of them for the refits."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many patients, and how many refits."""
        parser.add_argument("--patients", type=int, default=60000, help="patients never met (default 60000)")
        parser.add_argument("--ideal", type=int, default=400, help="patients for the ideal observer (default 400)")
        parser.add_argument(
            "--refits", type=int, default=3, help="observers fitted anew to show the spread (default 3)"
        )
        parser.add_argument(
            "--refit-patients", type=int, default=300, help="patients a condition in these (default 300)"
        )
        parser.add_argument("--seed", type=int, default=7001, help="names the patients; not that of the fit")
        parser.add_argument("--draw", type=Path, metavar="FILE", help="write a reliability diagram as SVG")
        parser.add_argument(
            "--write", action="store_true", help="write table and diagram into docs/scoring.md and docs/figures as well"
        )
        parser.add_argument("--workers", type=int, help="processes (default: as many as processors)")

    def handle(self, **options: Any) -> None:
        """Write the tables to stdout and progress to stderr."""
        catalog = current()
        try:
            observer = current_observer()
        except ObserverMissing as error:
            raise CommandError(str(error), returncode=REFUSED) from None
        if is_stale(observer, catalog):
            self.stderr.write("The observer was fitted to an earlier catalog: run `manage.py fit_observer`.")
        kept = self._tables(Examiner(catalog, observer, options["seed"]), options)
        self._refits(catalog, options)
        if not kept:
            raise PromiseBroken("the observer does not keep what is promised", returncode=UNTRUE)

    def _tables(self, examiner: Examiner, options: dict[str, Any]) -> bool:
        patients, workers = options["patients"], options["workers"]
        followed = ideals(
            examiner, options["ideal"], workers, _counting(options["ideal"], "patients of the ideal observer")
        )
        ordered = tuple(panel for panel, _ in followed)
        examiner = Examiner(examiner.catalog, examiner.observer, examiner.seed, ordered)
        verdicts = [verdict for _, verdict in followed]
        verdicts += examined(examiner, patients, workers, _counting(patients, "patients"))
        found = [reliability_of(name, those) for name, those in by_panel(verdicts).items()]
        honest = [one for one in found if not one.name.startswith(NAIVE)]
        self._write(HEADER, map(row, found))
        for path in [options["draw"], FIGURE if options["write"] else None]:
            if path:
                path.write_text(reliability_diagram(honest), encoding="utf-8")
        self._write("\npredicted and observed, of 100 (predictions)", map(deciles, honest))
        gain = _score(found, f"{NAIVE}, {COUNT}") - _score(found, COUNT)
        self.stdout.write(f"\nbetter than the naive observer after the {COUNT} by {gain:.3f} nats")
        losses = [decisions_of(name, those) for name, those in by_panel(verdicts).items() if not name.startswith(NAIVE)]
        self._write(
            "\nloss expected and realized, US dollars (standard error of the difference)",
            (f"{d.name:28} {d.expected:8.0f} {d.realized:8.0f} ({d.standard_error:.0f})" for d in losses),
        )
        if options["write"]:
            page = SCORING.read_text(encoding="utf-8")
            SCORING.write_text(with_part(page, PART, told(found, losses, gain)), encoding="utf-8")
            self.stdout.write(f"\ndocs/{SCORING.name}: the table was written anew.")
        return all(one.holds for one in honest) and gain >= ENOUGH_GAIN

    def _refits(self, catalog: Catalog, options: dict[str, Any]) -> None:
        """The spread over smaller observers, each fitted to other patients and examined on the same."""
        tables = []
        for i in range(options["refits"]):
            bar = Bar(sys.stderr, f"patients of refit {i + 1}")
            seed, patients, workers = options["seed"] + 1 + i, options["refit_patients"], options["workers"]
            observer = learn(catalog, patients, STATES, seed, patients * REFIT_TEMPERED, bar.show, workers)
            verdicts = examined(Examiner(catalog, observer, options["seed"]), options["patients"] // 10, workers)
            tables.append([reliability_of(name, those) for name, those in by_panel(verdicts).items()])
        if tables:
            size = f"{len(tables)} refits of {options['refit_patients']} patients a condition"
            self._write(f"\nspread over {size}: log score, first", map(spread, zip(*tables, strict=True)))

    def _write(self, title: str, lines: Iterable[str]) -> None:
        self.stdout.write("\n".join([title, *lines]))


def row(found: Reliability) -> str:
    """One line of the table."""
    kept = "" if found.holds or found.name.startswith(NAIVE) else "  beyond what is promised"
    return (
        f"{found.name:28} {found.count:8} {found.log_score:9.4f} {found.first:6.3f} {found.among_three:6.3f} "
        f"{found.largest_gap:7.2f} {found.root_mean_square:5.2f}{kept}"
    )


def told(found: Sequence[Reliability], losses: Iterable[Decisions], gain: float) -> str:
    """The tables in Markdown, for the page on scoring."""
    paid = {one.name: (f"{one.expected:,.0f}", f"{one.realized:,.0f}") for one in losses}
    header = (
        "panel",
        "patients",
        "log score, nats",
        "truth first",
        "among three",
        "largest gap, points",
        "gap, points",
    )
    rows = [
        (
            one.name,
            f"{one.count:,}",
            f"{one.log_score:.3f}",
            f"{one.first:.3f}",
            f"{one.among_three:.3f}",
            f"{one.largest_gap:.1f}",
            f"{one.root_mean_square:.1f}"
            + ("" if one.holds or one.name.startswith(NAIVE) else ", beyond what is asked"),
            *paid.get(one.name, ("", "")),
        )
        for one in found
    ]
    return (
        f"{table((*header, 'loss expected, $', 'loss that came, $'), rows)}\n\n"
        f"After the {COUNT} the observer is better than the naive one by {gain:.2f} nats."
    )


def spread(found: Sequence[Reliability]) -> str:
    """The same panel under several observers in a line."""
    scores, firsts = [one.log_score for one in found], [one.first for one in found]
    return f"{found[0].name:28} {min(scores):.4f} to {max(scores):.4f}, {min(firsts):.3f} to {max(firsts):.3f}"


def deciles(found: Reliability) -> str:
    """The deciles of one panel in a line, an asterisk where one is beyond what is promised."""
    return f"{found.name}: " + " ".join(_deciles(found))


def _deciles(found: Reliability) -> Iterator[str]:
    for one in found.deciles:
        yield f"{100 * one.predicted:.1f}/{100 * one.observed:.1f}{'' if one.holds else '*'} ({one.count})"


def _score(found: Iterable[Reliability], name: str) -> float:
    return next((one.log_score for one in found if one.name == name), float("nan"))


def _counting(total: int, what: str) -> Callable[[], None]:
    """Something to call as each of `total` is done."""
    bar, done = Bar(sys.stderr, what), iter(range(1, total + 1))
    return lambda: bar.show(next(done), total)
