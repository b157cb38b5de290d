"""Do samples mislead as often and as far as the catalog says, and only then?"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from msgspec import structs

from cases.catalog.entry import PRESENT
from cases.catalog.therapy import Prescription
from cases.simulation.findings import level_of
from cases.simulation.interference import level_read, value_read
from cases.simulation.measurement import measure, true_value
from cases.simulation.trajectories import Moment
from cases.simulation.treatment import Intervention, Plan
from tests.cases.simulation.population import CATALOG, moment, patient

DAY = 1440
ONE_MILLIGRAM = Prescription(
    treatment="hydroxocobalamin", route="intramuscular", dose=1000, unit="mcg", frequency="once"
)
TWO_UNITS = Prescription(treatment="red-cell-transfusion", route="intravenous", dose=2, unit="unit", frequency="once")
ANTIBODY = "intrinsic-factor-antibody"
NOON_PLUS_TWO = 5 * 60


@cache
def people(condition: str, count: int = 120) -> list[Moment]:
    """Return patients of a condition on the day they are seen."""
    return [moment(patient(condition, seed)) for seed in range(count)]


def without(at: Moment) -> Moment:
    """Return the same patient in a laboratory where nothing goes wrong."""
    catalog = replace(CATALOG, interferences={})
    return replace(at, patient=replace(at.patient, catalog=catalog))


def share(moments: list[Moment], holds: Callable[[Moment], bool]) -> float:
    """Return the share of moments for which something holds."""
    return sum(map(holds, moments)) / len(moments)


def read(at: Moment, key: str, minute: int = 0) -> float:
    """Return what is reported of one analyte."""
    return measure(at, [key], minute)[key].value


def test_antibodies_make_b12_falsely_normal_in_a_third_to_half_of_those_who_have_them() -> None:
    """0.33 to 0.53 by assay [Carmel & Agrawal 2012]."""
    carriers = [at for at in people("pernicious-anemia", 300) if level_of(at, ANTIBODY) == PRESENT]
    struck = share(carriers, lambda at: read(at, "serum-b12") != read(without(at), "serum-b12"))
    assert struck == pytest.approx(0.43, abs=0.12)  # three standard errors


def test_no_antibody_no_false_b12() -> None:
    others = [at for at in people("vegan-diet") if level_of(at, ANTIBODY) != PRESENT]
    others = [at for at in others if level_of(at, "drug:alcohol") != PRESENT]
    others = [at for at in others if level_of(at, "liver-cirrhosis-ultrasound") != PRESENT]
    assert others
    assert all(read(at, "serum-b12") == read(without(at), "serum-b12") for at in others)


def test_the_same_serum_fails_in_the_same_assay_every_time_and_without_a_word() -> None:
    for at in people("pernicious-anemia", 40):
        failed = {read(at, "serum-b12", minute) > 1.001 * read(without(at), "serum-b12", minute) for minute in (0, 700)}
        assert len(failed) == 1
        assert measure(at, ["serum-b12"], 0)["serum-b12"].note == ""


def test_an_assay_that_fails_never_reads_lower_than_the_truth() -> None:
    for at in people("pernicious-anemia"):
        assert read(at, "serum-b12") >= read(without(at), "serum-b12")


def test_the_day_after_an_injection_an_antibody_is_read_that_is_not_there() -> None:
    plan = Intervention(0, Plan((ONE_MILLIGRAM,)))
    clean = [patient("vegan-diet", seed) for seed in range(40)]
    clean = [one for one in clean if level_of(moment(one), ANTIBODY) != PRESENT]
    next_day = [level_read(moment(one, 1, plan), ANTIBODY, DAY) for one in clean]
    assert 0.3 < next_day.count(PRESENT) / len(clean) < 0.9
    assert {level_read(moment(one, 9, plan), ANTIBODY, 9 * DAY) for one in clean} == {"absent"}
    assert {level_read(moment(one), ANTIBODY, 0) for one in clean} == {"absent"}
    assert {level_of(moment(one, 1, plan), ANTIBODY) for one in clean} == {"absent"}


def test_an_injection_makes_the_level_mean_nothing() -> None:
    one = patient("pernicious-anemia", 3, severity=(0.6, 0.9))
    treated = moment(one, 1, Intervention(0, Plan((ONE_MILLIGRAM,))))
    assert read(treated, "serum-b12", DAY) > 900


def test_a_hemolyzed_sample_is_hemolyzed_for_all_its_analytes_and_the_laboratory_says_so() -> None:
    at = people("duffy-null")[0]
    spoiled = [m for m in range(400) if measure(at, ["ldh"], m)["ldh"].note]
    assert 2 < len(spoiled) < 25
    for minute in spoiled:
        panel = measure(at, ["ldh", "potassium", "ast", "sodium"], minute)
        honest = measure(without(at), ["ldh", "potassium", "ast", "sodium"], minute)
        assert "hemolyzed" in panel["potassium"].note
        assert all(panel[key].value > honest[key].value for key in ("ldh", "potassium"))
        assert panel["sodium"] == honest["sodium"]


def test_platelets_clump_in_edta_and_not_in_citrate_and_the_film_shows_it() -> None:
    at = people("duffy-null")[0]
    clumping = structs.replace(CATALOG.findings["platelet-clumps"], background={PRESENT: 1.0})
    catalog = replace(CATALOG, findings={**CATALOG.findings, "platelet-clumps": clumping})
    at = replace(at, patient=replace(at.patient, catalog=catalog))
    panel = measure(at, ["platelets", "platelets-citrate"], 0)
    assert panel["platelets"].value < 0.8 * panel["platelets-citrate"].value
    assert "clumps" in panel["platelets"].note
    assert panel["platelets-citrate"].note == ""
    assert level_read(at, "platelet-clumps", 0) == PRESENT
    shown = {finding.key for finding in CATALOG.investigations["blood-film"].findings}
    assert "platelet-clumps" in shown


def test_nobody_whose_platelets_do_not_clump_has_a_note_on_them() -> None:
    for at in people("aplastic-anemia", 60):
        if level_of(at, "platelet-clumps") != PRESENT:
            assert measure(at, ["platelets"], 0)["platelets"].note == ""


def test_a_meal_mends_serum_folate_and_leaves_that_of_red_cells() -> None:
    lacking = [at for at in people("folate-alcohol") if true_value(at, CATALOG.analytes["serum-folate"]) < 3]
    fed = [at for at in lacking if read(at, "serum-folate") > 1.5 * read(without(at), "serum-folate")]
    assert 0.05 < len(fed) / len(lacking) < 0.3
    assert all(read(at, "red-cell-folate") == read(without(at), "red-cell-folate") for at in fed)


def test_a_tube_left_standing_makes_homocysteine_and_never_loses_it() -> None:
    at = people("duffy-null")[0]
    pairs = [(measure(at, ["homocysteine"], m), measure(without(at), ["homocysteine"], m)) for m in range(300)]
    stood = [(one["homocysteine"], honest["homocysteine"]) for one, honest in pairs if one != honest]
    assert 4 < len(stood) < 40
    assert all(one.value > honest.value and "late" in one.note for one, honest in stood)


def test_iron_is_lower_after_noon_and_binding_capacity_is_not() -> None:
    at = people("duffy-null")[1]
    for key, falls in (("iron", True), ("transferrin-saturation", True), ("tibc", False)):
        afternoon, honest = (read(one, key, NOON_PLUS_TWO) for one in (at, without(at)))
        assert (afternoon < honest) == falls
    assert read(at, "iron", 0) == read(without(at), "iron", 0)


def test_a_transfusion_lends_the_donor_s_folate() -> None:
    one = patient("folate-alcohol", 4, severity=(0.7, 1.0))
    plan = Intervention(0, Plan((TWO_UNITS,)))
    treated = moment(one, 2, plan)
    assert read(treated, "red-cell-folate", 2 * DAY) >= read(without(treated), "red-cell-folate", 2 * DAY)
    assert value_read(treated, "red-cell-folate", 50, 2 * DAY)[0] > 100
    assert value_read(moment(one, 2), "red-cell-folate", 50, 2 * DAY)[0] == 50


def test_an_interference_is_the_same_whatever_else_is_asked_and_however_often() -> None:
    for at in people("pernicious-anemia", 20):
        together = measure(at, CATALOG.analytes, 77)
        assert all(measure(at, [key], 77)[key] == together[key] for key in reversed(list(CATALOG.analytes)))


def test_a_note_names_no_disease() -> None:
    named = {condition.name.lower() for condition in CATALOG.conditions.values()}
    named |= {diagnosis.name.lower() for diagnosis in CATALOG.diagnoses.values()}
    named |= {"antibod", "anemia", "deficien", "b12", "liver", "kidney"}
    notes = [interference.note.lower() for interference in CATALOG.interferences.values() if interference.note]
    assert notes
    assert [note for note in notes if any(name in note for name in named)] == []


def test_what_depends_on_a_disease_is_told_by_no_note() -> None:
    """A note on an antibody or a drug would give away what the learner has yet to find."""
    silent = [i for i in CATALOG.interferences.values() if i.when.finding and i.when.finding != "platelet-clumps"]
    assert len(silent) >= 4
    assert [i.key for i in silent if i.note] == []


def test_liver_disease_raises_b12() -> None:
    drinkers = [at for at in people("folate-alcohol", 300) if level_of(at, "liver-cirrhosis-ultrasound") == PRESENT]
    assert len(drinkers) > 5
    assert all(read(at, "serum-b12") > read(without(at), "serum-b12") for at in drinkers)


def test_on_the_first_morning_samples_mislead_in_some_analytes_and_not_in_others() -> None:
    struck: set[str] = set()
    moments = [*people("pernicious-anemia", 160), *people("folate-alcohol", 160)]
    for at in moments:
        panel, honest = (measure(one, CATALOG.analytes, 0) for one in (at, without(at)))
        struck |= {key for key in panel if panel[key] != honest[key]}
    assert {"serum-b12", "ldh", "serum-folate", "homocysteine", "gastrin"} <= struck
    assert not {"red-cell-folate", "iron", "platelets-citrate", "methylmalonic-acid"} & struck
