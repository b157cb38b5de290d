"""Which findings does the learner keep in view?"""

from __future__ import annotations

from dataclasses import dataclass

from cases.catalog import current
from cases.catalog.units import System
from cases.charts.story import Deed, Sight, Story
from cases.charts.values import ORIGINS, label, level_name, unit_text, written
from cases.models import Kind

QUESTION_PREFIX = "question:"


@dataclass(frozen=True)
class Pin:
    """A finding kept in view, with where it came from."""

    item: str
    text: str
    origin: str
    mark: str = ""
    flag: str = ""


def pinned_items(story: Story) -> list[str]:
    """The items that are pinned now, in the order in which they were."""
    items: list[str] = []
    for deed in story.of_kind(Kind.PIN):
        item = deed.payload["item"]
        if item in items:
            items.remove(item)
        if deed.payload.get("pinned", True):
            items.append(item)
    return items


def pins_of(story: Story, system: System) -> tuple[Pin, ...]:
    """The pinned findings, each as last seen."""
    latest = {sight.item: sight for sight in story.seen}
    kinds = {deed.number: deed for deed in story.deeds}
    return tuple(
        _pin(story, latest[item], kinds[latest[item].act], system) for item in pinned_items(story) if item in latest
    )


def _pin(story: Story, sight: Sight, deed: Deed, system: System) -> Pin:
    origin, catalog = ORIGINS.get(deed.kind, ""), current()
    if sight.value is not None and sight.item in catalog.analytes:
        analyte = catalog.analytes[sight.item]
        value = written(analyte, sight, story.person, system)
        text = f"{label(analyte)} {value.text} {unit_text(value.unit)}"
        return Pin(sight.item, text, origin, value.mark, value.arrow + value.word if value.mark else "")
    if sight.item in catalog.findings:
        finding = catalog.findings[sight.item]
        absent = f"{origin}, absent" if sight.level == "absent" else origin
        return Pin(sight.item, level_name(finding.name, sight.level), absent)
    question = catalog.questions.get(sight.item.removeprefix(QUESTION_PREFIX))
    return Pin(sight.item, f"{question.name}: {sight.words}" if question else sight.words, origin)
