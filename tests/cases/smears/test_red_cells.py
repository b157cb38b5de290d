"""Do red cells measure, on pixels alone, what the state says of them?"""

from dataclasses import replace

import numpy as np
import pytest

from cases.smears import red_cells
from cases.smears.fields import field_of
from cases.smears.film import Film, film_of
from cases.smears.rendering import picture_of
from cases.smears.sampling import diameters_um, drawn_volumes
from tests.cases.smears.counter import Measured, lone_red_cells
from tests.cases.smears.crops import received
from tests.cases.smears.patients import moment_of

FIELDS = 5
THIN = 0.35  # 1e12/L: few enough that most cells lie alone


def measured(film: Film, fields: int = FIELDS) -> list[Measured]:
    """The lone red cells of fields as thin as those of a very anemic patient."""
    thin = replace(film, rbc_1e12_l=THIN, white_1e9_l=0.01, platelets_1e9_l=1.0)
    pictures = (received(picture_of(field_of(thin, 41, number))) for number in range(fields))
    return [cell for picture in pictures for cell in lone_red_cells(picture)]


@pytest.mark.parametrize(
    ("condition", "seed"), [("healthy", 1), ("pernicious-anemia", 3), ("b12-and-iron", 2), ("alcohol-macrocytosis", 1)]
)
def test_diameters_and_their_spread_are_those_of_mcv_and_rdw(condition: str, seed: int) -> None:
    film = film_of(moment_of(condition, seed))
    cells = np.array([cell.diameter_um for cell in measured(film)])
    wanted = diameters_um(drawn_volumes(np.random.default_rng(0), film.sizes, 50_000))
    assert len(cells) > 120
    assert cells.mean() == pytest.approx(wanted.mean(), rel=0.03)
    assert 100 * cells.std() / cells.mean() == pytest.approx(100 * wanted.std() / wanted.mean(), abs=2.0)


def test_the_mean_volume_of_drawn_cells_is_the_mcv_and_its_spread_the_rdw() -> None:
    for condition in ("healthy", "b12-and-iron", "mds-sf3b1"):
        sizes = film_of(moment_of(condition, 2)).sizes
        volumes = drawn_volumes(np.random.default_rng(1), replace(sizes, small_share=0.3), 200_000)
        assert volumes.mean() == pytest.approx(sizes.mcv_fl, rel=0.005)
        assert 100 * volumes.std() / volumes.mean() == pytest.approx(sizes.rdw_percent, rel=0.02)


def pallor(film: Film) -> float:
    return float(np.mean([cell.pallor for cell in measured(film, 2) if cell.ratio > 0.88]))


def test_pallor_shows_grows_without_iron_and_its_lack_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    healthy, without_iron = film_of(moment_of("healthy")), film_of(moment_of("b12-and-iron", 2))
    usual = pallor(healthy)
    assert 0.35 < usual < pallor(without_iron) - 0.08
    monkeypatch.setattr(red_cells, "_profile", lambda *_: np.ones(red_cells.PROFILE_STEPS, dtype=np.float32))
    assert pallor(healthy) < 0.1


def test_ovalocytes_are_seen_where_they_are_drawn() -> None:
    film = film_of(moment_of("pernicious-anemia", 3))
    cells = measured(film)
    oval = sum(cell.ratio < 0.84 and cell.diameter_um > 7.6 for cell in cells) / len(cells)
    assert oval == pytest.approx(film.red_mix["macro-ovalocyte"], abs=0.10)
    healthy = measured(film_of(moment_of("healthy")))
    assert sum(cell.ratio < 0.84 and cell.diameter_um > 7.6 for cell in healthy) / len(healthy) < 0.03
