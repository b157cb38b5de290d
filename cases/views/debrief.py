"""What is asked for after the end? The debrief, the answer to its question, and how scores are made."""

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from cases import encounters
from cases.charts.debrief import NotClosed, Outdated, debrief_of
from cases.charts.scoring import scoring_article
from cases.forms.acts import ActForm
from cases.forms.answers import AnswerForm
from cases.models import Encounter
from cases.views.drawing import address, own, problems_of, see_other
from learners.preferences import preferences_of


@require_safe
def debrief(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What happened, what could be known, and what is to be learned."""
    return shown_debrief(request, own(request, pk))


@require_POST
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer the debrief's question."""
    encounter, form = own(request, pk), AnswerForm(request.POST)
    if form.does(encounters.answer, encounter):
        return see_other(address(encounter, "debrief", "next"))
    return shown_debrief(request, encounter, form)


@require_safe
def scoring(request: HttpRequest) -> HttpResponse:
    """How an encounter is scored."""
    return render(request, "cases/scoring.html", {"article": scoring_article()})


def shown_debrief(request: HttpRequest, encounter: Encounter, form: ActForm | None = None) -> HttpResponse:
    """The page, with what was wrong with a form that was sent from it."""
    try:
        chart = debrief_of(encounter, preferences_of(request).units)
    except NotClosed:
        raise Http404 from None
    except Outdated:
        return render(request, "cases/debrief_outdated.html", {"encounter": encounter})
    problems = "problems" if isinstance(form, AnswerForm) else "twin_problems"
    context = {
        "encounter": encounter,
        "debrief": chart,
        problems: problems_of(form),
        "key": uuid4(),
        "twin_key": uuid4(),
    }
    return render(request, "cases/debrief.html", context, status=form.status if form else 200)
