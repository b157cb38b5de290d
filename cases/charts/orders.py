"""What can be ordered, what was, and what is new?"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from cases.catalog import current
from cases.catalog.observables import Investigation
from cases.catalog.units import System
from cases.charts.fresh import Fresh, fresh_values, in_page_order
from cases.charts.shown import items_of
from cases.charts.story import Deed, Sight, Story
from cases.charts.times import count_text, due_text, money_text, turnaround_text
from cases.models import Kind

# Tests are listed in the order in which they are usually thought of; other categories follow.
CATEGORIES = ("Blood count and film", "Hematinics", "Hemolysis and chemistry", "Cause of deficiency")
# Burden and risk of a test are told from this many dollars on: below it is a blood sample.
TOLD_BURDEN = 9.0
STRIP = 6
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Test:
    """A row of the order table; `state` is empty, `pending` or `done`, `told` says when."""

    key: str
    name: str
    sample: str
    burden: str
    price: str
    dollars: str
    minutes: int
    turnaround: str
    state: str
    told: str
    is_chosen: bool


@dataclass(frozen=True)
class Category:
    """Tests of one kind."""

    name: str
    tests: tuple[Test, ...]


@dataclass(frozen=True)
class Set:
    """Tests often ordered together, as the address that chooses them."""

    name: str
    query: str
    count: int


@dataclass(frozen=True)
class News:
    """What came back since the clock was last moved on."""

    title: str
    abnormal: int
    count: int
    values: tuple[Fresh, ...]
    reports: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Orders:
    """The order table, filtered by `search`, and the tray."""

    news: News | None
    categories: tuple[Category, ...]
    sets: tuple[Set, ...]
    count: int
    shown: int
    search: str
    is_everything: bool
    chosen: int
    tray_sum: str
    tray_due: str


def orders_of(
    story: Story, system: System, *, search: str = "", chosen: Collection[str] = (), everything: bool = False
) -> Orders:
    """The usual tests, or `everything`, or what a search finds, with the `chosen` ones (keys) checked.

    The usual ones are those of the order sets, and those that were ordered.
    """
    tests = current().investigations
    picked = [tests[key] for key in tests if key in chosen]
    states = _states(story)
    usual = {key for _, keys in _order_sets() for key in keys} | states.keys()
    offered = tests if search or everything else usual
    found = [test for test in tests.values() if test.key in chosen or (test.key in offered and _fits(test, search))]
    return Orders(
        news=news_of(story, system),
        categories=_categories(found, states, chosen),
        sets=tuple(_set(name, keys, states) for name, keys in _order_sets()),
        count=len(tests),
        shown=len(found),
        search=search,
        is_everything=everything,
        chosen=len(picked),
        tray_sum=_tray_sum(picked),
        tray_due=_tray_due(picked),
    )


def news_of(story: Story, system: System) -> News | None:
    """What came back since time was last let pass; None where nothing did."""
    tests = {deed.number for deed in story.of_kind(Kind.ORDER, Kind.VISIT)}
    results = [sight for sight in story.seen if sight.act in tests and not sight.is_harm]
    fresh = [sight for sight in results if sight.due_minutes > story.let_pass_at]
    if not fresh:
        return None
    values = fresh_values(story, fresh, system)
    return News(
        title=_title(story, fresh),
        abnormal=sum(value.value.is_abnormal for value in values),
        count=len(values),
        values=in_page_order(values[:STRIP]),
        reports=_reports(fresh),
    )


def _title(story: Story, fresh: list[Sight]) -> str:
    items = {sight.item for sight in fresh}
    back = [
        test
        for deed in story.of_kind(Kind.ORDER, Kind.VISIT)
        if deed.number in {sight.act for sight in fresh}
        for key in deed.payload["investigations"]
        if (test := current().investigations.get(key)) and items & items_of(test)
    ]
    latest = due_text(story.clock, max(sight.due_minutes for sight in fresh))
    if len({test.key for test in back}) == 1:
        return f"New: {back[0].name}, {latest}"
    return f"New: {count_text(len({test.key for test in back}), 'test')}, {latest}"


def _reports(fresh: list[Sight]) -> tuple[tuple[str, str], ...]:
    findings = current().findings
    told = [s for s in fresh if s.words and (finding := findings.get(s.item)) and s.level != finding.normal]
    return tuple((findings[sight.item].name, sight.words) for sight in told[:STRIP])


def _fits(test: Investigation, search: str) -> bool:
    """Whether each typed word begins a word of the test's names."""
    words = WORD.findall(" ".join((test.name, test.key, test.category, *test.aliases)).lower())
    return all(any(word.startswith(typed) for word in words) for typed in WORD.findall(search.lower()))


