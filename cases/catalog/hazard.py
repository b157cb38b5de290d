"""What harm can come? Hazards that follow a value of the patient's state, or what is given."""

from __future__ import annotations

from string import Formatter
from typing import Annotated

from msgspec import Meta

from cases.catalog.entry import Amount, Entry, Key, Part, Share, Text
from cases.catalog.therapy import Prescription


def named_in(words: str) -> list[str]:
    """The analytes whose values stand in the words, such as `{platelets}`."""
    return [name for _, name, _, _ in Formatter().parse(words) if name]


class After(Part, frozen=True, kw_only=True):
    """Within `days` of a treatment, or of one of a line of management, that is taken as prescribed.

    `amount` is the least that was given on that day, in base units of its dose.
    """

    keys: Annotated[tuple[Key, ...], Meta(min_length=1)]
    days: Annotated[int, Meta(ge=1)] = 1
    amount: Amount = 0.0


class Band(Part, frozen=True, kw_only=True):
    """Hazards a day while the value lies between two limits: that the harm begins, and once it has, that it kills
    and that it ends, left alone or treated."""

    at_least: float | None = None
    below: float | None = None
    begins: Amount = 0.0
    kills: Amount = 0.0
    ends: Amount = 0.0
    kills_treated: Amount | None = None
    ends_treated: Amount | None = None

    def holds(self, value: float) -> bool:
        """Whether a value lies within the limits."""
        return (self.at_least is None or value >= self.at_least) and (self.below is None or value < self.below)


class Factor(Part, frozen=True, kw_only=True):
    """Multiplies the hazard of a beginning where all that is named holds."""

    times: Amount
    from_age: int = 0
    readout: str | None = None
    below: float | None = None
    after: After | None = None


class Hazard(Entry, frozen=True, kw_only=True):
    """A harm that may begin on any day; the first of its bands that holds gives the hazards of that day.

    The bands divide a `readout` of the model, or its rise since presentation. `after` names what must have been given.
    `fatal` is the share that kills at once. With `treated_by` (lines of management) the treated hazards hold from the
    day on which one of them is begun, and for whatever begins in follow-up, because it is admitted. `finding` is what
    shows while it lasts; who comes with it, in a band in which it may begin, comes with the harm, and should be given
    `care` whatever the disease.
    """

    readout: str | None = None
    since_presentation: bool = False
    bands: Annotated[tuple[Band, ...], Meta(min_length=1)]
    factors: tuple[Factor, ...] = ()
    after: After | None = None
    fatal: Share = 0.0
    treated_by: tuple[Key, ...] = ()
    care: tuple[Prescription, ...] = ()
    finding: str | None = None
    words: Text
    fatal_words: str = ""
