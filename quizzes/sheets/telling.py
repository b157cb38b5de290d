"""What does somebody read who does not see the cells of a question? The words of the drills, from the same drawing."""

from __future__ import annotations

from cases.catalog import current as current_catalog
from cases.charts.drilling.pages import Told, told_of
from quizzes.items import Item
from quizzes.items.cells import scene_of
from quizzes.items.films import COUNTING


def told_in(item: Item, step: str, *, explains: bool) -> tuple[Told, ...]:
    """Each cell of an item in words; where lobes are counted one walks along the nucleus, until it is explained."""
    if item.drawing is None:
        return ()
    at_once = explains or item.drawing.task != COUNTING
    catalog = current_catalog()
    return tuple(told_of(scene_of(catalog, found), step, at_once=at_once) for found in item.drawing.parts["cells"])
