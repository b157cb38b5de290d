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

    def beyond(self, settled: Mapping[str, str]) -> Report:
        """What this report says of findings that are not settled otherwise."""
        return Report(self.reader, {key: level for key, level in self.levels.items() if key not in settled})


# How often a learner who sees all cells reports what is there, and leaves out what is not: assumed, from readers who
# agree but moderately on shape and dysplasia (kappa 0.4 to 0.6). Large, plain things are seen more often than faint
# ones. A quarter of all readings is poor as a whole.
GOOD_SHARE, GOOD, POOR = 0.75, (0.82, 0.95), (0.55, 0.85)
PLAIN = (0.92, 0.96)
PLAINLY_SEEN = ("hypersegmented-neutrophils", "blasts-on-film", "abnormal-promyelocytes", "red-cell-agglutination",
                "platelet-clumps", "giant-platelets", "macro-ovalocytes", "hairy-cells")  # fmt: skip
FAINT = (0.65, 0.93)
FAINTLY_SEEN = ("hypogranular-neutrophils", "polychromasia", "basophilic-stippling", "auer-rods", "toxic-granulation")
# What white cells show is met only if enough of them are looked at: after so many, half of it (assumed).
HALF_SEEN_CELLS = 15.0
OF_WHITE_CELLS = ("hypersegmented-neutrophils", "pseudo-pelger-neutrophils", "hypogranular-neutrophils",
                  "toxic-granulation", "blasts-on-film", "auer-rods", "immature-granulocytes",
                  "abnormal-promyelocytes", "large-granular-lymphocytes", "atypical-lymphocytes", "hairy-cells",
                  "nucleated-red-cells")  # fmt: skip


def learner(white_cells: int) -> Reader:
    """Return the reader that a learner is who has named so many white cells before writing the report."""
    met = white_cells / (white_cells + HALF_SEEN_CELLS)
    good = dict.fromkeys(PLAINLY_SEEN, PLAIN) | dict.fromkeys(FAINTLY_SEEN, FAINT)
    return Reader((_skill(GOOD_SHARE, GOOD, good, met), _skill(1.0 - GOOD_SHARE, POOR, {}, met)))


def _skill(share: float, usual: tuple[float, float], special: Mapping[str, tuple[float, float]], met: float) -> Skill:
    """Return a skill; of what white cells show, only the share `met` can be reported."""
    by_finding = {**special, **{key: special.get(key, usual) for key in OF_WHITE_CELLS}}
    for key in OF_WHITE_CELLS:
        sensitivity, specificity = by_finding[key]
        by_finding[key] = (max(met * sensitivity, 1.0 - specificity), specificity)
    return Skill(share, *usual, by_finding)


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
