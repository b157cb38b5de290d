"""What can be wrong? Conditions as perturbations of the model, and the diagnoses that name them."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from cases.catalog.distributions import Distribution
from cases.catalog.entry import Amount, Entry, Key, Part, Share, Text
from cases.catalog.relief import Relief, Shift
from cases.catalog.therapy import Prescription


class Diagnosis(Entry, frozen=True, kw_only=True):
    """What a learner can commit to, apart from its cause."""

    short: Text
    family: Text
    aliases: tuple[str, ...] = ()


class Perturbation(Part, frozen=True, kw_only=True):
    """A lasting change of one channel of the model: begins `start_days` into the course, complete after `ramp_days`.

    With `cycle_days` it comes back: it is on for the first `on_days` of each cycle. `relieved_by` names what averts it
    while given, by treatment or line of management. A share `probability` of patients has it; with `otherwise`, it is
    those who do not have the part before it.
    """

    channel: str
    value: Distribution
    start_days: Distribution = Distribution(fixed=0)
    ramp_days: Distribution = Distribution(fixed=0)
    until_days: Distribution | None = None
    cycle_days: Annotated[float, Meta(gt=0)] | None = None
    on_days: Annotated[float, Meta(gt=0)] | None = None
    stopped_with: Key | None = None
    relieved_by: dict[Key, Relief] = {}
    probability: Share = 1.0
    otherwise: bool = False


class Presentation(Part, frozen=True, kw_only=True):
    """When the patient is seen: the first day on which `indicator` reaches a value drawn from `at`, or a day drawn
    from `after_days`. Presentations stand in order of severity, `weight` is their share."""

    weight: Amount
    indicator: str | None = None
    at: Distribution | None = None
    after_days: Distribution | None = None


class Demographics(Part, frozen=True, kw_only=True):
    """Who gets it: age in years, share of women, ancestry where it matters."""

    age: Distribution
    female: Share
    ancestry: dict[str, Share] = {}


class Exposure(Part, frozen=True, kw_only=True):
    """A drug in this condition, taken for `since_days`; `causal` ones are what must be stopped, and begin with the
    course unless that is given."""

    probability: Share = 1.0
    causal: bool = False
    since_days: Distribution | None = None


class Loss(Part, frozen=True, kw_only=True):
    """The row of the loss table (US dollars): left untreated; each day of delay; how far each line of management averts
    the loss (0 to 1); extra loss where a line of management is a trap."""

    untreated: Amount
    per_day: Amount
    averts: dict[str, Share]
    traps: dict[str, Amount] = {}


class Comparison(Part, frozen=True, kw_only=True):
    """The five rows that tell this condition from its rivals, in our own words."""

    onset: Text
    mechanism: Text
    findings: Text
    marrow: Text
    reversibility: Text


class Condition(Entry, frozen=True, kw_only=True):
    """A disease with its cause: a perturbation of the model with an onset, and what surrounds it.

    `answers` is the share of patients in whom a treatment does what it does to this disease only.
    """

    diagnosis: Key
    cause: Text
    demographics: Demographics
    course: tuple[Perturbation, ...]
    presentations: tuple[Presentation, ...]
    longest_years: Annotated[float, Meta(gt=0, le=40)] = 20.0
    findings: dict[str, Share | dict[str, Share]] = {}
    analytes: dict[str, tuple[Shift, ...]] = {}
    drugs: dict[str, Exposure] = {}
    priors: dict[str, Amount]
    loss: Loss
    answers: dict[Key, Share] = {}
    recommended: tuple[Prescription, ...] = ()
    recommended_stops: tuple[Key, ...] = ()
    key_features: Annotated[tuple[Key, ...], Meta(min_length=3, max_length=5)]
    rivals: tuple[Key, ...]
    comparison: Comparison
    epilogue: Text


class Criterion(Part, frozen=True, kw_only=True):
    """A count that is reason enough: `readout` lies below or above a level, in the readout's unit."""

    readout: str
    below: Amount | None = None
    above: Amount | None = None

    def __post_init__(self) -> None:
        if (self.below is None) == (self.above is None):
            raise ValueError("a criterion has either `below` or `above`")


class Setting(Entry, frozen=True, kw_only=True):
    """Where patients are met: its words are seen by the learner.

    Its `severity` window (shares of the presentations, mildest 0, gravest 1) says who is sent there, and of the
    `criteria` of referral `least` are met where the disease comes to that.
    """

    description: Text
    referral: Text
    severity: tuple[Share, Share] = (0.0, 1.0)
    criteria: tuple[Criterion, ...] = ()
    least: Annotated[int, Meta(ge=0)] = 0
