"""Which patients come on a day? A day is reckoned in parts, one for each request, and kept for a while."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.core.cache import caches

from cases import reasoning, simulation
from cases.catalog import current
from cases.reasoning.belief.observer import current_observer
from cases.reasoning.tools.clinic import Attendance, Clinic, clinic_of

PATIENTS = 200
PART = 10  # patients for each request: a third of a second on an idle core
KEPT = "days"  # the name of the cache


@dataclass(frozen=True)
class Day:
    """The patients of a day, as far as they were reckoned when somebody looked: `seen` of PATIENTS."""

    clinic: Clinic
    seen: int
    attendances: tuple[Attendance, ...]

    @property
    def is_over(self) -> bool:
        """Whether all patients have been seen."""
        return self.seen >= PATIENTS


def day_of(setting: str, seed: int, seen: int) -> Day:
    """The day that `seed` names, one part further than the `seen` patients that the address claims.

    Whatever the cache has lost is reckoned again, so that the answer never depends on which process gives it; and the
    address says how far a visitor has come, so that they arrive even where nothing is kept.
    """
    clinic = clinic_of(current(), current_observer(), setting)
    first = min(seen, PATIENTS) // PART * PART
    while first < PATIENTS and _kept(setting, seed, first) is not None:
        first += PART
    if first < PATIENTS:
        _part(clinic, seed, first)
        first += PART
    if first < PATIENTS:
        return Day(clinic, first, ())
    parts = [_part(clinic, seed, start) for start in range(0, PATIENTS, PART)]
    return Day(clinic, PATIENTS, tuple(attendance for part in parts for attendance in part))


def _part(clinic: Clinic, seed: int, first: int) -> list[Attendance]:
    part = _kept(clinic.setting, seed, first)
    if part is None:
        part = clinic.day(seed, first, PART)
        caches[KEPT].set(_name(clinic.setting, seed, first), part)
    return part


def _kept(setting: str, seed: int, first: int) -> list[Attendance] | None:
    return caches[KEPT].get(_name(setting, seed, first))


def _name(setting: str, seed: int, first: int) -> str:
    return f"{_made_by()}-{setting}-{seed}-{first}"


@cache
def _made_by() -> str:
    """What patients and judgement follow from: the catalog, the observer, the code that simulates and that reasons."""
    digest = blake2b(current().hash.encode(), digest_size=12)
    for room in (simulation, reasoning):
        for file in sorted(Path(room.__path__[0]).rglob("*")):
            if file.suffix in {".py", ".npz"}:
                digest.update(file.read_bytes())
    return digest.hexdigest()
