"""What is asked for of an earlier step? The chart as it was, another way on, and a patient who looks the same."""

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from cases import encounters
from cases.charts.debrief import NoSuchStep, NotClosed, Outdated, ahead_of, replay_of
from cases.forms.acts import ActForm
from cases.forms.branches import BranchForm
from cases.models import Encounter, Status
from cases.views.debrief import shown_debrief
from cases.views.drawing import address, asked_for, own, problems_of, see_other
from learners.preferences import preferences_of


@require_safe
def replay(request: HttpRequest, pk: UUID, after: int) -> HttpResponse:
    """The chart as it was just after one act; the best orders two steps ahead, which takes a while, where asked for."""
    return _replay(request, own(request, pk), after)


@require_POST
def branch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Play on from an earlier step."""
    encounter, form = own(request, pk), BranchForm(request.POST)
    if form.does(encounters.branch, encounter):
        new = form.outcome
        return see_other(address(new, "tests" if new.status == Status.OPEN else "follow_up"))
    return _replay(request, encounter, form.cleaned_data.get("after", 0), form)


@require_POST
def meet_twin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Meet a patient who looks the same and has another disease."""
    encounter, form = own(request, pk), ActForm(request.POST)
    if form.does(encounters.meet_twin, encounter):
        return see_other(address(form.outcome, "presentation"))
    return shown_debrief(request, encounter, form)


def _replay(request: HttpRequest, encounter: Encounter, after: int, form: ActForm | None = None) -> HttpResponse:
    units, part = preferences_of(request).units, asked_for(request)
    context: dict[str, Any] = {"encounter": encounter, "number": after}
    try:
        if part == "ahead" or "ahead" in request.GET:
            context["ahead"] = ahead_of(encounter, after, units)
        if part == "ahead":
            return render(request, "cases/_replay_ahead.html", context)
        context["replay"] = replay_of(encounter, after, units)
    except (NotClosed, NoSuchStep):
        raise Http404 from None
    except Outdated:
        return render(request, "cases/debrief_outdated.html", context)
    context |= {
        "problems": problems_of(form),
        "key": uuid4(),
        "shell": "bare.html" if part == "replay" else "base.html",
    }
    return render(request, "cases/replay.html", context, status=form.status if form else 200)
