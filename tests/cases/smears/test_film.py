"""Is the film that of the patient, and of the report on the same day?"""

from dataclasses import replace

import pytest

from cases.catalog import current
from cases.simulation.findings import level_of
from cases.simulation.moments import Moment
from cases.simulation.patients import Recipe, patient_of
from cases.simulation.trajectories import trajectory_of
from cases.smears.differential import lobes_at, severity_of
from cases.smears.film import Film, film_of
from cases.smears.findings import AMOUNTS
from cases.smears.marrow import marrow_of
from tests.cases.smears.patients import moment_of

CONDITIONS = sorted(current().conditions)
FILM = current().investigations["blood-film"]


def share(film: Film, key: str) -> float:
    """How much of a finding is on a film, where it is a share of one thing."""
    lymphocytes = sum(film.white_mix[kind] for kind in
                      ("lymphocyte", "large-granular-lymphocyte", "reactive-lymphocyte", "hairy-cell"))  # fmt: skip
    neutrophils = sum(film.white_mix[kind] for kind in ("neutrophil", "band", "pseudo-pelger"))
    shares = {
        "hypersegmented-neutrophils": sum(film.lobes[4:]),
        "macro-ovalocytes": film.red_mix["macro-ovalocyte"],
        "teardrop-cells": film.red_mix["teardrop"],
        "schistocytes": film.red_mix["schistocyte"],
        "hypochromic-cells": film.red_mix["hypochromic"],
        "target-cells": film.red_mix["target"],
        "spherocytes": film.red_mix["spherocyte"],
        "polychromasia": film.red_mix["polychromatic"],
        "dimorphic-red-cells": film.sizes.small_share,
        "howell-jolly-bodies": film.howell_jolly,
        "basophilic-stippling": film.stippling,
        "pseudo-pelger-neutrophils": film.white_mix["pseudo-pelger"] / max(neutrophils, 1e-9),
        "hypogranular-neutrophils": film.hypogranular,
        "toxic-granulation": film.toxic,
        "auer-rods": film.auer,
        "blasts-on-film": film.white_mix["blast"],
        "abnormal-promyelocytes": film.white_mix["abnormal-promyelocyte"],
        "nucleated-red-cells": film.nucleated_red,
        "giant-platelets": film.giant_platelets,
        "platelet-clumps": film.clumped_platelets,
        "red-cell-agglutination": film.agglutinated,
        "immature-granulocytes": sum(film.white_mix[k] for k in ("promyelocyte", "myelocyte", "metamyelocyte")),
        "large-granular-lymphocytes": film.white_mix["large-granular-lymphocyte"] / max(lymphocytes, 1e-9),
        "atypical-lymphocytes": film.white_mix["reactive-lymphocyte"] / max(lymphocytes, 1e-9),
        "hairy-cells": film.white_mix["hairy-cell"] / max(lymphocytes, 1e-9),
        "round-macrocytes": film.red_mix["round-macrocyte"],
    }
    return shares[key]


def assert_agrees(moment: Moment) -> None:
    """Each finding that is reported is on the film, and none that is not."""
    film = film_of(moment)
    for finding in FILM.findings:
        amount, there = AMOUNTS[finding.key], share(film, finding.key)
        # Where many shapes crowd, each gives way a little.
        if level_of(moment, finding.key) == "present":
            assert there >= 0.8 * amount.least, finding.key
        else:
            assert there <= 1.05 * amount.absent + 1e-9, finding.key


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_film_shows_what_the_report_says_and_no_more(condition: str) -> None:
    for seed in (1, 2):
        assert_agrees(moment_of(condition, seed))


@pytest.mark.parametrize("condition", ["pernicious-anemia", "apl", "ttp", "autoimmune-hemolysis", "b12-and-iron"])
@pytest.mark.parametrize("day", [4, 10, 30])
def test_film_and_report_agree_under_treatment_too(condition: str, day: int) -> None:
    assert_agrees(moment_of(condition, 3, day, treated=True))


@pytest.mark.parametrize("condition", CONDITIONS)
def test_shares_add_up_and_counts_are_those_of_the_state(condition: str) -> None:
    moment = moment_of(condition)
    film, marrow = film_of(moment), marrow_of(moment)
    for mix in (film.red_mix, film.white_mix, marrow.mix):
        assert sum(mix.values()) == pytest.approx(1.0)
        assert min(mix.values()) >= 0.0
    assert sum(film.lobes) == pytest.approx(1.0)
    assert film.sizes.mcv_fl == moment.readouts["mcv"]
    assert film.white_cells_a_field / film.red_cells_a_field == pytest.approx(
        moment.readouts["white_cells"] / moment.readouts["rbc"] / 1000.0
    )


def test_every_finding_of_the_report_has_an_amount() -> None:
    assert set(AMOUNTS) == {finding.key for finding in FILM.findings}


def of_severity(seed: int, low: float, high: float) -> Moment:
    recipe = Recipe("general-medicine", (("pernicious-anemia", 1.0),), (low, high))
    return trajectory_of(patient_of(current(), recipe, seed), (), 0).at(0)


def test_graver_deficiency_has_more_lobes_and_larger_more_unequal_cells() -> None:
    mild, grave = ([film_of(of_severity(seed, *span)) for seed in range(5)] for span in ((0.0, 0.1), (0.9, 1.0)))

    def mean(films: list[Film], what: str) -> float:
        values = {"lobes": [f.mean_lobes for f in films], "mcv": [f.sizes.mcv_fl for f in films],
                  "rdw": [f.sizes.rdw_percent for f in films]}  # fmt: skip
        return sum(values[what]) / len(films)

    for what in ("lobes", "mcv", "rdw"):
        assert mean(grave, what) > mean(mild, what), what


@pytest.mark.parametrize("seed", [3, 4, 6])
def test_replacement_makes_lobes_normal_in_three_weeks_and_young_cells_blue_in_one(seed: int) -> None:
    before = film_of(moment_of("pernicious-anemia", seed))
    week, three = (film_of(moment_of("pernicious-anemia", seed, day, treated=True)) for day in (7, 21))
    assert three.mean_lobes < 3.1
    assert three.mean_lobes <= before.mean_lobes
    assert week.red_mix["polychromatic"] >= before.red_mix["polychromatic"]


def test_lobes_of_health_are_those_of_controls() -> None:
    mean = sum((i + 1) * p for i, p in enumerate(lobes_at(0.0)))
    assert mean == pytest.approx(2.93, abs=0.04)  # Westerman 1999: 2.96
    assert sum(lobes_at(0.0)[4:]) < 0.02


def test_a_severity_gives_back_its_share_of_many_lobes() -> None:
    for many in (0.02, 0.10, 0.25, 0.50):
        assert sum(lobes_at(severity_of(many))[4:]) == pytest.approx(many, abs=0.01)


def test_each_patient_has_a_stain_of_their_own() -> None:
    stains = {film_of(moment_of(condition)).stain for condition in CONDITIONS[:5]}
    assert len(stains) == 5


def test_a_film_thins_out_in_anemia() -> None:
    film = film_of(moment_of("healthy"))
    assert replace(film, rbc_1e12_l=2.0).red_cells_a_field < film.red_cells_a_field
