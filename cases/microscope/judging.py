"""How was a film read? What the stored facts say was called what, beside what every cell was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from cases.catalog.entry import PRESENT
from cases.microscope.labels import RED_NAMES
from cases.microscope.tallies import Named, Tally, tally_from
from cases.models import Action
from cases.reading.classes import class_of, true_class
from cases.reading.inference import platelet_estimate
from cases.reading.report import Claims, Observed, ReportGrade, grade_of
from cases.reading.schemes import OF_SHAPE, SCHEMES
from cases.reading.truth import truth_of
from cases.slides import Sight, Slide
from cases.smears.drawing import RED_KINDS
from cases.smears.gallery import white_cell_number
from cases.smears.scene import RENDERER, Cell, Scene


def tally_at(film: Action, report: Action) -> Tally:
    """What held on a film when its report was signed, of what is drawn today as it was then."""
    before = {"named_at__lte": report.created_at, "drawing": RENDERER}
    return tally_from(film.namings.filter(**before), film.observations.filter(noted_at__lte=report.created_at))


def judged(slide: Slide, tally: Tally, report: Mapping[str, Any]) -> ReportGrade:
    """The judgement of a signed report (its payload): recognition apart from sampling, inference from both."""
    truth = truth_of(slide.film)
    claims = Claims(
        hypersegmented=_said(report, "hypersegmented-neutrophils"),
        blasts=_said(report, "blasts-on-film"),
        platelets_1e9_l=_platelets(slide, report),
        grades=report["grades"],
    )
    return grade_of(observed(slide, tally), claims, truth, SCHEMES[report["scheme"]])


def observed(slide: Slide, tally: Tally) -> Observed:
    """Everything that was named, counted and marked, beside what was there; red cells were looked at in those fields
    where any was marked."""
    white = {number: cell_of(slide, number) for number in tally.gallery}
    scenes = {sight: slide.scene(sight) for sight in tally.fields}
    searched = [
        scene for sight, scene in scenes.items() if any(one.label in RED_NAMES for one in tally.in_field(sight))
    ]
    red = [cell for scene in searched for cell in scene.inside if cell.kind in RED_KINDS]
    return Observed(
        named=tuple((true_class(white[n]), one.label) for n, one in tally.gallery.items()),
        lobes=tuple(
            (int(white[n]["lobes"]), one.lobes)
            for n, one in tally.gallery.items()
            if one.lobes and white[n].kind == "neutrophil"
        ),
        marked=tuple(_marks(tally, scenes)),
        red_cells=len(red),
        shapes_there=Counter(cell.kind for cell in red if cell.kind in OF_SHAPE),
        platelets=tuple((_platelets_in(scenes[sight]), count) for sight, count in tally.platelets.items()),
    )


def cell_of(slide: Slide, number: int) -> Cell:
    """The white cell of a number in the gallery, without what lies around it."""
    kind, r, parameters = white_cell_number(slide.film, slide.seed, number)
    return Cell(number, kind, 0.0, 0.0, r, parameters=parameters)


def _marks(tally: Tally, scenes: Mapping[Sight, Scene]) -> Iterable[tuple[str, str]]:
    """Pairs (true kind, name given) of the red cells that were marked in fields."""
    for sight, scene in scenes.items():
        cells = {cell.number: cell for cell in scene.inside}
        for one in tally.in_field(sight):
            cell = cells.get(one.cell)
            if cell is not None and cell.kind in RED_KINDS:
                yield _true_name(cell, one), one.label


def _true_name(cell: Cell, named: Named) -> str:
    """The kind of a red cell; what lies within it, where that is what was named and it is there."""
    inside = {"howell-jolly-bodies": "howell-jolly", "basophilic-stippling": "stippling"}.get(named.label)
    return named.label if inside and cell[inside] else class_of(cell.kind)


def _platelets_in(scene: Scene) -> int:
    return sum(cell.kind == "platelet" for cell in scene.inside)


def _said(report: Mapping[str, Any], finding: str) -> bool | None:
    level = report["levels"].get(finding)
    return None if level is None else level == PRESENT


def _platelets(slide: Slide, report: Mapping[str, Any]) -> float | None:
    a_field = report["platelets_a_field"]
    film = slide.film
    return None if a_field is None else platelet_estimate(a_field, film.rbc_1e12_l, film.red_cells_a_field)
