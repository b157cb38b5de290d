"""Can a page change the units of a result?"""

import pytest

from cases.catalog import current
from quizzes.items.templates import result_of


@pytest.mark.parametrize(
    ("analyte", "value", "limits"),
    [("hemoglobin", 8.1, (12.0, 15.5)), ("serum-folate", 2.0, (4.0, None)), ("crp", 40.0, (None, 5.0))],
)
def test_the_limits_of_a_result_are_those_of_the_catalog(
    analyte: str, value: float, limits: tuple[float | None, float | None]
) -> None:
    result = result_of(current(), analyte, value, "female", 50)
    assert (result.low, result.high) == limits
    assert result.flag == ("high" if analyte == "crp" else "low")
