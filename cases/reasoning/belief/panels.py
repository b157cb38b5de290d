"""What do people look at? The stages of a workup, a protocol that follows the count, and panels put together by lot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from cases.catalog import Catalog
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.workup import Workup
from cases.simulation.randomness import choice, uniform

COUNT = ("cbc",)
FILM = ("blood-film", "reticulocyte-count")
# Each stage adds tests to those before it: keys, or all tests of a category.
STAGES: Mapping[str, tuple[str, ...]] = {
    "history and examination": (),
    "blood count": COUNT,
    "film": FILM,
    "chemistry": ("Hemolysis and chemistry",),
    "hematinics": ("Hematinics",),
    "causes": ("Cause of deficiency", "Immunology and infection", "Imaging and procedures"),
    "everything": ("Blood count and film", "Marrow and genetics"),
}
# The first-line tests of a cytopenia; what stands in the catalog counts.
FIRST_LINE = (
    "cbc", "blood-film", "reticulocyte-count", "serum-b12", "serum-folate", "ferritin", "metabolic-panel",
    "liver-panel", "ldh", "crp", "thyroid-function", "hiv-test",
)  # fmt: skip
SHARES_ASKED = ("0", "0.2", "0.5", "1")
SHARES_ORDERED = ("0.02", "0.05", "0.15", "0.4")
COUNT_ORDERED = 0.7


def stages(catalog: Catalog) -> dict[str, Workup]:
    """A full history and examination, then stage upon stage of tests."""
    found, tests = {}, list[str]()
    for name, added in STAGES.items():
        tests += [key for key, test in catalog.investigations.items() if key in added or test.category in added]
        found[name] = Workup(tuple(tests), tuple(catalog.questions), tuple(catalog.maneuvers))
    return found


def first_line(catalog: Catalog) -> Workup:
    """A full history and examination, and the tests that a cytopenia begins with."""
    return Workup(_known(catalog, FIRST_LINE), tuple(catalog.questions), tuple(catalog.maneuvers))


def by_lot(catalog: Catalog, seed: int, *names: object) -> Workup:
    """Some questions, some maneuvers, some tests, few or many, as a named stream draws them."""

    def some(keys: Iterable[str], what: str, shares: tuple[str, ...]) -> tuple[str, ...]:
        share = float(choice(seed, shares, *names, what))
        return tuple(key for key in keys if uniform(seed, *names, what, key) < share)

    tests = some(catalog.investigations, "tests", SHARES_ORDERED)
    if uniform(seed, *names, "count") < COUNT_ORDERED:
        tests = tuple(dict.fromkeys((*COUNT, *tests)))
    return Workup(
        tests,
        some(catalog.questions, "questions", SHARES_ASKED),
        some(catalog.maneuvers, "maneuvers", SHARES_ASKED),
    )


def protocol(catalog: Catalog, evidence: Evidence, seed: int, *names: object) -> Workup:
    """What a learner orders who asks half of the questions, follows the count, and leaves out one test in five.

    `evidence` is complete; only what the protocol has shown so far decides what comes next.
    """
    tests = [*COUNT, *FILM]
    for condition, added in _FOLLOWED:
        if condition({key: one.value for key, one in evidence.values.items()}):
            tests += added
    kept = [key for key in dict.fromkeys(tests) if key in COUNT or uniform(seed, *names, "kept", key) < 0.8]
    asked = tuple(key for key in catalog.questions if uniform(seed, *names, "asked", key) < 0.5)
    done = tuple(key for key in catalog.maneuvers if uniform(seed, *names, "done", key) < 0.5)
    return Workup(_known(catalog, kept), asked, done)


def held_out_panels(catalog: Catalog, evidence: Evidence, seed: int, number: int) -> list[Workup]:
    """The panels under which temperatures are fitted: one stage, one of a learner, two by lot, of each patient."""
    staged = list(stages(catalog).values())
    return [
        staged[number % len(staged)],
        protocol(catalog, evidence, seed, "tempering", number),
        by_lot(catalog, seed, "tempering", number, 0),
        by_lot(catalog, seed, "tempering", number, 1),
    ]


def _known(catalog: Catalog, keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key in catalog.investigations)


# From the count a learner goes on by these rules, each what it looks at and the tests it leads to.
_FOLLOWED: tuple[tuple[Callable[[Mapping[str, float]], bool], tuple[str, ...]], ...] = (
    (lambda v: v["mcv"] > 98 or v["hemoglobin"] < 11, ("serum-b12", "serum-folate", "ferritin", "metabolic-panel")),
    (lambda v: v["mcv"] > 98, ("thyroid-function", "liver-panel")),
    (lambda v: v["mcv"] > 98 and v["serum-b12"] < 350, ("methylmalonic-acid", "homocysteine")),
    (lambda v: v["mcv"] > 98 and v["serum-b12"] < 200, ("intrinsic-factor-antibody", "parietal-cell-antibody")),
    (lambda v: v["hemoglobin"] < 11, ("ldh", "haptoglobin", "bilirubin")),
    (lambda v: v["neutrophils"] < 1.5, ("hiv-test", "hepatitis-serology", "antinuclear-antibody", "copper")),
    (lambda v: v["neutrophils"] < 1.5 and v["hemoglobin"] > 11, ("serial-blood-counts", "flow-cytometry-blood")),
    (lambda v: v["platelets"] < 100, ("coagulation", "abdominal-ultrasound")),
    (lambda v: v["platelets"] < 100 and v["hemoglobin"] < 10, ("bone-marrow", "cytogenetics")),
)
