"""Which act was asked for? A form, one act, and the way back to its page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from cases import encounters
from cases.catalog import current
from cases.charts.commitment import known_drugs
from cases.charts.matching import understood
from cases.charts.story import story_of
from cases.forms import (
    AskForm,
    CommitmentForm,
    ExamineForm,
    ForecastForm,
    OrderForm,
    PinForm,
    PlanForm,
    SummaryForm,
    VisitForm,
    WaitForm,
)
from cases.forms.acts import ActForm, DraftForm
from cases.views.drawing import address, attempt, back, own, see_other


@require_POST
def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask a question of the list, or the one that typed words mean; what is not understood costs nothing."""
    encounter, form = own(request, pk), AskForm(request.POST)
    then = address(encounter, "history", "latest")
    if form.is_valid() and not form.cleaned_data["question"]:
        text = form.cleaned_data["text"]
        meaning = understood(current(), text).question
        if meaning is None:
            return see_other(address(encounter, "history", "nearest", near=text))
        form.cleaned_data["question"] = meaning.key
        then = address(encounter, "history", "latest", typed=text)
    return attempt(request, encounter, "history", form, encounters.ask, then)


@require_POST
def examine(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Do some steps of the examination."""
    page = back(request, "examination")
    return attempt(request, own(request, pk), page, ExamineForm(request.POST), encounters.examine)


@require_POST
def order(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the samples of the tests that were checked."""
    return attempt(request, own(request, pk), "tests", OrderForm(request.POST), encounters.order)


@require_POST
def wait(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let time pass."""
    encounter = own(request, pk)
    form = WaitForm(request.POST, day_zero=encounter.started_at.date())
    return attempt(request, encounter, back(request, "tests"), form, encounters.wait)


@require_POST
def forecast(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Save the differential; where that fails, the page of the differential says why."""
    encounter, form = own(request, pk), ForecastForm(request.POST)
    then = address(encounter, back(request, "differential"), "thinking")
    return attempt(request, encounter, "differential", form, encounters.forecast, then)


@require_POST
def pin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep a finding in view, or let it go."""
    return attempt(request, own(request, pk), back(request, "history"), PinForm(request.POST), encounters.pin)


@require_POST
def summarize(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the problem in one line."""
    return attempt(request, own(request, pk), "presentation", SummaryForm(request.POST), encounters.summarize)


@require_POST
def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Commit to a diagnosis and a plan."""
    encounter = own(request, pk)
    form = CommitmentForm(request.POST, drugs=known_drugs(story_of(encounter)))
    return attempt(request, encounter, "commit", form, encounters.sign, address(encounter, "follow_up"))


@require_POST
def draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep a commitment that is still being written."""
    encounter = own(request, pk)
    then = address(encounter, "commit", "saved")
    return attempt(request, encounter, "commit", DraftForm(request.POST), encounters.draft, then)


@require_POST
def visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """See the patient again on a later day."""
    return attempt(request, own(request, pk), "follow_up", VisitForm(request.POST), encounters.visit)


@require_POST
def treat(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the plan."""
    encounter = own(request, pk)
    form = PlanForm(request.POST, drugs=known_drugs(story_of(encounter)))
    return attempt(request, encounter, "treatment", form, encounters.treat, address(encounter, "follow_up"))


@require_POST
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End the encounter, and read what it was worth."""
    encounter = own(request, pk)
    then = address(encounter, "debrief")
    return attempt(request, encounter, "follow_up", ActForm(request.POST), encounters.close, then)
