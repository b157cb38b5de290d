"""What do all results say, side by side? A flowsheet: one row a test, one column a collection."""

from __future__ import annotations

from dataclasses import dataclass

from cases.catalog import current
from cases.catalog.entry import PRESENT
from cases.catalog.observables import Analyte, Investigation
from cases.catalog.units import System, unit_of
from cases.charts.collection import Collection, Column, collections_of, columns_of
from cases.charts.panel import Panel, panel_of
from cases.charts.shown import findings_of
from cases.charts.story import Sight, Story
from cases.charts.times import DAY, count_text, day_text, due_text
from cases.charts.values import Written, is_mentioned, label, reference, written
from cases.figures.sparkline import Sparkline, sparkline
from cases.models import Kind

GROUPS = {
    "red-cells": "Red cells",
    "white-cells": "White cells and platelets",
    "hematinics": "Hematinics",
    "chemistry": "Chemistry",
    "cause": "Cause",
    "marrow": "Marrow",
    "vital-signs": "Vital signs",
}
# The names of the groups' rows as they are thought of; others follow by name.
FIRST = ("hemoglobin", "hematocrit", "red-cell-count", "mcv", "mch", "mchc", "rdw", "white-cell-count", "neutrophils")
SHOWS = ("all", "abnormal", "new")
FILM = "blood-film"
LONG = 5
VERY_LONG = 8


@dataclass(frozen=True)
class Cell:
    """One value, or when it is due; neither where nothing was measured."""

    value: Written | None
    due: str
    is_newest: bool


@dataclass(frozen=True)
class Row:
    """One test through all collections."""

    key: str
    name: str
    unit: str
    reference: str
    cells: tuple[Cell, ...]
    latest: Written | None
    latest_day: str
    latest_due: str
    spark: Sparkline | None
    is_charted: bool
    is_new: bool

    @property
    def is_abnormal(self) -> bool:
        """Whether any value lies outside the range."""
        return any(cell.value is not None and cell.value.is_abnormal for cell in self.cells)


@dataclass(frozen=True)
class Group:
    """Tests that are read together."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Report:
    """A result in words."""

    name: str
    when: str
    words: str
    is_film: bool


@dataclass(frozen=True)
class Results:
    """The flowsheet with the trend of one test."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    reports: tuple[Report, ...]
    summary: str
    show: str
    is_wide: bool
    is_long: bool
    is_very_long: bool
    span: int
    panel: Panel | None


def results_of(
    story: Story, system: System, *, show: str = "all", test: str = "", since: bool = False, wide: bool = False
) -> Results:
    """The flowsheet filtered by `show` (all, abnormal, new), with the trend of `test` (an analyte's key)."""
    analytes = current().analytes
    collections = collections_of(story, analytes)
    columns = columns_of(story, collections)
    measured = _measured(collections)
    charted = test if test in measured else _default(measured)
    show = show if show in SHOWS else "all"
    rows = [_row(story, analytes[key], collections, charted, system) for key in _order(measured)]
    shown = [row for row in rows if _passes(row, show)]
    summary = f"{count_text(len(columns), 'collection')}, {count_text(len(rows), 'test')}"
    return Results(
        columns=columns,
        groups=_groups(shown),
        reports=(*_notes(story), *_reports(story)) if show == "all" else (),
        summary=summary if rows else "",
        show=show,
        is_wide=wide,
        is_long=len(columns) > LONG,
        is_very_long=len(columns) > VERY_LONG,
        span=len(columns) + 5,
        panel=panel_of(story, analytes[charted], collections, system, since=since) if charted else None,
    )


def _measured(collections: list[Collection]) -> set[str]:
    """The keys of the analytes that any collection mentions, or will."""
    analytes = current().analytes
    seen = {s.item for c in collections for s in c.values.values() if is_mentioned(analytes[s.item], s)}
    return seen | {item for collection in collections for item in collection.awaited}


def _default(measured: set[str]) -> str:
    return next((key for key in FIRST if key in measured), min(measured, default=""))


def _order(measured: set[str]) -> list[str]:
    ranks = {key: i for i, key in enumerate(FIRST)}
    return sorted(measured, key=lambda key: (ranks.get(key, len(FIRST)), current().analytes[key].name))


def _passes(row: Row, show: str) -> bool:
    return show == "all" or (row.is_abnormal if show == "abnormal" else row.is_new)


def _groups(rows: list[Row]) -> tuple[Group, ...]:
    groups = []
    for key, name in GROUPS.items():
        inside = tuple(row for row in rows if current().analytes[row.key].group == key)
        if inside:
            groups.append(Group(name, inside))
    return tuple(groups)


