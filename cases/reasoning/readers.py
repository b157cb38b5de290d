"""How far can a report be trusted? What a reader writes of findings, with the reader's own error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Skill:
    """How a share of all readings goes: the chance that what is there is reported (`sensitivity`), and that what is not
    there is not (`specificity`), in general and, as such a pair, `by_finding`."""

    share: float
    sensitivity: float
    specificity: float
    by_finding: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def chances(self, finding: str, reported: int, levels: int) -> np.ndarray:
        """Chance that level number `reported` is written, for each true level, shape (levels); the first is normal.

        What is misread is taken for any other level, each as likely.
        """
        sensitivity, specificity = self.by_finding.get(finding, (self.sensitivity, self.specificity))
        right = np.array([specificity, *[sensitivity] * (levels - 1)])
        wrong = (1.0 - right) / (levels - 1)
        return np.where(np.arange(levels) == reported, right, wrong)


@dataclass(frozen=True)
class Reader:
    """Skills whose shares sum to 1: a reading is good or poor as a whole, so that its errors go together."""

    skills: tuple[Skill, ...]


@dataclass(frozen=True)
class Report:
    """The levels that a reader wrote down, by finding."""

    reader: Reader
    levels: Mapping[str, str]


def log_chances(
    report: Report, places: Mapping[str, Sequence[str]], frequencies: Mapping[str, np.ndarray]
) -> np.ndarray:
    """Log chance of a whole report in each state, shape (S).

    `places` are the levels of each finding in their order, `frequencies` (S, levels) how often each is there. Findings
    that are not among them say nothing. p(report) = sum over skills of share x product over findings of
    (sum over true levels of frequency x chance of the report).
    """
    known = [key for key, level in report.levels.items() if level in places.get(key, ())]
    total: np.ndarray | float = 0.0
    for skill in report.reader.skills:
        product: np.ndarray | float = skill.share
        for key in known:
            reported = places[key].index(report.levels[key])
            product = product * (frequencies[key] @ skill.chances(key, reported, len(places[key])))
        total = total + product
    return np.log(total)
