"""Which cells does chance bring into view? Kinds, sizes and parameters of cells drawn from a film."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from cases.smears.erythroblasts import radius_of
from cases.smears.film import SMALL_SHARE_OF_SPREAD, Film, Sizes

Numbers = NDArray[np.float64]
Draft = tuple[str, float, dict[str, float]]  # kind, radius (um), parameters

# Diameter of a cell of 90 fL on a film, um, and how it grows with volume (1/3 were pure similarity; large cells are
# also flatter).
DIAMETER_UM, USUAL_VOLUME_FL, GROWTH = 7.3, 90.0, 0.45
# Which shapes tend to be the large or the small cells, SD of the ranking: assumed. A drawn fragment is what is left.
RANKS = {"macro-ovalocyte": 2.2, "round-macrocyte": 2.6, "polychromatic": 1.2, "hypochromic": -0.8,
         "spherocyte": -1.0, "schistocyte": -1.2, "elliptocyte": -0.4, "target": 0.2}  # fmt: skip
RADII = {
    "neutrophil": (6.9, 0.30), "band": (6.9, 0.30), "pseudo-pelger": (6.7, 0.30), "eosinophil": (7.3, 0.35),
    "basophil": (6.6, 0.30), "monocyte": (8.2, 0.55), "lymphocyte": (5.1, 0.40),
    "large-granular-lymphocyte": (6.8, 0.4),
    "reactive-lymphocyte": (7.4, 0.6), "hairy-cell": (6.6, 0.45),
    "plasma-cell": (7.2, 0.6), "blast": (7.9, 0.75),
    "abnormal-promyelocyte": (8.7, 0.6), "promyelocyte": (8.6, 0.5), "myelocyte": (7.7, 0.5),
    "metamyelocyte": (7.1, 0.4),
    "giant-metamyelocyte": (9.6, 0.5), "giant-band": (9.3, 0.5),
}  # fmt: skip
MACROPOLYCYTE_UM = 7.7  # radius of neutrophils of six lobes or more
FOCUS_SPREAD_UM = 0.35
# Helmets, triangles, crescents, horned cells, scraps, helmets with a bay, cells with a waist: shares assumed.
FRAGMENTS = (0.24, 0.22, 0.14, 0.13, 0.12, 0.09, 0.06)


def drawn_kinds(rng: np.random.Generator, mix: Mapping[str, float], count: int) -> list[str]:
    """Return `count` kinds, each with the chance of its share."""
    shares = np.array(list(mix.values()))
    picked = rng.choice(len(shares), count, p=shares / shares.sum())
    names = list(mix)
    return [names[i] for i in picked]


def drawn_volumes(rng: np.random.Generator, sizes: Sizes, count: int) -> Numbers:
    """Return volumes (fL), log-normal with the mean and the spread of the state, in two groups if dimorphic."""
    spread, small = 0.01 * sizes.rdw_percent, sizes.small_share
    within, shift = spread, np.zeros(count)
    if small:
        between = SMALL_SHARE_OF_SPREAD * spread**2
        step = np.sqrt(between * (1.0 - small) / small)
        is_small = rng.uniform(size=count) < small
        shift = np.where(is_small, -step, step * small / (1.0 - small))
        within = np.sqrt((spread**2 - between) / (1.0 + between))
    log_spread = np.sqrt(np.log(1.0 + within**2))
    scatter = np.exp(rng.normal(-0.5 * log_spread**2, log_spread, count))
    volumes: Numbers = sizes.mcv_fl * (1.0 + shift) * scatter
    return volumes


def diameters_um(volumes_fl: Numbers) -> Numbers:
    """Return the diameter (um) on the film of cells of these volumes (fL)."""
    made: Numbers = DIAMETER_UM * (volumes_fl / USUAL_VOLUME_FL) ** GROWTH
    return made


def red_cells(rng: np.random.Generator, film: Film, count: int) -> list[Draft]:
    """Return red cells: kinds and sizes each as the film has them, coupled so that ovalocytes are the large ones."""
    kinds = drawn_kinds(rng, film.red_mix, count)
    radii = 0.5 * np.sort(diameters_um(drawn_volumes(rng, film.sizes, count)))
    wish = np.array([RANKS.get(kind, 0.0) for kind in kinds]) + rng.normal(0.0, 1.0, count)
    ranked = np.empty(count)
    ranked[np.argsort(wish, kind="stable")] = radii
    return [_red_cell(rng, film, kind, float(r)) for kind, r in zip(kinds, ranked, strict=True)]


def _red_cell(rng: np.random.Generator, film: Film, kind: str, r: float) -> Draft:
    large = np.clip((r - 3.65) / 0.9, 0.0, 1.0)  # macrocytes lose their pallor
    usual = 0.5 * DIAMETER_UM * (film.sizes.mcv_fl / USUAL_VOLUME_FL) ** GROWTH
    pale = film.sizes.small_share > 0 and r < 0.97 * usual
    parameters = {
        "turn": rng.uniform(0, 2 * np.pi),
        "hemoglobin": film.hemoglobin * float(np.clip(rng.normal(1.0, 0.05), 0.85, 1.15)) * (0.85 if pale else 1.0),
        "pallor": film.pallor * rng.uniform(0.85, 1.15) * (1.0 - 0.3 * large) * (1.6 if pale else 1.0),
        "depth": film.depth * rng.uniform(0.85, 1.12) * (1.0 - 0.35 * large) * (1.1 if pale else 1.0),
        "ratio": 1.0 - abs(rng.normal(0.0, 0.035)),
    }
    parameters |= _shape(rng, kind)
    if rng.uniform() < film.howell_jolly:
        parameters["howell-jolly"] = 1.0
    elif rng.uniform() < film.stippling:
        parameters["stippling"] = 1.0
    return kind, 0.86 * r if kind == "spherocyte" else r, parameters


def _shape(rng: np.random.Generator, kind: str) -> dict[str, float]:
    if kind == "macro-ovalocyte":
        return {"ratio": rng.uniform(0.62, 0.80), "pallor": 0.2, "depth": rng.uniform(0.10, 0.4)}
    if kind == "elliptocyte":
        return {"ratio": rng.uniform(0.42, 0.6)}
    if kind == "schistocyte":
        return {"form": float(rng.choice(len(FRAGMENTS), p=FRAGMENTS))}
    if kind == "hypochromic":
        return {"pallor": rng.uniform(0.62, 0.95), "depth": rng.uniform(0.72, 0.9)}
    if kind == "polychromatic":
        return {"blue": rng.uniform(0.45, 1.15)}
    return {}


def white_cell(rng: np.random.Generator, film: Film, kind: str) -> Draft:
    """Return a white cell of a kind, with the lobes, granules and rods that chance gives it."""
    mean, spread = RADII[kind]
    r = float(np.clip(rng.normal(mean, spread), mean - 2.2 * spread, mean + 2.2 * spread))
    if kind in ("neutrophil", "band", "pseudo-pelger", "metamyelocyte", "myelocyte", "promyelocyte"):
        return kind, *_granulocyte(rng, film, kind, r)
    parameters: dict[str, float] = {}
    if kind == "eosinophil":
        parameters["lobes"] = float(rng.choice([2, 3], p=[0.8, 0.2]))
    elif kind in ("blast", "abnormal-promyelocyte"):
        parameters["auer"] = float(rng.uniform() < film.auer)
    elif kind == "plasma-cell":
        parameters |= {"ratio": rng.uniform(0.68, 0.88), "turn": rng.uniform(0, np.pi)}
    return kind, r, parameters


def _granulocyte(rng: np.random.Generator, film: Film, kind: str, r: float) -> tuple[float, dict[str, float]]:
    bare = rng.uniform() < (max(film.hypogranular, 0.7) if kind == "pseudo-pelger" else film.hypogranular)
    parameters = {"granules": 0.05 if bare else rng.uniform(0.75, 1.2)}
    if not bare and rng.uniform() < film.toxic:
        parameters["toxic"] = 1.0
    if kind == "neutrophil":
        lobes = 1 + int(rng.choice(len(film.lobes), p=np.array(film.lobes) / sum(film.lobes)))
        parameters["lobes"] = float(lobes)
        if lobes >= 6:
            r += MACROPOLYCYTE_UM - RADII[kind][0]
    elif kind == "pseudo-pelger":
        parameters["lobes"] = float(rng.choice([1, 2], p=[0.2, 0.8]))
    return r, parameters


def nucleated_red_cell(rng: np.random.Generator, film: Film) -> Draft:
    """Return a nucleated red cell that got into blood, mostly a late one."""
    kind = ("polychromatic-erythroblast", "orthochromatic-erythroblast")[int(rng.uniform() < 0.75)]
    r = radius_of(kind, film.megaloblastic) * float(np.clip(rng.normal(1.0, 0.06), 0.85, 1.15))
    return kind, r, {"megaloblastic": float(film.megaloblastic)}


def platelet(rng: np.random.Generator, film: Film) -> Draft:
    """Return a platelet; giant ones are as large as red cells."""
    giant = rng.uniform() < film.giant_platelets
    r = rng.uniform(2.3, 4.0) if giant else float(np.clip(rng.lognormal(np.log(1.3), 0.16), 0.8, 2.1))
    return "platelet", r, {"giant": float(giant), "gray": float(rng.uniform() < film.gray_platelets)}


def focus(rng: np.random.Generator) -> float:
    """Return how far a cell lies out of the plane of focus, um."""
    return float(rng.normal(0.0, FOCUS_SPREAD_UM))
