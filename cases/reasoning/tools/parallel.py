"""Which patients make forms of an examination that are equally hard before anybody has sat them?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cases.catalog import Catalog
from cases.reasoning.belief.observer import Observer
from cases.reasoning.tools.difficulty import Difficulty, difficulty_of
from cases.simulation.patients import Recipe
from cases.simulation.randomness import seed_of

CANDIDATES = 40  # for each place of the blueprint
TOLERANCE = 0.15  # of the index, between the patients of one place: assumed


class NoForms(LookupError):
    """No patients near enough to each other were found; the message says for what and how near they were."""


@dataclass(frozen=True)
class Place:
    """One place of a blueprint: what it asks for, and the recipe of its patients."""

    name: str
    recipe: Recipe


@dataclass(frozen=True)
class Entrant:
    """A patient of a form, by recipe and seed, with the difficulty that was computed."""

    place: Place
    seed: int
    difficulty: Difficulty


@dataclass(frozen=True)
class Form:
    """One form: a patient for each place of the blueprint, in its order."""

    entrants: tuple[Entrant, ...]

    @property
    def index(self) -> float:
        """Mean difficulty of its patients."""
        return sum(entrant.difficulty.index for entrant in self.entrants) / len(self.entrants)


def place_of(catalog: Catalog, setting: str, key: str) -> Place:
    """A place for a condition, a diagnosis, or a teaching point that is a key feature of some; raises KeyError."""
    if key in catalog.conditions:
        return Place(key, Recipe(setting, ((key, 1.0),)))
    met_here = [c for c in catalog.conditions.values() if c.diagnosis == key or key in c.key_features]
    mix = tuple((c.key, c.priors.get(setting, 0.0)) for c in met_here if c.priors.get(setting, 0.0) > 0)
    if not mix:
        raise KeyError(key)
    return Place(key, Recipe(setting, mix))


def parallel_forms(
    catalog: Catalog,
    observer: Observer,
    places: Iterable[Place],
    forms: int,
    seed: int,
    tolerance: float = TOLERANCE,
) -> tuple[Form, ...]:
    """So many forms over the same blueprint, matched place by place and balanced in all; raises NoForms."""
    chosen: list[list[Entrant]] = [[] for _ in range(forms)]
    for i, place in enumerate(places):
        alike = _alike(_candidates(catalog, observer, place, seed, i), forms, tolerance)
        # The form that is hardest so far takes the easiest of those that are left.
        by_load = sorted(chosen, key=lambda form: -sum(entrant.difficulty.index for entrant in form))
        for form, entrant in zip(by_load, alike, strict=True):
            form.append(entrant)
    return tuple(Form(tuple(entrants)) for entrants in chosen)


def _candidates(catalog: Catalog, observer: Observer, place: Place, seed: int, number: int) -> list[Entrant]:
    """Patients for a place, the easiest first."""
    seeds = [seed_of(seed, "form", number, i) for i in range(CANDIDATES)]
    found = [Entrant(place, s, difficulty_of(catalog, observer, place.recipe, s)) for s in seeds]
    return sorted(found, key=lambda entrant: entrant.difficulty.index)


def _alike(found: list[Entrant], count: int, tolerance: float) -> list[Entrant]:
    """Neighbors in difficulty within the tolerance, as near the median as can be."""
    starts = range(len(found) - count + 1)
    spreads = [found[i + count - 1].difficulty.index - found[i].difficulty.index for i in starts]
    fitting = [i for i in starts if spreads[i] <= tolerance]
    if not fitting:
        nearest = f"; the nearest {count} of {len(found)} differ by {min(spreads):.2f}" if spreads else ""
        raise NoForms(f"{found[0].place.name}: no {count} patients within {tolerance:.2f} of each other{nearest}")
    middle = (len(found) - count) / 2
    start = min(fitting, key=lambda i: abs(i - middle))
    return found[start : start + count]