def _states(story: Story) -> dict[str, tuple[str, str]]:
    """For each test ordered, whether its latest order is pending or done, and when."""
    states = {}
    out = {(result.act, result.item): result.due_minutes for result in story.awaited}
    for deed in story.of_kind(Kind.ORDER, Kind.VISIT):
        for key in deed.payload["investigations"]:
            if test := current().investigations.get(key):
                states[key] = _state(story, deed, test, out)
    return states


def _state(story: Story, deed: Deed, test: Investigation, out: dict[tuple[int, str], int]) -> tuple[str, str]:
    items = items_of(test)
    due = [minutes for (act, item), minutes in out.items() if act == deed.number and item in items]
    if due:
        return "pending", f"due {due_text(story.clock, max(due))}"
    seen = [sight.due_minutes for sight in story.by_act.get(deed.number, ()) if sight.item in items]
    return "done", f"resulted {due_text(story.clock, max(seen))}" if seen else "resulted"


def _categories(
    tests: list[Investigation], states: dict[str, tuple[str, str]], chosen: Collection[str]
) -> tuple[Category, ...]:
    rows: dict[str, list[Test]] = {name: [] for name in CATEGORIES}
    for test in tests:
        rows.setdefault(test.category, []).append(_test(test, states.get(test.key, ("", "")), test.key in chosen))
    return tuple(Category(name, tuple(_ordered(found))) for name, found in rows.items() if found)


def _ordered(tests: list[Test]) -> list[Test]:
    """The blood count before all others; it comes first in every work-up."""
    return sorted(tests, key=lambda test: test.key != "cbc")


def _test(test: Investigation, state: tuple[str, str], is_chosen: bool) -> Test:
    burden = test.burden + test.harm
    return Test(
        key=test.key,
        name=test.name,
        sample=test.sample,
        burden=f"burden and risk ${burden:.0f}" if burden >= TOLD_BURDEN else "",
        price=f"{test.fee:,.2f}",
        dollars=f"{test.fee:.2f}",
        minutes=test.turnaround_minutes,
        turnaround=turnaround_text(test.turnaround_minutes),
        state=state[0],
        told=state[1],
        is_chosen=is_chosen,
    )


def _order_sets() -> list[tuple[str, tuple[str, ...]]]:
    return [(entry.name, entry.investigations) for entry in current().order_sets.values()]


def _set(name: str, keys: tuple[str, ...], states: dict[str, tuple[str, str]]) -> Set:
    fresh = [key for key in keys if key not in states]
    return Set(name, "&".join(f"investigation={key}" for key in fresh), len(fresh))


def _tray_sum(picked: list[Investigation]) -> str:
    if not picked:
        return "Nothing chosen"
    return f"{count_text(len(picked), 'test')}, {money_text(sum(round(test.fee * 100) for test in picked))}"


def _tray_due(picked: list[Investigation]) -> str:
    if not picked:
        return "Check the tests that you want."
    first, last = min(t.turnaround_minutes for t in picked), max(t.turnaround_minutes for t in picked)
    if first == last:
        return f"Result in {turnaround_text(first)}"
    return f"First result in {turnaround_text(first)}, last in {turnaround_text(last)}"
