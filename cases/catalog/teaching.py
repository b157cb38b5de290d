"""What is taught? Teaching points, the critical steps that test them, and acts that are unsafe."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from cases.catalog.entry import PRESENT, Entry, Key, Part, Text


class Given(Part, frozen=True, kw_only=True):
    """Something known of the patient: an analyte, as first measured, from `above` to `below` (conventional unit),
    or a finding at a `level`. Never true of what was not looked for."""

    analyte: Key | None = None
    above: float | None = None
    below: float | None = None
    finding: str | None = None
    level: str = PRESENT


class Clause(Part, frozen=True, kw_only=True):
    """One statement about what a learner did: an act on any of `keys` (any key if empty).

    Keys of `treat` are treatments or lines of management, of `stop` drugs (`causal` stands for the causal ones), of
    `diagnose` and `forecast` diagnoses, of `visit` analytes measured after signing. `before`: it came before any act
    or key named there. `first`: nothing of this kind came earlier. `never`: it did not happen. `given`: the clause
    binds only where all of these hold; otherwise it is met.
    """

    act: Literal["ask", "examine", "order", "forecast", "diagnose", "treat", "stop", "visit"]
    keys: tuple[str, ...] = ()
    routes: tuple[Key, ...] = ()
    first: bool = False
    never: bool = False
    before: tuple[str, ...] = ()
    given: tuple[Given, ...] = ()


class KeyFeature(Part, frozen=True, kw_only=True):
    """A critical step: met when all clauses hold. `restraint` marks what was rightly not done, or not done first."""

    text: Text
    all: Annotated[tuple[Clause, ...], Meta(min_length=1)]
    restraint: bool = False


class TeachingPoint(Entry, frozen=True, kw_only=True):
    """A point of the source document, in our own words, or an addition of ours with its reference."""

    sections: tuple[str, ...]
    statement: Text
    why: Text
    addition: bool = False
    key_feature: KeyFeature | None = None
    follow_up: FollowUp | None = None


class FollowUp(Part, frozen=True, kw_only=True):
    """The one new question asked in a debrief on a point that was missed; the first option is the key."""

    stem: Text
    options: Annotated[tuple[str, ...], Meta(min_length=3, max_length=5)]
    explanations: tuple[str, ...]


class UnsafeAct(Entry, frozen=True, kw_only=True):
    """An act that caps the score whatever else was done, in patients with one of `conditions` (all if empty) of whom
    all of `given` was known."""

    cap: Annotated[int, Meta(ge=0, le=100)]
    grade: Literal["unsafe", "avoidable harm"]
    conditions: tuple[Key, ...] = ()
    given: tuple[Given, ...] = ()
    all: Annotated[tuple[Clause, ...], Meta(min_length=1)]
    why: Text
    cost: Text
    teaching_point: Key
