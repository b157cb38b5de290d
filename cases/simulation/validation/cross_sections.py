"""Do patients of each disease have the counts that series of it report?"""

from __future__ import annotations

from .cohorts import drawn
from .facts import Fact

COUNT = 80
SOURCE = "synthesis of the series named in the condition's entry"
ANALYTES = (("hemoglobin", "g/dL"), ("mcv", "fL"), ("neutrophils", "1e9/L"), ("platelets", "1e9/L"))
# The first two are mean and SD, the others median and geometric SD.
ADDED = 2

Row = tuple[tuple[float, float] | None, ...]

# Hemoglobin, MCV, neutrophils, platelets; None where the series tell of nothing but health.
CROSS_SECTIONS: dict[str, Row] = {
    "alcohol-macrocytosis": ((13.0, 1.6), (103.0, 4.0), (3.0, 1.5), (160.0, 1.5)),
    "aml": ((8.6, 1.8), (97.0, 8.0), (0.8, 2.8), (50.0, 2.2)),
    "apl": ((8.7, 2.0), (91.0, 5.0), (0.6, 3.0), (25.0, 1.9)),
    "autoimmune-hemolysis": ((7.6, 1.8), (102.0, 8.0), (5.2, 1.5), (240.0, 1.5)),
    "autoimmune-neutropenia": (None, None, (0.75, 1.8), None),
    "b12-and-iron": ((7.3, 2.0), (86.0, 8.0), (2.3, 1.6), (200.0, 1.7)),
    "chronic-idiopathic-neutropenia": (None, None, (1.05, 1.8), None),
    "copper": ((8.7, 1.7), (97.0, 8.0), (0.75, 1.7), (200.0, 75.0)),
    "cytotoxic-drugs": ((9.8, 1.8), (96.0, 8.0), (0.6, 2.4), (85.0, 2.2)),
    "dipyrone": (None, None, (0.06, 3.0), None),
    "felty": ((10.8, 1.6), (86.0, 6.0), (0.55, 2.1), (165.0, 1.6)),
    "folate-alcohol": ((8.0, 2.3), (110.0, 9.0), (2.0, 1.7), (85.0, 1.8)),
    "folate-malabsorption": ((9.3, 2.0), (104.0, 10.0), (2.6, 1.5), (190.0, 1.6)),
    "hairy-cell": ((10.2, 2.3), (93.0, 6.0), (0.9, 1.7), (75.0, 1.8)),
    "hiv": ((10.5, 2.1), (91.0, 7.0), (1.7, 1.6), (160.0, 1.6)),
    "hlh": ((8.3, 1.6), (88.0, 7.0), (1.3, 2.2), (38.0, 2.0)),
    "hypersplenism": ((10.8, 2.2), (98.0, 8.0), (1.9, 1.45), (75.0, 1.55)),
    "hypothyroidism": ((11.3, 1.4), (94.0, 6.0), (3.3, 1.35), None),
    "lupus": ((10.2, 1.8), (87.0, 6.0), (1.9, 1.5), (170.0, 1.7)),
    "mds-del5q": ((8.8, 1.4), (105.0, 7.0), (1.9, 1.5), (330.0, 1.5)),
    "mds-excess-blasts": ((8.9, 1.7), (98.0, 9.0), (1.0, 2.1), (65.0, 2.0)),
    "mds-low-blasts": ((9.5, 1.8), (101.0, 8.0), (1.5, 1.8), (105.0, 1.9)),
    "mds-sf3b1": ((9.1, 1.5), (104.0, 7.0), (2.8, 1.4), (260.0, 1.5)),
    "methimazole": (None, (88.0, 4.0), (0.04, 3.0), None),
    "methotrexate": ((8.9, 1.9), (99.0, 8.0), (0.5, 2.3), (35.0, 2.0)),
    "mononucleosis": (None, None, (2.0, 1.5), (170.0, 1.35)),
    "myelofibrosis": ((10.4, 2.3), (91.0, 7.0), (5.3, 2.2), (230.0, 2.2)),
    "nitrous-oxide": ((13.4, 1.5), (95.0, 7.0), (3.6, 1.4), None),
    "parvovirus": (None, None, (1.2, 1.7), (110.0, 1.6)),
    "pnh": ((8.9, 2.1), (98.0, 10.0), (1.7, 1.6), (110.0, 1.9)),
    "pseudo-tma": ((5.6, 1.8), (107.0, 11.0), (1.3, 1.5), (73.0, 1.5)),
    "rituximab": (None, None, (0.45, 2.0), None),
    "t-lgl": ((10.8, 2.4), (98.0, 8.0), (0.9, 2.1), (165.0, 1.6)),
    "trimethoprim-sulfamethoxazole": (None, (92.0, 6.0), (0.05, 3.0), (190.0, 1.6)),
    "ttp": ((8.5, 1.8), (89.0, 6.0), (6.0, 1.5), (13.0, 1.8)),
    "viral-hepatitis": (None, None, (1.5, 1.5), (130.0, 1.5)),
}


def _fact(condition: str, place: int, middle: float, spread: float) -> Fact:
    analyte, unit = ANALYTES[place]
    low, high = (middle - spread, middle + spread) if place < ADDED else (middle / spread, middle * spread)
    return Fact(
        id=f"counts-{condition}-{analyte}",
        statement=f"{condition}: median {analyte} within the spread around {middle:g}",
        low=low,
        high=high,
        unit=unit,
        source=SOURCE,
        used_in_tuning=True,
        compute=lambda: drawn((condition,), COUNT).median(analyte),
        needs=(condition,),
    )


FACTS: tuple[Fact, ...] = tuple(
    _fact(condition, place, *known)
    for condition, row in CROSS_SECTIONS.items()
    for place, known in enumerate(row)
    if known is not None
)
