"""What can be reported of a film, what is noted so far, and what was signed?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cases.catalog.entry import ABSENT, PRESENT
from cases.charts.bench.counter import known_limits
from cases.charts.story import Story
from cases.charts.times import count_text, moment_text
from cases.microscope.labels import FEATURE_NAMES, WHITE_NAMES
from cases.microscope.reports import findings_reported, is_meant, minutes_of, scheme_named
from cases.microscope.tallies import Tally, fields_scanned
from cases.models import Kind
from cases.reading.inference import platelet_estimate
from cases.reading.sampling import percent
from cases.reading.schemes import FEATURES, OF_SHAPE, SCHEMES
from cases.slides import Slide
from cases.smears.film import FULL_RBC

LEVELS = {ABSENT: "not seen", PRESENT: "seen"}
RBC = "red-cell-count"


@dataclass(frozen=True)
class Choice:
    """One grade or level of a finding."""

    value: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class Line:
    """One finding to be graded: how often it was marked, and the choices."""

    item: str
    name: str
    marked: str
    choices: tuple[Choice, ...]

    @property
    def said(self) -> str:
        """What is chosen; empty where nothing is."""
        return next((choice.name for choice in self.choices if choice.is_chosen and choice.value), "")


@dataclass(frozen=True)
class Scheme:
    """A scheme of grades, and whether it is in use."""

    key: str
    name: str
    source: str
    is_current: bool


@dataclass(frozen=True)
class Draft:
    """A report that is not signed yet: what is noted, what was counted, and what signing costs."""

    graded: tuple[Line, ...]
    others: tuple[Line, ...]
    schemes: tuple[Scheme, ...]
    scheme: str
    platelets: str
    platelets_how: str
    counted: str
    minutes: str
    noted: tuple[Line, ...]

    @property
    def can_sign(self) -> bool:
        """Whether there is anything to sign."""
        return bool(self.noted or self.counted)


@dataclass(frozen=True)
class Signed:
    """A report as it was signed: findings with their grades, counts with their limits."""

    when: str
    scheme: str
    findings: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int, str, str], ...]
    cells: int
    fields: int
    lobes: str
    platelets: str
    minutes: str


def draft_of(story: Story, slide: Slide, tally: Tally, scheme_key: str) -> Draft:
    """The report so far."""
    scheme = scheme_named(scheme_key)
    grades = {str(grade): name for grade, name in scheme.grades.items()}
    noted = {item: note.value for item, note in tally.notes.items() if is_meant(note, scheme.key)}
    marks = _marks(tally)
    graded = tuple(_line(item, feature_name(item), grades, noted, marks.get(item, 0)) for item in FEATURES)
    names = {item: name for item, name in findings_reported().items() if item not in FEATURES}
    others = tuple(_line(item, name, LEVELS, noted, 0) for item, name in names.items())
    estimate, how = platelets_told(story, slide, tally.platelets_a_field)
    return Draft(
        graded=graded,
        others=others,
        schemes=tuple(Scheme(one.key, one.name, one.source, one.key == scheme.key) for one in SCHEMES.values()),
        scheme=scheme.key,
        platelets=estimate,
        platelets_how=how,
        counted=_counted(slide, tally),
        minutes=count_text(minutes_of(slide, tally), "minute"),
        noted=tuple(line for line in (*graded, *others) if line.said),
    )


def feature_name(item: str) -> str:
    """What is graded, as the laboratory names it; what it does not report goes by the name of the cell."""
    return findings_reported().get(item) or f"{FEATURE_NAMES.get(item, item)}s"


def _line(item: str, name: str, values: Mapping[str, str], noted: Mapping[str, str], marked: int) -> Line:
    said = noted.get(item, "")
    choices = [Choice("", "not said", not said), *(Choice(v, n, v == said) for v, n in values.items())]
    return Line(item, name, f"{marked} marked" if marked else "", tuple(choices))


def _marks(tally: Tally) -> dict[str, int]:
    """How many red cells were marked for each feature."""
    found: dict[str, int] = {}
    for label, count in tally.marks.items():
        feature = OF_SHAPE.get(label, label)
        found[feature] = found.get(feature, 0) + count
    return found


def _counted(slide: Slide, tally: Tally) -> str:
    if not tally.cells:
        return ""
    scanned = count_text(fields_scanned(slide, tally.cells), "field")
    return f"{count_text(tally.cells, 'white cell')} named, met in {scanned}"


def platelets_told(story: Story, slide: Slide, a_field: float | None) -> tuple[str, str]:
    """The estimate of platelets from fields, and how it was made; empty where none were counted.

    As many for each red cell on the film as in blood. Where no blood count is back, the red cells of a healthy person
    are taken, and the sentence says so.
    """
    if a_field is None:
        return "", ""
    counts = [sight.value for sight in story.seen if sight.item == RBC and sight.value and sight.collected_minutes >= 0]
    rbc = counts[-1] if counts else FULL_RBC
    estimate = platelet_estimate(a_field, rbc, slide.film.red_cells_a_field)
    source = "her red cell count" if story.person.sex == "female" else "his red cell count"
    source = source if counts else "5 × 10¹²/L red cells, since no blood count is back"
    return f"about {round(estimate, -1):.0f} × 10⁹/L", f"{a_field:.1f} in a field of the monolayer, with {source}"


def signed_of(story: Story, film: int) -> Signed | None:
    """The report of a film as it was signed; None where it is not."""
    deed = next((deed for deed in story.of_kind(Kind.READ) if deed.payload["film"] == film), None)
    if deed is None:
        return None
    told = deed.payload
    return Signed(
        when=moment_text(deed.at_minutes + deed.minutes),
        scheme=scheme_named(told["scheme"]).name,
        findings=_findings(told),
        counts=tuple(_count(label, count, told["cells"]) for label, count in told["counts"].items()),
        cells=told["cells"],
        fields=told["fields"],
        lobes=_lobes(told["lobes"]),
        platelets="" if told["platelets_a_field"] is None else f"{told['platelets_a_field']:.1f} in a field",
        minutes=count_text(deed.minutes, "minute"),
    )


def _findings(told: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    grades, names = scheme_named(told["scheme"]).grades, findings_reported()
    graded = [(feature_name(item), grades.get(grade, str(grade))) for item, grade in told["grades"].items()]
    levels = {item: level for item, level in told["levels"].items() if item not in told["grades"]}
    return (*graded, *((names.get(item, item), LEVELS.get(level, level)) for item, level in levels.items()))


def _count(label: str, count: int, n: int) -> tuple[str, int, str, str]:
    low, high = known_limits(min(count, n), n)
    return WHITE_NAMES.get(label, label), count, percent(count / n if n else 0.0), f"{percent(low)}–{percent(high)}"


def _lobes(lobes: Mapping[str, int]) -> str:
    n = sum(lobes.values())
    many = sum(count for number, count in lobes.items() if int(number) >= 5)
    return f"{many} of {count_text(n, 'neutrophil')} with five lobes or more" if n else ""
