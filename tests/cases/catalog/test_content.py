"""Does the shipped catalog hold what is to be taught?"""

from collections import Counter

import pytest

from cases.catalog import current
from cases.catalog.disease import Condition
from cases.catalog.teaching import TeachingPoint

CATALOG = current()

# The points of the source document, by the section that makes them.
TAUGHT = {
    "dna-synthesis", "megaloblasts", "ineffective-hematopoiesis", "neutropenia-follows",
    "deficiency-not-excess", "excess-is-harmless", "stores-last-years", "gradual-onset",
    "pancytopenia", "hypersegmentation", "mimics-malignancy", "exclude-before-aggression",
    "compare-mechanism", "compare-findings", "compare-marrow", "compare-reversibility", "compare-onset-drug",
    "cbc-first", "b12-and-folate-next", "mma-hcy-borderline", "injections-when-severe", "oral-when-mild", "reversible",
    "animal-sources", "fortified-sources", "investigate-b12",
}  # fmt: skip
LEAST = {
    "conditions": 14,
    "investigations": 110,
    "interferences": 12,
    "questions": 45,
    "maneuvers": 20,
    "treatments": 25,
}


def conditions() -> pytest.MarkDecorator:
    """Run for each condition."""
    return pytest.mark.parametrize("condition", CATALOG.conditions.values(), ids=lambda condition: condition.key)


def test_all_points_of_the_source_are_taught() -> None:
    assert len(TAUGHT) == 26
    assert {key for key, point in CATALOG.teaching_points.items() if not point.addition} == TAUGHT


@pytest.mark.parametrize("point", CATALOG.teaching_points.values(), ids=lambda point: point.key)
def test_a_point_names_its_section_or_is_an_addition_with_a_reference(point: TeachingPoint) -> None:
    assert bool(point.sections) != point.addition
    assert point.sources


@pytest.mark.parametrize("point", CATALOG.teaching_points.values(), ids=lambda point: point.key)
def test_a_missed_point_can_be_asked_about_anew(point: TeachingPoint) -> None:
    assert point.follow_up is not None
    assert len(set(point.follow_up.options)) == len(point.follow_up.options)
    assert "?" in point.follow_up.stem


@pytest.mark.parametrize(("kind", "least"), LEAST.items())
def test_there_is_enough_to_choose_from(kind: str, least: int) -> None:
    assert len(getattr(CATALOG, kind)) >= least


@conditions()
def test_each_condition_tests_restraint(condition: Condition) -> None:
    features = [CATALOG.teaching_points[key].key_feature for key in condition.key_features]
    assert any(feature is not None and feature.restraint for feature in features)


@conditions()
def test_no_key_feature_is_counted_twice(condition: Condition) -> None:
    assert len(set(condition.key_features)) == len(condition.key_features)


@conditions()
def test_a_condition_has_rivals_of_other_diagnoses_and_is_not_its_own(condition: Condition) -> None:
    assert condition.key not in condition.rivals
    assert {CATALOG.conditions[rival].diagnosis for rival in condition.rivals} - {condition.diagnosis}


@conditions()
def test_each_condition_can_be_met_somewhere(condition: Condition) -> None:
    assert sum(condition.priors.values()) > 0


@conditions()
def test_what_is_recommended_averts_most_of_the_loss(condition: Condition) -> None:
    lines = {CATALOG.treatments[line.treatment].management for line in condition.recommended}
    lines |= {"stop-causal-drug"} if condition.recommended_stops else set()
    missed = 1.0
    for line in lines or {"observe"}:
        missed *= 1 - condition.loss.averts.get(line, 0.0)
    assert missed < 1 or condition.loss.untreated == 0
    assert not lines & condition.loss.traps.keys()


@conditions()
def test_only_causal_drugs_are_to_be_stopped(condition: Condition) -> None:
    assert set(condition.recommended_stops) <= {key for key, use in condition.drugs.items() if use.causal}


def test_a_finding_has_words_for_each_level() -> None:
    wordless = [
        (finding.key, level)
        for finding in CATALOG.findings.values()
        for level in finding.levels
        if not finding.words[level] or not all(word.strip() for word in finding.words[level])
    ]
    assert wordless == []


def test_no_two_settings_or_diagnoses_bear_one_name() -> None:
    for kind in ("diagnoses", "settings", "conditions", "investigations", "treatments"):
        names = Counter(entry.name for entry in getattr(CATALOG, kind).values())
        assert [name for name, count in names.items() if count > 1] == []


def test_every_diagnosis_has_a_condition() -> None:
    assert {condition.diagnosis for condition in CATALOG.conditions.values()} == set(CATALOG.diagnoses)


def test_every_setting_is_visited() -> None:
    assert all(any(c.priors.get(key) for c in CATALOG.conditions.values()) for key in CATALOG.settings)


def test_an_unsafe_act_cannot_be_bought_back() -> None:
    assert [act.key for act in CATALOG.unsafe_acts.values() if act.cap > 60] == []


@conditions()
def test_the_recommended_plan_is_not_unsafe(condition: Condition) -> None:
    lines = {CATALOG.treatments[line.treatment].management for line in condition.recommended}
    treated = lines | {line.treatment for line in condition.recommended}
    for act in CATALOG.unsafe_acts.values():
        if act.conditions and condition.key not in act.conditions:
            continue
        committed = [clause for clause in act.all if clause.act == "treat" and not clause.never]
        if len(committed) == len(act.all):
            assert not all(treated & set(clause.keys) for clause in committed), act.key


def test_every_number_has_a_source_or_is_assumed() -> None:
    for kind in (
        "analytes",
        "investigations",
        "interferences",
        "treatments",
        "managements",
        "conditions",
        "drugs",
        "unsafe_acts",
    ):
        assert [key for key, entry in getattr(CATALOG, kind).items() if not entry.sources] == [], kind


def test_the_same_thing_seen_by_two_tests_is_one_finding() -> None:
    """The spleen that ultrasound shows is the spleen on the CT."""
    for test in CATALOG.investigations.values():
        own = [finding.key for finding in test.findings]
        assert set(test.shows) <= set(own)
        assert len(own) == len(set(own))
    assert sum(bool(test.shows) for test in CATALOG.investigations.values()) >= 3


def test_every_analyte_can_be_had_by_an_order_or_at_the_bedside() -> None:
    steps = [*CATALOG.investigations.values(), *CATALOG.maneuvers.values()]
    assert set(CATALOG.analytes) == {analyte for step in steps for analyte in step.analytes}


def test_a_healthy_value_of_the_middle_lies_in_its_range() -> None:
    for analyte in CATALOG.analytes.values():
        for sex, healthy in (("male", analyte.healthy), ("female", analyte.healthy_female or analyte.healthy)):
            if healthy is not None:
                limits = analyte.range_for(sex, 50)
                assert (limits.low or 0) <= healthy.median <= (limits.high or 1e9), (analyte.key, sex)
