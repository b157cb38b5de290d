"""Which white cells lie in the gallery, which one is to be named, and how many fields would have been scanned?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cases.charts.bench.asked import Asked
from cases.charts.bench.counter import short_name
from cases.microscope.tallies import GALLERY, Named, Tally, fields_scanned
from cases.reading.looks import look_of
from cases.reading.sampling import USUAL_COUNTS
from cases.reading.words import description_of, walk_of
from cases.slides import Sight, Slide

PAGE_CELLS = 25
CROP_PX = 200  # of a picture, 20 um a side


@dataclass(frozen=True)
class Crop:
    """One cell: its number from 1, the name of its picture, what the learner called it, whether it is the next."""

    number: int
    token: str
    called: str
    is_current: bool


@dataclass(frozen=True)
class Told:
    """A cell in words: as a whole, and its nucleus mass by mass, as far as it was walked along."""

    words: str
    masses: tuple[str, ...]
    has_more: bool


@dataclass(frozen=True)
class Gallery:
    """A page of cells, numbered from 1; `scanned` are the fields that one meets so many cells in."""

    crops: tuple[Crop, ...]
    current: Crop | None
    page: int
    pages: int
    scanned: int
    told: Told | None

    @property
    def previous(self) -> int | None:
        """The page before."""
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        """The page after."""
        return self.page + 1 if self.page < self.pages else None


def target_of(tally: Tally, wished: int) -> int:
    """How many cells are to be counted: as wished, and never fewer than were named."""
    least = max([wished, *(number + 1 for number in tally.gallery)])
    return next((n for n in USUAL_COUNTS if n >= least), USUAL_COUNTS[-1])


def more_than(target: int) -> int | None:
    """The next larger count."""
    return next((n for n in USUAL_COUNTS if n > target), None)


def current_cell(tally: Tally, target: int, asked: Asked) -> int | None:
    """The number (from 0) of the cell to be named: the one asked for, or the first without a name; None at the end."""
    if asked.cell is not None and asked.cell < target:
        return asked.cell
    first = asked.page * PAGE_CELLS if asked.page is not None and asked.page * PAGE_CELLS < target else 0
    return next((n for n in (*range(first, target), *range(first)) if n not in tally.gallery), None)


def sights_of(page: int, target: int) -> tuple[Sight, ...]:
    """The cells of a page (from 0)."""
    return tuple(Sight(GALLERY, n) for n in range(page * PAGE_CELLS, min((page + 1) * PAGE_CELLS, target)))  # type: ignore[arg-type]


def gallery_of(
    slide: Slide, tally: Tally, target: int, asked: Asked, token: Callable[[Sight], str], in_words: bool
) -> Gallery:
    """The page on which the cell to be named lies, or the one asked for."""
    current = current_cell(tally, target, asked)
    pages = -(-target // PAGE_CELLS)
    page = min(asked.page, pages - 1) if asked.page is not None else (current or 0) // PAGE_CELLS
    crops = tuple(
        Crop(s.number + 1, token(s), called(tally.gallery.get(s.number)), s.number == current)
        for s in sights_of(page, target)
    )
    lying = next((crop for crop in crops if crop.is_current), None)
    return Gallery(
        crops=crops,
        current=lying,
        page=page + 1,
        pages=pages,
        scanned=fields_scanned(slide, max(tally.cells, 1)),
        told=told_of(slide, lying.number - 1, asked.masses) if in_words and lying else None,
    )


def called(named: Named | None) -> str:
    """What a cell was called, in few words; empty where it has no name."""
    if named is None:
        return ""
    if named.lobes:
        return f"{named.lobes} lobe" + ("s" if named.lobes > 1 else "")
    return short_name(named.label)


def told_of(slide: Slide, number: int, masses: int) -> Told:
    """A cell in words, for those who do not see it."""
    scene = slide.scene(Sight("gallery", number))
    look = look_of(scene.seed, scene.stain, scene.middle)
    walk = walk_of(look)
    return Told(description_of(look), walk[:masses], masses < len(walk))
