"""Do doses fall on the days on which they were prescribed?"""

from typing import Any

import msgspec
import pytest

from cases.catalog.therapy import Prescription
from cases.simulation.treatment import FREQUENCIES, Dose, Plan, cut, doses_given, doses_on, last_dose_day, route_of
from tests.cases.simulation.population import CATALOG


def line(**changes: Any) -> Prescription:
    """Return a prescription, hydroxocobalamin 1 mg daily for two weeks unless changed."""
    usual = {
        "treatment": "hydroxocobalamin", "route": "intramuscular", "dose": 1, "unit": "mg",
        "frequency": "daily", "days": 14,
    }  # fmt: skip
    return Prescription(**{**usual, **changes})


def days(prescription: Prescription, until: int = 200) -> list[int]:
    """Return each day on which something is given."""
    return [day for day in range(-3, until) if doses_given(prescription, day)]


RHYTHMS = {
    "once": [0],
    "daily": [*range(28)],
    "alternate-days": [*range(0, 28, 2)],
    "three-times-weekly": [0, 2, 4, 7, 9, 11, 14, 16, 18, 21, 23, 25],
    "weekly": [0, 7, 14, 21],
    "every-2-weeks": [0, 14],
    "monthly": [0],
    "continuous": [*range(28)],
}


@pytest.mark.parametrize(("frequency", "expected"), RHYTHMS.items())
def test_doses_fall_in_their_rhythm(frequency: str, expected: list[int]) -> None:
    assert days(line(frequency=frequency, days=28)) == expected


def test_long_rhythms_count_in_months_of_thirty_days() -> None:
    starts = {key: days(line(frequency=key, days=200)) for key in ("monthly", "every-2-months", "every-3-months")}
    assert starts["monthly"] == [0, 30, 60, 90, 120, 150, 180]
    assert starts["every-2-months"] == [0, 60, 120, 180]
    assert starts["every-3-months"] == [0, 90, 180]


def test_a_day_can_hold_several_doses() -> None:
    counts = [doses_given(line(frequency=key), 5) for key in ("daily", "twice-daily", "three-times-daily")]
    assert counts == [1, 2, 3]


def test_every_frequency_gives_a_first_dose_on_the_first_day() -> None:
    assert all(doses_given(line(frequency=key), 0) for key in FREQUENCIES)


def test_maintenance_follows_in_its_own_rhythm_and_ends() -> None:
    prescription = line(frequency="alternate-days", days=14, maintenance="every-3-months", maintenance_days=180)
    assert days(prescription, 400) == [0, 2, 4, 6, 8, 10, 12, 14, 104]


def test_nothing_is_given_without_maintenance_once_the_days_are_over() -> None:
    assert days(line(frequency="daily", days=3)) == [0, 1, 2]


def test_an_injection_acts_once_on_its_day() -> None:
    injected = line(frequency="alternate-days", dose=1)
    assert [list(doses_on(CATALOG, injected, day)) for day in (0, 1, 2)] == [
        [Dose("b12_injection", 730, add=True)],
        [],
        [Dose("b12_injection", 730, add=True)],
    ]


def test_units_are_turned_into_the_base_unit() -> None:
    [dose] = doses_on(CATALOG, line(dose=1000, unit="mcg"), 0)
    assert dose.value == pytest.approx(730)


def test_a_tablet_acts_at_the_rate_of_all_its_doses_of_the_day() -> None:
    tablets = line(treatment="cyanocobalamin", route="oral", dose=2, frequency="twice-daily")
    assert list(doses_on(CATALOG, tablets, 3)) == [Dose("b12_supplement", 4000, add=True)]


def test_a_switch_is_on_whatever_the_dose() -> None:
    shots = [line(treatment="filgrastim", route="subcutaneous", unit="mcg", dose=dose) for dose in (300, 480)]
    assert [list(doses_on(CATALOG, shot, 2)) for shot in shots] == [[Dose("gcsf", 1, add=False)]] * 2


def test_what_lasts_covers_the_days_between_doses() -> None:
    lasting = [
        (key, route, effect)
        for key, treatment in CATALOG.treatments.items()
        for route in treatment.routes
        for effect in route.effects
        if effect.lasts_days > 7 and effect.kind != "impulse"
    ]
    assert lasting
    for key, route, effect in lasting:
        given = line(treatment=key, route=route.route, unit=next(iter(route.units)), frequency="once", days=1)
        acts = [
            any(d.channel == effect.channel for d in doses_on(CATALOG, given, day, answered=True)) for day in range(200)
        ]
        first = effect.after_days
        lasting_days = min(effect.lasts_days, 200 - first)
        assert acts[first : first + lasting_days] == [True] * lasting_days, key


def test_a_route_that_does_not_exist_is_refused_with_its_names() -> None:
    with pytest.raises(KeyError, match="hydroxocobalamin is not given by the route oral"):
        route_of(CATALOG, line(route="oral"))


def test_a_plan_survives_storage() -> None:
    plan = Plan((line(maintenance="monthly", maintenance_days=90), line(dose=0.5)), ("metformin",))
    assert Plan.from_json(msgspec.json.decode(msgspec.json.encode(plan.as_json()))) == plan


def test_what_is_no_plan_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="dose"):
        Plan.from_json({"prescriptions": [{**Plan((line(),)).as_json()["prescriptions"][0], "dose": -1}], "stops": []})


def test_every_way_to_give_every_treatment_can_be_played() -> None:
    for key, treatment in CATALOG.treatments.items():
        for route in treatment.routes:
            for frequency in route.frequencies:
                unit = next(iter(route.units))
                given = line(treatment=key, route=route.route, unit=unit, frequency=frequency)
                first = max((effect.after_days for effect in route.effects), default=0)
                assert [*doses_on(CATALOG, given, first, answered=True)] or not route.effects


def test_an_effect_begins_after_its_days_and_leaves_a_share_of_what_the_disease_does() -> None:
    given = line(treatment="rituximab", dose=1000, frequency="once", days=1, route="intravenous")
    assert not any(dose.share for dose in doses_on(CATALOG, given, 20))
    shares = {dose.channel: dose.value for dose in doses_on(CATALOG, given, 21) if dose.share}
    assert 0 < shares["platelet_hazard"] < 1


def test_a_forgotten_dose_does_nothing_and_the_last_one_taken_counts() -> None:
    shots = line(frequency="weekly", days=28)
    forgotten = {7, 14}
    assert [*doses_on(CATALOG, shots, 7, lambda day: day not in forgotten)] == []
    assert last_dose_day(shots, 20, lambda day: day not in forgotten) == 0
    assert last_dose_day(shots, 20) == 14
    assert last_dose_day(shots, -1) is None


def test_a_prescription_that_is_cut_short_gives_nothing_later() -> None:
    prescription = line(frequency="daily", days=3, maintenance="weekly", maintenance_days=30)
    kept = cut(prescription, 8)
    assert kept is not None
    assert days(kept) == [day for day in days(prescription) if day < 8]
    assert cut(prescription, 0) is None


def test_what_is_specific_is_done_only_to_a_disease_that_answers() -> None:
    cycle = line(treatment="azacitidine", route="subcutaneous", unit="cycle", frequency="once", days=1)
    deaf, answering = (
        {dose.channel for dose in doses_on(CATALOG, cycle, 0, answered=answered)} for answered in (False, True)
    )
    assert deaf == {"cytotoxic"}
    assert answering == {"cytotoxic", "clone_decay", "blast_decay"}
