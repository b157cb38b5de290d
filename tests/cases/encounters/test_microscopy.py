"""Is what is named, noted and signed at the microscope kept once, and refused where it cannot be?"""

import uuid
from dataclasses import replace
from typing import Any

import pytest

from cases import encounters
from cases.catalog import current
from cases.encounters import Refused
from cases.microscope.glasses import films_in, slide_in
from cases.microscope.labels import USUAL_KEYS
from cases.microscope.tallies import Tally, tally_of
from cases.models import Action, Encounter, Naming
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import current_observer, prior_of
from cases.records import record_of
from cases.slides import Sight
from learners.models import Learner
from tests.cases.encounters.acts import B12, do

FIELD = Sight("monolayer", 0)


def cell(number: int) -> Sight:
    return Sight("gallery", number)


@pytest.fixture
def film(encounter: Encounter) -> int:
    """Alice has had a film taken, and its report is not back."""
    return do(encounter, "order", investigations=["blood-film", "cbc"]).number


def held(encounter: Encounter) -> Tally:
    return tally_of(films_in(encounter)[-1])


def named(encounter: Encounter, film: int, *labels: str) -> None:
    for number, label in enumerate(labels):
        do(encounter, "name", film=film, sight=cell(number), label=label)


def test_the_last_name_of_a_cell_holds_and_a_name_given_twice_counts_once(encounter: Encounter, film: int) -> None:
    key = uuid.uuid4()
    for _ in range(3):
        do(encounter, "name", film=film, sight=cell(4), label="band", key=key)
    assert held(encounter).counts == {"band": 1}
    do(encounter, "name", film=film, sight=cell(4), label="monocyte")
    assert held(encounter).counts == {"monocyte": 1}
    assert Naming.objects.count() == 2


def test_counting_lobes_names_a_neutrophil_and_leaves_another_name(encounter: Encounter, film: int) -> None:
    do(encounter, "name", film=film, sight=cell(0), label="", lobes=5)
    do(encounter, "name", film=film, sight=cell(1), label="pseudo-pelger")
    do(encounter, "name", film=film, sight=cell(1), label="", lobes=2)
    assert held(encounter).counts == {"neutrophil": 1, "pseudo-pelger": 1}
    assert held(encounter).lobes == {5: 1, 2: 1}


def test_what_was_named_last_is_taken_back_first_and_once_for_each_key(encounter: Encounter, film: int) -> None:
    named(encounter, film, "neutrophil", "band", "lymphocyte")
    key = uuid.uuid4()
    for _ in range(2):
        do(encounter, "take_back", film=film, key=key)
    assert sorted(held(encounter).gallery) == [0, 1]
    do(encounter, "take_back", film=film)
    do(encounter, "take_back", film=film)
    assert do(encounter, "take_back", film=film) is None
    assert held(encounter).cells == 0


def test_a_point_names_the_cell_under_it_and_two_points_on_one_cell_name_one(encounter: Encounter, film: int) -> None:
    scene = slide_in(encounter, film).scene(FIELD)
    there = next(one for one in scene.inside if one.kind == "red-cell" and 20 < one.x < 140 and 20 < one.y < 100)
    for shift in (0.0, 0.4):
        do(encounter, "name", film=film, sight=FIELD, at=(there.x + shift, there.y), label="target")
    (one,) = held(encounter).in_field(FIELD)
    assert (one.cell, one.label) == (there.number, "target")
    do(encounter, "take_back", film=film, sight=FIELD)
    assert held(encounter).in_field(FIELD) == ()


@pytest.mark.parametrize(
    "given",
    [
        {"sight": cell(0), "label": "unicorn"},
        {"sight": cell(0), "label": ""},
        {"sight": cell(0), "label": "", "lobes": 9},
        {"sight": FIELD, "label": "teardrop", "at": (-50.0, -50.0)},
        {"sight": FIELD, "label": "teardrop"},
        {"sight": cell(0), "label": "band", "film": 0},
    ],
)
def test_what_cannot_be_named_is_refused_and_not_kept(given: dict[str, Any], encounter: Encounter, film: int) -> None:
    with pytest.raises(Refused) as refused:
        do(encounter, "name", **{"film": film, **given})
    assert refused.value.status == 422
    assert not Naming.objects.exists()


def test_the_last_note_of_a_finding_holds_and_an_empty_one_takes_it_back(encounter: Encounter, film: int) -> None:
    def noted(**notes: str) -> set[tuple[str, str]]:
        given = {item.replace("_", "-"): value for item, value in notes.items()}
        do(encounter, "note", film=film, notes=given, scheme="icsh-2015")
        return {(item, one.value) for item, one in held(encounter).notes.items()}

    assert noted(teardrop_cells="2", auer_rods="absent") == {("teardrop-cells", "2"), ("auer-rods", "absent")}
    assert noted(teardrop_cells="3", auer_rods="absent") == {("teardrop-cells", "3"), ("auer-rods", "absent")}
    assert noted(auer_rods="") == {("teardrop-cells", "3")}


def test_platelets_are_counted_field_by_field(encounter: Encounter, film: int) -> None:
    for number, count in enumerate(("9", "4", "5")):
        sight = Sight("monolayer", number)
        do(encounter, "note", film=film, notes={"platelets": count}, scheme="", sight=sight)
    do(encounter, "note", film=film, notes={"platelets": "6"}, scheme="", sight=Sight("monolayer", 0))
    assert held(encounter).platelets_a_field == 5.0
    assert len(held(encounter).fields) == 3


