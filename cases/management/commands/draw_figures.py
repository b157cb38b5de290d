"""What does the model do, seen at a glance? Four drawings for the documentation."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cases.management.drawings import DRAWINGS

FOLDER = Path("docs/figures")


class Command(BaseCommand):
    """Write one SVG for each drawing."""

    help = "Draw onset, treatments, diseases and published curves into docs/figures, one SVG each."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the files go."""
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / FOLDER, help=f"default: {FOLDER}")

    def handle(self, *, folder: Path, **_: Any) -> None:
        """Draw, write, and say what was written."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, draw in DRAWINGS.items():
            path = folder / f"{name}.svg"
            path.write_text(draw(), encoding="utf-8")
            self.stdout.write(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
