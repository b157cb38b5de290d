"""Is a catalog that does not hold together refused, with the file and the nearest keys?"""

from typing import Any

import pytest
from msgspec.structs import replace

from cases.catalog import current
from cases.catalog.checking import problems_of
from cases.catalog.disease import Presentation, Shift
from cases.catalog.distributions import Distribution
from cases.catalog.interference import Circumstance, Distortion
from cases.catalog.observables import Driver, ReferenceRange, Reticence
from cases.catalog.problems import unknown
from cases.catalog.teaching import Clause, Given, KeyFeature
from cases.catalog.therapy import Contraindication
from tests.cases.variants import changed

CATALOG = current()
FIVE = Distribution(fixed=5)
FEVER = CATALOG.findings["fever"]
DIET = CATALOG.findings["diet"]
FOLLOW_UP = CATALOG.teaching_points["cbc-first"].follow_up
assert FOLLOW_UP is not None
ANEMIA = CATALOG.conditions["pernicious-anemia"]


def step(**clause: Any) -> dict[str, Any]:
    """Return the fields of a teaching point with one clause."""
    return {"key_feature": KeyFeature(text="Did it.", all=(Clause(**clause),))}


BROKEN: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "an analyte without a value": ("analytes", "ldh", {"readout": None}, "give either `readout` or `healthy`"),
    "an analyte with two values": ("analytes", "ldh", {"healthy": FIVE}, "give either `readout` or `healthy`"),
    "an analyte without a range": ("analytes", "ldh", {"ranges": ()}, "give at least one range"),
    "an empty range": ("analytes", "ldh", {"ranges": (ReferenceRange(low=5, high=5),)}, "range 5-5 is empty"),
    "a value of an unknown finding": ("analytes", "temperature", {"when_found": {"fevr": FIVE}}, "finding `fevr`"),
    "a partner that does not exist": (
        "analytes", "ldh", {"varies_with": "hemoglobine"},
        "unknown analyte `hemoglobine`; did you mean `hemoglobin`",
    ),
    "a test that shows what is nowhere": (
        "investigations", "ct-body", {"shows": ("spleen-enlarged-ultrasond",)},
        "unknown finding `spleen-enlarged-ultrasond`; did you mean `spleen-enlarged-ultrasound`",
    ),
    "an interference with an unknown analyte": (
        "interferences", "hemolyzed-sample", {"distorts": (Distortion(analyte="potasium", factor=FIVE),)},
        "unknown analyte `potasium`; did you mean `potassium`",
    ),
    "an interference with two effects": (
        "interferences", "hemolyzed-sample", {"distorts": (Distortion(analyte="ldh", factor=FIVE, at_least=FIVE),)},
        "`ldh` needs either `factor` or `at_least`",
    ),
    "an interference with nothing": (
        "interferences", "hemolyzed-sample", {"distorts": (Distortion(),)},
        "a distortion names either an analyte or a finding",
    ),
    "an interference under an unknown circumstance": (
        "interferences", "hemolyzed-sample", {"when": Circumstance(finding="fevr")}, "unknown finding `fevr`",
    ),
    "a finding read at a level that is none": (
        "interferences", "hemolyzed-sample", {"distorts": (Distortion(finding="diet", level="present"),)},
        "unknown level of `diet` `present`",
    ),
    "reticence that is odd": (
        "questions", "alcohol",
        {"reticence": Reticence(trait="recall", below=0.1, anyway=0.2, words=("Well.",))},
        "nobody is more reticent who has nothing to tell",
    ),
    "a level without words": (
        "questions", "fever", {"findings": (replace(FEVER, words={"absent": ("No.",)}),)},
        "finding `fever` has no words for the level `present`",
    ),
    "a level that is none": (
        "questions", "fever", {"findings": (replace(FEVER, background={"presnt": 0.1}),)},
        "unknown level of `fever` `presnt`; did you mean `present`?",
    ),
    "a share of what the state decides": (
        "conditions", "aml", {"findings": {"marrow-iron": {"increased": 0.5}}},
        "`marrow-iron` follows from the state: perturb a channel instead",
    ),
    "a finding of no age": (
        "questions", "fever", {"findings": (replace(FEVER, from_age=50, to_age=12),)},
        "finding `fever`: nobody is 50 to 12 years old",
    ),
    "a finding that varies with what is nowhere": (
        "questions", "fever", {"findings": (replace(FEVER, varies_with="chils"),)}, "unknown finding `chils`",
    ),
    "a finding that varies with one that varies": (
        "questions", "fever", {"findings": (replace(FEVER, varies_with="oral-ulcers"),)},
        "`fever` hangs on `oral-ulcers`, which itself hangs on another",
    ),
    "a normal level that is none": (
        "questions", "diet", {"findings": (replace(DIET, normal="carnivore"),)},
        "its normal level `carnivore` is not one of its levels",
    ),
    "a background above 1": (
        "questions", "diet", {"findings": (replace(DIET, background={"vegan": 0.6, "vegetarian": 0.6}),)},
        "the background adds to more than 1",
    ),
    "a driven finding of several levels": (
        "questions", "diet", {"findings": (replace(DIET, drivers=(Driver(index="anemia"),)),)},
        "only the levels absent and present can be driven",
    ),
    "a driver that never rises": (
        "questions", "fever", {"findings": (replace(FEVER, drivers=(Driver(index="anemia", start=1, full=1),)),)},
        "a driver starts and ends at 1",
    ),
    "an investigation of an unknown analyte": (
        "investigations", "cbc", {"analytes": ("hemoglobine",)},
        "unknown analyte `hemoglobine`; did you mean `hemoglobin`",
    ),
    "an investigation that shows nothing": ("investigations", "cbc", {"analytes": ()}, "shows nothing"),
    "a maneuver that shows nothing": ("maneuvers", "spleen", {"findings": ()}, "shows nothing"),
    "an order set of an unknown test": (
        "order_sets", "macrocytosis", {"investigations": ("cbcc",)},
        "investigation `cbcc`",
    ),
    "a drug of an unknown question": ("drugs", "zinc", {"asked_by": ("dentures",)}, "unknown question `dentures`"),
    "a drug that implies nothing known": ("drugs", "zinc", {"implies": ("fevers",)}, "unknown finding `fevers`"),
    "a treatment of an unknown management": ("treatments", "epoetin", {"management": "epo"}, "management `epo`"),
    "a contraindication of an unknown finding": (
        "treatments", "epoetin", {"contraindications": (Contraindication(text="No.", finding="clots"),)},
        "finding `clots`",
    ),
    "a condition of an unknown diagnosis": (
        "conditions", "aml", {"diagnosis": "amll"}, "unknown diagnosis `amll`; did you mean `aml`",
    ),
    "a condition of an unknown finding": (
        "conditions", "aml", {"findings": {"fevre": 0.5}},
        "unknown finding `fevre`; did you mean `fever`",
    ),
    "a drug among the findings": ("conditions", "aml", {"findings": {"drug:zinc": 0.5}}, "belongs under [drugs]"),
    "levels that add to more than 1": (
        "conditions", "aml", {"findings": {"diet": {"vegan": 0.7, "vegetarian": 0.7}}}, "add to more than 1",
    ),
    "a level that a finding lacks": (
        "conditions", "aml", {"findings": {"diet": {"vegans": 1.0}}},
        "unknown level of `diet` `vegans`; did you mean `vegan`",
    ),
    "a condition of an unknown drug": (
        "conditions", "aml", {"recommended_stops": ("zink",)},
        "drug `zink`; did you mean `zinc`",
    ),
    "a condition in an unknown setting": ("conditions", "aml", {"priors": {"ward": 1.0}}, "unknown setting `ward`"),
    "a condition of an unknown teaching point": (
        "conditions", "aml", {"key_features": ("cbc-last",)},
        "unknown teaching point `cbc-last`; did you mean `cbc-first`",
    ),
    "a point without a key feature": (
        "conditions", "aml", {"key_features": ("dna-synthesis",)}, "teaching point `dna-synthesis` has no key feature",
    ),
    "a rival that does not exist": ("conditions", "aml", {"rivals": ("gout",)}, "unknown condition `gout`"),
    "a readout that a condition sets": (
        "conditions", "aml", {"analytes": {"hemoglobin": (Shift(value=FIVE),)}},
        "is a readout of the model: perturb a channel",
    ),
    "a presentation without a day": (
        "conditions", "aml", {"presentations": (Presentation(weight=1),)},
        "a presentation needs",
    ),
    "a loss averted by nothing known": (
        "conditions", "aml", {"loss": replace(ANEMIA.loss, averts={"b12": 0.9})}, "unknown management `b12`",
    ),
    "a clause about an unknown test": (
        "teaching_points", "cbc-first", step(act="order", keys=("cbcs",)),
        "unknown key of `order` `cbcs`; did you mean `cbc`",
    ),
    "a clause before something unknown": (
        "teaching_points", "cbc-first", step(act="order", before=("diagnosis",)),
        "unknown act or key in `before` `diagnosis`",
    ),
    "a fact of two kinds": (
        "teaching_points", "cbc-first", step(act="order", given=(Given(analyte="ldh", finding="fever"),)),
        "names either an analyte or a finding",
    ),
    "a fact about an unknown analyte": (
        "teaching_points", "cbc-first", step(act="order", given=(Given(analyte="ldhh"),)),
        "unknown analyte `ldhh`; did you mean `ldh`",
    ),
    "an explanation too few": (
        "teaching_points", "cbc-first", {"follow_up": replace(FOLLOW_UP, explanations=("Yes.",))},
        "one explanation for each option",
    ),
    "an unsafe act in an unknown condition": (
        "unsafe_acts", "folate-alone", {"conditions": ("b12",)},
        "unknown condition `b12`",
    ),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_what_does_not_hold_together_is_named_with_its_file(broken: tuple[str, str, dict[str, Any], str]) -> None:
    kind, key, fields, complaint = broken
    problems = [str(problem) for problem in problems_of(changed(CATALOG, kind, key, **fields))]
    assert any(p.startswith(f"{kind}/{key}.toml: ") and complaint in p for p in problems), problems


def test_the_shipped_catalog_holds_together() -> None:
    assert problems_of(CATALOG) == []


def test_a_key_like_no_other_is_refused_without_a_guess() -> None:
    assert unknown("drug", "xyzzy", ["zinc"]) == "unknown drug `xyzzy`"


def test_the_nearest_keys_are_offered_best_first() -> None:
    near = unknown("analyte", "serum-b21", ["serum-folate", "serum-b12"])
    assert near == "unknown analyte `serum-b21`; did you mean `serum-b12` or `serum-folate`?"
