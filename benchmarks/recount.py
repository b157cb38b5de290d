"""What does a counter that knows pixels alone find on many more cells than the tests look at?"""

from collections import Counter

import numpy as np
from scipy.stats import chi2

from cases.catalog import current
from cases.smears.film import film_of
from cases.smears.marrow import marrow_of
from cases.smears.sampling import diameters_um, drawn_kinds, drawn_volumes
from tests.cases.smears.counter import lobes_in
from tests.cases.smears.crops import alone, neutrophil
from tests.cases.smears.patients import moment_of
from tests.cases.smears.test_red_cells import measured

SEED, NEUTROPHILS, OTHERS, CENSUS, FIELDS = 90_000, 400, 100, 10_000, 8


def lobes() -> str:
    """Neutrophils of 1 to 8 lobes."""
    errors = Counter(abs(lobes_in(neutrophil(SEED + k, k % 8 + 1)) - (k % 8 + 1)) for k in range(NEUTROPHILS))
    return f"neutrophils of 1-8 lobes: {errors[0]} of {NEUTROPHILS} exact, {errors[0] + errors[1]} within one"


def unsegmented() -> str:
    """Bands, and pseudo-Pelger cells of one mass and of two."""
    wanted = {"band": 1, "pseudo-pelger, one": 1, "pseudo-pelger, two": 2}
    found = []
    for name, masses in wanted.items():
        parameters = {"granules": 1.0 if name == "band" else 0.05, "lobes": float(masses)}
        counted = [lobes_in(alone(name.partition(",")[0], SEED + k, 6.8, parameters)) for k in range(OTHERS)]
        found.append(f"{name}: {sum(n == masses for n in counted)} of {OTHERS} right")
    return "; ".join(found)


def red_cells(condition: str, seed: int) -> str:
    """Diameter and its spread, measured and as MCV and RDW have them."""
    film = film_of(moment_of(condition, seed))
    seen = np.array([cell.diameter_um for cell in measured(film, FIELDS)])
    true = diameters_um(drawn_volumes(np.random.default_rng(0), film.sizes, 100_000))
    return (
        f"{condition}, MCV {film.sizes.mcv_fl:.0f} fL, RDW {film.sizes.rdw_percent:.1f} %: {len(seen)} cells of "
        f"{seen.mean():.2f} um, CV {100 * seen.std() / seen.mean():.1f} % (state {true.mean():.2f} um, "
        f"{100 * true.std() / true.mean():.1f} %)"
    )


def census() -> str:
    """The least p of all conditions and mixes, beside what the least of so many would be by chance."""
    chances = []
    for key in current().conditions:
        moment = moment_of(key)
        for which, mix in enumerate((film_of(moment).red_mix, film_of(moment).white_mix, marrow_of(moment).mix)):
            drawn = Counter(drawn_kinds(np.random.default_rng([11, which]), mix, CENSUS))
            usual = {kind: share * CENSUS for kind, share in mix.items() if share * CENSUS >= 5.0}
            square = sum((drawn[kind] - n) ** 2 / n for kind, n in usual.items())
            chances.append(float(chi2.sf(square, max(len(usual) - 1, 1))))
    return (
        f"census of {CENSUS} cells, {len(chances)} mixes: least p {min(chances):.4f}, by chance {1 / len(chances):.4f}"
    )


if __name__ == "__main__":
    print(lobes())
    print(unsegmented())
    for one in (("healthy", 1), ("pernicious-anemia", 3), ("b12-and-iron", 2), ("alcohol-macrocytosis", 1)):
        print(red_cells(*one))
    print(census())
