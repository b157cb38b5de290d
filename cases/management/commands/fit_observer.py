"""How is the observer made anew? Patients of every condition are simulated and a mixture is fitted to each."""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from cases.catalog import current
from cases.management.progress import Bar
from cases.reasoning.belief.learning import learn
from cases.reasoning.belief.observer import ARTIFACT, TooLarge, save

# Patients that one processor simulates and is done with in a second: measured on two processors of 2.9 GHz, compiled.
PATIENTS_A_SECOND = 120
TOO_LARGE = 1  # exit code


class Command(BaseCommand):
    """Fit the observer to simulated patients and store it with the catalog's hash."""

    help = (
        "Fit the observer to simulated patients and store it beside the code, with the catalog's hash. "
        "Takes about twenty minutes on two processors; interrupted, it leaves the old one as it was."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The size of the fit; the defaults are what the shipped observer was fitted with."""
        parser.add_argument("--patients", type=int, default=3000, help="patients of each condition (default 3000)")
        parser.add_argument("--states", type=int, default=3, help="states a condition in each setting (default 3)")
        parser.add_argument("--tempered-on", type=int, default=24000, help="patients for temperatures (default 24000)")
        parser.add_argument("--seed", type=int, default=1, help="names the patients and the start of the fit")
        parser.add_argument("--workers", type=int, help="processes (default: as many as processors)")

    def handle(
        self, *, patients: int, states: int, tempered_on: int, seed: int, workers: int | None, **_: object
    ) -> None:
        """Simulate, fit, temper, store, and say what was stored."""
        catalog, begun = current(), time.monotonic()
        simulated = patients * len(catalog.conditions) + tempered_on
        minutes = simulated / PATIENTS_A_SECOND / (workers or os.cpu_count() or 1) / 60
        self.stderr.write(f"{simulated} patients, about {minutes:.0f} minutes")
        bar = Bar(sys.stderr, "patients")
        observer = learn(catalog, patients, states, seed, tempered_on, bar.show, workers)
        try:
            save(observer, ARTIFACT)
        except TooLarge as error:
            raise CommandError(str(error), returncode=TOO_LARGE) from None
        self.stdout.write(
            f"{ARTIFACT.name}: {len(observer.conditions)} conditions, {len(observer.owner)} states, "
            f"{ARTIFACT.stat().st_size / 1e6:.2f} MB, catalog {observer.catalog}, {time.monotonic() - begun:.0f} s"
        )
