"""Does a chart that stands alone hold its lines, words and colors?"""

import re
import xml.etree.ElementTree as ET

from cases.figures.plates import BOTTOM, COLORS, HEAD, PANEL_HEIGHT, TOP, Line, Panel, Ruler, plate

RULER = Ruler(0, 10, ((0, "0"), (5, "5"), (10, "10")), "days", mark=5)
RISING = Line("treated", ((0, 8.0), (10, 14.0)))
FLAT = Line("untreated", ((0, 8.0), (10, 8.0)), hue=1, dash=1)


def drawn(*panels: Panel, **options: bool) -> ET.Element:
    """The chart, parsed."""
    return ET.fromstring(plate("Hemoglobin < normal", panels, RULER, **options))  # noqa: S314


def parts(drawing: ET.Element, kind: str) -> list[ET.Element]:
    """All elements of a kind."""
    return [part for part in drawing.iter() if part.tag.rpartition("}")[2] == kind]


def test_each_line_has_its_color_and_runs_from_left_to_right_and_up() -> None:
    rising, flat = parts(drawn(Panel("Hemoglobin, g/dL", (RISING, FLAT))), "polyline")
    (x0, y0), (x1, y1) = (tuple(map(float, pair.split(","))) for pair in str(rising.get("points")).split())
    assert x0 < x1 and y0 > y1
    assert [rising.get("stroke"), flat.get("stroke")] == list(COLORS[:2])
    assert flat.get("stroke-dasharray")


def test_the_names_of_lines_stand_once_or_beside_each_panel() -> None:
    panels = (Panel("Hemoglobin", (RISING, FLAT)), Panel("MCV", (RISING, FLAT)))
    once = [part.text for part in parts(drawn(*panels), "text")]
    beside = [part.text for part in parts(drawn(*panels, is_named=True), "text")]
    assert once.count("treated") == 1
    assert beside.count("treated") == 2


def test_a_range_open_to_one_side_reaches_the_edge_of_its_panel() -> None:
    path = str(parts(drawn(Panel("LDH", (RISING,), (None, 10.0))), "path")[0].get("d"))
    top, bottom = (float(re.findall(pattern, path)[0]) for pattern in (r"M\S+ ([\d.]+)", r"V([\d.]+)"))
    assert bottom == HEAD + PANEL_HEIGHT - BOTTOM
    assert HEAD + TOP < top < bottom


def test_measured_points_are_dots() -> None:
    dots = Line("published", ((1, 9.0), (2, 10.0)), is_dots=True)
    drawing = drawn(Panel("Reticulocytes", (RISING, dots)))
    assert len(parts(drawing, "polyline")) == 1
    assert len(parts(drawing, "circle")) == 2 + 1  # and its key


def test_a_logarithmic_panel_spaces_decades_evenly() -> None:
    line = Line("", ((0, 1.0), (5, 10.0), (10, 100.0)))
    (drawn_line,) = parts(drawn(Panel("Neutrophils", (line,), is_log=True)), "polyline")
    heights = [float(pair.split(",")[1]) for pair in str(drawn_line.get("points")).split()]
    assert abs((heights[0] - heights[1]) - (heights[1] - heights[2])) < 0.2


def test_words_cannot_break_the_markup() -> None:
    (title,) = parts(drawn(Panel("a & b", (RISING,))), "title")
    assert title.text == "Hemoglobin < normal"
