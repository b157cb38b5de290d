"""What told the two likeliest conditions apart? The five rows of the source, with this patient's own values."""

from __future__ import annotations

from dataclasses import dataclass

from cases.catalog.disease import Condition
from cases.charts.debrief.closed import Closed
from cases.charts.debrief.counterfactuals import Counterfactuals
from cases.charts.debrief.numbers import phrase, phrases, value_text
from cases.charts.debrief.wording import capital, lowered
from cases.charts.times import DAY, span_text
from cases.models import Kind
from cases.reasoning.belief.evidence import Measured
from cases.simulation.measurement import true_value
from cases.simulation.onset import duration_days

COUNTS = ("hemoglobin", "mcv", "neutrophils", "platelets")
# What is spilled by cells that die in the marrow, and what is made in spite of it.
TURNOVER = ("ldh", "reticulocytes")
MARROW, FILM = "bone-marrow", "blood-film"
RESPONSE = "hemoglobin"
RESPONSE_DAYS = 60


@dataclass(frozen=True)
class Feature:
    """One row: what is usual in each of the two, and what was so in this patient."""

    name: str
    own: str
    true: str
    rival: str


@dataclass(frozen=True)
class Comparison:
    """The condition beside its rival, by their names and in the same five rows; `was_signed`: the rival was."""

    true: str
    rival: str
    question: str
    was_signed: bool
    rows: tuple[Feature, ...]


def rival_of(case: Closed) -> Condition:
    """The rival to compare with: the one that was signed, else the one most believed at the end, else the first."""
    rivals = [case.catalog.conditions[key] for key in case.condition.rivals]
    others = [rival for rival in rivals if rival.diagnosis != case.condition.diagnosis] or rivals
    if case.commitment:
        signed = [rival for rival in others if rival.diagnosis == case.commitment.diagnosis]
        if signed and case.commitment.diagnosis != case.condition.diagnosis:
            return signed[0]
    belief = case.grade.belief_at_commit
    return max(others, key=lambda rival: round(belief.get(rival.diagnosis, 0.0), 2))


def comparison_of(case: Closed, fates: Counterfactuals) -> Comparison:
    """The five rows for this patient."""
    condition, rival = case.condition, rival_of(case)
    own = {
        "onset": _onset(case),
        "mechanism": _values(case, TURNOVER),
        "findings": f"{_values(case, COUNTS)} {_film(case)}".strip(),
        "marrow": _marrow(case),
        "reversibility": _response(case, fates),
    }
    names = {"findings": "Associated findings", "marrow": "Bone marrow"}
    rows = [
        Feature(names.get(key, capital(key)), text, getattr(condition.comparison, key), getattr(rival.comparison, key))
        for key, text in own.items()
    ]
    was_signed = case.commitment is not None and case.commitment.diagnosis == rival.diagnosis
    question = f"{condition.name} or {lowered(rival.name)}?"
    return Comparison(condition.name, rival.name, question, was_signed, tuple(rows))


def _onset(case: Closed) -> str:
    """How long it had been going on: as the patient told it, and as the model has it."""
    told = next(f.key for f in case.catalog.findings.values() if f.derived == "onset")
    answer = f"{phrase(case, told).text} " if told in case.evidence.levels else "Not asked. "
    return f"{answer}There was something to notice for {span_text(max(duration_days(case.patient), 1) * DAY)}."


def _values(case: Closed, items: tuple[str, ...]) -> str:
    """Values in one sentence, those that were not ordered marked as such."""
    told = [phrase(case, item) for item in items]
    return capital("; ".join(p.text if p.seen else f"{p.text} (not ordered)" for p in told)) + "."


def _film(case: Closed) -> str:
    """What was notable on the film, if it was ordered."""
    findings = [finding.key for finding in case.catalog.investigations[FILM].findings]
    notable = [p for p in phrases(case, findings) if p.seen and p.notable]
    return f"Film: {'; '.join(p.text for p in notable)}." if notable else ""


def _marrow(case: Closed) -> str:
    taken = any(MARROW in act.keys for act in case.record.acts if act.kind in (Kind.ORDER, Kind.VISIT))
    if not taken:
        return "Not taken."
    findings = [finding.key for finding in case.catalog.investigations[MARROW].findings]
    seen = [p for p in phrases(case, findings) if p.seen]
    told = [p for p in seen if p.notable] or seen[:1]
    return capital("; ".join(p.text for p in told)) + "." if told else "Taken; its report came after you signed."


def _response(case: Closed, fates: Counterfactuals) -> str:
    """How the hemoglobin answered: as measured in follow-up, else as the model has it."""
    measured = [r for r in case.record.readings if r.item == RESPONSE and r.collected_minutes >= 0]
    minutes = measured[-1].collected_minutes - case.signed.at_minutes if measured and case.signed else 0
    if minutes > 0:
        first, last = (_plain(case, reading.value) for reading in (measured[0], measured[-1]))
        return f"Hemoglobin from {first} to {last} in {span_text(minutes)}."
    fate = fates.chosen or fates.recommended
    moment = fate.moment(RESPONSE_DAYS)
    if moment is None:
        return f"Not followed up. Under your plan the model runs {fate.stopped}."
    value = Measured(round(true_value(moment, case.catalog.analytes[RESPONSE]), 1))
    under = "under your plan" if fates.chosen else "with the recommended treatment"
    return f"Not followed up. {capital(under)} hemoglobin is {_plain(case, value)} after {RESPONSE_DAYS} days."


def _plain(case: Closed, measured: Measured | None) -> str:
    return value_text(case, RESPONSE, measured).split(",")[0] if measured else "no value"
