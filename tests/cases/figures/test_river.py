"""Does a river read from a flat base, and begin where something was said?"""

import re

from cases.figures.river import HEIGHT, PLOT_WIDTH, axis, places, river

HUES, NAMES = ["hue-1", "hue-2", "hue-rest"], ["B12 deficiency", "MDS", "Something else"]
END = "on-hue rival hue-2 end"
COUNTS = [(10, 30, 60), (40, 40, 20), (95, 3, 2)]


def heights(path: str) -> list[float]:
    return [float(y) for _, y in re.findall(r"([\d.]+) ([\d.]+)", path)]


def test_steps_stand_equally_far_apart() -> None:
    assert places(3) == [0, PLOT_WIDTH / 2, PLOT_WIDTH]


def test_the_true_diagnosis_lies_on_a_flat_base_and_its_seam_rises_with_it() -> None:
    drawn = river(COUNTS, HUES, NAMES)
    first = drawn.bands[0]
    assert [band.hue for band in drawn.bands] == ["hue-1", "hue-2"]
    base = heights(first.path)[: len(heights(first.seam))]
    assert set(base) == {HEIGHT - 1}
    seam = heights(first.seam)
    assert seam[0] > seam[3] > seam[-1]


def test_the_main_number_is_printed_at_every_step_and_the_end() -> None:
    drawn = river(COUNTS, HUES, NAMES)
    texts = [label.text for label in drawn.labels]
    assert texts[:3] == ["10", "40", "95"]
    assert "95 of 100" in texts


def test_a_rival_is_named_only_where_its_band_is_high_enough() -> None:
    drawn = river(COUNTS, HUES, NAMES)
    assert [label.text for label in drawn.labels if "rival" in label.style] == ["MDS 40"]


def test_a_rival_is_named_on_the_side_on_which_its_band_holds_the_words() -> None:
    wide, thin = (30, 60, 10), (90, 2, 8)

    def named(*counts: tuple[int, int, int]) -> list[tuple[float, str]]:
        return [(label.x, label.style) for label in river(counts, HUES, NAMES).labels if "rival" in label.style]

    step = round(places(16)[1], 1)
    assert named(wide, wide, wide, *[thin] * 13) == [(step + 14, "on-hue rival hue-2"), (round(2 * step - 14, 1), END)]
    assert named(thin, wide, *[thin] * 14) == []


def test_a_number_too_large_for_its_band_stands_on_the_one_above_in_that_ones_color() -> None:
    drawn = river([(2, 90, 8), (3, 2, 95), (50, 0, 50)], HUES, NAMES)
    assert drawn.labels[0].style == "on-hue hue-2"
    assert drawn.labels[1].style == "strong middle"


def test_a_river_begins_with_the_first_step_that_was_told() -> None:
    drawn = river([(0, 0, 0), *COUNTS[1:]], HUES, NAMES, first=1)
    assert drawn.start == PLOT_WIDTH / 2
    assert [label.text for label in drawn.labels][:2] == ["40", "95"]


def test_a_river_of_one_step_is_a_stub_with_one_number() -> None:
    drawn = river(COUNTS, HUES, NAMES, first=2)
    assert drawn.start < PLOT_WIDTH
    assert [label.text for label in drawn.labels].count("95") == 1


def test_the_axis_leaves_out_empty_lines() -> None:
    steps = axis([("Presentation", "", "Day 0"), ("Film", "Count", "Day 1")]).steps
    assert [[label.text for label in labels] for labels in steps] == [
        ["Presentation", "Day 0"],
        ["Film", "Count", "Day 1"],
    ]
