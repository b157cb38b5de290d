"""Does the small line keep its place beside others?"""

from cases.figures.sparkline import HEIGHT, WIDTH, Sparkline, sparkline

SPANS = (-1000.0, 100.0)


def drawn(values: list[tuple[float, float]], *, has_seam: bool = False) -> Sparkline:
    figure = sparkline(values, (12, 15.5), SPANS, "low", has_seam)
    assert figure is not None
    return figure


def test_one_value_is_no_line() -> None:
    assert sparkline([(0, 12.0)], (12, 15.5), SPANS) is None


def test_everything_lies_inside() -> None:
    figure = drawn([(-1000, 13), (-400, 12), (0, 4), (100, 30)])
    for x, y in (*figure.dots, figure.last):
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT
    assert 0 <= figure.band_y <= figure.band_y + figure.band_height <= HEIGHT


def test_days_get_half_of_the_width_where_there_is_a_seam() -> None:
    values = [(-1000.0, 13.0), (0.0, 8.0), (100.0, 12.0)]
    assert drawn(values).dots[1][0] > 0.9 * WIDTH * 1000 / 1100
    assert abs(drawn(values, has_seam=True).dots[1][0] - WIDTH / 2) < 6


def test_rows_can_be_compared_at_the_same_time() -> None:
    long, short = drawn([(-1000, 13), (0, 9), (100, 10)]), drawn([(0, 9), (100, 10)])
    assert long.dots[1][0] == short.dots[0][0]


def test_equal_values_make_a_level_line() -> None:
    figure = drawn([(-1000, 13), (0, 13)])
    assert figure.dots[0][1] == figure.last[1]
