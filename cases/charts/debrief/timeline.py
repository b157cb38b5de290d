"""What was done, step by step, beside what could be known then?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from cases.charts.debrief.beliefs import counts_of, shown_diagnoses
from cases.charts.debrief.choices import Best, best_at
from cases.charts.debrief.closed import Closed
from cases.charts.debrief.columns import columns_of
from cases.charts.debrief.comparison import rival_of
from cases.charts.debrief.deeds import leading, signed_name
from cases.charts.debrief.remarks import Remark, feature_remarks, regret_remarks
from cases.charts.debrief.wording import capital, dollars, lowered, shortened, spoken
from cases.charts.times import count_text, moment_text
from cases.models import Kind
from cases.reasoning.score.record import Act
from cases.reasoning.score.steps import Step


@dataclass(frozen=True)
class Deeds:
    """What was done at one time: in words, with what could be known and what was said before it, of 100.

    `spent` is the money gone by then, `page` the last act before, whose page shows the chart as it was. `best` are the
    best orders then, told at the last step for which they hold. `keys` are those of what was done.
    """

    name: str
    detail: str
    when: str
    spent: str
    known: int
    said: int | None
    page: int
    best: Best | None
    keys: tuple[str, ...]
    remarks: tuple[Remark, ...]


def timeline_of(case: Closed) -> tuple[Deeds, ...]:
    """Everything done until the plan was signed, acts of a kind together, each with its remarks."""
    remarks = [*feature_remarks(case), *regret_remarks(case)]
    groups = [list(steps) for _, steps in groupby(case.grade.steps, key=_group)]
    shown = shown_diagnoses(case, columns_of(case), rival_of(case).diagnosis)
    told = [_deeds(case, steps, remarks, shown) for steps in groups]
    return tuple(
        replace(deeds, best=None) if i < len(told) and deeds.best == told[i].best else deeds
        for i, deeds in enumerate(told, 1)
    )


def _group(step: Step) -> tuple[str, int]:
    """Steps to be told together: questions, and maneuvers; everything else for itself."""
    return (step.kind, 0) if step.kind in (Kind.ASK, Kind.EXAMINE) else (step.kind, step.act)


def _deeds(case: Closed, steps: list[Step], remarks: list[Remark], shown: Sequence[str]) -> Deeds:
    acts = {step.act for step in steps}
    said = steps[-1].said
    return Deeds(
        name=_name(steps[0]),
        detail=_detail(case, steps),
        when=capital(moment_text(steps[0].at_minutes)),
        spent=dollars(steps[-1].spent),
        known=counts_of(steps[0].belief, shown)[0],
        said=counts_of(said, shown)[0] if said else None,
        page=max(steps[0].act - 1, 0),
        best=best_at(case, Act(steps[0].act, steps[0].kind, (), steps[0].at_minutes)),
        keys=tuple(key for step in steps for key in step.keys),
        remarks=_once([remark for remark in remarks if remark.act in acts]),
    )


def _once(remarks: list[Remark]) -> tuple[Remark, ...]:
    """Remarks side by side, of which only the first on a point says why."""
    told = [remark.lesson.key for remark in remarks]
    return tuple(
        replace(remark, why="", numbers="") if remark.lesson.key in told[:i] else remark
        for i, remark in enumerate(remarks)
    )


def _name(step: Step) -> str:
    names = {Kind.START: "Met the patient", Kind.ASK: "History", Kind.EXAMINE: "Examination", Kind.ORDER: "Ordered"}
    return (names | {Kind.FORECAST: "Forecast", Kind.SIGN: "Diagnosis and plan", Kind.CLOSE: "Closed"})[Kind(step.kind)]


def _detail(case: Closed, steps: list[Step]) -> str:
    """What was done in words: names of questions, maneuvers or tests, the forecast, the diagnosis signed."""
    step, keys = steps[0], [key for step in steps for key in step.keys]
    match step.kind:
        case Kind.ASK:
            return _few([case.catalog.questions[key].name for key in keys], "question")
        case Kind.EXAMINE:
            return _few([case.catalog.maneuvers[key].name for key in keys], "maneuver")
        case Kind.ORDER:
            return capital(shortened([spoken(case.catalog.investigations[key].name) for key in keys]))
        case Kind.FORECAST:
            return capital(leading(case, ((key, 100 * share) for key, share in (step.said or {}).items())))
        case Kind.SIGN | Kind.CLOSE:
            return signed_name(case, case.commitment)
    return case.complaint


def _few(names: list[str], noun: str) -> str:
    return f"{count_text(len(names), noun)}: {capital(shortened([lowered(name) for name in names]))}"
