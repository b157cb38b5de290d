"""What stands around every page of an encounter? The patient, the clock, the ways on, the learner's thinking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.catalog.units import System
from cases.charts.pins import Pin, pins_of
from cases.charts.sayings import saying_of
from cases.charts.story import Person, Story
from cases.charts.thinking import Differential, differential_of
from cases.charts.times import DAY, count_text, date_of, date_text, day_of, day_text, due_text, money_text, time_text
from cases.models import Kind

WEEK = 7 * DAY
SHORT = {"examination": "Exam", "differential": "Thinking"}


@dataclass(frozen=True)
class Stop:
    """A way to a page of the encounter: `page` is its name, `key` the shortcut."""

    page: str
    label: str
    icon: str
    key: str
    count: str
    is_current: bool

    @property
    def address(self) -> str:
        """The name of its URL."""
        return f"cases:{self.page}"

    @property
    def short(self) -> str:
        """The label where there is little room."""
        return SHORT.get(self.page, self.label)


@dataclass(frozen=True)
class Wait:
    """A choice of the Wait menu: run the clock to `until` (minute)."""

    until: int
    label: str


@dataclass(frozen=True)
class Banner:
    """Name, clock and money, and what is still out."""

    name: str
    about: str
    day: str
    time: str
    today: str
    tomorrow: date
    spent: str
    waiting: str
    next_due: int | None
    next_due_text: str
    next_due_day: str
    waits: tuple[Wait, ...]


@dataclass(frozen=True)
class Chart:
    """What every page of an encounter shows; nothing in it tells the hidden condition."""

    id: UUID
    page: str
    clock: int
    code: str
    status: str
    person: Person
    banner: Banner
    patient_stops: tuple[Stop, ...]
    thinking_stops: tuple[Stop, ...]
    dock: tuple[Stop, ...]
    problem: str
    differential: Differential
    pins: tuple[Pin, ...]
    said: str
    alarms: tuple[str, ...]
    is_over: bool
    is_learning: bool
    is_fresh: bool

    @property
    def can_act(self) -> bool:
        """Whether anything may still be done."""
        return self.status != "closed"


def chart_of(story: Story, page: str, system: System, typed: Mapping[str, str] | None = None) -> Chart:
    """The frame of one page of an encounter; `typed` are chances (by diagnosis) that could not be saved."""
    differential = differential_of(story, typed)
    patient, thinking = _stops(story, page, differential)
    return Chart(
        id=story.id,
        page=page,
        clock=story.clock,
        code=story.code,
        status=story.status,
        person=story.person,
        banner=_banner(story),
        patient_stops=patient,
        thinking_stops=thinking,
        dock=_dock(story, (*patient, *thinking)),
        problem=problem_of(story),
        differential=differential,
        pins=pins_of(story, system),
        said=saying_of(story),
        alarms=_alarms(story, page),
        is_over=story.is_over,
        is_learning=story.is_learning,
        is_fresh=story.is_fresh,
    )


def _alarms(story: Story, page: str) -> tuple[str, ...]:
    """What befell the patient when time last passed, and a death for good; the follow-up tells it in its place."""
    if story.is_closed or (page == "follow_up" and story.signed):
        return ()
    harms = [sight for sight in story.seen if sight.is_harm]
    return tuple(sight.words for sight in harms if sight.is_fatal or sight.due_minutes > story.let_pass_at)


def problem_of(story: Story) -> str:
    """The learner's problem in one line, as last written."""
    lines = story.of_kind(Kind.SUMMARIZE)
    return str(lines[-1].payload["text"]) if lines else ""


def _banner(story: Story) -> Banner:
    person, due = story.person, story.next_due
    tests = len({(result.act, result.due_minutes) for result in story.awaited})
    return Banner(
        name=person.name,
        about=f"{person.age} y, {person.sex} · {person.occupation} · {person.allergies}",
        day=day_text(story.clock),
        time=time_text(story.clock),
        today=date_text(date_of(story.day_zero, story.clock)),
        tomorrow=date_of(story.day_zero, story.clock + DAY),
        spent=money_text(sum(deed.fee_cents for deed in story.deeds)),
        waiting=count_text(tests, "result") if tests else "none",
        next_due=due,
        next_due_text=due_text(story.clock, due) if due else "",
        next_due_day=day_text(due) if due and day_of(due) != day_of(story.clock) else "",
        waits=_waits(story.clock, due),
    )


def _waits(clock: int, due: int | None) -> tuple[Wait, ...]:
    until_next = (Wait(due, f"Until the next result, {due_text(clock, due)}"),) if due else ()
    return (*until_next, Wait(clock + DAY, "1 day"), Wait(clock + WEEK, "1 week"))


def _stops(story: Story, page: str, differential: Differential) -> tuple[tuple[Stop, ...], tuple[Stop, ...]]:
    examined = {maneuver for deed in story.of_kind(Kind.EXAMINE) for maneuver in deed.payload["maneuvers"]}
    ordered = [name for deed in story.of_kind(Kind.ORDER, Kind.VISIT) for name in deed.payload["investigations"]]
    revision = f"rev {differential.revision}" if differential.revision else ""

    def stop(name: str, label: str, icon: str, key: str, count: int | str = "") -> Stop:
        return Stop(name, label, icon, key, str(count or ""), name == page)

    patient = (
        stop("presentation", "Presentation", "person", "g p"),
        stop("history", "History", "history", "g h", len(story.of_kind(Kind.ASK))),
        stop("examination", "Examination", "exam", "g e", len(examined)),
        stop("tests", "Tests", "tests", "g t", len(ordered)),
        stop("results", "Results", "results", "g r"),
        stop("film", "Film", "film", "g f"),
    )
    last = stop("commit", "Commit", "commit", "g c")
    if not story.is_open:
        last = stop("follow_up", "Follow-up", "calendar", "g c")
    guide = (stop("guidance", "Guide", "info", "g i"),) if story.is_learning and story.is_open else ()
    return patient, (stop("differential", "Differential", "differential", "g d", revision), *guide, last)


def _dock(story: Story, stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """The five that a thumb reaches; follow-up takes the place of the differential once that is fixed."""
    last = "differential" if story.is_open else "follow_up"
    by_page = {stop.page: stop for stop in stops}
    return tuple(by_page[page] for page in ("history", "examination", "tests", "results", last))
