"""How is the observer made anew? Patients of every condition are simulated and a mixture is fitted to each."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from cases.catalog import current
from cases.reasoning.learning import learn
from cases.reasoning.observer import ARTIFACT

BAR = 30


class Command(BaseCommand):
    """Fit the observer to simulated patients and store it with the catalog's hash."""

    help = "Fit the observer to simulated patients and store it beside the code, with the catalog's hash."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The size of the fit; the defaults are what the shipped observer was fitted with."""
        parser.add_argument("--patients", type=int, default=1500, help="patients of each condition (default 1500)")
        parser.add_argument("--states", type=int, default=4, help="latent states of each condition (default 4)")
        parser.add_argument("--seed", type=int, default=1, help="names the patients and the start of the fit")

    def handle(self, *, patients: int, states: int, seed: int, **_: object) -> None:
        """Simulate, fit, store, and say what was stored."""
        begun = time.monotonic()
        observer = learn(current(), patients, states, seed, self._progress)
        observer.save()
        self.stdout.write(
            f"{ARTIFACT.name}: {len(observer.conditions)} conditions, {len(observer.owner)} states, "
            f"{ARTIFACT.stat().st_size / 1e6:.2f} MB, catalog {observer.catalog}, {time.monotonic() - begun:.0f} s"
        )

    def _progress(self, done: int, total: int) -> None:
        filled = BAR * done // total
        self.stderr.write(f"\r[{'#' * filled}{'.' * (BAR - filled)}] {done} of {total} conditions", ending="")
        if done == total:
            self.stderr.write("")
        sys.stderr.flush()
