"""Which patients teach a point best? A search over seeds, with the reason for each that is found."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.catalog import Catalog, current
from cases.catalog.problems import unknown
from cases.management.commands.patients import REFUSED, natural
from cases.management.progress import shown
from cases.reasoning.belief.observer import current_observer
from cases.reasoning.tools.instructive import Lesson, NotTaught, Step, lessons, most_instructive, step_of


class Command(BaseCommand):
    """Print the patients in whom the step of a teaching point matters most."""

    help = "Print the patients in whom the step of a teaching point matters most. For teachers: it tells the answers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which point, where, and how long to search."""
        parser.add_argument(
            "--point", metavar="KEY", required=True, help="a teaching point, such as mma-hcy-borderline"
        )
        parser.add_argument("--setting", metavar="KEY", default="general-medicine", help="default: %(default)s")
        parser.add_argument("--seeds", type=natural, default=200, metavar="N", help="how many to try (default 200)")
        parser.add_argument("--top", type=natural, default=5, metavar="N", help="how many to print (default 5)")
        parser.add_argument("--root", type=natural, default=1, metavar="S", help="same root, same search (default 1)")

    def handle(self, *, point: str, setting: str, seeds: int, top: int, root: int, **_: Any) -> None:
        """Write to stdout, a progress bar to stderr; exit with 2 where the request cannot be met."""
        catalog = current()
        for name, key, known in (("point", point, catalog.teaching_points), ("setting", setting, catalog.settings)):
            if key not in known:
                raise CommandError(f"--{name}: {unknown(name, key, known)}", returncode=REFUSED)
        try:
            step = step_of(catalog, point)
            found = lessons(catalog, current_observer(), setting, point, seeds, root)
            best = most_instructive(shown(found, seeds, sys.stderr, "patients"), top)
        except NotTaught as error:
            raise CommandError(f"{error}.", returncode=REFUSED) from None
        self.stdout.write(f"{step.point.name}. {step_told(catalog, step)}")
        for place, lesson in enumerate(best, start=1):
            self.stdout.write(f"\n{place}. {lesson_told(catalog, step, lesson)}")
        if not best:
            self.stdout.write(f"\nNobody among {seeds} was taught by it. Try more seeds, or another setting.")


def step_told(catalog: Catalog, step: Step) -> str:
    """The step in words."""
    names = {**catalog.investigations, **catalog.questions, **catalog.maneuvers}
    if step.is_plan:
        return "The step is the plan."
    keys = step.clause.keys[:1] if step.test else step.clause.keys
    return f"The step: {', '.join(names[key].name for key in keys)}."


def lesson_told(catalog: Catalog, step: Step, lesson: Lesson) -> str:
    """A patient, and why they teach the point."""
    condition = catalog.conditions[lesson.condition]
    right, rival = (catalog.diagnoses[key].name for key in (condition.diagnosis, lesson.rival))
    if step.is_plan:
        why = f"To act on that belief loses ${lesson.worth:,.0f}."
    elif step.test:
        why = f"The test is expected to save ${lesson.worth:,.0f}; here it leaves {right} at {_of_100(lesson.after)}."
    else:
        why = f"The answer saves ${lesson.worth:,.0f}; it leaves {right} at {_of_100(lesson.after)}."
    before = f"{right} {_of_100(lesson.before)}, {rival} {_of_100(lesson.rival_chance)}"
    where = catalog.settings[lesson.setting].name
    return (
        f"{condition.name}, in {where}. Seed {lesson.seed}, condition {lesson.condition}.\n   Before: {before}. {why}"
    )


def _of_100(chance: float) -> str:
    return f"{100 * chance:.0f} of 100"
