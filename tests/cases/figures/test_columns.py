"""Are the small columns as high as their chances?"""

from cases.figures.columns import HEIGHT, LEAST, SHOWN, columns


def test_the_last_revisions_are_shown() -> None:
    assert len(columns([10, 20, 30, 40, 50, 60])) == SHOWN
    assert len(columns([10])) == 1


def test_a_higher_chance_is_a_higher_column_within_the_picture() -> None:
    low, high = columns([10, 100])
    assert low.height < high.height <= HEIGHT
    assert high.y + high.height == HEIGHT


def test_no_chance_is_still_seen() -> None:
    assert columns([0])[0].height == LEAST
