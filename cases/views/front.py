"""Which page or act outside of an encounter was asked for?"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from cases import encounters
from cases.catalog import current
from cases.charts.cases import cases_of, places
from cases.charts.tools.wishes import wishes_of
from cases.forms import JoinForm, StartForm
from cases.forms.acts import ActForm
from cases.views.drawing import address, problems_of, see_other
from learners.visitors import admit, learner_of


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """What the clinic is, and the way in."""
    running = [case for case in cases_of(learner_of(request)) if case.is_running]
    return render(request, "cases/landing.html", {"running": running[:5], "new_key": uuid4})


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The learner's own patients, and the choice of the next."""
    return _cases(request)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin with a new patient."""
    return _begin(request, StartForm(request.POST), encounters.call)


@require_POST
def join(request: HttpRequest) -> HttpResponse:
    """Begin with the patient that a code names."""
    return _begin(request, JoinForm(request.POST), encounters.join)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Where the model and its numbers come from."""
    return _told(request, "sources")


@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """What the model cannot tell."""
    return _told(request, "limits")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """For whom the pages work, and how that was checked."""
    return _told(request, "accessibility")


def _begin(request: HttpRequest, form: ActForm, act: Callable[..., Any]) -> HttpResponse:
    if form.does(lambda **given: act(admit(request), **given)):
        return see_other(address(form.outcome, "presentation"))
    return _cases(request, form)


def _cases(request: HttpRequest, form: ActForm | None = None) -> HttpResponse:
    own = cases_of(learner_of(request))
    context = {
        "cases": own,
        "latest": next((case for case in own if case.is_running), None),
        "places": places(),
        "wishes": wishes_of(learner_of(request)),
        "form": form,
        "problems": problems_of(form),
        "new_key": uuid4,
    }
    return render(request, "cases/cases.html", context, status=form.status if form else 200)


def _told(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"pages/{name}.html", {"catalog_hash": current().hash})
