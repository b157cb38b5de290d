"""What does a reliability diagram look like? What was predicted against what came true, panel by panel."""

from __future__ import annotations

from collections.abc import Sequence

from cases.figures.plates import Line, Panel, Ruler, plate
from cases.reasoning.belief.reliability import Reliability

TICKS = (0, 20, 40, 60, 80, 100)
DIAGONAL = ((0.0, 0.0), (100.0, 100.0))


def reliability_diagram(found: Sequence[Reliability]) -> str:
    """The SVG text of one small diagram for each panel, percent against percent; on the dashed line they agree."""
    ruler = Ruler(0, 100, tuple((float(tick), str(tick)) for tick in TICKS), "held probable, of 100")
    title = "Of the patients given so many chances of 100, so many had the condition"
    return plate(title, [_panel(one) for one in found], ruler)


def _panel(one: Reliability) -> Panel:
    points = tuple((100 * decile.predicted, 100 * decile.observed) for decile in one.deciles)
    return Panel(
        f"{one.name} ({one.count} patients)",
        (Line("as promised", DIAGONAL, hue=6, dash=1), Line("came true", points), Line("", points, is_dots=True)),
    )
