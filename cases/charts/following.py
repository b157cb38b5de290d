"""What happened since the plan was signed, and what can follow?"""

from __future__ import annotations

from dataclasses import dataclass

from cases.catalog import current
from cases.catalog.units import System
from cases.charts.commitment import Signed, signed_of
from cases.charts.fresh import Fresh, fresh_values, in_page_order
from cases.charts.plans import plan_lines
from cases.charts.story import Deed, Sight, Story
from cases.charts.times import DAY, date_of, date_text, day_of
from cases.models import Kind

VISIT_DAYS = (2, 7, 28, 90)
# What is read at most visits; offered whether watched or not.
USUAL = ("cbc", "reticulocyte-count", "metabolic-panel")
SHOWN = 6
LONGEST_DAYS = 366
TREATED = (Kind.SIGN, Kind.TREAT)


@dataclass(frozen=True)
class Day:
    """One day since signing: what was done, what befell the patient, and what came back."""

    day: int
    date: str
    done: tuple[str, ...]
    harms: tuple[str, ...]
    values: tuple[Fresh, ...]
    more: int
    reports: tuple[str, ...]
    is_latest: bool


@dataclass(frozen=True)
class Visit:
    """A day on which the patient can be seen next, counted in the encounter; `after` counts from signing."""

    day: int
    after: int
    date: str


@dataclass(frozen=True)
class WatchedTest:
    """A test that can be taken at the visit."""

    key: str
    name: str
    price: str
    is_watched: bool


@dataclass(frozen=True)
class Following:
    """The time after signing."""

    signed: Signed
    today: str
    days: tuple[Day, ...]
    visits: tuple[Visit, ...]
    first_day: int
    last_day: int
    tests: tuple[WatchedTest, ...]
    plan: tuple[str, ...]


def following_of(story: Story, system: System) -> Following | None:
    """Follow-up as it stands; None before signing."""
    signed = signed_of(story)
    if signed is None:
        return None
    today = day_of(story.clock)
    last_plan = story.of_kind(*TREATED)[-1].payload["plan"]
    visits = [
        Visit(day, after, date_text(date_of(story.day_zero, day * DAY), year=False))
        for after in VISIT_DAYS
        if (day := signed.day + after) * DAY > story.clock
    ]
    return Following(
        signed=signed,
        today=f"Day {today}, {date_text(date_of(story.day_zero, story.clock))}",
        days=_days(story, system),
        visits=tuple(visits),
        first_day=story.clock // DAY + 1,
        last_day=story.clock // DAY + LONGEST_DAYS,
        tests=_tests(story),
        plan=plan_lines(last_plan),
    )


def current_plan(story: Story) -> dict[str, object]:
    """The plan in force, as stored; an empty one before signing."""
    deeds = story.of_kind(*TREATED)
    return dict(deeds[-1].payload["plan"]) if deeds else {"prescriptions": [], "stops": []}


def _tests(story: Story) -> tuple[WatchedTest, ...]:
    watched = list(story.signed.payload["watch"]) if story.signed else []
    catalog = current().investigations
    keys = [key for key in dict.fromkeys([*watched, *USUAL]) if key in catalog]
    return tuple(WatchedTest(key, catalog[key].name, f"${catalog[key].fee:,.2f}", key in watched) for key in keys)


def _days(story: Story, system: System) -> tuple[Day, ...]:
    start = story.signed.at_minutes if story.signed else 0
    deeds = [d for d in story.deeds if d.kind in (*TREATED, Kind.VISIT) and d.at_minutes >= start]
    done: dict[int, list[str]] = {}
    for deed in deeds:
        done.setdefault(_day_of_deed(deed), []).extend(_told(story, deed))
    tests = {deed.number for deed in story.of_kind(Kind.ORDER, Kind.VISIT)}
    back: dict[int, list[Sight]] = {}
    for sight in story.seen:
        if sight.due_minutes > start and (sight.act in tests or sight.is_harm):
            back.setdefault(day_of(sight.due_minutes), []).append(sight)
    days = sorted({*done, *back})
    latest = days[-1] if story.deeds[-1].kind in (*TREATED, Kind.VISIT) else None
    return tuple(_day(story, day, done.get(day, []), back.get(day, []), day == latest, system) for day in days)


def _day_of_deed(deed: Deed) -> int:
    return day_of(deed.at_minutes + deed.minutes)


def _told(story: Story, deed: Deed) -> list[str]:
    if any(sight.is_fatal for sight in story.by_act.get(deed.number, ())):
        return []  # who has died is not seen
    if deed.kind == Kind.VISIT:
        return (
            ["Seen in the clinic."] if deed.payload["investigations"] else ["Seen in the clinic. Nothing was measured."]
        )
    lines = list(plan_lines(deed.payload["plan"])) or ["No treatment."]
    return [("Signed. " if deed.kind == Kind.SIGN else "Changed. ") + lines[0], *lines[1:]]


def _day(story: Story, day: int, done: list[str], back: list[Sight], is_latest: bool, system: System) -> Day:
    catalog = current()
    values = fresh_values(story, back, system)
    told = [
        f"{finding.name}: {sight.words}"
        for sight in back
        if sight.words and (finding := catalog.findings.get(sight.item)) and sight.level != finding.normal
    ]
    return Day(
        day=day,
        date=date_text(date_of(story.day_zero, day * DAY), year=False),
        done=tuple(done),
        harms=tuple(sight.words for sight in back if sight.is_harm),
        values=in_page_order(values[:SHOWN]),
        more=max(len(values) - SHOWN, 0),
        reports=tuple(told[:SHOWN]),
        is_latest=is_latest,
    )
