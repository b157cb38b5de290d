"""Is harm told on its day, kept as a fact, and the end an end?"""

import pytest

from cases.encounters import Refused
from cases.models import Encounter, Status
from cases.records import record_of
from cases.simulation.harms import Harm
from tests.cases.encounters.acts import B12, WATCHFUL, do, items

DAY = 24 * 60
Doomed = tuple[Encounter, tuple[Harm, ...]]


def told(encounter: Encounter) -> dict[int, list[str]]:
    """What was told of harm, by day."""
    rows = encounter.readings.filter(item__regex="^(harm|death):").values_list("collected_minutes", "words")
    return {minute // DAY: [words for at, words in rows if at == minute] for minute, _ in rows}


def test_harm_is_told_on_its_day_and_not_before(doomed: Doomed) -> None:
    encounter, harms = doomed
    do(encounter, "sign", commitment=WATCHFUL)
    do(encounter, "visit", day=harms[0].day - 1, investigations=[])
    assert told(encounter) == {}
    action = do(encounter, "visit", day=harms[0].day, investigations=[])
    assert items(action) == {f"harm:{harm.kind}" for harm in harms if harm.day == harms[0].day}
    assert told(encounter)[harms[0].day][0] == harms[0].words


def test_a_death_stops_the_clock_on_its_day_and_only_closing_is_left(doomed: Doomed) -> None:
    encounter, harms = doomed
    do(encounter, "sign", commitment=WATCHFUL)
    action = do(encounter, "visit", day=harms[-1].day + 60, investigations=["cbc"])
    assert encounter.clock_minutes == harms[-1].day * DAY
    assert f"death:{harms[-1].kind}" in items(action)
    assert action.fee_cents == 0
    for act, given in LATER.items():
        with pytest.raises(Refused) as refused:
            do(encounter, act, **given)
        assert refused.value.status == 409
        assert harms[-1].words in refused.value.message
    do(encounter, "close")
    assert encounter.status == Status.CLOSED


LATER = {
    "ask": {"question": "energy"},
    "examine": {"maneuvers": ["spleen"]},
    "order": {"investigations": ["cbc"]},
    "wait": {"until": 10**5},
    "visit": {"day": 91, "investigations": []},
}


def test_who_waits_too_long_before_treating_is_told_as_well(doomed: Doomed) -> None:
    encounter, harms = doomed
    do(encounter, "wait", until=harms[0].day * DAY + 60)
    assert told(encounter)[harms[0].day][0] == harms[0].words
    do(encounter, "sign", commitment=B12)


def test_harm_is_no_evidence_of_a_finding(doomed: Doomed) -> None:
    encounter, harms = doomed
    do(encounter, "wait", until=harms[0].day * DAY)
    evidence = record_of(encounter).evidence_at_commit()
    assert not any(":" in key for key in [*evidence.levels, *evidence.values])


def test_nothing_is_told_where_nothing_befell(healthy: Encounter) -> None:
    do(healthy, "sign", commitment=WATCHFUL)
    do(healthy, "visit", day=300, investigations=["cbc"])
    assert told(healthy) == {}
