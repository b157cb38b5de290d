"""What did a policy for testing do to a day's patients, beside what the ideal would have done?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from cases.catalog import current
from cases.charts.times import DAY, turnaround_text
from cases.charts.tools.days import Day
from cases.reasoning.tools.clinic import OFFERED, Attendance, Outcome, Policy, Tally, Use, Visit, tally

BAR_WIDTH = 420
LISTED = 40
PARTS = (("fees", "Tests", "hue-5"), ("waiting", "Waiting", "hue-3"), ("plan", "Wrong plans", "hue-2"))


@dataclass(frozen=True)
class Offered:
    """A test that a policy can order: its price and how long it takes."""

    key: str
    name: str
    price: str
    minutes: str


@dataclass(frozen=True)
class Piece:
    """A piece of a bar, in pixels, and the class that colors it."""

    hue: str
    x: float
    width: float


@dataclass(frozen=True)
class Way:
    """One way to run the day, as words and numbers for the table, and its losses as a bar."""

    name: str
    numbers: tuple[str, ...]
    total: str
    pieces: tuple[Piece, ...]
    width: float


@dataclass(frozen=True)
class Test:
    """What one test did, by your rule and by the ideal."""

    name: str
    done: tuple[int, int]
    found: tuple[int, int]
    needed: tuple[str, str]
    spent: str


@dataclass(frozen=True)
class Missed:
    """One patient whose treatable disease your rule missed."""

    number: int
    who: str
    disease: str
    tests: str
    plan: str
    ideal: str


@dataclass(frozen=True)
class DayChart:
    """The day under your rule, under the ideal one, and with no test at all."""

    headline: str
    second: str
    measures: tuple[str, ...]
    ways: tuple[Way, ...]
    tests: tuple[Test, ...]
    missed: tuple[Missed, ...]
    unlisted: int

    @property
    def rows(self) -> list[tuple[str, tuple[str, ...]]]:
        """Each measure with its number for every way."""
        return [(name, tuple(way.numbers[i] for way in self.ways)) for i, name in enumerate(self.measures)]


MEASURES: tuple[tuple[str, Callable[[Tally], str]], ...] = (
    ("Treatable disease missed", lambda day: f"{day.missed} of {day.treatable}"),
    ("Treated, and worse off for it", lambda day: f"{day.mistreated} of {day.patients}"),
    ("Tests for each patient", lambda day: f"{day.tests:.1f}"),
    ("Days until the plan, mean", lambda day: f"{day.minutes / DAY:.1f}"),
    ("Tests: fee, burden, harm", lambda day: _dollars(day.fees)),
    ("Lost by waiting", lambda day: _dollars(day.waiting)),
    ("Lost by wrong plans", lambda day: _dollars(day.plan)),
    ("All for each patient", lambda day: _dollars(day.total)),
)


def offered() -> tuple[Offered, ...]:
    """The tests of which a policy can be made."""
    tests = [current().investigations[key] for key in OFFERED]
    return tuple(Offered(t.key, t.name, f"${t.fee:,.2f}", turnaround_text(t.turnaround_minutes)) for t in tests)


def day_chart(day: Day, policy: Policy) -> DayChart:
    """The finished day, reckoned for a policy."""
    yours = [day.clinic.outcome(one, day.clinic.by_rule(one, policy)) for one in day.attendances]
    ideal = [day.clinic.outcome(one, one.ideal) for one in day.attendances]
    nothing = [day.clinic.outcome(one, Visit((), 0)) for one in day.attendances]
    tallies = [tally(outcomes) for outcomes in (yours, ideal, nothing)]
    missed = [_missed(outcome) for outcome in yours if outcome.missed]
    most = max(one.total for one in tallies)
    names = ("Your rule", "The ideal", "Count alone")
    return DayChart(
        headline=_headline(*tallies),
        second=_second(*tallies[:2]),
        measures=tuple(name for name, _ in MEASURES),
        ways=tuple(_way(name, one, most) for name, one in zip(names, tallies, strict=True)),
        tests=tuple(_test(*uses) for uses in zip(tallies[0].uses, tallies[1].uses, strict=True)),
        missed=tuple(missed[:LISTED]),
        unlisted=max(len(missed) - LISTED, 0),
    )


def _headline(yours: Tally, ideal: Tally, nothing: Tally) -> str:
    own = f"Your rule misses {yours.missed} of {yours.treatable} treatable diseases"
    if not yours.tests:
        return (
            f"The count alone misses {yours.missed} of {yours.treatable} treatable diseases; the ideal {ideal.missed}."
        )
    return f"{own}; the ideal {ideal.missed}, the count alone {nothing.missed}."


def _second(yours: Tally, ideal: Tally) -> str:
    gap = yours.total - ideal.total
    if gap <= 0:
        return "It loses no more than the ideal on this day. The ideal looks one test ahead: try another day."
    dearest = max(("fees", "waiting", "plan"), key=lambda part: getattr(yours, part) - getattr(ideal, part))
    why = {
        "fees": "most of it goes into tests that change no plan",
        "waiting": "most of it is lost while results are out",
        "plan": "most of it is lost to plans that a test would have changed",
    }
    return f"It loses {_dollars(gap)} more for each patient than the ideal; {why[dearest]}."


def _way(name: str, one: Tally, most: float) -> Way:
    pieces, x = [], 0.0
    for part, _, hue in PARTS:
        width = round(BAR_WIDTH * getattr(one, part) / most, 1) if most else 0.0
        if width:
            pieces.append(Piece(hue, round(x, 1), max(round(width - 0.8, 1), 0.4)))
        x += width
    return Way(name, tuple(tell(one) for _, tell in MEASURES), _dollars(one.total), tuple(pieces), round(x, 1))


def _test(yours: Use, ideal: Use) -> Test:
    test = current().investigations[yours.test]
    return Test(
        name=test.name,
        done=(yours.done, ideal.done),
        found=(yours.found, ideal.found),
        needed=(_needed(yours), _needed(ideal)),
        spent=f"${yours.done * test.fee:,.0f}",
    )


def _needed(use: Use) -> str:
    return str(ceil(use.needed_to_test)) if use.needed_to_test else "·"


def _missed(outcome: Outcome) -> Missed:
    one, catalog = outcome.attendance, current()
    lines = sorted(catalog.managements[key].name for key in outcome.course.managements)
    return Missed(
        number=one.number + 1,
        who=_who(one),
        disease=catalog.conditions[one.condition].name,
        tests=_names(outcome.visit.tests),
        plan=", ".join(lines),
        ideal=_names(one.ideal.tests),
    )


def _who(one: Attendance) -> str:
    values = one.evidence.values
    count = f"Hb {values['hemoglobin'].value:.1f}, MCV {values['mcv'].value:.0f}, ANC {values['neutrophils'].value:.1f}"
    return f"{'Woman' if one.evidence.sex == 'female' else 'Man'}, {one.evidence.age:.0f}. {count}"


def _names(tests: Sequence[str]) -> str:
    return ", ".join(current().investigations[key].name for key in tests) or "no test"


def _dollars(value: float) -> str:
    return f"${value:,.0f}"
