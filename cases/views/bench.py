"""Which act at the microscope was asked for? A form, one act, and the way back to the film."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from cases import encounters
from cases.encounters import Refused
from cases.forms.acts import ActForm
from cases.forms.bench import ArrangeForm, LookingForm, NameForm, NoteForm, PlateletsForm, ReadForm
from cases.models import Encounter
from cases.slides import Sight, reader_of
from cases.views.drawing import address, asked_for, attempt, drawn, own, see_other
from learners.visitors import learner_of

# What a form of the bench sends along, so that the learner comes back to where they looked.
KEPT = ("film", "show", "place", "field", "zoom", "label")
# Who counts by keys asks for the count alone, or for nothing where more cells wait to be sent.
COUNTER, NOTHING = "counter", "gallery"


@require_POST
def name(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call a cell by a name."""
    encounter = own(request, pk)
    form = NameForm(request.POST, encounter=pk, reader=reader_of(request))
    if asked_for(request) in (COUNTER, NOTHING):
        return _counted(request, encounter, form)
    return attempt(request, encounter, "film", form, encounters.name, there(encounter, request.POST))


@require_POST
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the last named cell be unnamed again."""
    encounter = own(request, pk)
    form = LookingForm(request.POST, encounter=pk, reader=reader_of(request))

    def act(encounter: Encounter, *, film: int, sight: Sight, key: UUID) -> None:
        encounters.take_back(encounter, film=film, key=key, sight=None if sight.area == "gallery" else sight)

    return attempt(request, encounter, "film", form, act, there(encounter, request.POST))


@require_POST
def count(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note how many platelets a field holds."""
    encounter = own(request, pk)
    form = PlateletsForm(request.POST, encounter=pk, reader=reader_of(request))
    return attempt(request, encounter, "film", form, encounters.note, there(encounter, request.POST))


@require_POST
def note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note findings, to be signed later."""
    encounter = own(request, pk)
    return attempt(
        request, encounter, "film", NoteForm(request.POST), encounters.note, there(encounter, request.POST, "report")
    )


@require_POST
def read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign the report of a film, with what stands in the form."""
    encounter, noted = own(request, pk), NoteForm(request.POST)

    def act(encounter: Encounter, **given: Any) -> None:
        if noted.is_valid() and (notes := noted.act()["notes"]) and not encounter.actions.filter(key=given["key"]):
            scheme = noted.cleaned_data["scheme"]
            encounters.note(encounter, film=given["film"], notes=notes, scheme=scheme, key=given["key"])
        encounters.read(encounter, **given)

    then = there(encounter, request.POST, "report")
    return attempt(request, encounter, "film", ReadForm(request.POST), act, then)


@require_POST
def arrange(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Set up the bench, and look on."""
    encounter, form = own(request, pk), ArrangeForm(request.POST)
    learner = learner_of(request)
    if form.is_valid() and learner:
        try:
            encounters.arrange(learner, changes=form.changes())
            return see_other(there(encounter, request.POST))
        except Refused as refused:
            form.add_error(None, refused.message)
    return drawn(request, encounter, "film", form=form, status=422)


def there(encounter: Encounter, sent: Mapping[str, str], show: str = "") -> str:
    """Where on the film the learner was."""
    kept = {name: sent[name][:40] for name in KEPT if sent.get(name)}
    return address(encounter, "film", "bench", **{**kept, **({"show": show} if show else {})})


def _counted(request: HttpRequest, encounter: Encounter, form: ActForm) -> HttpResponse:
    """Name a cell, and answer with the count if it is asked for, or with what was wrong."""
    if not form.does(encounters.name, encounter):
        return drawn(request, encounter, "film", form=form, status=form.status)
    return drawn(request, encounter, "film") if asked_for(request) == COUNTER else HttpResponse(status=204)
