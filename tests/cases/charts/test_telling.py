"""Does the debrief say what told the disease from its rival, and by how much?"""

import math

import pytest

from cases.charts.debrief.closed import closed
from cases.charts.debrief.telling import factor_text, telling_of
from cases.models import Encounter


@pytest.mark.parametrize(
    ("factor", "text"),
    [(2.42, "2.4 times"), (1 / 2.42, "2.4 times"), (8.4, "8 times"), (1e5, "over 100 times")],
)
def test_a_factor_is_told_in_round_numbers(factor: float, text: str) -> None:
    assert factor_text(math.log(factor)) == text


def test_what_told_most_comes_first_and_names_what_it_favors(found: Encounter) -> None:
    case = closed(found, "conventional")
    told = telling_of(case, "mds")
    assert 1 <= len(told) <= 5
    assert {row.favors for row in told if row.is_true} <= {"B12 deficiency"}
    assert {row.favors for row in told if not row.is_true} <= {"MDS"}
    assert told[0].text.startswith("Serum vitamin B12 ")
    assert told[0].usual.startswith("Serum vitamin B12: usually near ")
    assert telling_of(case, "b12-deficiency") == ()
