"""What was done, step by step, beside what could be known then?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from cases.charts.debrief.closed import Closed
from cases.charts.debrief.remarks import Remark, feature_remarks, regret_remarks
from cases.charts.debrief.wording import capital, lowered, shortened, spoken
from cases.charts.times import count_text, moment_text
from cases.figures.people import of_100
from cases.models import Kind
from cases.reasoning.steps import Step


@dataclass(frozen=True)
class Deeds:
    """What was done at one time: in words, with what could be known and what was said before it, of 100."""

    name: str
    detail: str
    when: str
    known: int
    said: int | None
    remarks: tuple[Remark, ...]


def timeline_of(case: Closed) -> tuple[Deeds, ...]:
    """Everything done until the plan was signed, acts of a kind together, each with its remarks."""
    remarks = [*feature_remarks(case), *regret_remarks(case)]
    groups = [list(steps) for _, steps in groupby(case.grade.steps, key=_group)]
    return tuple(_deeds(case, steps, remarks) for steps in groups)


def signed_name(case: Closed) -> str:
    """The diagnosis that was signed, with its cause."""
    commitment = case.commitment
    if commitment is None:
        return "Nothing was signed"
    if commitment.diagnosis not in case.catalog.diagnoses:
        return "Referred without a diagnosis"
    name = case.catalog.diagnoses[commitment.diagnosis].name
    cause = case.catalog.conditions[commitment.cause].name if commitment.cause else ""
    return f"{name}: {lowered(cause)}" if cause and cause != name else name


def _group(step: Step) -> tuple[str, int]:
    """Steps to be told together: questions, and maneuvers; everything else for itself."""
    return (step.kind, 0) if step.kind in (Kind.ASK, Kind.EXAMINE) else (step.kind, step.act)


def _deeds(case: Closed, steps: list[Step], remarks: list[Remark]) -> Deeds:
    acts = {step.act for step in steps}
    said = steps[-1].said
    diagnosis = case.condition.diagnosis
    return Deeds(
        name=_name(steps[0]),
        detail=_detail(case, steps),
        when=capital(moment_text(steps[0].at_minutes)),
        known=_share(steps[0].belief[diagnosis]),
        said=_share(said.get(diagnosis, 0.0)) if said else None,
        remarks=_once([remark for remark in remarks if remark.act in acts]),
    )


def _once(remarks: list[Remark]) -> tuple[Remark, ...]:
    """Remarks side by side, of which only the first on a point says why."""
    told = [remark.lesson.key for remark in remarks]
    return tuple(
        replace(remark, why="", numbers="") if remark.lesson.key in told[:i] else remark
        for i, remark in enumerate(remarks)
    )


def _share(chance: float) -> int:
    return of_100([chance, 1 - chance])[0]


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
            return _leading(case, step)
        case Kind.SIGN | Kind.CLOSE:
            return signed_name(case)
    return str(case.encounter.actions.get(number=0).payload["complaint"])


def _few(names: list[str], noun: str) -> str:
    return f"{count_text(len(names), noun)}: {capital(shortened([lowered(name) for name in names]))}"


def _leading(case: Closed, step: Step) -> str:
    """The likeliest diagnoses of a forecast, such as `MDS 40, AML 30`."""
    said = sorted((step.said or {}).items(), key=lambda pair: -pair[1])
    diagnoses = case.catalog.diagnoses
    names = [(lowered(diagnoses[key].short) if key in diagnoses else "something else", share) for key, share in said]
    return capital(", ".join(f"{name} {100 * share:.0f}" for name, share in names[:3]))
