"""Where do cells come to lie? A jittered grid of cells that push each other apart, some of them overlapping."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cases.smears.noise import Array
from cases.smears.outlines import ANGLES
from cases.smears.scene import Cell

Points = NDArray[np.float64]
Box = tuple[float, float, float, float]  # left, top, right, bottom, um

JITTER = 0.42  # of the pitch of the grid: less looks ordered, more leaves voids
ROUNDS, ROUNDS_A_LIST = 60, 12
TOUCHING, OVERLAPPING = 0.97, 0.72  # distance, x the sum of radii, to which cells are pushed apart
FIRM_TOUCHING = 0.99  # of two firm cells: where they touch, both flatten
OVERLAPPING_SHARE = 0.10
# Of two cells closer than their radii add up to, but not by more than this share, each yields; deeper, one lies on top.
YIELDING, LEAST_LEFT = 0.88, 0.87
SWELLING = 1.08  # how much wider a cell gets that flows around red cells: by eye


def scattered(rng: np.random.Generator, count: int, box: Box) -> Points:
    """Return `count` points (n, 2) spread evenly over a box, as cells of a monolayer are."""
    left, top, right, bottom = box
    if not count:
        return np.zeros((0, 2))
    pitch = np.sqrt((right - left) * (bottom - top) / (0.866 * count))
    columns, rows = max(round((right - left) / pitch), 1), max(round((bottom - top) / (0.866 * pitch)), 1)
    while columns * rows < count:
        columns, rows = (columns + 1, rows) if columns <= rows else (columns, rows + 1)
    slots = rng.permutation(columns * rows)[:count]
    row, column = np.divmod(slots, columns)
    x = left + (column + 0.25 + 0.5 * (row % 2)) * (right - left) / columns
    y = top + (row + 0.5) * (bottom - top) / rows
    return np.stack([x, y], axis=1) + rng.normal(0.0, JITTER * pitch, (count, 2))


def pushed_apart(
    rng: np.random.Generator,
    places: Points,
    radii: Points,
    firm: NDArray[np.bool_],
    overlapping: float,
    crowd: float = 1.0,
) -> Points:
    """Return the places after cells have pushed each other apart; firm ones hardly move and nothing overlaps them.

    `overlapping` is the share of the others that may lie on a neighbor; `crowd` scales how close all may come.
    """
    places = places.copy()
    loose = (rng.uniform(size=len(places)) < overlapping) & ~firm
    weight = np.where(firm, 0.12, 1.0)
    for turn in range(ROUNDS):
        if turn % ROUNDS_A_LIST == 0:
            one, other, wanted = _pairs(places, radii, loose, firm, crowd)
            share = weight[one] / (weight[one] + weight[other])
        apart = places[other] - places[one]
        far = np.sqrt((apart**2).sum(axis=1)) + 1e-6
        lack = np.maximum(wanted - far, 0.0)
        move = (0.5 * lack / far)[:, None] * apart
        np.add.at(places, one, -move * (2.0 * share)[:, None])
        np.add.at(places, other, move * (2.0 * (1.0 - share))[:, None])
    return places


def _pairs(
    places: Points, radii: Points, loose: NDArray[np.bool_], firm: NDArray[np.bool_], crowd: float
) -> tuple[NDArray[np.intp], NDArray[np.intp], Points]:
    """Return both members of each close pair, and the distance each pair is to keep."""
    sums = radii[:, None] + radii[None, :]
    near = (np.abs(places[:, None, :] - places[None, :, :]).max(axis=2) < sums + 3.0) & (np.tri(len(places), k=-1) > 0)
    one, other = np.nonzero(near)
    close = np.where(loose[one] | loose[other], OVERLAPPING, TOUCHING * crowd)
    close = np.where(firm[one] | firm[other], 0.99, close)
    close = np.where(firm[one] & firm[other], FIRM_TOUCHING, close)
    return one, other, close * sums[one, other]


Contact = tuple[float, float, float, bool]


def contacts_of(cells: list[Cell], outlines: dict[int, Array], firm: set[int]) -> dict[int, list[Contact]]:
    """Return for each red cell that has an outline what presses on it, by the number of the cell.

    A contact is (direction, distance to the border or center, radius, whether it is a firm round cell).
    """
    found: dict[int, list[Contact]] = defaultdict(list)
    places = np.array([(cell.x, cell.y) for cell in cells])
    radii = np.array([cell.r for cell in cells])
    if not len(cells):
        return found
    apart = places[None, :, :] - places[:, None, :]
    far = np.sqrt((apart**2).sum(axis=2))
    reach = radii[:, None] * 1.3 + radii[None, :] * 1.3
    for i, j in zip(*np.nonzero((far < reach) & (far > 0)), strict=True):
        cell, other = cells[i], cells[j]
        if cell.number in outlines:
            direction = float(np.arctan2(apart[i, j, 1], apart[i, j, 0]))
            contact = _contact(cell, other, outlines, direction, float(far[i, j]), other.number in firm)
            if contact:
                found[cell.number].append(contact)
    return found


def flattened(cells: list[Cell]) -> list[Cell]:
    """Return firm cells with their borders to firm neighbors as parameters: number, direction, distance (um)."""
    made = []
    for cell in cells:
        borders: dict[str, float] = {}
        count = 0
        for other in cells:
            far = float(np.hypot(other.x - cell.x, other.y - cell.y))
            border = far * cell.r / (cell.r + other.r) - 0.05
            if far > 0.0 and LEAST_LEFT * cell.r < border < 1.12 * cell.r:
                direction = float(np.arctan2(other.y - cell.y, other.x - cell.x))
                borders |= {f"neighbor-{count}-direction": direction, f"neighbor-{count}-border": border}
                count += 1
        made.append(replace(cell, parameters={**cell.parameters, **borders, "neighbors": count}) if count else cell)
    return made


def embraced(cell: Cell, red: list[Cell]) -> Cell:
    """Return a soft large cell, swollen, with the red cells around it that dent its edge as parameters."""
    dents: dict[str, float] = {"swelling": SWELLING}
    count = 0
    for other in red:
        far = float(np.hypot(other.x - cell.x, other.y - cell.y))
        if other.r + 0.75 * cell.r < far < SWELLING * cell.r + other.r + 1.5:
            at = {"direction": float(np.arctan2(other.y - cell.y, other.x - cell.x)), "distance": far,
                  "radius": other.r + 0.1}  # fmt: skip
            dents |= {f"embrace-{count}-{name}": value for name, value in at.items()}
            count += 1
    return replace(cell, parameters={**cell.parameters, **dents, "embraces": count})


def _contact(
    cell: Cell, other: Cell, outlines: dict[int, Array], direction: float, far: float, is_firm: bool
) -> Contact | None:
    own = _reach(outlines[cell.number], direction)
    if is_firm:
        return (
            (direction, far, other.r + 0.05, True) if own + other.r > far - 0.1 and far > other.r + 0.3 * own else None
        )
    if other.number not in outlines:
        return None
    theirs = _reach(outlines[other.number], direction + np.pi)
    if not YIELDING * (own + theirs) < far < own + theirs + 0.05:
        return None
    border = far * own / (own + theirs) - 0.04
    return direction, max(border, LEAST_LEFT * own), 0.0, False


def _reach(radii: Array, direction: float) -> float:
    return float(radii[round((direction + np.pi) * ANGLES / (2 * np.pi)) % ANGLES])
