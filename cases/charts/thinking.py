"""What does the learner hold to be likely, and how did that move?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cases.catalog import current
from cases.charts.story import Story
from cases.figures.columns import Column, columns
from cases.models import Kind

SOMETHING_ELSE = "something-else"
REST_NAME = "Something else"
HUES = 5
REST_HUE = "hue-rest"


@dataclass(frozen=True)
class Likelihood:
    """One diagnosis of the differential: `chance` of 100 now, `was` before, and a column for each revision."""

    key: str
    name: str
    hue: str
    chance: int | None
    was: int | None
    columns: tuple[Column, ...]
    revisions: tuple[int, ...]


@dataclass(frozen=True)
class Differential:
    """The learner's differential: `rows` in play, in their own order, and `others` that can be added."""

    rows: tuple[Likelihood, ...]
    others: tuple[Likelihood, ...]
    revision: int
    is_frozen: bool

    @property
    def in_play(self) -> tuple[Likelihood, ...]:
        """What the learner weighs, with something else, which is always weighed, as the last."""
        named = tuple(row for row in self.rows if row.key != SOMETHING_ELSE)
        return (*named, *(row for row in (*self.rows, *self.others) if row.key == SOMETHING_ELSE))

    @property
    def addable(self) -> tuple[Likelihood, ...]:
        """The other diagnoses, in the catalog's order."""
        return tuple(row for row in self.others if row.key != SOMETHING_ELSE)

    @property
    def total(self) -> int:
        """The sum of the chances: 100 once a revision was saved."""
        return sum(row.chance or 0 for row in self.rows)

    @property
    def revision_numbers(self) -> range:
        """The numbers of the revisions, from 1."""
        return range(1, self.revision + 1)


def differential_of(story: Story, typed: Mapping[str, str] | None = None) -> Differential:
    """The revisions so far; the diagnoses offered and their order do not depend on the patient.

    `typed` are chances by diagnosis that could not be saved, and are shown again.
    """
    forecasts = [deed.payload["chances"] for deed in story.of_kind(Kind.FORECAST)]
    order = own_order(forecasts)
    names = diagnosis_names() | {SOMETHING_ELSE: REST_NAME}
    given = typed or {}
    shown = order + [key for key in names if key not in order and given.get(key)]
    rows = [_likelihood(key, names.get(key, key), order, forecasts) for key in _rest_last(shown)]
    others = [_likelihood(key, names[key], order, forecasts) for key in names if key not in shown]
    return Differential(
        rows=tuple(replace(row, chance=_number(given[row.key])) if row.key in given else row for row in rows),
        others=tuple(others),
        revision=len(forecasts),
        is_frozen=not story.is_open,
    )


def diagnosis_names() -> dict[str, str]:
    """All diagnoses in the order of the alphabet, in which a name is found."""
    names = {key: diagnosis.name for key, diagnosis in current().diagnoses.items()}
    return dict(sorted(names.items(), key=lambda entry: entry[1].casefold()))


def own_order(forecasts: Sequence[Mapping[str, int]]) -> list[str]:
    """Diagnoses in the order in which the learner thought of them; the likelier first where at the same time."""
    order: list[str] = []
    for chances in forecasts:
        fresh = [key for key, chance in chances.items() if chance and key not in order]
        order += sorted(fresh, key=lambda key: -chances[key])
    return order


def hue_of(key: str, order: Sequence[str]) -> str:
    """The color class of a diagnosis: its place in the learner's own order, nothing of the patient."""
    places = [name for name in order if name != SOMETHING_ELSE]
    if key not in places or places.index(key) >= HUES:
        return REST_HUE
    return f"hue-{places.index(key) + 1}"


def _rest_last(order: Sequence[str]) -> list[str]:
    return [key for key in order if key != SOMETHING_ELSE] + [key for key in order if key == SOMETHING_ELSE]


def _likelihood(key: str, name: str, order: Sequence[str], forecasts: Sequence[Mapping[str, int]]) -> Likelihood:
    chances = tuple(chances.get(key, 0) for chances in forecasts)
    return Likelihood(
        key=key,
        name=name,
        hue=hue_of(key, order),
        chance=chances[-1] if chances else None,
        was=chances[-2] if len(chances) > 1 else None,
        columns=columns(chances) if any(chances) else (),
        revisions=chances,
    )


def _number(text: str) -> int | None:
    return int(text) if text.strip().isdecimal() and len(text) < 6 else None
