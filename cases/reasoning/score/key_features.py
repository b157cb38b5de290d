"""Was the critical step taken? Statements about a learner's acts, and whether they hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cases.catalog import Catalog
from cases.catalog.disease import Condition
from cases.catalog.teaching import Clause, Given, TeachingPoint, UnsafeAct
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.score.record import Act, Record
from cases.reasoning.worth.decisions import STOP

CAUSAL = "causal"
# What the acts of a clause are called in a record: a plan is signed, and may be changed later.
KINDS = {"diagnose": {"sign"}, "treat": {"sign", "treat"}, "stop": {"sign", "treat"}}


@dataclass(frozen=True)
class Deed:
    """One thing done to one key, as clauses speak of it."""

    act: str
    key: str
    number: int
    route: str | None = None


@dataclass(frozen=True)
class Judged:
    """A key feature of this patient, and whether it was met."""

    point: TeachingPoint
    met: bool


def judged(catalog: Catalog, condition: Condition, record: Record) -> list[Judged]:
    """The condition's key features held against what was done."""
    points = [catalog.teaching_points[key] for key in condition.key_features]
    deeds = deeds_of(catalog, condition, record)
    evidence = record.evidence_at_commit()
    return [
        Judged(point, all(holds(clause, deeds, evidence) for clause in point.key_feature.all))
        for point in points
        if point.key_feature is not None
    ]


def unsafe(catalog: Catalog, condition: Condition, record: Record) -> list[UnsafeAct]:
    """The unsafe acts that were done in this patient, gravest first."""
    deeds = deeds_of(catalog, condition, record)
    evidence = record.evidence_at_commit()
    done = [
        act
        for act in catalog.unsafe_acts.values()
        if not act.conditions or condition.key in act.conditions
        if all(known(given, evidence) for given in act.given)
        if all(holds(clause, deeds, evidence) for clause in act.all)
    ]
    return sorted(done, key=lambda act: act.cap)


def holds(clause: Clause, deeds: list[Deed], evidence: Evidence) -> bool:
    """Whether one clause is true of the deeds; a clause whose `given` does not hold binds nobody and is true."""
    if not all(known(given, evidence) for given in clause.given):
        return True
    matching = [deed for deed in deeds if _matches(clause, deed)]
    if clause.before:
        later = [deed.number for deed in deeds if deed.key in clause.before or deed.act in clause.before]
        matching = [deed for deed in matching if not later or deed.number < min(later)]
    if clause.first and matching:
        earliest = min(deed.number for deed in deeds if deed.act == clause.act)
        matching = [deed for deed in matching if deed.number == earliest]
    return not matching if clause.never else bool(matching)


def deeds_of(catalog: Catalog, condition: Condition, record: Record) -> list[Deed]:
    """A record as a flat list of deeds, treatments under their own key and under their line of management."""
    return [deed for act in record.acts for deed in _deeds(catalog, condition, act)]


def _deeds(catalog: Catalog, condition: Condition, act: Act) -> Iterable[Deed]:
    if act.kind in ("ask", "examine", "order", "visit"):
        yield from (Deed(act.kind, key, act.number) for key in act.keys)
    if act.kind == "forecast" and act.forecast:
        yield from (Deed("forecast", key, act.number) for key, chance in act.forecast.items() if chance > 0)
    if act.commitment:
        yield Deed("diagnose", act.commitment.diagnosis, act.number)
    plan = act.commitment.plan if act.commitment else act.plan
    if plan is None:
        return
    for line in plan.prescriptions:
        yield Deed("treat", line.treatment, act.number, line.route)
        yield Deed("treat", catalog.treatments[line.treatment].management, act.number, line.route)
    for drug in plan.stops:
        yield Deed("stop", drug, act.number)
        if drug in condition.drugs and condition.drugs[drug].causal:
            yield Deed("stop", CAUSAL, act.number)
            yield Deed("treat", STOP, act.number)


def _matches(clause: Clause, deed: Deed) -> bool:
    return (
        deed.act == clause.act
        and (not clause.keys or deed.key in clause.keys)
        and (not clause.routes or deed.route in clause.routes)
    )


def known(given: Given, evidence: Evidence) -> bool:
    """Whether something was known of the patient; false of what was not looked for."""
    if given.finding is not None:
        return evidence.levels.get(given.finding) == given.level
    measured = evidence.values.get(str(given.analyte))
    if measured is None:
        return False
    above = given.above is None or measured.value >= given.above
    return above and (given.below is None or measured.value < given.below)
