"""Does a statement about what was done hold exactly when it was done?"""

from typing import Any

import pytest

from cases.catalog import current
from cases.catalog.teaching import Clause, Given
from cases.catalog.therapy import Prescription
from cases.reasoning.belief.evidence import Evidence, Measured
from cases.reasoning.score.key_features import Deed, deeds_of, holds, judged, known, unsafe
from cases.reasoning.score.record import Act, Commitment, Record
from cases.simulation.treatment import Plan
from tests.cases.reasoning.records import story
from tests.cases.reasoning.tiny import CATALOG

NOTHING_KNOWN = Evidence(64, "female")
FEBRILE = Evidence(64, "female", {"neutrophils": Measured(0.2), "temperature": Measured(38.5)}, {"fever": "present"})
CBC, B12, MARROW = Deed("order", "cbc", 2), Deed("order", "serum-b12", 3), Deed("order", "bone-marrow", 5)
ASKED, DIAGNOSED = Deed("ask", "diet", 1), Deed("diagnose", "aml", 7)
SHOT, TABLET = Deed("treat", "b12", 7, "intramuscular"), Deed("treat", "b12", 7, "oral")

# The clause, the deeds, whether it holds.
TRUTHS: dict[str, tuple[dict[str, Any], list[Deed], bool]] = {
    "it was done": ({"act": "order", "keys": ("cbc",)}, [CBC], True),
    "it was not done": ({"act": "order", "keys": ("cbc",)}, [B12], False),
    "nothing was done": ({"act": "order", "keys": ("cbc",)}, [], False),
    "one of several was done": ({"act": "order", "keys": ("cbc", "ferritin")}, [CBC], True),
    "any order will do": ({"act": "order"}, [B12], True),
    "another kind of act does not": ({"act": "order"}, [ASKED], False),
    "never, and it was not": ({"act": "order", "keys": ("bone-marrow",), "never": True}, [CBC, B12], True),
    "never, but it was": ({"act": "order", "keys": ("bone-marrow",), "never": True}, [CBC, MARROW], False),
    "first, and it was": ({"act": "order", "keys": ("cbc",), "first": True}, [ASKED, CBC, B12], True),
    "first, but another was": ({"act": "order", "keys": ("serum-b12",), "first": True}, [CBC, B12], False),
    "first, together with others": (
        {"act": "order", "keys": ("serum-b12",), "first": True}, [Deed("order", "cbc", 3), B12], True,
    ),
    "first, but never done": ({"act": "order", "keys": ("ferritin",), "first": True}, [CBC], False),
    "before a key, and it was": (
        {"act": "order", "keys": ("serum-b12",), "before": ("bone-marrow",)}, [B12, MARROW], True,
    ),
    "before a key, but after": (
        {"act": "order", "keys": ("serum-b12",), "before": ("bone-marrow",)},
        [MARROW, Deed("order", "serum-b12", 6)], False,
    ),
    "before a key, at once is not before": (
        {"act": "order", "keys": ("serum-b12",), "before": ("bone-marrow",)},
        [MARROW, Deed("order", "serum-b12", 5)], False,
    ),
    "before what never came": ({"act": "order", "keys": ("serum-b12",), "before": ("bone-marrow",)}, [B12], True),
    "before an act, and it was": ({"act": "order", "keys": ("cbc",), "before": ("diagnose",)}, [CBC, DIAGNOSED], True),
    "before an act, but after": (
        {"act": "order", "keys": ("cbc",), "before": ("diagnose",)}, [DIAGNOSED, Deed("order", "cbc", 8)], False,
    ),
    "before, but never done": ({"act": "order", "keys": ("cbc",), "before": ("diagnose",)}, [DIAGNOSED], False),
    "never before, and only after": (
        {"act": "order", "keys": ("serum-b12",), "before": ("bone-marrow",), "never": True},
        [MARROW, Deed("order", "serum-b12", 6)], True,
    ),
    "never before, but before": (
        {"act": "order", "keys": ("serum-b12",), "before": ("bone-marrow",), "never": True}, [B12, MARROW], False,
    ),
    "by a route": ({"act": "treat", "keys": ("b12",), "routes": ("intramuscular", "subcutaneous")}, [SHOT], True),
    "by another route": ({"act": "treat", "keys": ("b12",), "routes": ("intramuscular",)}, [TABLET], False),
    "by any route": ({"act": "treat", "keys": ("b12",)}, [TABLET], True),
}  # fmt: skip


@pytest.mark.parametrize("truth", TRUTHS.values(), ids=TRUTHS)
def test_a_clause_holds_exactly_when_it_should(truth: tuple[dict[str, Any], list[Deed], bool]) -> None:
    clause, deeds, expected = truth
    assert holds(Clause(**clause), deeds, NOTHING_KNOWN) is expected
    assert holds(Clause(**clause), deeds[::-1], NOTHING_KNOWN) is expected


GIVEN: dict[str, tuple[dict[str, Any], bool]] = {
    "a value below": ({"analyte": "neutrophils", "below": 0.5}, True),
    "a value not below": ({"analyte": "neutrophils", "below": 0.2}, False),
    "a value at the lower end": ({"analyte": "temperature", "above": 38.5}, True),
    "a value not above": ({"analyte": "temperature", "above": 38.6}, False),
    "a value between": ({"analyte": "temperature", "above": 38, "below": 39}, True),
    "a value that was not measured": ({"analyte": "ferritin", "below": 1e9}, False),
    "a value measured at all": ({"analyte": "neutrophils"}, True),
    "a finding present": ({"finding": "fever"}, True),
    "a finding at another level": ({"finding": "fever", "level": "absent"}, False),
    "a finding that was not looked for": ({"finding": "rash", "level": "absent"}, False),
}


