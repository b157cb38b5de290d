"""Is a report judged apart for what was seen, what chance brought and what was concluded?"""

from dataclasses import replace

import pytest

from cases.catalog import current
from cases.reading.classes import true_class
from cases.reading.report import POINTS, Claims, Observed, grade_of
from cases.reading.truth import Truth, truth_of
from cases.smears.film import film_of
from cases.smears.gallery import white_cells_of
from tests.cases.smears.patients import moment_of

CELLS = 100


@pytest.fixture(scope="module")
def truth() -> Truth:
    return truth_of(film_of(moment_of("pernicious-anemia")))


@pytest.fixture(scope="module")
def honest() -> Observed:
    """Somebody who sees everything as it is, of the cells that chance brought."""
    cells = [crop.middle for crop in white_cells_of(film_of(moment_of("pernicious-anemia")), 5, 0, CELLS)]
    lobes = [int(cell["lobes"]) for cell in cells if cell.kind == "neutrophil" and cell["lobes"] > 1]
    return Observed(
        named=tuple((true_class(cell), true_class(cell)) for cell in cells),
        lobes=tuple((count, count) for count in lobes),
        marked=(("macro-ovalocyte", "macro-ovalocyte"),) * 30,
        red_cells=300,
        shapes_there={"macro-ovalocyte": 30},
        platelets=((6, 6), (5, 5)),
    )


def test_who_sees_everything_as_it_is_has_full_marks_in_all_three(honest: Observed, truth: Truth) -> None:
    claims = Claims(hypersegmented=True, left_shift=False, blasts=False, grades={"macro-ovalocytes": 3})
    grade = grade_of(honest, claims, truth)
    assert (grade.observation.score, grade.sampling.score, grade.inference.score) == (1.0, 1.0, 1.0)


def test_wrong_names_spoil_observation_and_the_shares_but_not_what_follows_from_them(
    honest: Observed, truth: Truth
) -> None:
    blind = replace(honest, named=tuple((true, "monocyte") for true, _ in honest.named))
    grade = grade_of(blind, Claims(blasts=False), truth)
    assert grade.observation.score is not None and grade.observation.score < 0.8
    assert grade.sampling.score is not None and grade.sampling.score < 1.0
    assert grade.inference.score == 1.0
    assert any("the naming, not in chance" in sentence for sentence in grade.sampling.sentences)


def test_a_wrong_conclusion_spoils_inference_alone(honest: Observed, truth: Truth) -> None:
    grade = grade_of(honest, Claims(hypersegmented=False), truth)
    assert (grade.observation.score, grade.sampling.score, grade.inference.score) == (1.0, 1.0, 0.0)
    assert grade.inference.points == ("hypersegmentation",)


def test_an_unlucky_draw_is_not_called_a_misreading(truth: Truth) -> None:
    all_alike = Observed(named=(("monocyte", "monocyte"),) * 60)
    grade = grade_of(all_alike, Claims(), truth)
    assert grade.observation.score == 1.0
    assert any("an unusual draw" in sentence for sentence in grade.sampling.sentences)


def test_missed_shapes_count_as_taken_for_ordinary_cells(honest: Observed, truth: Truth) -> None:
    careless = replace(honest, marked=())
    assert grade_of(careless, Claims(), truth).observation.score == pytest.approx(1.0, abs=0.5)
    assert grade_of(careless, Claims(), truth).observation.score < 1.0


def test_nothing_done_is_not_judged(truth: Truth) -> None:
    grade = grade_of(Observed(), Claims(), truth)
    assert (grade.observation.score, grade.sampling.score, grade.inference.score) == (None, None, None)


def test_a_missed_blast_is_said_first(truth: Truth) -> None:
    seen = Observed(named=(("blast", "lymphocyte"), *((("neutrophil", "neutrophil"),) * 20)))
    assert "went by under another name" in grade_of(seen, Claims(), truth).observation.sentences[0]


def test_every_point_named_is_one_of_the_catalog() -> None:
    assert {point for points in POINTS.values() for point in points} <= set(current().teaching_points)
    assert "repeat-before-pursuing" in current().teaching_points
