"""How are minutes of the encounter's clock told? Minute 0 is day 0, 09:00."""

from __future__ import annotations

from datetime import date, timedelta

from cases.simulation.clock import MINUTES_A_DAY, MINUTES_AN_HOUR

HOUR, DAY = MINUTES_AN_HOUR, MINUTES_A_DAY
OPENING = 9 * HOUR
WEEK_DAYS, MONTH_DAYS, YEAR_DAYS = 7, 30.44, 365.25


def day_of(minutes: int) -> int:
    """The day on which a minute falls; negative before day 0."""
    return (minutes + OPENING) // DAY


def time_text(minutes: int) -> str:
    """Such as `17:20`."""
    minute = (minutes + OPENING) % DAY
    return f"{minute // HOUR:02d}:{minute % HOUR:02d}"


def day_text(minutes: int) -> str:
    """Such as `Day 3`."""
    return f"Day {day_of(minutes)}"


def moment_text(minutes: int) -> str:
    """Such as `day 3, 17:20`."""
    return f"day {day_of(minutes)}, {time_text(minutes)}"


def due_text(now: int, minutes: int) -> str:
    """The time alone where it is today, else with its day."""
    return time_text(minutes) if day_of(now) == day_of(minutes) else moment_text(minutes)


def date_of(day_zero: date, minutes: int) -> date:
    """The date of a minute."""
    return day_zero + timedelta(days=day_of(minutes))


def date_text(when: date, *, year: bool = True) -> str:
    """Such as `18 Nov 2025`, or `18 Nov`."""
    return f"{when.day} {when:%b %Y}" if year else f"{when.day} {when:%b}"


def turnaround_text(minutes: int) -> str:
    """How long a result takes, such as `20 min`, `6 h`, `3 d`."""
    if minutes < HOUR or (minutes < 2 * HOUR and minutes % HOUR):
        return f"{minutes} min"
    if minutes < DAY:
        return f"{round(minutes / HOUR, 1):g} h"
    return f"{round(minutes / DAY, 1):g} d"


def gap_text(minutes: int) -> str:
    """The time between two collections, such as `+ 2 y 3 mo`, `+ 3 wk`, `+ 5 d`, `+ 4 h`."""
    days = minutes / DAY
    if days >= YEAR_DAYS:
        years = int(days // YEAR_DAYS)
        months = round((days - years * YEAR_DAYS) / MONTH_DAYS)
        years, months = years + months // 12, months % 12
        return f"+ {years} y {months} mo" if months else f"+ {years} y"
    if days >= 60:
        return f"+ {round(days / MONTH_DAYS)} mo"
    if days >= 2 * WEEK_DAYS:
        return f"+ {round(days / WEEK_DAYS)} wk"
    return f"+ {round(days)} d" if days >= 1 else f"+ {max(round(minutes / HOUR), 1)} h"


def span_text(minutes: int) -> str:
    """A length of time in a sentence, such as `3 years 8 months`, `5 weeks`, `4 days`."""
    days = minutes / DAY
    if days >= YEAR_DAYS:
        years = int(days // YEAR_DAYS)
        months = round((days - years * YEAR_DAYS) / MONTH_DAYS)
        years, months = years + months // 12, months % 12
        return count_text(years, "year") + (f" {count_text(months, 'month')}" if months else "")
    if days >= 60:
        return count_text(round(days / MONTH_DAYS), "month")
    if days >= 2 * WEEK_DAYS:
        return count_text(round(days / WEEK_DAYS), "week")
    return count_text(round(days), "day") if days >= 1 else count_text(max(round(minutes / HOUR), 1), "hour")


def count_text(count: int, one: str) -> str:
    """A number with its noun, such as `1 test` or `4 tests`."""
    return f"{count} {one}" + ("" if count == 1 else "s")


def money_text(cents: int) -> str:
    """Such as `$1,318.30`."""
    return f"${cents / 100:,.2f}"
