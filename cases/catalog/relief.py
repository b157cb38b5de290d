"""What does a disease or a drug make of a laboratory value, and what takes it away again?"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from cases.catalog.distributions import Distribution
from cases.catalog.entry import Key, Part, Share


class Relief(Part, frozen=True, kw_only=True):
    """What a treatment, or any treatment of a line of management, takes off a part of a disease: `share` of it `days`
    after the first dose, until `lasts_days` after the last one.

    It works in a share `probability` of patients, from the day on which doses were taken for so many days, `doses`.
    """

    share: Share = 1.0
    days: Annotated[float, Meta(ge=0)] = 0.0
    lasts_days: Annotated[int, Meta(ge=1)] = 7
    probability: Share = 1.0
    doses: Annotated[int, Meta(ge=1)] = 1


class Shift(Part, frozen=True, kw_only=True):
    """An effect on an analyte that is no readout: a share `probability` of patients draws from `value`.

    It goes by itself within `fades_days` of the encounter, or under what `relieved_by` names, by treatment or line of
    management.
    """

    value: Distribution
    probability: Share = 1.0
    fades_days: Annotated[float, Meta(gt=0)] | None = None
    relieved_by: dict[Key, Relief] = {}
