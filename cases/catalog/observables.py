"""What can be measured and found? Analytes, findings, and the questions, maneuvers and tests that show them."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from cases.catalog.distributions import Distribution
from cases.catalog.entry import ABSENT, PRESENT, Amount, Entry, Key, Minutes, Part, Sex, Share, Text
from cases.catalog.relief import Shift


class ReferenceRange(Part, frozen=True, kw_only=True):
    """Limits in the analyte's conventional unit for one sex (or both) and an age span in years."""

    low: float | None = None
    high: float | None = None
    sex: Sex | None = None
    from_age: int = 0
    to_age: int = 130


class Response(Part, frozen=True, kw_only=True):
    """How an index of the state moves a value: times `factor` where the index is 1, its power between."""

    index: str
    factor: Annotated[float, Meta(gt=0)]


class Analyte(Entry, frozen=True, kw_only=True):
    """A measured quantity. Its true value is a `readout` of the model times `readout_factor`, or drawn from `healthy`
    and moved by conditions.

    Coefficients of variation in percent, the biological one shared with `varies_with` where plasma dilutes both;
    `si_factor` turns the conventional unit into SI; `other_units` maps further spellings and units to the factor that
    turns them into the conventional unit. What the kidneys clear rises with their clearance (fraction of normal) to
    the power of minus `renal_exponent`. Where a finding of `when_found` is present the value is drawn from its
    distribution instead: a patient with a fever is hot. What a condition makes of a value that `passes` goes as the
    patient heals. Below `report_low` a value that is `reported_if_seen` is not mentioned at all.
    """

    short: Text
    group: Literal["red-cells", "white-cells", "hematinics", "chemistry", "cause", "marrow", "vital-signs"]
    unit: str
    si_unit: str
    si_factor: Annotated[float, Meta(gt=0)] = 1.0
    decimals: Annotated[int, Meta(ge=0, le=4)] = 1
    si_decimals: Annotated[int, Meta(ge=0, le=4)] = 1
    other_units: dict[str, float] = {}
    ranges: tuple[ReferenceRange, ...]
    critical_low: float | None = None
    critical_high: float | None = None
    report_low: float | None = None
    report_high: float | None = None
    analytic_cv: Amount
    biological_cv: Amount = 0.0
    varies_with: Key | None = None
    loinc: str | None = None
    scale: Literal["linear", "log"] = "linear"
    readout: str | None = None
    readout_factor: Annotated[float, Meta(gt=0)] = 1.0
    healthy: Distribution | None = None
    healthy_female: Distribution | None = None
    renal_exponent: float = 0.0
    responses: tuple[Response, ...] = ()
    when_found: dict[str, Distribution] = {}
    passes: bool = False
    reported_if_seen: bool = False
    aliases: tuple[str, ...] = ()

    def range_for(self, sex: str, age: float) -> ReferenceRange:
        """The narrowest range that fits this sex and age; an empty one if none does."""
        fitting = [r for r in self.ranges if r.sex in (None, sex) and r.from_age <= age <= r.to_age]
        return min(fitting, key=lambda r: (r.sex is None, r.to_age - r.from_age), default=ReferenceRange())


class Driver(Part, frozen=True, kw_only=True):
    """Adds up to `span` of probability as an index of the state rises from `start` to `full`."""

    index: str
    start: float = 0.0
    full: float = 1.0
    span: Share = 1.0

    def probability(self, value: float) -> float:
        """Share of patients shown the finding at this value of the index."""
        return self.span * min(max((value - self.start) / (self.full - self.start), 0.0), 1.0)


class Finding(Part, frozen=True, kw_only=True):
    """Something present or absent, or one of several levels, that a question, a maneuver or a test brings to light.

    `background` gives the probability of each level but the first in people without the disease; drivers and
    conditions add to the level `present` as independent causes (noisy-or), or replace the levels of others.
    `words` maps each level to what the patient says or the examiner and the report write, in variants.

    It belongs to one `sex` and one span of ages (years, both included) where these are given. What a condition adds
    to a finding that `passes` goes as the patient heals. One that `varies_with` another shares the patient's place
    among others with it: who feels the sores shows them, and the rarer of the two is never there alone. Where what
    stands in `unless` is present it is not: nobody gains weight and loses it.
    """

    key: Key
    name: Text
    levels: tuple[str, ...] = (ABSENT, PRESENT)
    background: dict[str, Share] = {}
    drivers: tuple[Driver, ...] = ()
    derived: Literal["onset", "drug-change", "iron-store"] | None = None
    words: dict[str, tuple[str, ...]]
    complaint: str | None = None
    aliases: tuple[str, ...] = ()
    normal: str = ABSENT
    sex: Sex | None = None
    from_age: int = 0
    to_age: int = 130
    passes: bool = False
    varies_with: Key | None = None
    unless: Key | None = None

    def occurs_in(self, sex: str, age: float) -> bool:
        """Whether a person of this sex and age (years) can have it at all."""
        return self.sex in (None, sex) and self.from_age <= age <= self.to_age


class Reticence(Part, frozen=True, kw_only=True):
    """Who does not answer at the first asking: people whose `trait` lies in the lowest share `below`, where there is
    something to tell, or in the lowest share `anyway`. `words` must neither tell nor deny."""

    trait: Literal["recall", "literacy", "disclosure"]
    below: Share
    anyway: Share = 0.0
    words: Annotated[tuple[Text, ...], Meta(min_length=1)]


class Question(Entry, frozen=True, kw_only=True):
    """One question of the history; `phrases` are what a learner may type for it."""

    text: Text
    system: Text
    minutes: Minutes = 2
    phrases: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    lists_drugs: bool = False
    reticence: Reticence | None = None


class Maneuver(Entry, frozen=True, kw_only=True):
    """One step of the physical examination."""

    region: Text
    minutes: Minutes = 2
    findings: tuple[Finding, ...] = ()
    analytes: tuple[Key, ...] = ()


class Investigation(Entry, frozen=True, kw_only=True):
    """Something that can be ordered. `fee` in US dollars; `burden` and `harm` are expected losses on the same scale.

    `shows` names findings of other entries that it shows too: one spleen, by hand, by sound and by X-ray.
    """

    category: Text
    sample: str
    pitfalls: str = ""
    fee: Amount
    turnaround_minutes: Minutes
    burden: Amount
    harm: Amount
    harm_note: str = ""
    invasive: bool = False
    analytes: tuple[Key, ...] = ()
    findings: tuple[Finding, ...] = ()
    shows: tuple[Key, ...] = ()
    aliases: tuple[str, ...] = ()
    loinc: str | None = None


class OrderSet(Entry, frozen=True, kw_only=True):
    """Tests that are often ordered together."""

    investigations: tuple[Key, ...]


class Drug(Entry, frozen=True, kw_only=True):
    """A medicine or substance that a patient may be taking, and that can be stopped. Its finding is `drug:<key>`;
    `implies` names the findings that nobody who takes it is without, `half_named` is what is said by people who do not
    know its name. `analytes` and `findings` are what it, or what it is taken for, brings with it."""

    kind: Literal["medicine", "substance"] = "medicine"
    detail: Text
    indication: str = ""
    half_named: str = ""
    prevalence: Share = 0.0
    from_age: int = 18
    asked_by: tuple[Key, ...]
    implies: tuple[str, ...] = ()
    analytes: dict[str, tuple[Shift, ...]] = {}
    findings: dict[str, Share] = {}
    aliases: tuple[str, ...] = ()
