"""How was the film read? What was reported beside what the film held, and what chance has to do with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cases.catalog.entry import PRESENT
from cases.charts.bench.reports import feature_name
from cases.charts.debrief.closed import Closed
from cases.charts.times import moment_text
from cases.figures.intervals import Interval, interval
from cases.microscope.glasses import collected_minute, films_in, slide_in
from cases.microscope.judging import judged, tally_at
from cases.microscope.labels import WHITE_NAMES
from cases.microscope.reports import findings_reported
from cases.models import Action, Kind
from cases.reading.binomial import limits
from cases.reading.recount import TIMES, Recounts, recounts
from cases.reading.report import ReportGrade
from cases.reading.sampling import USUAL_COUNTS, percent
from cases.reading.schemes import FEATURES
from cases.reading.truth import Truth, truth_of
from cases.slides import Slide
from cases.smears.findings import is_reported, share_of
from cases.smears.streams import derived

MANY_LOBES = 5
LEAST_SHARE = 0.005  # classes below are told only if they were counted
HYPERSEGMENTED = "hypersegmented-neutrophils"
PARTS = {"observation": "What you saw", "sampling": "What chance brought", "inference": "What you concluded"}


@dataclass(frozen=True)
class Beside:
    """A finding: whether it was reported, whether the film held it and how much, and whether that agrees."""

    name: str
    said: str
    held: str
    agrees: bool


@dataclass(frozen=True)
class Part:
    """One of the three judgements: what to say, a score of 100 (empty where nothing was done), what it teaches."""

    name: str
    score: str
    sentences: tuple[str, ...]
    points: tuple[str, ...]


@dataclass(frozen=True)
class Class:
    """One class of white cells: counted, in per cent with its limits, truly, and in most of many recounts."""

    name: str
    count: int
    percent: str
    limits: str
    interval: Interval
    true: str
    recounted: str


@dataclass(frozen=True)
class Reading:
    """One signed report, looked back on. `times` is how often the patient was counted again, `n` cells each time;
    `redrawn` cells are drawn anew since, or were named in the encounter that this one plays on."""

    when: str
    blood: str
    findings: tuple[Beside, ...]
    parts: tuple[Part, ...]
    classes: tuple[Class, ...]
    cells: int
    fields: int
    times: int
    n: int
    carried: str
    redrawn: int


def readings_of(case: Closed) -> tuple[Reading, ...]:
    """Every film report that was signed."""
    films = {act.number: act for act in films_in(case.encounter)}
    reports = case.encounter.actions.filter(kind=Kind.READ).order_by("number")
    return tuple(_reading(case, films[act.payload["film"]], act) for act in reports if act.payload["film"] in films)


def _reading(case: Closed, film: Action, act: Action) -> Reading:
    slide, report = slide_in(case.encounter, film.number), act.payload
    tally = tally_at(film, act)
    truth, grade = truth_of(slide.film), judged(slide, tally, report)
    n = next((n for n in USUAL_COUNTS if n >= report["cells"]), USUAL_COUNTS[-1]) if report["cells"] else 0
    again = recounts(derived(slide.seed, "again"), truth.white, [n]) if n else None
    return Reading(
        when=moment_text(act.at_minutes + act.minutes),
        blood=moment_text(collected_minute(film)),
        findings=tuple(_beside(slide, truth, item, level) for item, level in report["levels"].items()),
        parts=_parts(case, grade) if tally.named or tally.platelets or not report["cells"] else (),
        classes=tuple(_classes(report, truth, again, n)),
        cells=report["cells"],
        fields=report["fields"],
        times=TIMES,
        n=n,
        carried=_carried(report, truth),
        redrawn=report["cells"] - tally.cells,
    )


def _beside(slide: Slide, truth: Truth, item: str, level: str) -> Beside:
    held = is_reported(slide.moment, item)
    share = held_share(slide, truth, item)
    name = feature_name(item) if item in FEATURES else findings_reported().get(item, item)
    amount = f"{percent(share)} %" if held or share >= LEAST_SHARE else "hardly any"
    return Beside(
        name=name,
        said="seen" if level == PRESENT else "not seen",
        held=f"there, {amount}" if held else f"not beyond the usual, {amount}",
        agrees=held == (level == PRESENT),
    )


def held_share(slide: Slide, truth: Truth, item: str) -> float:
    """The share of cells that show a finding on this film."""
    if item == HYPERSEGMENTED:
        return sum(truth.lobes[MANY_LOBES - 1 :])
    return truth.red[item] if item in truth.red else share_of(slide.moment, item)


def _parts(case: Closed, grade: ReportGrade) -> tuple[Part, ...]:
    known = case.catalog.teaching_points
    parts = {"observation": grade.observation, "sampling": grade.sampling, "inference": grade.inference}
    return tuple(
        Part(
            PARTS[key],
            "" if part.score is None else f"{100 * part.score:.0f}",
            part.sentences,
            tuple(known[point].name for point in part.points if point in known),
        )
        for key, part in parts.items()
        if part.sentences
    )


def _classes(report: Mapping[str, Any], truth: Truth, again: Recounts | None, n: int) -> list[Class]:
    if again is None:
        return []
    counts, cells = report["counts"], report["cells"]
    keys = [key for key, share in truth.white.items() if share >= LEAST_SHARE or counts.get(key)]
    return [_class(key, counts.get(key, 0), cells, truth.white[key], again.middle(key, n)) for key in keys]


def _class(key: str, count: int, cells: int, share: float, recounted: tuple[int, int]) -> Class:
    low, high = limits(min(count, cells), cells)
    return Class(
        name=WHITE_NAMES[key],
        count=count,
        percent=percent(count / cells),
        limits=f"{percent(low)}–{percent(high)}",
        interval=interval(share, low, high),
        true=percent(share),
        recounted=f"{recounted[0]}–{recounted[1]}",
    )


def _carried(report: Mapping[str, Any], truth: Truth) -> str:
    """What the rarest count allows to say."""
    counts = {key: count for key, count in report["counts"].items() if key in truth.white and count}
    if not counts:
        return ""
    rarest = min(counts, key=lambda key: counts[key])
    low, high = limits(counts[rarest], report["cells"])
    name = WHITE_NAMES[rarest]
    return (
        f"{name}: {counts[rarest]} in {report['cells']} could be {percent(low)} to {percent(high)} %; "
        f"of this blood it is {percent(truth.white[rarest])} %."
    )
