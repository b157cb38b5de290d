"""What lies in the field, and what was marked there? The picture, the marks on it, and the way to other fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cases.charts.bench.asked import FIELDS, ZOOMS, Asked
from cases.microscope.labels import NAMES, RED_NAMES, WHITE_NAMES
from cases.microscope.tallies import Named, Tally
from cases.reading.words import passed
from cases.slides import Place, Sight, Slide

PLACE_NAMES: dict[Place, str] = {
    "feathered-edge": "Feathered edge",
    "monolayer": "Monolayer",
    "thick-area": "Thick area",
}
USUAL_MARK = "teardrop"
PX = 5.0  # units of the drawing for each um: 800 x 600
BAR_UM = 20


@dataclass(frozen=True)
class Mark:
    """A cell that was named in this field: its number, its place in the drawing (800 x 600), its name."""

    number: int
    x: float
    y: float
    name: str


@dataclass(frozen=True)
class Stop:
    """A place on the film, and whether it lies under the lens."""

    key: Place
    name: str
    is_current: bool


@dataclass(frozen=True)
class Choice:
    """A name that can be given."""

    key: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class Way:
    """A cell that is told in words, with the point (um) at which it can be named."""

    x_um: float
    y_um: float
    words: str


@dataclass(frozen=True)
class Field:
    """A field of a place, number from 1; `zoom` times as large as through the usual lens."""

    token: str
    place: Place
    place_name: str
    number: int
    of: int
    zoom: int
    zooms: tuple[int, ...]
    bar_um: float
    places: tuple[Stop, ...]
    marks: tuple[Mark, ...]
    platelets: int | None
    red: tuple[Choice, ...]
    white: tuple[Choice, ...]
    ways: tuple[Way, ...]

    @property
    def previous(self) -> int | None:
        """The field before."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The field after."""
        return self.number + 1 if self.number < self.of else None

    @property
    def view(self) -> str:
        """What of the drawing (800 x 600) is in view, around its middle."""
        width, height = 800 / self.zoom, 600 / self.zoom
        return f"{400 - width / 2:g} {300 - height / 2:g} {width:g} {height:g}"


def field_view(slide: Slide, tally: Tally, asked: Asked, token: Callable[[Sight], str], in_words: bool) -> Field:
    """The field asked for, with everything named in it."""
    sight, chosen = asked.sight, asked.label if asked.label in NAMES else USUAL_MARK
    return Field(
        token=token(sight),
        place=asked.place,
        place_name=PLACE_NAMES[asked.place],
        number=asked.field + 1,
        of=FIELDS[asked.place],
        zoom=asked.zoom,
        zooms=ZOOMS,
        bar_um=BAR_UM / asked.zoom,
        places=tuple(Stop(key, name, key == asked.place) for key, name in PLACE_NAMES.items()),
        marks=tuple(_mark(i, one) for i, one in enumerate(tally.in_field(sight), start=1)),
        platelets=tally.platelets.get(sight),
        red=tuple(Choice(key, name, key == chosen) for key, name in RED_NAMES.items()),
        white=tuple(Choice(key, name, key == chosen) for key, name in WHITE_NAMES.items()),
        ways=tuple(Way(*one) for one in passed(slide.scene(sight))) if in_words else (),
    )


def neighbors(asked: Asked) -> tuple[Sight, ...]:
    """The field that is likely to be looked at next."""
    following = asked.field + 1
    return (Sight(asked.place, following),) if following < FIELDS[asked.place] else ()


def _mark(number: int, named: Named) -> Mark:
    return Mark(number, PX * (named.x_um or 0.0), PX * (named.y_um or 0.0), NAMES.get(named.label, named.label))
