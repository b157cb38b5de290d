"""Where do the lobes of a nucleus lie, so that each can be told from the next? Layout of masses and threads."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cases.smears.noise import Array
from cases.smears.outlines import ANGLES, ellipse, wobbly

# Clear space between lobes, um: three pixels between joined ones, more between others, so that after the blur of the
# lens they can be counted (the science notes of the project tried 0.22 and 0.42).
JOINED_GAP, OTHER_GAP, WIDEST_GAP = 0.27, 0.46, 0.95
EDGE_UM = 0.45
CORNERS = 32
ROUNDS, RESTARTS = 70, 60
STYLES = ("arc", "wave", "fold", "any")

Points = NDArray[np.float64]


class Lobe(NamedTuple):
    """One mass of chromatin: its center (um from the cell's) and outline (um, one radius for each of THETA)."""

    x: float
    y: float
    radii: Array


class Thread(NamedTuple):
    """What joins two lobes: start, a point on the way, end, and the half-width in the middle (um)."""

    start: tuple[float, float]
    middle: tuple[float, float]
    end: tuple[float, float]
    half_um: float


class Lobed(NamedTuple):
    """A segmented nucleus: `lobes` in a chain, joined by `threads`, one fewer."""

    lobes: tuple[Lobe, ...]
    threads: tuple[Thread, ...]


def lobed_nucleus(
    rng: np.random.Generator, count: int, cell_radius: float, area: float, gaps: tuple[float, float] | None = None
) -> Lobed:
    """Return a nucleus of `count` lobes that covers about a share `area` of a cell of this radius (um).

    `gaps` replace the least gaps of joined and of other lobes. After many vain tries the lobes shrink, never touch.
    """
    least = gaps or (JOINED_GAP, OTHER_GAP)
    for attempt in range(RESTARTS):
        shrunk = 0.97 ** (attempt // 4)
        outlines, turns = _masses(rng, count, cell_radius * np.sqrt(area) * np.sqrt(shrunk))
        style = STYLES[int(rng.integers(len(STYLES)))]
        places, headings = _chain(rng, outlines, style)
        polygons = _polygons(outlines, turns + headings)
        settled = _relaxed(places, polygons, cell_radius - EDGE_UM, least)
        if settled is not None:
            break
    else:
        settled = places * 1.3
    turned = [_turned(radii, turn) for radii, turn in zip(outlines, turns + headings, strict=True)]
    lobes = tuple(Lobe(float(x), float(y), radii) for (x, y), radii in zip(settled, turned, strict=True))
    return Lobed(lobes, tuple(_thread(rng, a, b) for a, b in pairwise(lobes)))


def _masses(rng: np.random.Generator, count: int, whole: float) -> tuple[list[Array], Points]:
    """Return the outlines, long axis along x, and how far each is turned from the heading of the chain."""
    usual = whole / np.sqrt(count)
    sizes = usual * np.clip(rng.normal(1.0, 0.17, count), 0.70, 1.34)
    ratios = np.clip(rng.normal(0.70, 0.14, count), 0.46, 0.98)
    outlines = [
        (ellipse(size, ratio, 0.0) * wobbly(rng, 1.0, 0.09, 5)).astype(np.float32)
        for size, ratio in zip(sizes, ratios, strict=True)
    ]
    return outlines, rng.uniform(-0.6, 0.6, count)


def _chain(rng: np.random.Generator, outlines: list[Array], style: str) -> tuple[Points, Points]:
    """Return the centers (n, 2) of a chain around 0 and its heading at each lobe."""
    count = len(outlines)
    spans = np.array([float(radii.mean()) for radii in outlines])
    steps = spans[:-1] + spans[1:] + 0.3
    if style == "arc":
        turns = np.full(count - 1, 5.6 / max(count, 3)) * rng.uniform(0.6, 1.1) + rng.normal(0, 0.2, count - 1)
    elif style == "wave":
        turns = np.where(np.arange(count - 1) % 4 < 2, 0.9, -0.9) + rng.normal(0, 0.25, count - 1)
    elif style == "fold":
        turns = 1.2 * np.where(rng.uniform(size=count - 1) < 0.25, -1.0, 1.0)
    else:
        turns = rng.uniform(-1.7, 1.7, count - 1)
    headings = rng.uniform(0, 2 * np.pi) + np.concatenate([[0.0], np.cumsum(turns)])
    moves = steps[:, None] * np.stack([np.cos(headings[1:]), np.sin(headings[1:])], axis=1)
    places = np.concatenate([np.zeros((1, 2)), np.cumsum(moves, axis=0)])
    return places - places.mean(axis=0), headings


def _polygons(outlines: list[Array], turns: Points) -> Points:
    """Return the corners (n, CORNERS, 2) of each outline around its own center."""
    picked = np.arange(0, ANGLES, ANGLES // CORNERS)
    radii = np.stack([one[picked] for one in outlines])
    angles = (-np.pi + picked * (2 * np.pi / ANGLES))[None, :] + turns[:, None]
    return np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=2).astype(float)


def _turned(radii: Array, turn: float) -> Array:
    return np.roll(radii, round(turn * ANGLES / (2 * np.pi)))


def _relaxed(places: Points, polygons: Points, reach: float, least: tuple[float, float]) -> Points | None:
    """Push lobes apart, joined ones together and all into the cell; None if they do not come to rest."""
    count = len(places)
    places = places.copy()
    joined = np.abs(np.subtract.outer(np.arange(count), np.arange(count))) == 1
    wanted = np.where(joined, least[0], least[1])
    np.fill_diagonal(wanted, -1e9)
    for _ in range(ROUNDS):
        apart = places[None, :, :] - places[:, None, :]
        far = np.sqrt((apart**2).sum(axis=2)) + np.eye(count)
        unit = apart / far[:, :, None]
        reach_out = np.einsum("ivk,ijk->ijv", polygons, unit).max(axis=2)
        gap = far - reach_out - reach_out.T
        np.fill_diagonal(gap, 0.0)
        push = np.maximum(wanted + 0.03 - gap, 0.0)
        pull = np.where(joined, np.maximum(gap - WIDEST_GAP + 0.1, 0.0), 0.0)
        corners = places[:, None, :] + polygons
        distance = np.sqrt((corners**2).sum(axis=2))
        worst = distance.argmax(axis=1)
        out = np.maximum(distance.max(axis=1) - reach, 0.0)
        if push.max(initial=0.0) < 0.03 and pull.max(initial=0.0) < 0.1 and out.max() < 0.05:
            return places
        places += 0.5 * (unit * (pull - push)[:, :, None]).sum(axis=1)
        rows = np.arange(count)
        places -= (0.8 * out / np.maximum(distance[rows, worst], 1e-6))[:, None] * corners[rows, worst]
    return None


def _thread(rng: np.random.Generator, a: Lobe, b: Lobe) -> Thread:
    """Return the thread between two lobes, from somewhat inside the one to somewhat inside the other."""
    dx, dy = b.x - a.x, b.y - a.y
    angle = np.arctan2(dy, dx)
    start = _on_edge(a, angle, 0.25)
    end = _on_edge(b, angle + np.pi, 0.25)
    bend = rng.normal(0.0, 0.10)
    middle = (0.5 * (start[0] + end[0]) - bend * np.sin(angle), 0.5 * (start[1] + end[1]) + bend * np.cos(angle))
    return Thread(start, (float(middle[0]), float(middle[1])), end, float(rng.uniform(0.10, 0.16)))


def _on_edge(lobe: Lobe, angle: float, inside: float) -> tuple[float, float]:
    place = round((angle + np.pi) * ANGLES / (2 * np.pi)) % ANGLES
    far = max(float(lobe.radii[place]) - inside, 0.1)
    return float(lobe.x + far * np.cos(angle)), float(lobe.y + far * np.sin(angle))
