"""What harm came to the patient, and how much was to be expected?"""

from __future__ import annotations

from dataclasses import dataclass

from cases.catalog.hazard import Hazard, named_in
from cases.simulation.clock import MINUTES_A_DAY
from cases.simulation.hazards import Risk, possible, risk_on
from cases.simulation.measurement import measure
from cases.simulation.moments import Moment
from cases.simulation.patients import Patient
from cases.simulation.spells import came_with, chance
from cases.simulation.trajectories import Trajectory, trajectory_of
from cases.simulation.treatment import Plan

DEATH, EXHAUSTED = "death", "anemia"
EXHAUSTED_WORDS = "Died of anemia: hemoglobin had fallen below 3 g/dL."


@dataclass(frozen=True)
class Harm:
    """A harm on a day of the encounter: `kind` is the key of its hazard (or `anemia`), `words` tell it to readers."""

    day: int
    kind: str
    words: str
    fatal: bool


def harms_of(trajectory: Trajectory, until_day: int) -> tuple[Harm, ...]:
    """The harms of the days after day 0 up to `until_day`, in order; a fatal one is the last."""
    told = []
    for spell in trajectory.spells:
        hazard = trajectory.patient.catalog.hazards[spell.hazard]
        if spell.begins and not (spell.fatal and spell.begins == spell.ends):
            told.append(_told(trajectory, hazard, spell.begins, fatal=False))
        if spell.fatal and spell.ends is not None:
            told.append(_told(trajectory, hazard, spell.ends, fatal=True))
    ended = trajectory.ended_day
    if ended is not None and not any(harm.fatal for harm in told):
        told.append(Harm(ended, EXHAUSTED, EXHAUSTED_WORDS, True))
    return tuple(sorted((harm for harm in told if harm.day <= until_day), key=lambda harm: (harm.day, harm.fatal)))


def recommended_plan(patient: Patient) -> Plan:
    """What the catalog recommends for the condition, and care for the harms with which this patient came."""
    condition, catalog = patient.condition, patient.catalog
    lines = list(condition.recommended)
    [today] = trajectory_of(patient, (), 1).exposures(1)
    for hazard in catalog.hazards.values():
        managed = {catalog.treatments[line.treatment].management for line in lines}
        if not managed & {*hazard.treated_by} and came_with(patient, hazard, risk_on(hazard, today)):
            lines += hazard.care
    return Plan(tuple(lines), condition.recommended_stops)


def expected_harms(trajectory: Trajectory, until_day: int) -> dict[str, float]:
    """The probability, by kind, that a harm begins by `until_day` in such a patient so treated; and that of `death`.

    Luck is averaged over exactly: each harm is a chain of days (well, harmed, dead) that runs beside the others until
    one of them kills. Kinds that cannot happen are left out.
    """
    exposures = trajectory.exposures(until_day)
    chains = []
    for hazard in trajectory.patient.catalog.hazards.values():
        if not possible(hazard, exposures):
            continue
        risks = [risk_on(hazard, exposure) for exposure in exposures]
        came = came_with(trajectory.patient, hazard, risks[0])
        if came or any(risk.begins for risk in risks):
            chains.append(_chain(hazard, risks, came))
    expected: dict[str, float] = {}
    alive = [1.0] * (len(exposures) + 1)
    for chain in chains:
        alive = [share * own for share, own in zip(alive, chain.alive, strict=True)]
    for chain in chains:
        others = [share / own if own else 0.0 for share, own in zip(alive, chain.alive, strict=True)]
        expected[chain.kind] = sum(first * share for first, share in zip(chain.first, others, strict=False))
    exhausted = trajectory.exhausted and trajectory.until_day <= until_day
    return expected | {DEATH: 1.0 if exhausted else 1.0 - alive[-1]}


@dataclass(frozen=True)
class _Chain:
    """One harm by itself: `first[d]` is the probability that it first begins between day d and d + 1, `alive[d]` that
    it has not killed by day d."""

    kind: str
    first: list[float]
    alive: list[float]


def _chain(hazard: Hazard, risks: list[Risk], came: bool) -> _Chain:
    """`fresh` are well and were never struck, `left` are as they came, `well` are well again, `cared` in care."""
    fresh, left, well, cared = (0.0, 1.0, 0.0, 0.0) if came else (1.0, 0.0, 0.0, 0.0)
    first, alive = [], [1.0]
    for risk in risks:
        struck, spared = chance(risk.begins), 1.0 - hazard.fatal
        left_on, left_over = _outcome(risk.left.kills, risk.left.ends)
        cared_on, cared_over = _outcome(risk.cared.kills, risk.cared.ends)
        first.append(fresh * struck)
        fresh, left, well, cared = (
            fresh * (1.0 - struck) + left * left_over,
            left * left_on,
            well * (1.0 - struck) + cared * cared_over,
            cared * cared_on + (fresh + well) * struck * spared,
        )
        alive.append(fresh + left + well + cared)
    return _Chain(hazard.key, first, alive)


def _outcome(kills: float, ends: float) -> tuple[float, float]:
    """Shares of the harmed who are so still, and who are over it, a day later."""
    lives, over = 1.0 - chance(kills), chance(ends)
    return lives * (1.0 - over), lives * over


def _told(trajectory: Trajectory, hazard: Hazard, day: int, *, fatal: bool) -> Harm:
    template = hazard.fatal_words if fatal else hazard.words
    return Harm(day, hazard.key, template.format(**_numbers(trajectory.at(day), template, day)), fatal)


def _numbers(moment: Moment, template: str, day: int) -> dict[str, str]:
    """The values of the analytes that the words name, as a laboratory would read them at the visit of that day."""
    analytes = moment.patient.catalog.analytes
    read = measure(moment, named_in(template), day * MINUTES_A_DAY)
    return {key: f"{m.comparator}{m.value:.{analytes[key].decimals}f}" for key, m in read.items()}
