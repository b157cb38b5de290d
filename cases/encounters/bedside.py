"""What does the patient show at this minute? Said, found and measured, as readings to be kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases.catalog.entry import DRUG_PREFIX
from cases.catalog.observables import Finding, Investigation, Maneuver, Question
from cases.encounters.refusals import ENDED, out_of_turn
from cases.encounters.speech import asks_change, drugs_asked, spoken, uses_told
from cases.models import DEATH_PREFIX, HARM_PREFIX, Encounter, Reading, Status
from cases.records import interventions_in, patient_in
from cases.simulation.clock import MINUTES_A_DAY
from cases.simulation.findings import words_of
from cases.simulation.harms import Harm, harms_of
from cases.simulation.interference import level_read
from cases.simulation.measurement import Measurement, measure
from cases.simulation.past import past_counts
from cases.simulation.patients import Patient
from cases.simulation.telling import evasion, half_named
from cases.simulation.trajectories import Moment, Trajectory, trajectory_of

QUESTION_PREFIX = "question:"


@dataclass(frozen=True)
class Bedside:
    """One patient at one minute of the encounter's clock."""

    moment: Moment
    minute: int

    def heard(self, question: Question, due: int, asked_before: int = 0) -> list[Reading]:
        """The answer to a question: its findings, the drugs it settles, and what else is said.

        An evasive answer is words alone: it settles nothing.
        """
        if words := evasion(self.moment, question, asked_before):
            return [self._reading(QUESTION_PREFIX + question.key, due, words=words)]
        findings = self._possible(question.findings)
        readings = [self._found(key, due) for key in [*findings, *self._drugs(question, asked_before)]]
        if words := spoken(self.moment, question, asked_before):
            readings.append(self._reading(QUESTION_PREFIX + question.key, due, words=words))
        return readings

    def shown(self, steps: Iterable[tuple[Maneuver | Investigation, int]]) -> list[Reading]:
        """What maneuvers or investigations show, each given with the minute at which it is known.

        What several of them show is kept once, as early as it is known.
        """
        due: dict[str, int] = {}
        for step, minute in steps:
            findings = self._possible(step.findings)
            for key in [*step.analytes, *findings]:
                due[key] = min(minute, due.get(key, minute))
        analytes = [key for key in due if key in self.moment.patient.catalog.analytes]
        return self._measured(analytes, due) + [self._found(key, due[key]) for key in due if key not in analytes]

    def _drugs(self, question: Question, asked_before: int) -> list[str]:
        """Findings of the drugs whose use the answer settles: where only change is asked, those named; never those
        whose names are half known."""
        patient = self.moment.patient
        told = uses_told(patient, question)
        drugs = [use.drug for use in told] if asks_change(question) else drugs_asked(patient.catalog, question)
        unclear = {use.drug.key for use in told if half_named(use, patient, asked_before)}
        return [DRUG_PREFIX + drug.key for drug in drugs if drug.key not in unclear]

    def _possible(self, findings: Iterable[Finding]) -> list[str]:
        patient = self.moment.patient
        return [finding.key for finding in findings if finding.occurs_in(patient.sex, patient.age)]

    def _found(self, key: str, due: int) -> Reading:
        level = level_read(self.moment, key, self.minute)
        return self._reading(key, due, level=level, words=words_of(self.moment.patient, key, level))

    def _measured(self, analytes: list[str], due: Mapping[str, int]) -> list[Reading]:
        measured = measure(self.moment, analytes, self.minute).values()
        return [value_reading(m, collected=self.minute, due=due[m.key]) for m in measured]

    def _reading(self, item: str, due: int, **said: str) -> Reading:
        return Reading(item=item, collected_minutes=self.minute, due_minutes=due, **said)


def value_reading(measurement: Measurement, *, collected: int, due: int) -> Reading:
    """A laboratory's value with its times in minutes, not yet saved; its words are what is noted on the sample."""
    return Reading(
        item=measurement.key,
        collected_minutes=collected,
        due_minutes=due,
        value=measurement.value,
        comparator=measurement.comparator,
        words=measurement.note,
    )


def bedside_of(encounter: Encounter, minute: int | None = None) -> Bedside:
    """The patient at a minute of the clock (now, if None); raises Refused(409) where the patient has died."""
    at = encounter.clock_minutes if minute is None else minute
    trajectory = trajectory_in(encounter, at)
    check_alive(trajectory, at)
    return Bedside(trajectory.at(at / MINUTES_A_DAY), at)


def check_alive(trajectory: Trajectory, minute: int) -> None:
    """Raise Refused(409) where the patient has died by this minute."""
    if minute >= end_of(trajectory):
        raise out_of_turn(ENDED.format(harms_of(trajectory, minute // MINUTES_A_DAY)[-1].words))


def last_minute_of(encounter: Encounter, until: int) -> int:
    """How far the clock can run towards the minute `until`."""
    return int(min(until, end_of(trajectory_in(encounter, until))))


def trajectory_in(encounter: Encounter, until: int) -> Trajectory:
    """The patient's days up to the minute `until`, under the plans signed so far."""
    plans = interventions_in(encounter) if encounter.status != Status.OPEN else ()
    return trajectory_of(patient_in(encounter), plans, until // MINUTES_A_DAY)


def end_of(trajectory: Trajectory) -> float:
    """The minute at which the patient dies, infinite where that is not within the trajectory."""
    return float("inf") if trajectory.ended_day is None else trajectory.ended_day * MINUTES_A_DAY


def harms_between(encounter: Encounter, start: int, end: int) -> list[Reading]:
    """What befell the patient after the minute `start` and up to `end`, each told at 9:00 of its day."""
    if start // MINUTES_A_DAY == end // MINUTES_A_DAY:
        return []
    harms = harms_of(trajectory_in(encounter, end), end // MINUTES_A_DAY)
    return [_harm_reading(harm) for harm in harms if harm.day * MINUTES_A_DAY > start]


def _harm_reading(harm: Harm) -> Reading:
    item = (DEATH_PREFIX if harm.fatal else HARM_PREFIX) + harm.kind
    minute = harm.day * MINUTES_A_DAY
    return Reading(item=item, collected_minutes=minute, due_minutes=minute, words=harm.words)


def old_counts(patient: Patient) -> list[Reading]:
    """The counts on file from before the encounter, at negative minutes, known at once."""
    return [
        value_reading(measurement, collected=panel.minute, due=panel.minute)
        for panel in past_counts(patient)
        for measurement in panel.measurements.values()
    ]