@pytest.mark.parametrize("fact", GIVEN.values(), ids=GIVEN)
def test_a_fact_is_known_only_where_it_was_found(fact: tuple[dict[str, Any], bool]) -> None:
    given, expected = fact
    assert known(Given(**given), FEBRILE) is expected
    assert known(Given(**given), NOTHING_KNOWN) is False


def test_a_clause_binds_only_where_its_facts_are_known() -> None:
    facts = (Given(analyte="neutrophils", below=0.5), Given(finding="fever"))
    treat = Clause(act="treat", keys=("antibiotics",), given=facts)
    assert holds(treat, [], FEBRILE) is False
    assert holds(treat, [Deed("treat", "antibiotics", 3)], FEBRILE) is True
    assert holds(treat, [], NOTHING_KNOWN) is True
    assert holds(treat, [], Evidence(64, "female", {"neutrophils": Measured(0.2)})) is True


def signed(diagnosis: str, plan: Plan, *acts: Act) -> Record:
    """Return a record that ends with a signature."""
    sign = Act(len(acts), "sign", (), 600, commitment=Commitment(diagnosis, "", "sure", plan))
    return Record("general-medicine", 43, "female", (*acts, sign))


def test_a_plan_is_told_by_treatment_by_line_and_by_what_is_stopped() -> None:
    catalog = current()
    shot = Prescription(treatment="filgrastim", route="subcutaneous", dose=300, unit="mcg", frequency="daily", days=7)
    record = signed("drug-induced-neutropenia", Plan((shot,), ("methimazole", "aspirin")))
    deeds = deeds_of(catalog, catalog.conditions["methimazole"], record)
    assert {(deed.act, deed.key, deed.route) for deed in deeds} == {
        ("diagnose", "drug-induced-neutropenia", None),
        ("treat", "filgrastim", "subcutaneous"),
        ("treat", "growth-factor", "subcutaneous"),
        ("treat", "stop-causal-drug", None),
        ("stop", "methimazole", None),
        ("stop", "causal", None),
        ("stop", "aspirin", None),
    }


def test_stopping_what_is_not_the_cause_is_no_treatment() -> None:
    catalog = current()
    record = signed("drug-induced-neutropenia", Plan(stops=("methimazole",)))
    deeds = deeds_of(catalog, catalog.conditions["autoimmune-neutropenia"], record)
    assert {(deed.act, deed.key) for deed in deeds} == {
        ("diagnose", "drug-induced-neutropenia"), ("stop", "methimazole"),
    }  # fmt: skip


def test_a_visit_is_told_by_what_is_watched_and_a_forecast_by_what_it_holds_possible() -> None:
    catalog = current()
    acts = (
        Act(0, "forecast", (), 0, forecast={"mds": 70, "aml": 30, "copper-deficiency": 0}),
        Act(1, "visit", ("reticulocytes", "potassium"), 9000),
    )
    deeds = deeds_of(catalog, catalog.conditions["aml"], Record("general-medicine", 60, "male", acts))
    assert {deed.key for deed in deeds if deed.act == "forecast"} == {"mds", "aml"}
    assert {deed.key for deed in deeds if deed.act == "visit"} == {"reticulocytes", "potassium"}


def test_the_key_features_of_a_patient_are_judged_one_by_one() -> None:
    record = story().order("film", lobes="many").order("assay", vitamin=90).sign("lack", "shots").record
    met = {feature.point.key: feature.met for feature in judged(CATALOG, CATALOG.conditions["lack"], record)}
    assert met == {"assay-first": True, "give-it": True, "no-poison": True}
    rash = story().sign("clone", "poison").record
    met = {feature.point.key: feature.met for feature in judged(CATALOG, CATALOG.conditions["lack"], rash)}
    assert met == {"assay-first": False, "give-it": False, "no-poison": False}


def test_an_unsafe_act_is_unsafe_in_its_conditions_only_and_once_signed() -> None:
    record = story().sign("clone", "poison").record
    assert [act.key for act in unsafe(CATALOG, CATALOG.conditions["lack"], record)] == ["poisoned"]
    assert unsafe(CATALOG, CATALOG.conditions["clone"], record) == []
    assert unsafe(CATALOG, CATALOG.conditions["lack"], story().order("assay").record) == []


def test_the_gravest_unsafe_act_is_named_first() -> None:
    catalog = current()
    poison = Prescription(treatment="chemotherapy-7-3", route="intravenous", dose=1, unit="cycle", frequency="once")
    acts = unsafe(catalog, catalog.conditions["pernicious-anemia"], signed("aml", Plan((poison,))))
    assert {"cytotoxic-before-b12", "cytotoxic-without-a-clone"} <= {act.key for act in acts}
    assert [act.cap for act in acts] == sorted(act.cap for act in acts)


def test_b12_measured_first_makes_toxic_treatment_of_a_leukemia_safe() -> None:
    catalog = current()
    poison = Prescription(treatment="chemotherapy-7-3", route="intravenous", dose=1, unit="cycle", frequency="once")
    careful = signed("aml", Plan((poison,)), Act(0, "order", ("serum-b12",), 0))
    hasty = signed("aml", Plan((poison,)))
    assert "cytotoxic-before-b12" not in {act.key for act in unsafe(catalog, catalog.conditions["aml"], careful)}
    assert "cytotoxic-before-b12" in {act.key for act in unsafe(catalog, catalog.conditions["aml"], hasty)}
