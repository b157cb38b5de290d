"""What did the learner do, and what was known when?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cases.catalog import Catalog
from cases.reasoning.belief.evidence import Evidence, Measured
from cases.reasoning.belief.readers import Report, learner
from cases.simulation.treatment import Plan


@dataclass(frozen=True)
class Commitment:
    """What was signed: a diagnosis (or `refer`), a cause (condition key or empty), the plan, the tests to watch."""

    diagnosis: str
    cause: str
    sureness: str
    plan: Plan
    watch: tuple[str, ...] = ()


@dataclass(frozen=True)
class FilmReading:
    """What the learner reported of a film: levels by finding, after naming so many white cells."""

    levels: Mapping[str, str]
    white_cells: int


@dataclass(frozen=True)
class Act:
    """One act. `keys` are catalog keys; times in minutes from day 0, 09:00; fee in US dollars."""

    number: int
    kind: str
    keys: tuple[str, ...]
    at_minutes: int
    minutes: int = 0
    fee: float = 0.0
    forecast: Mapping[str, int] | None = None
    commitment: Commitment | None = None
    plan: Plan | None = None
    reading: FilmReading | None = None


def due_minutes(catalog: Catalog, act: Act, key: str) -> int:
    """When the result of a test that was ordered is back, in minutes from day 0, 09:00."""
    return act.at_minutes + catalog.investigations[key].turnaround_minutes


@dataclass(frozen=True)
class Shown:
    """A reading: `value` for an analyte, `level` for a finding, seen from `due_minutes` on; negative times are old.
    Doubtful is a value on whose sample the laboratory remarked: no evidence until it is measured again."""

    item: str
    act: int
    collected_minutes: int
    due_minutes: int
    value: Measured | None = None
    level: str | None = None
    is_doubtful: bool = False


@dataclass(frozen=True)
class Record:
    """Everything that happened in one encounter, in order."""

    setting: str
    age: float
    sex: str
    acts: tuple[Act, ...]
    readings: tuple[Shown, ...] = field(default=())

    @property
    def signed(self) -> Act | None:
        """The act of signing, if it has happened."""
        return next((act for act in self.acts if act.kind == "sign"), None)

    def evidence_before(self, act: Act) -> Evidence:
        """What had been seen when `act` was done: findings of earlier acts, results already back. Old counts are
        left out: they belong to another day."""
        seen = [r for r in self.readings if r.act < act.number and r.due_minutes <= act.at_minutes]
        return self._evidence(seen, act.number)

    def minutes_after(self, act: Act) -> int:
        """Minutes that went by after an order until the next order or the plan, or until the last act."""
        later = [a for a in self.acts[act.number + 1 :] if a.kind in ("order", "sign")] or self.acts[-1:]
        return max(later[0].at_minutes - act.at_minutes, 0)

    def evidence_at_commit(self) -> Evidence:
        """What had been seen when the plan was signed, or until now."""
        return self.evidence_before(self.signed) if self.signed else self._evidence(self.readings, len(self.acts))

    def _evidence(self, readings: list[Shown] | tuple[Shown, ...], until: int) -> Evidence:
        """What these readings tell, and what the learner reported in acts before the number `until`."""
        current = [r for r in readings if r.collected_minutes >= 0 and not r.is_doubtful]
        values: dict[str, Measured] = {}
        levels: dict[str, str] = {}
        for reading in sorted(current, key=lambda r: r.collected_minutes):
            if reading.value is not None:
                known = values.get(reading.item)
                values[reading.item] = known.again(reading.value) if known else reading.value
            elif reading.level is not None:
                levels[reading.item] = reading.level
        return Evidence(self.age, self.sex, values, levels, self._reports(levels, until))

    def _reports(self, levels: Mapping[str, str], until: int) -> tuple[Report, ...]:
        """The learner's last report of a film, as far as the laboratory has not settled what it says."""
        readings = [act.reading for act in self.acts if act.reading and act.number < until]
        if not readings:
            return ()
        report = Report(learner(readings[-1].white_cells), readings[-1].levels).beyond(levels)
        return (report,) if report.levels else ()
