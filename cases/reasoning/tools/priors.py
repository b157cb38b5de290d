"""Who walks in? The prior of a setting, with some groups of patients made rarer or commoner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.reasoning.belief.evidence import Evidence, Measured

LEAST, MOST = 0.1, 10.0
CLONES = ("mds-low-blasts", "mds-sf3b1", "mds-del5q", "mds-excess-blasts", "aml", "apl", "hairy-cell", "myelofibrosis")
DRUGS = (
    "azathioprine", "clozapine", "cytotoxic-drugs", "dipyrone", "methimazole", "methotrexate", "rituximab",
    "trimethoprim-sulfamethoxazole",
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """Patients who come more or less often together, by condition."""

    key: str
    name: str
    conditions: tuple[str, ...]


GROUPS = (
    Group("vegan", "Vegan diets", ("vegan-diet",)),
    Group("pernicious", "Pernicious anemia", ("pernicious-anemia",)),
    Group("tablets", "Metformin and acid suppression", ("metformin", "proton-pump-inhibitor")),
    Group("alcohol", "Alcohol", ("alcohol-macrocytosis", "folate-alcohol")),
    Group("nitrous", "Nitrous oxide", ("nitrous-oxide",)),
    Group("duffy", "Duffy-null ancestry", ("duffy-null",)),
    Group("drugs", "Drugs that harm the marrow", DRUGS),
    Group("infections", "Viral infections", ("hiv", "viral-hepatitis", "mononucleosis", "parvovirus")),
    Group("clones", "Marrow clones and leukemia", CLONES),
)


@dataclass(frozen=True)
class Region:
    """A place where some groups are commoner or rarer, by how many times; every number is assumed."""

    key: str
    name: str
    times: Mapping[str, float]


REGIONS = (
    Region("fewer-vegans", "Ten times fewer vegans", {"vegan": 0.1}),
    Region("south-asia", "South Asia", {"vegan": 8, "pernicious": 0.5, "infections": 2, "alcohol": 0.5, "duffy": 0.2}),
    Region("west-africa", "West Africa", {"duffy": 8, "infections": 4, "pernicious": 0.5, "vegan": 0.5, "clones": 0.7}),
    Region("northern-europe", "Northern Europe", {"pernicious": 1.5, "duffy": 0.1, "alcohol": 1.5}),
    Region("festival", "A city where nitrous oxide is sold", {"nitrous": 10}),
)


def _measured(**values: float) -> dict[str, Measured]:
    return {key.replace("_", "-"): Measured(value) for key, value in values.items()}


def _levels(*present: str, absent: tuple[str, ...] = ()) -> dict[str, str]:
    return {**dict.fromkeys(present, "present"), **dict.fromkeys(absent, "absent")}


# Findings to try a prior on, without a patient behind them: invented, each near what one meets.
PANELS: Mapping[str, tuple[str, Evidence]] = {
    "young": (
        "Woman of 29: hemoglobin 11.2 g/dL, MCV 103 fL, neutrophils 2.3, platelets 190",
        Evidence(
            29, "female", _measured(hemoglobin=11.2, mcv=103, rdw=15.5, neutrophils=2.3, lymphocytes=1.6, platelets=190)
        ),
    ),
    "neutropenia": (
        "Man of 34, well: neutrophils 1.1, all else in range",
        Evidence(
            34,
            "male",
            _measured(hemoglobin=14.6, mcv=89, rdw=13, neutrophils=1.1, lymphocytes=1.9, platelets=235),
            _levels(absent=("fever", "splenomegaly", "mouth-ulcers")),
        ),
    ),
    "oval": (
        "Woman of 64: hemoglobin 9.1 g/dL, MCV 117 fL, neutrophils 1.8, oval macrocytes, many-lobed neutrophils",
        Evidence(
            64,
            "female",
            _measured(hemoglobin=9.1, mcv=117, rdw=19, neutrophils=1.8, lymphocytes=1.5, platelets=140),
            _levels("hypersegmented-neutrophils", "macro-ovalocytes", absent=("blasts-on-film",)),
        ),
    ),
    "large": (
        "Man of 55: MCV 102 fL, hemoglobin 13.4 g/dL, all else in range",
        Evidence(
            55, "male", _measured(hemoglobin=13.4, mcv=102, rdw=14, neutrophils=3.9, lymphocytes=1.8, platelets=170)
        ),
    ),
    "feet": (
        "Man of 24: numb feet, hemoglobin 13.4 g/dL, MCV 98 fL, serum B12 290 pg/mL",
        Evidence(
            24,
            "male",
            _measured(hemoglobin=13.4, mcv=98, neutrophils=3.1, platelets=220, serum_b12=290),
            _levels("paresthesia"),
        ),
    ),
    "pancytopenia": (
        "Woman of 71: hemoglobin 7.4 g/dL, MCV 102 fL, neutrophils 0.9, platelets 48, no blasts on the film",
        Evidence(
            71,
            "female",
            _measured(hemoglobin=7.4, mcv=102, rdw=18, neutrophils=0.9, lymphocytes=1.2, platelets=48),
            _levels(absent=("blasts-on-film", "hypersegmented-neutrophils")),
        ),
    ),
    "nothing": ("Nothing but age and sex: a woman of 60", Evidence(60, "female")),
}


def scaled(prior: Mapping[str, float], times: Mapping[str, float]) -> dict[str, float]:
    """The prior with each group of `times` so many times as frequent, summing to 1; raises KeyError for a group that
    is not in GROUPS."""
    groups = {group.key: group for group in GROUPS}
    factors = {condition: factor for key, factor in times.items() for condition in groups[key].conditions}
    weights = {key: weight * factors.get(key, 1.0) for key, weight in prior.items()}
    total = sum(weights.values())
    return {key: weight / total for key, weight in weights.items()}


def share(belief: Mapping[str, float], group: Group) -> float:
    """How much of a belief over conditions lies in a group."""
    return sum(belief.get(key, 0.0) for key in group.conditions)


def everybody_else(prior: Mapping[str, float]) -> Group:
    """The conditions of a prior that are in no group."""
    grouped = {condition for group in GROUPS for condition in group.conditions}
    return Group("others", "Everybody else", tuple(key for key in prior if key not in grouped))