def _row(story: Story, analyte: Analyte, collections: list[Collection], charted: str, system: System) -> Row:
    newest = collections[-1]
    cells = tuple(_cell(story, analyte, collection, collection is newest, system) for collection in collections)
    sights = [c.values[analyte.key] for c in collections if analyte.key in c.values]
    last = sights[-1] if sights else None
    return Row(
        key=analyte.key,
        name=label(analyte),
        unit=unit_of(analyte, system),
        reference=reference(analyte, story.person, system),
        cells=cells,
        latest=written(analyte, last, story.person, system) if last else None,
        latest_day=_collected(last.collected_minutes) if last else "on file",
        latest_due=next((cell.due for cell in reversed(cells) if cell.due), ""),
        spark=_spark(story, analyte, sights, collections, system),
        is_charted=analyte.key == charted,
        is_new=last is not None and last.due_minutes > story.let_pass_at,
    )


def _cell(story: Story, analyte: Analyte, collection: Collection, is_newest: bool, system: System) -> Cell:
    if sight := collection.values.get(analyte.key):
        return Cell(written(analyte, sight, story.person, system), "", is_newest)
    if result := collection.awaited.get(analyte.key):
        return Cell(None, f"due {due_text(story.clock, result.due_minutes)}", is_newest)
    return Cell(None, "", is_newest)


def _spark(
    story: Story, analyte: Analyte, sights: list[Sight], collections: list[Collection], system: System
) -> Sparkline | None:
    limits = analyte.range_for(story.person.sex, story.person.age)
    times = [minutes for collection in collections for minutes in collection.times]
    spans = (min(times), max(times))
    values = [(float(s.collected_minutes), float(s.value or 0)) for s in sights]
    mark = written(analyte, sights[-1], story.person, system).mark if sights else ""
    return sparkline(values, (limits.low, limits.high), spans, mark, has_seam=spans[0] < 0 and spans[1] >= DAY)


def _notes(story: Story) -> tuple[Report, ...]:
    """What the laboratory noted on samples, each with the tests it casts doubt on."""
    noted: dict[tuple[str, int], list[str]] = {}
    for sight in story.seen:
        if sight.value is not None and sight.words and sight.item in current().analytes:
            noted.setdefault((sight.words, sight.collected_minutes), []).append(sight.item)
    return tuple(
        Report("Note on a sample", _collected(minute), f"{words} In doubt: {', '.join(_labels(items))}.", False)
        for (words, minute), items in noted.items()
    )


def _labels(items: list[str]) -> list[str]:
    return [label(current().analytes[item]) for item in items]


def _collected(minute: int) -> str:
    return day_text(minute) if minute >= 0 else "on file"


def _reports(story: Story) -> tuple[Report, ...]:
    """The latest report in words of each test that is read, not measured."""
    latest: dict[str, int] = {}
    for deed in story.of_kind(Kind.ORDER, Kind.VISIT):
        latest |= dict.fromkeys(deed.payload["investigations"], deed.number)
    tests = current().investigations
    worded = [(tests[key], act) for key, act in latest.items() if key in tests and findings_of(tests[key])]
    return (*(_report(story, test, act) for test, act in worded), *_read(story))


def _read(story: Story) -> tuple[Report, ...]:
    """The last film report that the learner signed: what was seen, and how many cells were counted."""
    if not (reports := story.of_kind(Kind.READ)):
        return ()
    told, names = (
        reports[-1].payload,
        {finding.key: finding.name for finding in current().investigations[FILM].findings},
    )
    seen = [names.get(item, item) for item, level in told["levels"].items() if level == PRESENT]
    words = f"Seen: {', '.join(seen)}." if seen else "Nothing reported as seen."
    counted = f" {count_text(told['cells'], 'white cell')} counted." if told["cells"] else ""
    return (Report("Blood film, read by you", day_text(reports[-1].at_minutes), words + counted, True),)


def _report(story: Story, test: Investigation, act: int) -> Report:
    findings = findings_of(test)
    seen = [sight for sight in story.by_act.get(act, ()) if sight.item in findings]
    out = [result.due_minutes for result in story.awaited if result.act == act and result.item in findings]
    if out:
        return Report(test.name, f"due {due_text(story.clock, max(out))}", "", test.key == FILM)
    told = [sight.words for sight in seen if sight.level != findings[sight.item].normal]
    if not told and len(findings) == 1:
        told = [sight.words for sight in seen]
    when = day_text(seen[0].collected_minutes) if seen else ""
    return Report(test.name, when, " ".join(told) or "Nothing abnormal reported.", test.key == FILM)