@pytest.mark.parametrize(
    "notes",
    [
        {"unicorns": "present"},
        {"auer-rods": "2"},
        {"teardrop-cells": "7"},
        {"teardrop-cells": "present"},
        {"platelets": "x"},
    ],
)
def test_what_cannot_be_noted_is_refused(notes: dict[str, str], encounter: Encounter, film: int) -> None:
    with pytest.raises(Refused):
        do(encounter, "note", film=film, notes=notes, scheme="icsh-2015", sight=FIELD)


def signed(encounter: Encounter, film: int) -> Action:
    named(encounter, film, *["neutrophil"] * 20)
    notes = {"hypersegmented-neutrophils": "present", "teardrop-cells": "0", "schistocytes": "1"}
    do(encounter, "note", film=film, notes=notes, scheme="icsh-2015")
    return do(encounter, "read", film=film, scheme="icsh-2015")


def test_a_report_is_signed_once_and_takes_the_time_that_the_work_took(encounter: Encounter, film: int) -> None:
    act = signed(encounter, film)
    assert encounter.clock_minutes == act.minutes == act.payload["minutes"] > 5
    again = encounters.read(encounter, film=film, scheme="icsh-2015", clock=0, key=act.key)
    assert again == act
    assert act.payload["counts"] == {"neutrophil": 20}
    assert act.payload["levels"] == {
        "hypersegmented-neutrophils": "present",
        "schistocytes": "present",
        "teardrop-cells": "absent",
    }


def test_a_signed_report_stays_as_it_is(encounter: Encounter, film: int) -> None:
    signed(encounter, film)
    for act, given in (
        ("name", {"sight": cell(30), "label": "band"}),
        ("take_back", {}),
        ("note", {"notes": {"auer-rods": "present"}, "scheme": ""}),
        ("read", {}),
    ):
        with pytest.raises(Refused) as refused:
            do(encounter, act, film=film, **given)
        assert refused.value.status == 409


def test_an_empty_report_is_not_signed(encounter: Encounter, film: int) -> None:
    with pytest.raises(Refused, match="Nothing is noted yet"):
        do(encounter, "read", film=film)


def test_a_grade_of_another_scheme_is_not_signed(encounter: Encounter, film: int) -> None:
    do(encounter, "note", film=film, notes={"teardrop-cells": "2"}, scheme="four-plus")
    do(encounter, "note", film=film, notes={"auer-rods": "absent"}, scheme="four-plus")
    assert do(encounter, "read", film=film, scheme="icsh-2015").payload["levels"] == {"auer-rods": "absent"}


def test_a_report_is_evidence_of_a_reader_until_the_laboratory_speaks(encounter: Encounter, film: int) -> None:
    signed(encounter, film)
    order = do(encounter, "order", investigations=["ldh"])
    evidence = record_of(encounter).evidence_before(record_of(encounter).acts[order.number])
    assert evidence.levels == {}
    (report,) = evidence.reports
    assert report.levels["hypersegmented-neutrophils"] == "present"
    do(encounter, "wait", until=1000)
    last = do(encounter, "order", investigations=["ferritin"])
    evidence = record_of(encounter).evidence_before(record_of(encounter).acts[last.number])
    assert evidence.reports == ()
    assert "hypersegmented-neutrophils" in evidence.levels


def test_nothing_is_named_after_the_end_or_on_an_older_catalog(encounter: Encounter, film: int) -> None:
    Encounter.objects.update(catalog="0" * 12)
    encounter.refresh_from_db()
    with pytest.raises(Refused, match="catalog was corrected"):
        do(encounter, "name", film=film, sight=cell(0), label="band")
    do(encounter, "close")
    with pytest.raises(Refused, match="closed"):
        do(encounter, "name", film=film, sight=cell(0), label="band")


def test_a_report_after_the_plan_changes_nothing_that_was_known_at_signing(encounter: Encounter, film: int) -> None:
    do(encounter, "sign", commitment=B12)
    signed(encounter, film)
    assert record_of(encounter).evidence_at_commit().reports == ()


def test_a_bench_is_set_up_by_its_learner(alice: Learner) -> None:
    encounters.arrange(alice, changes={"cells": 200})
    bench = encounters.arrange(alice, changes={"keys": {"band": "s", "smudge": "b"}, "sounds": True})
    assert (bench.cells, bench.sounds) == (200, True)
    for wrong in ({"cells": 7}, {"scheme": "mine"}, {"keys": {"band": "n"}}, {"keys": {"band": "g"}}):
        with pytest.raises(Refused):
            encounters.arrange(alice, changes=wrong)
    assert len(set(USUAL_KEYS.values())) == len(USUAL_KEYS)


def test_the_belief_moves_by_the_learners_reading_and_further_by_the_laboratorys(
    encounter: Encounter, film: int
) -> None:
    def chance_of_b12(known: Evidence) -> float:
        belief = current_observer().belief(known, encounter.setting, prior_of(current(), encounter.setting))
        conditions = current().conditions
        return sum(chance for key, chance in belief.items() if conditions[key].diagnosis == "b12-deficiency")

    signed(encounter, film)
    after = do(encounter, "order", investigations=["ldh"]).number
    record = record_of(encounter)
    own = record.evidence_before(record.acts[after])
    seen = {key: level for key, level in own.reports[0].levels.items() if key == "hypersegmented-neutrophils"}
    by_own = replace(own, reports=(replace(own.reports[0], levels=seen),))
    nothing, laboratory = replace(own, reports=()), replace(own, reports=(), levels=seen)
    assert chance_of_b12(nothing) < chance_of_b12(by_own) < chance_of_b12(laboratory)
