"""What happened, what could be known, and what is to be learned? The whole debrief of a closed encounter."""

from __future__ import annotations

from dataclasses import dataclass

from cases.charts.debrief.ahead import ahead_of
from cases.charts.debrief.beliefs import Beliefs, beliefs_of
from cases.charts.debrief.closed import Closed, NotClosed, Outdated, closed
from cases.charts.debrief.comparison import Comparison, comparison_of, rival_of
from cases.charts.debrief.counterfactuals import Counterfactuals, counterfactuals_of
from cases.charts.debrief.deeds import signed_name
from cases.charts.debrief.films import Reading, readings_of
from cases.charts.debrief.lessons import Question, TeachingPoint, points_of, question_of
from cases.charts.debrief.orders import Order, orders_of
from cases.charts.debrief.pairs import Twins, twins_of
from cases.charts.debrief.reflection import Reflection, reflection_of
from cases.charts.debrief.relations import Relations, relations_of, twin_met
from cases.charts.debrief.replay import NoSuchStep, replay_of
from cases.charts.debrief.telling import Telling, telling_of
from cases.charts.debrief.timeline import Deeds, timeline_of
from cases.charts.debrief.unsafe import Unsafe, unsafe_of
from cases.charts.debrief.verdict import Verdict, verdict_of
from cases.charts.times import DAY, span_text
from cases.models import Encounter

__all__ = ["Debrief", "NoSuchStep", "NotClosed", "Outdated", "ahead_of", "debrief_of", "replay_of"]


@dataclass(frozen=True)
class Heading:
    """Whose debrief it is, how long the patient was followed, and what was signed."""

    name: str
    code: str
    followed: str
    signed: str
    diagnosis: str
    her: str


@dataclass(frozen=True)
class Debrief:
    """The page in the order in which it is read."""

    heading: Heading
    verdict: Verdict
    unsafe: tuple[Unsafe, ...]
    beliefs: Beliefs
    reflection: Reflection
    timeline: tuple[Deeds, ...]
    orders: tuple[Order, ...]
    readings: tuple[Reading, ...]
    comparison: Comparison
    telling: tuple[Telling, ...]
    fates: Counterfactuals
    points: tuple[TeachingPoint, ...]
    epilogue: str
    question: Question | None
    relations: Relations
    twins: Twins | None


def debrief_of(encounter: Encounter, units: str) -> Debrief:
    """The debrief, with values in `units` (conventional or si).

    Raises NotClosed for an encounter that still runs, Outdated where its catalog is gone.
    """
    case = closed(encounter, "si" if units == "si" else "conventional")
    fates = counterfactuals_of(case)
    rival = rival_of(case).diagnosis
    beliefs = beliefs_of(case, rival)
    timeline = timeline_of(case)
    return Debrief(
        heading=_heading(case),
        verdict=verdict_of(case, beliefs, fates),
        unsafe=unsafe_of(case, fates),
        beliefs=beliefs,
        reflection=reflection_of(case),
        timeline=timeline,
        orders=orders_of(case),
        readings=readings_of(case),
        comparison=comparison_of(case, fates),
        telling=telling_of(case, rival),
        fates=fates,
        points=points_of(case, timeline),
        epilogue=case.condition.epilogue,
        question=question_of(case, timeline),
        relations=relations_of(case),
        twins=twins_of(case, twin_met(case)),
    )


def _heading(case: Closed) -> Heading:
    return Heading(
        name=case.patient.person.name,
        code=case.encounter.code,
        followed=span_text(max(case.encounter.clock_minutes, DAY)),
        signed=signed_name(case, case.commitment),
        diagnosis=case.condition.name,
        her="her" if case.patient.sex == "female" else "him",
    )
