"""Are the best orders of a moment weighed with what could have followed them, and is it said what that changes?"""

import pytest

from cases.charts.debrief import NoSuchStep, ahead_of
from cases.charts.debrief.ahead import WEIGHED, Weighed, verdict
from cases.models import Encounter, Kind


def row(name: str, alone: float, followed: float) -> Weighed:
    """Return an order with what it saves."""
    return Weighed(name.lower(), name, "$1.00", alone, followed)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "No order was worth its price, not even with another to follow it."),
        ([row("Ferritin", -9.0, 2.0)], "No order was worth its price, not even with another to follow it."),
        (
            [row("Ferritin", -9.0, 40.0)],
            "By itself no order was worth its price; ferritin was, for what could have followed it.",
        ),
        ([row("Ferritin", 90.0, 99.0), row("Copper", 20.0, 60.0)], "The first choice stays the same: ferritin."),
        ([row("Ferritin", 90.0, 99.0), row("Copper", 20.0, 101.0)], "The first choice stays the same: ferritin."),
        (
            [row("Ferritin", 90.0, 99.0), row("Copper", 20.0, 160.0)],
            "Ferritin saves most by itself; copper saves more with what can follow it: its results tell better which"
            " test to order next, or that none is needed.",
        ),
    ],
)
def test_it_is_said_whether_two_steps_change_the_first_choice(rows: list[Weighed], told: str) -> None:
    assert verdict(rows) == told


def test_what_can_follow_takes_nothing_away(found: Encounter) -> None:
    order = found.actions.filter(kind=Kind.ORDER).first()
    assert order is not None
    ahead = ahead_of(found, order.number - 1, "conventional")
    assert len(ahead.rows) == WEIGHED
    assert all(row.followed >= row.alone for row in ahead.rows)
    assert [row.followed for row in ahead.rows] == sorted((row.followed for row in ahead.rows), reverse=True)
    assert "bone-marrow" not in {row.key for row in ahead.rows}


def test_after_signing_nothing_is_left_to_order(found: Encounter) -> None:
    with pytest.raises(NoSuchStep):
        ahead_of(found, found.actions.get(kind=Kind.SIGN).number, "conventional")
