"""Does a conclusion follow from one's own counts, right or wrong as they are?"""

import pytest

from cases.reading.inference import (
    blasts_seen,
    hypersegmentation,
    judged_flag,
    judged_grade,
    judged_platelets,
    left_shift,
    platelet_estimate,
)
from cases.reading.sampling import Share
from cases.reading.schemes import FEATURES, FOUR_PLUS, ICSH, SCHEMES, Scheme


@pytest.mark.parametrize(
    ("lobes", "holds"),
    [
        ({3: 95, 5: 5}, True),
        ({3: 96, 5: 4}, False),
        ({3: 99, 6: 1}, True),
        ({3: 96, 5: 4, 6: 0}, False),
        ({5: 1}, True),
        ({}, None),
    ],
)
def test_five_of_a_hundred_with_five_lobes_or_one_with_six_is_hypersegmented(
    lobes: dict[int, int], holds: bool | None
) -> None:
    assert hypersegmentation(lobes).holds is holds


def test_a_left_shift_is_more_than_a_tenth_of_bands_and_younger() -> None:
    assert left_shift({"band": 8, "metamyelocyte": 3, "neutrophil": 89}).holds is True
    assert left_shift({"band": 10, "neutrophil": 90}).holds is False
    assert left_shift({"smudge": 5}).holds is None


def test_one_blast_is_enough_to_report_it() -> None:
    assert blasts_seen({"blast": 1, "lymphocyte": 99}).holds is True
    assert blasts_seen({"lymphocyte": 100}).holds is False


def test_a_conclusion_is_judged_by_own_counts_alone() -> None:
    found = hypersegmentation({3: 100})
    assert judged_flag("hypersegmented", True, found, ()).follows is False
    assert judged_flag("hypersegmented", False, found, ()).follows is True
    assert judged_flag("hypersegmented", True, hypersegmentation({}), ()).follows is None


def test_ten_platelets_among_two_hundred_red_cells_are_250_at_five_million() -> None:
    assert platelet_estimate(10.25, 5.0, 205.0) == pytest.approx(250.0)


def test_an_estimate_may_be_a_quarter_off() -> None:
    assert [judged_platelets(claim, 200.0).follows for claim in (150, 149, 250, 251)] == [True, False, True, False]


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=list(SCHEMES))
def test_every_scheme_grades_every_feature_upwards(scheme: Scheme) -> None:
    assert set(scheme.edges) == set(FEATURES)
    for feature, edges in scheme.edges.items():
        assert list(edges) == sorted(edges), feature
        assert {grade for grade, _ in edges} <= set(scheme.grades)
        reached = [scheme.grade_of(feature, share / 1000) for share in range(1001)]
        assert reached == sorted(reached)
        assert (reached[0], reached[-1]) == (0, edges[-1][0])


def test_schistocytes_are_graded_by_the_percent() -> None:
    assert [ICSH.grade_of("schistocytes", share) for share in (0.0, 0.005, 0.01, 0.02, 0.021)] == [0, 1, 2, 2, 3]


def test_schemes_differ_on_the_same_film() -> None:
    assert ICSH.grade_of("teardrop-cells", 0.04) == 0
    assert FOUR_PLUS.grade_of("teardrop-cells", 0.04) == 1


def test_a_grade_within_one_standard_error_of_its_edge_is_accepted() -> None:
    assert ICSH.accepts("macro-ovalocytes", 3, 10, 205)  # 4.9 %, standard error 1.5
    assert ICSH.accepts("macro-ovalocytes", 2, 10, 205)
    assert not ICSH.accepts("macro-ovalocytes", 0, 10, 205)
    assert not ICSH.accepts("macro-ovalocytes", 2, 0, 0)


def test_a_grade_is_judged_by_own_marks() -> None:
    assert judged_grade(ICSH, "macro-ovalocytes", 3, Share(40, 400), ()).follows is True
    assert judged_grade(ICSH, "macro-ovalocytes", 0, Share(40, 400), ()).follows is False
    assert judged_grade(ICSH, "macro-ovalocytes", 0, Share(0, 0), ()).follows is None
