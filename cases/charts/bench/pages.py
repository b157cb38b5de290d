"""What does the page of a film show? The laboratory's report, or the glass itself under one of its tabs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cases.catalog import current
from cases.catalog.units import System
from cases.charts.bench.asked import TABS, Asked, asked_by
from cases.charts.bench.counter import Counter, counter_of
from cases.charts.bench.fields import Field, field_view, neighbors
from cases.charts.bench.gallery import PAGE_CELLS, Gallery, current_cell, gallery_of, more_than, sights_of, target_of
from cases.charts.bench.reports import Draft, Signed, draft_of, signed_of
from cases.charts.film import Film, film_of
from cases.charts.story import Deed, Story
from cases.charts.times import count_text, moment_text
from cases.microscope.glasses import ENCOUNTERS, FILM, TAKING, slide_named, source_of
from cases.microscope.labels import WHITE_NAMES, keys_of
from cases.microscope.tallies import Tally, fields_scanned, tally_from
from cases.models import Bench, Kind, Naming, Observation
from cases.reading.sampling import USUAL_COUNTS
from cases.slides import Absent, Sight
from learners.models import Learner


@dataclass(frozen=True)
class Tab:
    """A part of the page."""

    key: str
    name: str
    is_current: bool


@dataclass(frozen=True)
class Glass:
    """A film that was made, and when its blood was taken."""

    film: int
    when: str
    is_current: bool


@dataclass(frozen=True)
class Key:
    """The single key of a class."""

    label: str
    name: str
    key: str


@dataclass(frozen=True)
class FilmPage:
    """The page of a film. Parts that its tab does not show are None; `film` is None before any was made."""

    tab: str
    tabs: tuple[Tab, ...]
    film: int | None
    glasses: tuple[Glass, ...]
    laboratory: Film
    bench: Bench
    keys: tuple[Key, ...] = ()
    field: Field | None = None
    gallery: Gallery | None = None
    draft: Draft | None = None
    counter: Counter | None = None
    signed: Signed | None = None
    is_gone: bool = False
    cell_counts: tuple[int, ...] = USUAL_COUNTS

    @property
    def can_work(self) -> bool:
        """Whether anything may still be named or noted on this film."""
        return self.film is not None and self.signed is None and not self.is_gone

    @property
    def said(self) -> str:
        """One sentence on where the work stands, for those who hear the page; empty beside the work."""
        if self.field:
            marks = self.field.marks
            last = f", the last as {marks[-1].name}" if marks else ""
            return f"Field {self.field.number}. {count_text(len(marks), 'cell')} marked{last}."
        if self.gallery and self.counter:
            return f"{self.counter.total} of {self.counter.target} cells named."
        if self.tab == "report" and self.draft:
            noted = count_text(len(self.draft.noted), "finding")
            return f"Report signed {self.signed.when}." if self.signed else f"{noted} noted."
        return ""

    @property
    def glass(self) -> Glass | None:
        """The film under the lens."""
        return next((glass for glass in self.glasses if glass.is_current), None)


def film_page(story: Story, query: Mapping[str, str], units: System, learner: Learner | None, reader: str) -> FilmPage:
    """The page as it was asked for, with pictures for this reader; what is likely to be asked for next is drawn."""
    asked, laboratory = asked_by(query), film_of(story, units)
    bench = Bench.objects.filter(learner=learner).first() or Bench()
    films = [d for d in story.of_kind(*TAKING) if FILM in d.payload["investigations"]]
    if not films:
        return FilmPage("laboratory", (), None, (), laboratory, bench)
    film = next((deed.number for deed in films if deed.number == asked.film), films[-1].number)
    tab = asked.tab or ("laboratory" if laboratory.is_reported else "field")
    tabs = tuple(Tab(key, name, key == tab) for key, name in TABS.items())
    page = FilmPage(tab, tabs, film, tuple(_glass(deed, film) for deed in films), laboratory, bench)
    if tab == "laboratory":
        return page
    if story.catalog != current().hash:
        return replace(page, is_gone=True)
    return _worked(page, story, asked, reader)


def _worked(page: FilmPage, story: Story, asked: Asked, reader: str) -> FilmPage:
    """The page with the glass: what its tab shows, the count beside it."""
    film = int(page.film or 0)
    source = source_of(story.id, film)
    try:
        slide = slide_named(source)
    except Absent:
        return replace(page, is_gone=True)
    tally, bench = _tally(story, film), page.bench
    target = target_of(tally, bench.cells)

    def token(sight: Sight) -> str:
        return ENCOUNTERS.token(reader, source, sight)

    ENCOUNTERS.draw_ahead(source, slide, _next(page.tab, asked, tally, target))
    keys = keys_of(bench.keys)
    return replace(
        page,
        keys=tuple(Key(label, WHITE_NAMES[label], key) for label, key in keys.items()),
        field=field_view(slide, tally, asked, token, bench.in_words) if page.tab == "field" else None,
        gallery=gallery_of(slide, tally, target, asked, token, bench.in_words) if page.tab == "cells" else None,
        draft=draft_of(story, slide, tally, bench.scheme),
        counter=counter_of(tally, target, more_than(target), bench.keys, fields_scanned(slide, tally.cells)),
        signed=signed_of(story, film),
    )


def _tally(story: Story, film: int) -> Tally:
    """What holds on a film now; two queries."""
    there = {"film__encounter": story.id, "film__number": film}
    return tally_from(Naming.objects.filter(**there).order_by("id"), Observation.objects.filter(**there).order_by("id"))


def _next(tab: str, asked: Asked, tally: Tally, target: int) -> tuple[Sight, ...]:
    """What is likely to be looked at after this page."""
    if tab == "field":
        return neighbors(asked)
    if tab != "cells":
        return ()
    page = asked.page if asked.page is not None else (current_cell(tally, target, asked) or 0) // PAGE_CELLS
    return (*sights_of(page, target), *sights_of(page + 1, target))


def _glass(deed: Deed, film: int) -> Glass:
    taken = deed.at_minutes + (deed.minutes if deed.kind == Kind.VISIT else 0)
    return Glass(deed.number, moment_text(taken), deed.number == film)
