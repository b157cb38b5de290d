"""Is a report judged against the very cells that its reader saw?"""

import pytest

from cases.charts.debrief import debrief_of
from cases.microscope.glasses import films_in, slide_in
from cases.microscope.judging import cell_of, judged, observed, tally_at
from cases.microscope.tallies import Tally, tally_of
from cases.models import Encounter, Kind
from cases.reading.classes import true_class
from cases.slides import Sight, Slide
from cases.smears.drawing import RED_KINDS
from tests.cases.encounters.acts import B12, do

FIELD = Sight("monolayer", 0)
CELLS = 50


@pytest.fixture
def film(encounter: Encounter) -> int:
    """Alice has had a film taken."""
    return do(encounter, "order", investigations=["blood-film"]).number


@pytest.fixture
def slide(encounter: Encounter, film: int) -> Slide:
    """What lies on its glass."""
    return slide_in(encounter, film)


def name_all(encounter: Encounter, film: int, slide: Slide, wrong: str = "") -> None:
    """Name every cell of the gallery as it is, or as `wrong`; count every lobe."""
    for number in range(CELLS):
        cell = cell_of(slide, number)
        lobes = int(cell["lobes"]) if cell.kind == "neutrophil" and cell["lobes"] > 1 and not wrong else None
        do(encounter, "name", film=film, sight=Sight("gallery", number), label=wrong or true_class(cell), lobes=lobes)


def held(encounter: Encounter) -> Tally:
    return tally_of(films_in(encounter)[-1])


def test_the_cell_judged_is_the_cell_that_was_shown(slide: Slide) -> None:
    for number in range(20):
        shown, known = slide.scene(Sight("gallery", number)).middle, cell_of(slide, number)
        assert (shown.kind, shown.r) == (known.kind, round(known.r, 3))
        assert shown["lobes"] == known["lobes"]


def test_who_names_every_cell_as_it_is_sees_all_of_it(encounter: Encounter, film: int, slide: Slide) -> None:
    name_all(encounter, film, slide)
    report = do(encounter, "read", film=film).payload
    grade = judged(slide, held(encounter), report)
    assert grade.observation.score == 1.0
    assert grade.sampling.score == 1.0
    assert grade.recognition.cells == CELLS


def test_who_calls_every_cell_a_basophil_sees_and_samples_badly(encounter: Encounter, film: int, slide: Slide) -> None:
    name_all(encounter, film, slide, wrong="basophil")
    grade = judged(slide, held(encounter), do(encounter, "read", film=film).payload)
    assert (grade.observation.score or 0.0) < 0.1
    assert (grade.sampling.score or 0.0) < 0.9


def test_marks_and_platelets_of_a_field_are_held_against_that_field(
    encounter: Encounter, film: int, slide: Slide
) -> None:
    scene = slide.scene(FIELD)
    cell = next(c for c in scene.inside if c.kind == "red-cell" and 20 < c.x < 140 and 20 < c.y < 100)
    do(encounter, "name", film=film, sight=FIELD, at=(cell.x, cell.y), label="teardrop")
    do(encounter, "note", film=film, notes={"platelets": "7"}, scheme="", sight=FIELD)
    seen = observed(slide, held(encounter))
    assert seen.marked == (("red-cell", "teardrop"),)
    assert seen.red_cells == sum(one.kind in RED_KINDS for one in scene.inside)
    assert seen.platelets == ((sum(one.kind == "platelet" for one in scene.inside), 7),)


def test_the_debrief_tells_the_report_beside_the_film(encounter: Encounter, film: int, slide: Slide) -> None:
    name_all(encounter, film, slide)
    notes = {"macro-ovalocytes": "0", "hairy-cells": "present", "auer-rods": "absent"}
    do(encounter, "note", film=film, notes=notes, scheme="icsh-2015")
    do(encounter, "read", film=film)
    film_act, report = films_in(encounter)[-1], encounter.actions.get(kind=Kind.READ)
    assert tally_at(film_act, report).cells == CELLS
    do(encounter, "sign", commitment=B12)
    do(encounter, "close")
    (reading,) = debrief_of(encounter, "conventional").readings
    agrees = {line.name: line.agrees for line in reading.findings}
    assert agrees["Hairy cells"] is False
    assert agrees["Auer rods"] is True
    assert {part.name: part.score for part in reading.parts}["What you saw"] == "100"
    assert sum(row.count for row in reading.classes) == CELLS
    assert reading.n == CELLS
    assert "could be" in reading.carried
