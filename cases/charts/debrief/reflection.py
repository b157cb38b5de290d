"""Did the thinking close too early, or stick to its first idea, and what did not fit?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cases.charts.debrief.advice import advisable, better_words
from cases.charts.debrief.closed import Closed
from cases.charts.debrief.numbers import phrase
from cases.charts.debrief.telling import factor_text
from cases.charts.debrief.wording import capital, lowered
from cases.charts.times import count_text, moment_text
from cases.figures.people import OF_ALL
from cases.models import Kind
from cases.reasoning.belief.observer import current_observer
from cases.reasoning.score.record import Act
from cases.reasoning.score.steps import Step
from cases.reasoning.tools.contrasts import Support, supports

# Signed below this, of 100, while an order was worth more than acting, a search was closed too early: assumed.
SETTLED = 80
# A first idea sticks where what could be known of it fell by this much, of 100, and what was said by less than half as
# much, and still stands this far above: assumed.
FALLEN, ABOVE = 20, 10
# A finding that makes a diagnosis this many times less likely does not fit it: assumed.
AGAINST = 2.0
MOST_ROWS = 3


@dataclass(frozen=True)
class Judgment:
    """One thing to be said about the thinking, with its numbers; `page` shows the chart at that moment."""

    name: str
    text: str
    is_flaw: bool
    page: int | None


@dataclass(frozen=True)
class Weighed:
    """One finding: how it alone moves a diagnosis among 100 patients at the door, and by what factor."""

    text: str
    before: int
    after: int
    times: str
    is_against: bool


@dataclass(frozen=True)
class Reflection:
    """What is said, and what spoke against and for the diagnosis that was weighed."""

    judgments: tuple[Judgment, ...]
    diagnosis: str
    rows: tuple[Weighed, ...]


def reflection_of(case: Closed) -> Reflection:
    """Closure, anchoring and misfit, of the diagnosis that was signed, else of the one that was thought likeliest."""
    diagnosis = held(case)
    found = _supports(case, diagnosis) if diagnosis else []
    judgments = [_closure(case, found), _anchoring(case), _misfit(case, diagnosis, found)]
    against = [support for support in found if support.log_ratio < -math.log(AGAINST)][:MOST_ROWS]
    favoring = [support for support in reversed(found) if support.log_ratio > math.log(AGAINST)][:MOST_ROWS]
    return Reflection(
        judgments=tuple(judgment for judgment in judgments if judgment),
        diagnosis=_name(case, diagnosis) if diagnosis else "",
        rows=tuple(_weighed(case, support) for support in [*against, *favoring]),
    )


def held(case: Closed) -> str:
    """The diagnosis that was signed; else the likeliest of the last forecast; empty where there is neither."""
    if case.commitment and case.commitment.diagnosis in case.catalog.diagnoses:
        return case.commitment.diagnosis
    told = [_first(case, act) for act in _forecasts(case)]
    return told[-1] if told else ""


def _supports(case: Closed, diagnosis: str) -> list[Support]:
    setting = case.encounter.setting
    return supports(case.catalog, current_observer(), case.evidence, setting, case.prior, diagnosis)


def _closure(case: Closed, found: Sequence[Support]) -> Judgment | None:
    commitment, stop = case.commitment, case.grade.steps[-1]
    if commitment is None or commitment.diagnosis not in case.catalog.diagnoses:
        return None
    name, known = _name(case, commitment.diagnosis), _of_100(stop.belief[commitment.diagnosis])
    other = max((key for key in stop.belief if key != commitment.diagnosis), key=lambda key: stop.belief[key])
    likelier, rest = _name(case, other), _of_100(stop.belief[other])
    text = f"You signed {name} when {known} of 100 patients like this one had it"
    if known >= SETTLED:
        return Judgment("No premature closure", f"{text}. {_left_open(case, stop)}", False, stop.act - 1)
    text += f", and {rest} had {likelier}. {_tested_since(case, commitment.diagnosis, found)}"
    if rest >= SETTLED:
        more = f"No further test was needed to see it: what had been found spoke for {likelier}."
        return Judgment("Signed against the findings", f"{text} {more}", True, stop.act - 1)
    name = "Premature closure" if stop.better else "Signed in doubt"
    return Judgment(name, f"{text} {_left_open(case, stop)}", bool(stop.better), stop.act - 1)


def _left_open(case: Closed, stop: Step) -> str:
    """Whether an order was open that was worth more than acting, and which."""
    better = advisable(case, stop) or stop.better
    if not better:
        return "No order that was open then was worth more than acting."
    return f"An order was still open that was worth more than acting: {better_words(case, better[:1])[0]}."


def _tested_since(case: Closed, diagnosis: str, found: Sequence[Support]) -> str:
    """What was done to disprove a diagnosis after it first led the differential, else in all."""
    first = next((act for act in _forecasts(case) if _first(case, act) == diagnosis), None)
    start, since = (
        (first.number, f"Since you first put it first, on {moment_text(first.at_minutes)},")
        if first
        else (0, "In all,")
    )
    orders = [act for act in case.record.acts if act.kind == Kind.ORDER and act.number > start]
    if not orders:
        return f"{since} you ordered no test that could have spoken against it."
    acts = {act.number for act in orders}
    items = {reading.item for reading in case.record.readings if reading.act in acts}
    against = [support for support in found if support.item in items and support.log_ratio < -math.log(AGAINST)]
    tests = count_text(sum(len(act.keys) for act in orders), "test")
    return f"{since} you ordered {tests}; {len(against) or 'none'} of the results spoke against it."


def _anchoring(case: Closed) -> Judgment:
    acts = _forecasts(case)
    steps = {step.act: step for step in case.grade.steps}
    if not acts:
        return Judgment(
            "Anchoring cannot be told", "You saved no forecast, so nobody can say how your belief moved.", False, None
        )
    idea, end = _first(case, acts[0]), case.grade.steps[-1]
    if len(acts) == 1 or not idea:
        text = f"You saved one forecast, with {_name(case, idea)} first." if idea else "You named no diagnosis first."
        return Judgment(
            "Anchoring cannot be told", f"{text} Save one after each result, to see how your belief moves.", False, None
        )
    known = [_of_100(steps[acts[0].number].belief[idea]), _of_100(end.belief[idea])]
    said = [(act.forecast or {}).get(idea, 0) for act in (acts[0], acts[-1])]
    fell = known[0] - known[1]
    is_stuck = fell >= FALLEN and said[0] - said[1] < fell / 2 and said[1] > known[1] + ABOVE
    text = (
        f"Your first idea was {_name(case, idea)}. What could be known of it went from {known[0]} to {known[1]} of 100,"
        f" what you said from {said[0]} to {said[1]}."
    )
    return Judgment(
        "Anchoring" if is_stuck else "No anchoring", text, is_stuck, acts[-1].number - 1 if is_stuck else None
    )


def _misfit(case: Closed, diagnosis: str, found: Sequence[Support]) -> Judgment | None:
    """The finding that fits a diagnosis least."""
    if not found:
        return None
    name, worst = _name(case, diagnosis), found[0]
    if worst.log_ratio > -math.log(AGAINST):
        return Judgment(
            "Nothing that did not fit", f"No finding alone makes {name} half as likely as before.", False, None
        )
    moved = f"alone it takes {name} from {_of_100(worst.before)} to {_of_100(worst.after)} of 100 patients at the door"
    so = (
        "It was so all the same: one finding rarely rules a disease out"
        if diagnosis == case.condition.diagnosis
        else ("A finding that does not fit is a reason to look again")
    )
    text = f"{capital(phrase(case, worst.item).text)}: {moved}. {so}."
    return Judgment("The finding that did not fit", text, diagnosis != case.condition.diagnosis, None)


def _weighed(case: Closed, support: Support) -> Weighed:
    is_against = support.log_ratio < 0
    return Weighed(
        text=capital(phrase(case, support.item).text),
        before=_of_100(support.before),
        after=_of_100(support.after),
        times=f"{'against' if is_against else 'for'} it, {factor_text(support.log_ratio)}",
        is_against=is_against,
    )


def _forecasts(case: Closed) -> list[Act]:
    return [act for act in case.record.acts if act.forecast]


def _first(case: Closed, act: Act) -> str:
    """The likeliest diagnosis of a forecast; empty where nothing was named."""
    named = {key: chance for key, chance in (act.forecast or {}).items() if chance and key in case.catalog.diagnoses}
    return max(named, key=lambda key: named[key]) if named else ""


def _name(case: Closed, diagnosis: str) -> str:
    return lowered(case.catalog.diagnoses[diagnosis].short)


def _of_100(chance: float) -> int:
    return round(OF_ALL * chance)
