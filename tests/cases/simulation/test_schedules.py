"""Are treatments read from words, and is it said what to change where they cannot be?"""

import pytest

from cases.catalog.therapy import Prescription
from cases.simulation.schedules import NotReadable, dose_from, prescription_from, schedule_from
from tests.cases.simulation.population import CATALOG

UNITS = {"mg": 1.0, "mcg": 0.001}


def test_a_loading_phase_and_what_follows_it_are_read() -> None:
    read = prescription_from(
        CATALOG, "hydroxocobalamin", "intramuscular", "1 mg", "alternate-days for 14 days then every-3-months"
    )
    assert read == Prescription(
        treatment="hydroxocobalamin",
        route="intramuscular",
        dose=1,
        unit="mg",
        frequency="alternate-days",
        days=14,
        maintenance="every-3-months",
        maintenance_days=3650,
    )


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("once", ("once", 1, None, 0)),
        ("daily", ("daily", 3650, None, 0)),
        ("weekly for 4 weeks", ("weekly", 28, None, 0)),
        ("daily for 1 week then monthly for 2 years", ("daily", 7, "monthly", 730)),
    ],
)
def test_schedules_are_read(words: str, read: tuple[str, int, str | None, int]) -> None:
    assert schedule_from(words) == read


@pytest.mark.parametrize(
    ("words", "read"), [("1 mg", (1, "mg")), ("0.5mg", (0.5, "mg")), (" 1000 mcg ", (1000, "mcg"))]
)
def test_doses_are_read(words: str, read: tuple[float, str]) -> None:
    assert dose_from(words, UNITS) == read


def test_what_is_left_out_is_the_usual() -> None:
    read = prescription_from(CATALOG, "folic-acid", None, None, None)
    assert (read.route, read.dose, read.frequency) == ("oral", 5, "daily")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("1", "the dose `1` has no unit: write `1 mg`"),
        ("1 kg", "unknown unit `kg`"),
        ("a lot", "`a lot` is no dose: write a number and a unit"),
        ("0 mg", "write a number above 0"),
    ],
)
def test_a_dose_that_cannot_be_given_is_refused(words: str, complaint: str) -> None:
    with pytest.raises(NotReadable, match=complaint):
        dose_from(words, UNITS)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("fortnightly", "unknown frequency `fortnightly`"),
        ("daily for ever", "`daily for ever` is no schedule: write for example"),
        ("daily then weekly", "how long is `daily`, before `weekly`?"),
        ("daily for 99 years", "lasts 36135 days: write 1 to 3650"),
        ("daily for 1 week then weekly for 1 month then monthly", "has 3 parts: write one or two"),
    ],
)
def test_a_schedule_that_does_not_parse_is_refused(words: str, complaint: str) -> None:
    with pytest.raises(NotReadable) as refused:
        schedule_from(words)
    assert complaint in str(refused.value)


@pytest.mark.parametrize(
    ("treatment", "route", "schedule", "complaint"),
    [
        ("hydroxocobalamine", None, None, "unknown treatment `hydroxocobalamine`; did you mean `hydroxocobalamin`"),
        ("cyanocobalamin", None, None, "several routes: say one of intramuscular, subcutaneous"),
        ("folic-acid", "intravenous", None, "unknown route of folic-acid `intravenous`"),
        ("folic-acid", "oral", "continuous", "unknown frequency of folic-acid oral `continuous`"),
    ],
)
def test_a_treatment_that_is_not_given_so_is_refused(
    treatment: str, route: str | None, schedule: str | None, complaint: str
) -> None:
    with pytest.raises(NotReadable) as refused:
        prescription_from(CATALOG, treatment, route, None, schedule)
    assert complaint in str(refused.value)
