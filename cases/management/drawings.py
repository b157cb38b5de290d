"""Which drawings show the model at a glance?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cases.catalog import current
from cases.figures.plates import Line, Panel, Ruler, plate
from cases.simulation.moments import Moment, onset_moment
from cases.simulation.patients import Patient, Recipe, patient_of
from cases.simulation.schedules import prescription_from
from cases.simulation.trajectories import trajectory_of
from cases.simulation.treatment import Intervention, Plan
from cases.simulation.validation.deficiency import YEAR_D, without_intrinsic_factor
from cases.simulation.validation.experiments import Run, treated
from cases.simulation.validation.recovery import by_kuzminski, peak_at, published_peak

SETTING = "general-medicine"
MONTH_D = 30.4
ONSET = (
    ("b12", "Serum B12, pg/mL"), ("methylmalonic_acid", "Methylmalonic acid, nmol/L"),
    ("hypersegmented_percent", "Hypersegmented neutrophils, %"), ("mcv", "MCV, fL"),
    ("hemoglobin", "Hemoglobin, g/dL"), ("neutrophils", "Neutrophils, 10^9/L"),
    ("platelets", "Platelets, 10^9/L"), ("ldh", "LDH, U/L"), ("rdw", "RDW, %"),
)  # fmt: skip
TREATED = (
    ("hemoglobin", "Hemoglobin, g/dL"), ("mcv", "MCV, fL"), ("reticulocytes", "Reticulocytes, 10^9/L"),
    ("neutrophils", "Neutrophils, 10^9/L"), ("platelets", "Platelets, 10^9/L"),
    ("methylmalonic_acid", "Methylmalonic acid, nmol/L"),
)  # fmt: skip
DRAWN_D = 91
FIRST_SEED = 2
LOGARITHMIC = ("methylmalonic_acid", "ldh")
# Name in the drawing, treatment, route, dose (the usual one where empty), schedule.
TREATMENTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("nothing", "", "", "", ""),
    ("hydroxocobalamin", "hydroxocobalamin", "intramuscular", "1 mg", "alternate-days for 14 days then every-3-months"),
    ("B12 by mouth, 2 mg", "cyanocobalamin", "oral", "2 mg", "daily"),
    ("folic acid alone", "folic-acid", "oral", "5 mg", "daily"),
    ("two units of red cells", "red-cell-transfusion", "intravenous", "2 units", "once"),
    ("iron alone", "ferrous-sulfate", "oral", "", "daily"),
)
# Places of lines that lie on others and so are dashed: B12 by either way, iron and nothing.
HIDING = (2, 5)
# The patient of the six treatments: takes tablets well and has iron enough.
TREATED_SEED = 16
DISEASES = {
    "pernicious-anemia": "Pernicious anemia", "nitrous-oxide": "Nitrous oxide", "copper": "Copper deficiency",
    "folate-alcohol": "Folate lack and alcohol", "methimazole": "Methimazole",
    "autoimmune-neutropenia": "Autoimmune neutropenia", "aplastic-anemia": "Aplastic anemia",
    "aml": "Acute myeloid leukemia", "mds-low-blasts": "Myelodysplasia", "hypersplenism": "Hypersplenism",
    "itp": "Immune thrombocytopenia", "autoimmune-hemolysis": "Autoimmune hemolysis", "ttp": "TTP",
}  # fmt: skip
LINES = (("hemoglobin", "hemoglobin"), ("neutrophils", "neutrophils"), ("platelets", "platelets"))
COUNTS = (1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0)


def onset() -> str:
    """Pernicious anemia over the years, in the reference adult."""
    run = without_intrinsic_factor()
    days = [day for day, value in zip(run.course.days, run.of("hemoglobin"), strict=True) if value > 5]
    panels = [
        Panel(title, (Line("", _points(run, name, YEAR_D, days[-1])),), is_log=name in LOGARITHMIC)
        for name, title in ONSET
    ]
    ticks = tuple((float(year), str(year)) for year in range(7))
    last = max(days[-1] / YEAR_D, 6.0)
    return plate("Pernicious anemia, untreated: the store lasts for years", panels, Ruler(0, last, ticks, "years"))


def treatments() -> str:
    """Six treatments of one patient with pernicious anemia."""
    patient = _patient("pernicious-anemia", TREATED_SEED, 0.85)
    courses = [(name, _course(patient, *words)) for name, *words in TREATMENTS]
    panels = [
        Panel(
            title,
            tuple(_line(i, name, course, key) for i, (name, course) in enumerate(courses)),
            is_log=key in LOGARITHMIC,
        )
        for key, title in TREATED
    ]
    ruler = Ruler(0, 120, tuple((float(day), str(day)) for day in range(0, 121, 30)), "days of treatment")
    return plate("One patient with pernicious anemia, six treatments", panels, ruler)


def diseases() -> str:
    """Three lines of blood in twelve diseases: a year before presentation, and three months of what is recommended."""
    catalog = current()
    panels = [
        Panel(name, _lines_of(_survivor(key)), (90.0, 110.0))
        for key, name in DISEASES.items()
        if key in catalog.conditions
    ]
    ticks = tuple((float(month), str(month)) for month in range(-12, 4, 3))
    ruler = Ruler(-12, 3, ticks, "months from presentation", mark=0)
    return plate("Percent of the patient's own healthy value, before and under treatment", panels, ruler, columns=4)


def published() -> str:
    """One patient against published figures: the curve of reticulocytes, and the windows of recovery."""
    peaks = tuple((count, peak_at(count)) for count in COUNTS)
    formula = tuple((count, published_peak(count)) for count in COUNTS)
    ticks = tuple((count, f"{count:g}") for count in COUNTS[::2])
    counts = Ruler(1, 3, ticks, "red cells before treatment, 10^12/L")
    panels = [
        Panel("Peak of reticulocytes, %", (Line("model", peaks), _dots(formula)), ruler=counts),
        _against("Hemoglobin, g/dL: 12.5 in 3 to 8 weeks", treated(), "hemoglobin", ((3, 12.5), (8, 12.5))),
        _against("MCV, fL: 98 in 25 to 78 days", treated(), "mcv", ((25 / 7, 98), (78 / 7, 98))),
        _against("LDH, U/L: 300 in 7 to 25 days", treated(), "ldh", ((1, 300), (25 / 7, 300))),
        _against("Platelets, 10^9/L: 150 in 3 to 10 days", treated(), "platelets", ((3 / 7, 150), (10 / 7, 150))),
        _against("Methylmalonic acid: 265 nmol/L at 4 months", by_kuzminski(), "methylmalonic_acid", ((17.1, 265),)),
    ]
    ruler = Ruler(0, 18, tuple((float(week), str(week)) for week in range(0, 19, 3)), "weeks of treatment")
    return plate("Severe pernicious anemia beside published figures", panels, ruler)


DRAWINGS: dict[str, Callable[[], str]] = {
    "onset": onset,
    "treatments": treatments,
    "diseases": diseases,
    "published": published,
}


def _points(run: Run, name: str, unit_d: float, until: float = float("inf")) -> tuple[tuple[float, float], ...]:
    recorded = zip(run.course.days, run.of(name), strict=True)
    return tuple((day / unit_d, value) for day, value in recorded if day <= until)


def _against(title: str, run: Run, name: str, dots: tuple[tuple[float, float], ...]) -> Panel:
    return Panel(title, (Line("model", _points(run, name, 7)), _dots(dots)), is_log=name in LOGARITHMIC)


def _dots(points: tuple[tuple[float, float], ...]) -> Line:
    return Line("published", points, 1, is_dots=True)


def _patient(condition: str, seed: int, severity: float) -> Patient:
    return patient_of(current(), Recipe(SETTING, ((condition, 1.0),), (severity, severity)), seed)


def _survivor(condition: str) -> Patient:
    """The first patient who lives through the treatment that is drawn."""
    patients = (_patient(condition, seed, 0.7) for seed in range(FIRST_SEED, 50))
    return next(one for one in patients if _moments(one, _recommended(one), DRAWN_D)[-1].day >= DRAWN_D - 3)


def _recommended(patient: Patient) -> Plan:
    return Plan(patient.condition.recommended, patient.condition.recommended_stops)


def _course(patient: Patient, treatment: str, route: str, dose: str, schedule: str) -> list[Moment]:
    """A hundred and twenty days under one treatment, or as many as the patient lives."""
    given = (prescription_from(current(), treatment, route, dose or None, schedule),) if treatment else ()
    return _moments(patient, Plan(given), 120)


def _moments(patient: Patient, plan: Plan, last: int) -> list[Moment]:
    course = trajectory_of(patient, (Intervention(0, plan),), last)
    end = last if course.ended_day is None else min(course.ended_day, last)
    return [course.at(day) for day in course.days if day <= end]


def _line(hue: int, name: str, course: Sequence[Moment], key: str) -> Line:
    return Line(name, tuple((float(moment.day), moment.readouts[key]) for moment in course), hue, 2 * (hue in HIDING))


def _lines_of(patient: Patient) -> tuple[Line, ...]:
    """Counts as percent of those in health, before presentation and under what is recommended."""
    before = [onset_moment(patient, patient.presented_on - day) for day in patient.onset.days[:-1]]
    after = _moments(patient, _recommended(patient), DRAWN_D)
    moments = [moment for moment in (*before, *after) if moment.day >= -365]
    healthy = onset_moment(patient, patient.presented_on + 1).readouts
    return tuple(
        Line(name, tuple((m.day / MONTH_D, 100 * m.readouts[key] / healthy[key]) for m in moments), hue)
        for hue, (key, name) in enumerate(LINES)
    )
