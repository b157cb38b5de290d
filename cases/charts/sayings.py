"""What did the last act do? One sentence, for those who hear the page."""

from __future__ import annotations

from collections.abc import Callable

from cases.catalog import current
from cases.charts.story import Deed, Story
from cases.charts.times import count_text, due_text, moment_text, money_text
from cases.models import Kind


def saying_of(story: Story) -> str:
    """One sentence on the latest act, empty where there is none."""
    deed = story.deeds[-1]
    tell = TOLD.get(deed.kind)
    return tell(story, deed) if tell else ""


def _passed(story: Story, deed: Deed) -> str:
    new = [sight for sight in story.seen if sight.due_minutes > deed.at_minutes]
    harms = [sight.words for sight in new if sight.is_harm]
    fresh = len(new) - len(harms)
    back = f"{count_text(fresh, 'value')} back." if fresh else "Nothing new is back."
    return " ".join([f"It is {moment_text(story.clock)}.", *harms, back])


def _asked(story: Story, deed: Deed) -> str:
    return " ".join(sight.words for sight in story.by_act.get(deed.number, ()) if _is_said(sight.item))


def _examined(story: Story, deed: Deed) -> str:
    names = [entry.name for key in deed.payload["maneuvers"] if (entry := current().maneuvers.get(key))]
    return f"Examined: {', '.join(names)}. {count_text(deed.minutes, 'minute')}."


def _ordered(story: Story, deed: Deed) -> str:
    tests = count_text(len(deed.payload["investigations"]), "test")
    due = [result.due_minutes for result in story.awaited if result.act == deed.number]
    following = f" Next result {due_text(story.clock, min(due))}." if due else ""
    return f"Ordered {tests}, {money_text(deed.fee_cents)}.{following}"


def _is_said(item: str) -> bool:
    return not item.startswith("drug:")


TOLD: dict[str, Callable[[Story, Deed], str]] = {
    Kind.ORDER: _ordered,
    Kind.WAIT: _passed,
    Kind.VISIT: _passed,
    Kind.ASK: _asked,
    Kind.EXAMINE: _examined,
    Kind.FORECAST: lambda story, deed: f"Revision {len(story.of_kind(Kind.FORECAST))} saved.",
    Kind.PIN: lambda story, deed: "Pinned." if deed.payload.get("pinned", True) else "Unpinned.",
    Kind.SUMMARIZE: lambda story, deed: "Problem saved.",
    Kind.TREAT: lambda story, deed: "Treatment changed.",
    Kind.READ: lambda story, deed: f"Film report signed. It is {moment_text(story.clock)}.",
}
