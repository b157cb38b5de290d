"""What makes a result misleading? Circumstances in which a test reads something else than the truth."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from cases.catalog.distributions import Distribution
from cases.catalog.entry import PRESENT, Entry, Key, Part, Share

Hour = Annotated[int, Meta(ge=0, le=24)]


class Circumstance(Part, frozen=True, kw_only=True):
    """When an interference can act: everything that is named here holds.

    `finding` (or a drug, `drug:<key>`) is present; `channel` of the model exceeded `exceeds` on the day of the sample
    or on one of the `within_days` days before it; the sample is taken at an hour from `from_hour` up to `to_hour`.
    """

    finding: str | None = None
    channel: str | None = None
    exceeds: float = 0.0
    within_days: Annotated[int, Meta(ge=0, le=365)] = 0
    from_hour: Hour = 0
    to_hour: Hour = 24


class Distortion(Part, frozen=True, kw_only=True):
    """What is read instead: `analyte` times `factor`, or no lower than `at_least`; or `finding` at `level`."""

    analyte: Key | None = None
    factor: Distribution | None = None
    at_least: Distribution | None = None
    finding: str | None = None
    level: str = PRESENT


class Interference(Entry, frozen=True, kw_only=True):
    """Something that spoils a share `chance` of the samples, or of the patients and then all of their samples.

    `note` is what the laboratory writes beside the results; without one it goes unnoticed.
    """

    when: Circumstance = Circumstance()
    strikes: Literal["samples", "patients"] = "samples"
    chance: Share = 1.0
    distorts: Annotated[tuple[Distortion, ...], Meta(min_length=1)]
    note: str = ""
