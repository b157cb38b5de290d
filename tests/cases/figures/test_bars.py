"""Is a bar as long as its value?"""

from cases.figures.bars import bar, regret_bar, stacked


def test_a_bar_is_as_long_as_its_value_and_never_longer_than_its_whole() -> None:
    assert (bar(34, 45, 4).width, bar(34, 45, 4).of) == (136, 180)
    assert bar(50, 45, 4).width == 180
    assert bar(-3, 45, 4).width == 0


def test_no_regret_is_a_hairline() -> None:
    assert regret_bar(0, 200).width == 2
    assert regret_bar(-500, 200).width == 2
    assert regret_bar(100, 200).width == 110


def test_parts_follow_each_other_with_a_gap_and_leave_the_rest_empty() -> None:
    parts = stacked(["hue-1", "hue-2", "hue-3", "hue-rest"], [40, 0, 35, 25])
    assert [(part.hue, part.x, part.width) for part in parts] == [("hue-1", 0, 39.5), ("hue-3", 40, 34.5)]
