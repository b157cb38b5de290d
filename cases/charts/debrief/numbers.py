"""What were this patient's own numbers? Values and findings as phrases, seen or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cases.catalog.entry import DRUG_PREFIX, PRESENT
from cases.catalog.observables import Analyte
from cases.catalog.units import FLAG_WORDS, Flag, flag_of, shown
from cases.charts.debrief.closed import Closed
from cases.charts.debrief.wording import lowered, spoken
from cases.charts.values import unit_text
from cases.reasoning.belief.evidence import Measured
from cases.simulation.findings import level_of, words_of
from cases.simulation.measurement import measure

MOST_PHRASES = 4
USUAL = ("hemoglobin", "mcv", "neutrophils", "platelets", "serum-b12")


@dataclass(frozen=True)
class Phrase:
    """One number or finding in words; `notable` where it is out of range or not what is normal, by `rank` first."""

    text: str
    seen: bool
    notable: bool
    rank: int = 0


def phrases(case: Closed, items: Iterable[str]) -> list[Phrase]:
    """The patient's phrases for analytes and findings (catalog keys), the notable ones first, few in number."""
    told = [phrase(case, item) for item in dict.fromkeys(items) if _tellable(case, item)]
    return sorted(told, key=lambda each: (not each.seen, not each.notable, each.rank))[:MOST_PHRASES]


def phrase(case: Closed, item: str) -> Phrase:
    """An analyte's value or a finding's words: as it was seen before signing, or as it would have been on day 0."""
    return _value(case, item) if item in case.catalog.analytes else _finding(case, item)


def value_text(case: Closed, item: str, measured: Measured) -> str:
    """A value with its unit and flag, such as `6.1 g/dL, low`."""
    analyte = case.catalog.analytes[item]
    written = shown(analyte, measured.value, measured.comparator, case.units)
    flag = _flag(case, analyte, measured)
    return f"{written.text} {unit_text(written.unit)}".strip() + (f", {FLAG_WORDS[flag]}" if flag else "")


def value_of(case: Closed, item: str) -> Measured:
    """The value of an analyte as it was first seen, or as it would have read on day 0."""
    if item in case.evidence.values:
        return case.evidence.values[item]
    reading = measure(case.presentation, [item], 0)[item]
    return Measured(reading.value, reading.comparator)


def own_numbers(case: Closed, items: Sequence[str], *, only_seen: bool = False) -> str:
    """The patient's numbers for these items in a sentence, seen or (unless `only_seen`) not; else the usual ones."""
    told = phrases(case, items)
    seen = [each.text for each in told if each.seen]
    if not seen and told and not only_seen:
        return _sentence("It would have shown", [each.text for each in told])
    usual = [each.text for each in phrases(case, USUAL) if each.seen]
    return _sentence(_in(case), seen or usual) if seen or usual else ""


def _sentence(beginning: str, texts: Sequence[str]) -> str:
    text = f"{beginning}: {'; '.join(texts)}"
    return text if text.endswith(".”") else f"{text}."


def _in(case: Closed) -> str:
    return "In her" if case.patient.sex == "female" else "In him"


def _value(case: Closed, item: str) -> Phrase:
    measured = value_of(case, item)
    analyte = case.catalog.analytes[item]
    notable = bool(_flag(case, analyte, measured))
    rank = USUAL.index(item) if item in USUAL else len(USUAL)
    text = f"{spoken(analyte.name)} {value_text(case, item, measured)}"
    return Phrase(text, item in case.evidence.values, notable, rank)


def _flag(case: Closed, analyte: Analyte, measured: Measured) -> Flag:
    """The flag of a value; a trace too small to be measured is not high."""
    flag = flag_of(analyte, measured.value, case.patient.sex, case.patient.age)
    return "" if measured.comparator == "<" and flag.startswith("H") else flag


def _finding(case: Closed, item: str) -> Phrase:
    finding = case.catalog.findings[item]
    seen = item in case.evidence.levels
    level = case.evidence.levels.get(item) or level_of(case.presentation, item)
    words = words_of(case.patient, item, level).rstrip(".")
    return Phrase(f"“{words}.”" if _told(case, item) else lowered(words), seen, level != finding.normal)


def _told(case: Closed, item: str) -> bool:
    """Whether the patient says it, so that it stands in quotation marks."""
    return any(finding.key == item for question in case.catalog.questions.values() for finding in question.findings)


def _tellable(case: Closed, item: str) -> bool:
    if item in case.catalog.analytes:
        return True
    if item.startswith(DRUG_PREFIX):
        return level_of(case.presentation, item) == PRESENT
    finding = case.catalog.findings.get(item)
    return finding is not None and finding.occurs_in(case.patient.sex, case.patient.age)
