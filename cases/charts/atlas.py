"""What may be seen in the atlas? Entries, their pictures, the treated patient, and photographs that were lent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from uuid import UUID

from cases.catalog import current
from cases.charts.drilling.pages import told_of
from cases.models import Photograph
from cases.reading.atlas import EXAMPLES, GROUPS, Entry, atlas, entries, pictured
from cases.reading.treated import CELLS, DAYS, neutrophil_after, treated
from cases.slides.shelf import kept
from cases.smears.rendering import picture_of, webp_of
from cases.smears.scene import RENDERER, Scene


@dataclass(frozen=True)
class Group:
    """One part of the atlas: its name, and its entries as pairs (slug, name)."""

    key: str
    name: str
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Lent:
    """A photograph that a teacher lent, with its provenance; the bytes are elsewhere."""

    id: UUID
    caption: str
    license: str
    attribution: str
    source: str
    width: int
    height: int


@dataclass(frozen=True)
class Leaf:
    """The page of one entry; `told` are its examples in words, `apart` triples (slug, name, how to tell)."""

    slug: str
    entry: Entry
    numbers: range
    told: tuple[str, ...]
    apart: tuple[tuple[str, str, str], ...]
    lent: tuple[Lent, ...]


@dataclass(frozen=True)
class Day:
    """One day of the treated patient: the lobes of each neutrophil shown, shares and counts as they are written."""

    day: int
    lobes: tuple[int, ...]
    mean_lobes: str
    many_lobed_percent: str
    hemoglobin: str
    reticulocytes: str
    mcv: str


def groups_of() -> tuple[Group, ...]:
    """The whole atlas."""
    return tuple(
        Group(key, GROUPS[key], tuple((slug, entry.name) for slug, entry in group.items()))
        for key, group in atlas().items()
    )


def leaf_of(slug: str) -> Leaf:
    """The page of one entry. Raises KeyError."""
    entry = entries()[slug]
    apart = tuple((other, entries()[other].name, words) for other, words in entry.apart.items())
    lent = Photograph.objects.filter(entry=slug).defer("webp")
    return Leaf(slug, entry, range(EXAMPLES), _told(slug), apart, tuple(map(_lent, lent)))


@lru_cache
def _told(slug: str) -> tuple[str, ...]:
    return tuple(told_of(pictured(slug, number), "", at_once=True).whole for number in range(EXAMPLES))


def days_of() -> tuple[Day, ...]:
    """The treated patient, day by day."""
    return tuple(
        Day(
            day=after.day,
            lobes=tuple(int(neutrophil_after(after.day, number).middle["lobes"]) for number in range(CELLS)),
            mean_lobes=f"{after.film.mean_lobes:.1f}",
            many_lobed_percent=f"{100 * after.many_lobed:.0f}",
            hemoglobin=f"{after.hemoglobin:.1f}",
            reticulocytes=f"{after.reticulocytes_percent:.1f}",
            mcv=f"{after.film.sizes.mcv_fl:.0f}",
        )
        for after in treated()
    )


def points_of() -> tuple[str, ...]:
    """The names of the teaching points that the treated patient shows."""
    return tuple(current().teaching_points[key].name for key in ("hypersegmentation", "reversible"))


def entry_bytes(slug: str, number: int) -> bytes:
    """A picture of an entry as WebP. Raises KeyError where there is none."""
    if slug not in entries() or number >= EXAMPLES:
        raise KeyError(slug)
    return _kept(f"{slug}:{number}", lambda: pictured(slug, number))


def treated_bytes(day: int, number: int) -> bytes:
    """A neutrophil of the treated patient as WebP. Raises KeyError where there is none."""
    if day not in DAYS or number >= CELLS:
        raise KeyError(day)
    return _kept(f"treated:{day}:{number}", lambda: neutrophil_after(day, number))


def photograph_bytes(pk: UUID) -> bytes:
    """A photograph as WebP. Raises KeyError where there is none."""
    found = Photograph.objects.filter(pk=pk).values_list("webp", flat=True).first()
    if found is None:
        raise KeyError(pk)
    return bytes(found)


def _kept(name: str, scene: Callable[[], Scene]) -> bytes:
    label = f"atlas:{RENDERER}:{name}".encode()
    return kept(blake2b(label, digest_size=20).hexdigest(), lambda: webp_of(picture_of(scene())))


def _lent(one: Photograph) -> Lent:
    terms = one.get_license_display()
    return Lent(one.pk, one.caption, terms, one.attribution, one.source, one.width, one.height)
