"""How does a quantity vary between patients?"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Annotated

from msgspec import Meta, Struct

STANDARD_NORMAL = NormalDist()

Positive = Annotated[float, Meta(gt=0)]
GeometricSD = Annotated[float, Meta(ge=1)]


class Distribution(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One distribution, written in TOML by its own name.

    `{ fixed = 3 }`, `{ normal = [mean, sd] }`, `{ lognormal = [median, geometric_sd] }`,
    `{ uniform = [low, high] }`; `within = [low, high]` truncates a normal or a lognormal.
    """

    fixed: float | None = None
    normal: tuple[float, Positive] | None = None
    lognormal: tuple[Positive, GeometricSD] | None = None
    uniform: tuple[float, float] | None = None
    within: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        """Refuse anything but exactly one form (raises ValueError)."""
        forms = [self.fixed, self.normal, self.lognormal, self.uniform]
        if sum(form is not None for form in forms) != 1:
            raise ValueError("name exactly one of fixed, normal, lognormal, uniform")
        for pair in (self.uniform, self.within):
            if pair is not None and pair[0] > pair[1]:
                raise ValueError(f"{list(pair)} runs from high to low")

    def quantile(self, u: float) -> float:
        """The value below which a share `u` (0 < u < 1) of the patients lies."""
        if self.fixed is not None:
            return self.fixed
        if self.uniform is not None:
            low, high = self.uniform
            return low + u * (high - low)
        return self._unlog(self._location + self._scale * STANDARD_NORMAL.inv_cdf(self._truncated(u)))

    @property
    def median(self) -> float:
        """The value in the middle, truncation included."""
        return self.quantile(0.5)

    @property
    def _location(self) -> float:
        return self.normal[0] if self.normal else math.log(self.lognormal[0])  # type: ignore[index]

    @property
    def _scale(self) -> float:
        # A geometric SD of exactly 1 is a point; a tiny spread keeps the arithmetic whole.
        return self.normal[1] if self.normal else max(math.log(self.lognormal[1]), 1e-9)  # type: ignore[index]

    def _unlog(self, x: float) -> float:
        return x if self.normal else math.exp(x)

    def _standardized(self, x: float) -> float:
        on_scale = x if self.normal else math.log(max(x, 1e-12))
        return (on_scale - self._location) / self._scale

    def _truncated(self, u: float) -> float:
        if self.within is None:
            return u
        low, high = (STANDARD_NORMAL.cdf(self._standardized(x)) for x in self.within)
        return min(max(low + u * (high - low), 1e-12), 1 - 1e-12)
