"""What can be done at the microscope? Name a cell, take it back, note what is seen, sign a report of the film."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from cases.catalog.entry import ABSENT, PRESENT
from cases.encounters.refusals import check_turn, not_understood, out_of_turn
from cases.encounters.writing import Deed, Request, check_catalog, perform
from cases.microscope.glasses import films_in, slide_in
from cases.microscope.labels import NAMES, clashes, keys_of
from cases.microscope.reports import findings_reported, minutes_of, report_json, scheme_named
from cases.microscope.tallies import GALLERY, PLATELETS, tally_of
from cases.models import Action, Bench, Encounter, Kind, Naming, Observation
from cases.reading.sampling import USUAL_COUNTS
from cases.reading.schemes import FEATURES, SCHEMES
from cases.slides import PLACES, Sight
from cases.smears.hits import cell_under
from cases.smears.scene import RENDERER
from learners.models import Learner

SEGMENTED, MOST_LOBES, MOST_PLATELETS = "neutrophil", 8, 500
Point = tuple[float, float]
SIGNED = "The report of this film is signed, and stays as it is."


def name(
    encounter: Encounter,
    *,
    film: int,
    sight: Sight,
    label: str,
    key: UUID,
    lobes: int | None = None,
    at: Point | None = None,
) -> Naming:
    """Call a cell by a name (a key of the science, or `unsure`), or count its lobes, which makes it a neutrophil.

    In a gallery it is the cell of the picture; in a field the one under the point `at` (x, y in um). Raises Refused:
    409 after the end or the report, 422 for an unknown name and where nothing lies.
    """
    act = _film(encounter, film)
    if label and label not in NAMES:
        raise not_understood("There is no such name for a cell.")
    if lobes is not None and not 1 <= lobes <= MOST_LOBES:
        raise not_understood(f"A neutrophil has 1 to {MOST_LOBES} lobes.")
    told = act.namings.filter(key=key).first()
    if told:
        return told
    cell = _cell_at(encounter, film, sight, at)
    where = {"area": sight.area, "number": sight.number, "cell": cell}
    if not label and not lobes:
        raise not_understood("Choose a name for the cell.")
    held = None if label else act.namings.filter(**where).last()
    called = label or (held.label if held else "") or SEGMENTED
    point = {"x_um": at[0], "y_um": at[1]} if at and sight.area != GALLERY else {}
    return _kept(act, key, **where, **point, label=called, lobes=lobes)


def take_back(encounter: Encounter, *, film: int, key: UUID, sight: Sight | None = None) -> Naming | None:
    """Let the last named cell be unnamed again, in a field if one is given, else in the gallery; None where none is."""
    act = _film(encounter, film)
    if told := act.namings.filter(key=key).first():
        return told
    named = [one for one in tally_of(act).named if (sight is None and one.area == GALLERY) or _lies(one, sight)]
    if not named:
        return None
    return _kept(act, key, area=named[-1].area, number=named[-1].number, cell=named[-1].cell, label="")


def note(
    encounter: Encounter, *, film: int, notes: Mapping[str, str], scheme: str, key: UUID, sight: Sight | None = None
) -> None:
    """Note findings by key, each absent, present or a grade of the scheme, or the `platelets` of a field (a number).

    An empty text takes a note back. Raises Refused as `name` does.
    """
    act = _film(encounter, film)
    held = tally_of(act).notes
    where = {"area": sight.area, "number": sight.number} if sight else {}
    rows = []
    for item, value in notes.items():
        _check_note(item, value, scheme, sight)
        before = held.get(item)
        said = (before.value, before.scheme) if before else ("", scheme)
        if item == PLATELETS or said != (value, scheme):
            rows.append(Observation(film=act, item=item, value=value, scheme=scheme, key=key, **where))
    Observation.objects.bulk_create(rows, ignore_conflicts=True)  # a form sent twice makes one


def read(encounter: Encounter, *, film: int, clock: int, key: UUID, scheme: str = "") -> Action:
    """Sign the report of a film: what was noted and counted so far. It takes the minutes that the work took."""
    check_catalog(encounter, Kind.READ)
    act = _taken(encounter, film)
    slide, tally = slide_in(encounter, film), tally_of(act)
    payload = report_json(film, slide, tally, scheme_named(scheme).key)

    def deed() -> Deed:
        if signed_for(encounter, film):
            raise out_of_turn(SIGNED)
        if not payload["levels"] and not payload["cells"]:
            raise not_understood("Nothing is noted yet. Name some cells or note a finding before you sign.")
        return Deed(minutes=minutes_of(slide, tally))

    return perform(encounter, Request(Kind.READ, payload, key, clock), deed)


def arrange(learner: Learner, *, changes: Mapping[str, Any]) -> Bench:
    """Set up the bench: scheme, number of cells, keys, sounds, words. Raises Refused(422) for what cannot be."""
    cells, scheme, keys = changes.get("cells"), changes.get("scheme"), changes.get("keys")
    if cells is not None and cells not in USUAL_COUNTS:
        raise not_understood(f"Count {', '.join(map(str, USUAL_COUNTS))} cells.")
    if scheme is not None and scheme not in SCHEMES:
        raise not_understood("There is no such scheme.")
    if keys is not None and (wrong := clashes(keys_of(keys))):
        raise not_understood(wrong[0])
    return Bench.objects.update_or_create(learner=learner, defaults=changes)[0]


def signed_for(encounter: Encounter, film: int) -> bool:
    """Whether the report of a film is signed."""
    return encounter.actions.filter(kind=Kind.READ, payload__film=film).exists()


def _film(encounter: Encounter, number: int) -> Action:
    """The act of a film that may still be worked on."""
    check_turn(encounter, Kind.READ, None)
    check_catalog(encounter, Kind.READ)
    if signed_for(encounter, number):
        raise out_of_turn(SIGNED)
    return _taken(encounter, number)


def _taken(encounter: Encounter, number: int) -> Action:
    """The act that took blood for a film, by its number."""
    act = next((act for act in films_in(encounter) if act.number == number), None)
    if act is None:
        raise not_understood("There is no such film.")
    return act


def _cell_at(encounter: Encounter, film: int, sight: Sight, at: Point | None) -> int:
    """The number of the cell that is meant; in a gallery there is but one."""
    if sight.area == GALLERY:
        return 0
    cell = cell_under(slide_in(encounter, film).scene(sight), *at) if at and sight.area in PLACES else None
    if cell is None:
        raise not_understood("Nothing lies there. Point at a cell.")
    return cell.number


def _lies(named: Any, sight: Sight | None) -> bool:
    return sight is not None and (named.area, named.number) == sight


def _kept(film: Action, key: UUID, **given: Any) -> Naming:
    """Store a naming once: whoever comes second with its key gets the first one's."""
    try:
        with transaction.atomic():
            return Naming.objects.create(film=film, key=key, drawing=RENDERER, **given)
    except IntegrityError:
        return Naming.objects.get(film=film, key=key)


def _check_note(item: str, value: str, scheme: str, sight: Sight | None) -> None:
    if item == PLATELETS:
        if sight is None or sight.area not in PLACES or not (value == "" or _is_count(value)):
            raise not_understood(f"Write how many platelets the field holds, 0 to {MOST_PLATELETS}.")
    elif item in FEATURES:
        grades = [str(grade) for grade in scheme_named(scheme).grades]
        if value not in ["", *grades]:
            raise not_understood("There is no such grade in this scheme.")
    elif item not in findings_reported() or value not in ("", ABSENT, PRESENT):
        raise not_understood("There is no such finding on a film.")


def _is_count(value: str) -> bool:
    return value.isdecimal() and len(value) < 4 and int(value) <= MOST_PLATELETS
