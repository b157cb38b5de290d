"""How good is a whole report of a film? What was observed, what chance brought, and what was concluded, each apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from cases.reading.inference import (
    Judged,
    blasts_seen,
    hypersegmentation,
    judged_flag,
    judged_grade,
    judged_platelets,
    left_shift,
    platelet_estimate,
)
from cases.reading.recognition import LobeCounting, Recognition, recognition_of
from cases.reading.sampling import Share
from cases.reading.schemes import ICSH, OF_SHAPE, Scheme
from cases.reading.sentences import lobes_told, platelets_told, recognition_told, red_cells_told, sampling_told
from cases.reading.truth import Truth

POINTS = {
    "hypersegmented": ("hypersegmentation",),
    "left-shift": ("compare-findings",),
    "blasts": ("mimics-malignancy",),
    "schistocytes": ("fragments-and-few-platelets",),
    "macro-ovalocytes": ("compare-findings",),
    "round-macrocytes": ("alcohol-enlarges-cells",),
    "hypochromic-cells": ("iron-masks",),
    "platelets": ("pancytopenia",),
}


@dataclass(frozen=True)
class Claims:
    """What the reader concluded; None or missing where nothing was said. Platelets in 1e9/L, `grades` by feature."""

    hypersegmented: bool | None = None
    left_shift: bool | None = None
    blasts: bool | None = None
    platelets_1e9_l: float | None = None
    grades: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Observed:
    """What the reader saw, beside what was there.

    `named` are pairs (true class, name given) of white cells; `lobes` pairs (true number, number counted); `marked`
    pairs (true kind, kind named) of red cells, out of `red_cells` looked at, among which `shapes_there` were of each
    kind; `platelets` pairs (there, counted), one for each field.
    """

    named: tuple[tuple[str, str], ...] = ()
    lobes: tuple[tuple[int, int], ...] = ()
    marked: tuple[tuple[str, str], ...] = ()
    red_cells: int = 0
    shapes_there: Mapping[str, int] = field(default_factory=dict)
    platelets: tuple[tuple[int, int], ...] = ()

    @property
    def lobes_counted(self) -> Counter[int]:
        """How many neutrophils were counted with each number of lobes."""
        return Counter(counted for _, counted in self.lobes)

    def graded(self, feature: str) -> Share:
        """Of the red cells looked at, how many were marked for a feature."""
        marks = sum(OF_SHAPE.get(named, named) == feature for _, named in self.marked)
        return Share(min(marks, self.red_cells), self.red_cells)


@dataclass(frozen=True)
class Part:
    """One of the three judgements: a score from 0 to 1, None if nothing was done; what to say; what it teaches."""

    score: float | None
    sentences: tuple[str, ...]
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportGrade:
    """The three parts, and what they were made from."""

    observation: Part
    sampling: Part
    inference: Part
    recognition: Recognition
    judged: tuple[Judged, ...]


def grade_of(observed: Observed, claims: Claims, truth: Truth, scheme: Scheme = ICSH) -> ReportGrade:
    """Grade a report against the cells in view, against the patient's true shares, and against itself."""
    recognition = recognition_of(observed.named)
    judged = judgements(observed, claims, truth, scheme)
    return ReportGrade(
        observation_of(observed, recognition),
        sampling_of(recognition, truth),
        inference_of(judged),
        recognition,
        judged,
    )


def observation_of(observed: Observed, recognition: Recognition) -> Part:
    """How well cells were named, lobes counted, red cells marked and platelets counted: the mean by cells looked at."""
    lobes, shapes = LobeCounting(observed.lobes), shapes_of(observed)
    scores = [(recognition.credit, recognition.cells), (lobes.credit, len(lobes.pairs)), (shapes.credit, shapes.cells)]
    weight = sum(n for _, n in scores)
    told = (
        *recognition_told(recognition),
        *lobes_told(lobes),
        *red_cells_told(shapes),
        *platelets_told(observed.platelets),
    )
    points = (("hypersegmentation",) if lobes.pairs else ()) + (("mimics-malignancy",) if recognition.missed() else ())
    return Part(sum(s * n for s, n in scores) / weight if weight else None, told, points)


def shapes_of(observed: Observed) -> Recognition:
    """How special red cells were recognized: those marked, and those that were there and were passed over."""
    pairs = Counter(observed.marked)
    marked = Counter(true for true, _ in observed.marked)
    for kind, there in observed.shapes_there.items():
        if there > marked[kind]:
            pairs[(kind, "red-cell")] += there - marked[kind]
    return Recognition(pairs)


def sampling_of(recognition: Recognition, truth: Truth) -> Part:
    """Whether the counts agree with the patient's true shares as far as so many cells can: the share that does."""
    counts = {key: count for key, count in recognition.called().items() if key in truth.white}
    off = truth.incompatible(counts)
    classes = {key for key, share in truth.white.items() if share > 0.005} | set(counts)
    if not sum(counts.values()):
        return Part(None, ())
    told = sampling_told(counts, recognition.there(), truth.white, off)
    return Part(1.0 - len(off) / len(classes), told, ("repeat-before-pursuing",) if off else ())


def judgements(observed: Observed, claims: Claims, truth: Truth, scheme: Scheme) -> tuple[Judged, ...]:
    """Hold each claim against own counts."""
    counts = recognition_of(observed.named).called()
    flags = (
        ("hypersegmented", claims.hypersegmented, hypersegmentation(observed.lobes_counted)),
        ("left-shift", claims.left_shift, left_shift(counts)),
        ("blasts", claims.blasts, blasts_seen(counts)),
    )
    made = [judged_flag(key, said, found, POINTS[key]) for key, said, found in flags if said is not None]
    if claims.platelets_1e9_l is not None and observed.platelets:
        mean = sum(counted for _, counted in observed.platelets) / len(observed.platelets)
        expected = platelet_estimate(mean, truth.rbc_1e12_l, truth.red_cells_a_field)
        made.append(judged_platelets(claims.platelets_1e9_l, expected))
    for feature, grade in claims.grades.items():
        made.append(judged_grade(scheme, feature, grade, observed.graded(feature), POINTS.get(feature, ())))
    return tuple(made)


def inference_of(judged: tuple[Judged, ...]) -> Part:
    """The share of claims that follow from own counts; those that nothing was counted for do not."""
    if not judged:
        return Part(None, ())
    points = dict.fromkeys(point for one in judged for point in one.points)
    return Part(
        sum(one.follows is True for one in judged) / len(judged), tuple(one.words for one in judged), tuple(points)
    )
