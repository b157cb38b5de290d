"""Are the drawings of the documentation drawn, and do they stand alone?"""

import io
import xml.etree.ElementTree as ET
from pathlib import Path

from django.core.management import call_command

from cases.management.drawings import DRAWINGS
from tests.source import ROOT

LARGEST_BYTES = 120_000


def test_each_drawing_is_written_small_and_whole(tmp_path: Path) -> None:
    out = io.StringIO()
    call_command("draw_figures", folder=tmp_path, stdout=out)
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(DRAWINGS)
    for path in tmp_path.iterdir():
        drawing = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314
        assert sum(part.tag.endswith("polyline") for part in drawing.iter()) >= 6
        assert path.stat().st_size < LARGEST_BYTES
        assert path.name in out.getvalue()


def test_the_page_on_the_science_shows_every_drawing() -> None:
    page = (ROOT / "docs/science.md").read_text(encoding="utf-8")
    assert all(f"(figures/{name}.svg)" in page and (ROOT / f"docs/figures/{name}.svg").exists() for name in DRAWINGS)
