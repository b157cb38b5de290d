"""Which page of an encounter was asked for?"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods, require_safe

from cases.charts.commitment import draft_of, known_drugs
from cases.charts.following import current_plan
from cases.charts.story import story_of
from cases.forms import CommitmentForm, PlanForm
from cases.forms.plans import redrawn
from cases.models import Mode
from cases.views.drawing import drawn, own


@require_safe
def presentation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Why the patient comes."""
    return drawn(request, own(request, pk), "presentation")


@require_safe
def history(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was asked and said."""
    return drawn(request, own(request, pk), "history")


@require_safe
def examination(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was examined and found."""
    return drawn(request, own(request, pk), "examination")


@require_safe
def tests(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What can be ordered, and what is new."""
    return drawn(request, own(request, pk), "tests")


@require_safe
def results(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All results side by side, and the trend of one."""
    return drawn(request, own(request, pk), "results")


@require_safe
def film(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The report of the blood film."""
    return drawn(request, own(request, pk), "film")


@require_safe
def differential(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the learner holds to be likely."""
    return drawn(request, own(request, pk), "differential")


@require_safe
def guidance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Questions to think about, and what could be known: in learn mode alone."""
    encounter = own(request, pk)
    if encounter.mode != Mode.LEARN:
        raise Http404
    return drawn(request, encounter, "guidance")


@require_http_methods(["GET", "HEAD", "POST"])
def commit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form of commitment, with the draft where one was saved; a POST changes its number of drugs alone."""
    encounter = own(request, pk)
    draft = draft_of(encounter)
    data = redrawn(request.POST) if request.method == "POST" else QueryDict(draft.fields) if draft else None
    drugs = known_drugs(story_of(encounter)) if data is not None else ()
    form = CommitmentForm(data, drugs=drugs, draft=True)
    form.saved_at = draft.saved_at if draft else None
    return drawn(request, encounter, "commit", form=form)


@require_safe
def follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What happened since the plan was signed."""
    return drawn(request, own(request, pk), "follow_up")


@require_http_methods(["GET", "HEAD", "POST"])
def treatment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form that changes the plan; a POST changes its number of drugs and nothing else."""
    encounter = own(request, pk)
    story = story_of(encounter)
    data = redrawn(request.POST) if request.method == "POST" else None
    form = PlanForm(data, drugs=known_drugs(story), plan=current_plan(story), draft=True)
    return drawn(request, encounter, "treatment", form=form)
