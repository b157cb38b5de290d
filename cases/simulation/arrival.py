"""When is somebody seen? A disease runs from health until it shows, and on until the counts are reason to refer."""

from __future__ import annotations

import math
from collections.abc import Callable

from cases.catalog.disease import Condition, Criterion, Presentation, Setting
from cases.simulation.agenda import Agenda
from cases.simulation.course import (
    FINE_STEP_DAYS,
    SLOW_STEP_DAYS,
    Course,
    Goal,
    Reading,
    Target,
    run,
    run_until,
)
from cases.simulation.health import steady_state
from cases.simulation.parameters import Physiology
from cases.simulation.randomness import uniform, weighted
from cases.simulation.readouts import readout

DAYS_A_YEAR = 365
# The longest that a course may last (years), its steps and how often it is recorded (days): steps of two days are off
# by half a gram of hemoglobin where a marrow empties within months.
PACES = ((2.0, FINE_STEP_DAYS, 5), (4.0, 0.5, 5), (math.inf, SLOW_STEP_DAYS, 30))
# Nobody stays at home with less: assumed.
UNBEARABLE = Target("hemoglobin", 4.3)
# How much longer somebody goes without a referral whose counts are no reason for one yet: assumed.
UNREFERRED_DAYS = 2 * DAYS_A_YEAR
# A course has come to rest within this share of all its change, and is a disease after so much of the way: assumed.
REST, ON_THE_WAY = 0.03, 0.5


def onset_of(
    agenda: Agenda,
    condition: Condition,
    physiology: Physiology,
    seed: int,
    setting: Setting,
    severity: tuple[float, float] | None = None,
) -> tuple[Course, bool]:
    """The course of the disease from health to the day of presentation, at a severity drawn from the window.

    It ends when the presentation is reached or cannot be borne any longer; where the presentation lies beyond what
    the disease comes to, once it has come to rest. Then it goes on until the setting has a reason to see the patient,
    unless that takes too long: the second value says whether there is one.
    """
    low, high = severity or setting.severity
    presentation = _presentation(condition, low + (high - low) * uniform(seed, "severity"))
    way = _Way(agenda, physiology, round(condition.longest_years * DAYS_A_YEAR))
    return way.on_to_referral(way.to_presentation(presentation, uniform(seed, "presentation")), setting)


def _presentation(condition: Condition, share: float) -> Presentation:
    """The presentation into which a share of the severity (0 mildest, 1 gravest) falls."""
    weights = {str(i): presentation.weight for i, presentation in enumerate(condition.presentations)}
    return condition.presentations[int(weighted(min(share, 1 - 1e-12), weights))]


class _Way:
    """From health through `longest` days at most."""

    def __init__(self, agenda: Agenda, physiology: Physiology, longest: int) -> None:
        self._agenda, self._physiology, self._longest = agenda, physiology, longest
        years = longest / DAYS_A_YEAR
        self._step, self._every = next((step, every) for most, step, every in PACES if years <= most)

    def to_presentation(self, presentation: Presentation, drawn: float) -> Course:
        """The course to the level, or through the days, at the quantile `drawn`."""
        start = Course((0,), (tuple(steady_state(self._physiology)),))
        if presentation.after_days is not None:
            days = min(max(round(presentation.after_days.quantile(drawn)), 1), self._longest)
            step, every = self._step, self._every
            return run(
                start.last_state, self._physiology, self._agenda, start=0, days=days, step_days=step, every=every
            )
        level = presentation.at.quantile(drawn)  # type: ignore[union-attr]
        indicator = str(presentation.indicator)
        target = Target(indicator, level, falling=level < self._reading(start)(indicator))
        course = self._until(lambda read: target.met(read) or UNBEARABLE.met(read), start, self._longest)
        return course if course.reached else self._at_rest(course, target)

    def on_to_referral(self, course: Course, setting: Setting) -> tuple[Course, bool]:
        """The course until the setting has its reason; as it was where there will be none, or not in time."""
        goal = _reason_of(setting)
        if goal(self._reading(course)):
            return course, True
        days = min(UNREFERRED_DAYS, self._longest - course.last_day)
        longer = self._until(lambda read: goal(read) or UNBEARABLE.met(read), course, days)
        if not goal(self._reading(longer)):
            return course, False
        return Course(course.days + longer.days[1:], course.states + longer.states[1:], course.reached), True

    def _until(self, goal: Goal, course: Course, days: int) -> Course:
        return run_until(
            course.last_state,
            self._physiology,
            self._agenda,
            goal,
            start=course.last_day,
            max_days=days,
            step_days=self._step,
            every=self._every,
        )

    def _at_rest(self, course: Course, target: Target) -> Course:
        values = [self._reading(course, i)(target.readout) for i in range(len(course.days))]
        change = abs(values[-1] - values[0])
        rest = next(i for i, value in enumerate(values) if i and abs(value - values[-1]) <= REST * change)
        is_ill = change >= ON_THE_WAY * abs(target.level - values[0])
        return Course(course.days[: rest + 1], course.states[: rest + 1], is_ill)

    def _reading(self, course: Course, at: int = -1) -> Reading:
        state, row = course.states[at], self._agenda.row(course.days[at])
        return lambda name: readout(name, state, self._physiology, row)


def _reason_of(setting: Setting) -> Goal:
    tests: list[Callable[[Reading], bool]] = [_target_of(criterion).met for criterion in setting.criteria]
    return lambda read: sum(met(read) for met in tests) >= setting.least


def _target_of(criterion: Criterion) -> Target:
    if criterion.below is not None:
        return Target(criterion.readout, criterion.below)
    return Target(criterion.readout, criterion.above or 0.0, falling=False)
