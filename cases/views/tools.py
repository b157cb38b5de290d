"""Which tool was asked for? A prior to be moved, or a day in the clinic; both live in the address alone."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_safe

from cases.charts.tools.clinic import day_chart
from cases.charts.tools.days import PATIENTS, day_of
from cases.charts.tools.priors import evidence_for, panels_of, prior_chart
from cases.forms.tools import ClinicForm, PriorsForm
from cases.views.drawing import asked_for, problems_of
from learners.visitors import learner_of


@require_safe
def priors(request: HttpRequest) -> HttpResponse:
    """Who walks in, and what the same findings mean then."""
    learner = learner_of(request)
    form = PriorsForm(request.GET or None, panels_of(learner, request.GET.get("panel", "")))
    chart = None
    if not form.is_bound or form.is_valid():
        given = form.cleaned_data if form.is_bound else form.initial
        evidence = evidence_for(learner, given["panel"])
        chart = prior_chart(given["setting"], form.panels[given["panel"]], evidence, form.times())
    context = {"form": form, "chart": chart, "problems": problems_of(form)}
    part = "cases/_belief.html" if asked_for(request) == "belief" else "cases/priors.html"
    return render(request, part, context, status=200 if chart else 422)


@require_safe
def clinic(request: HttpRequest) -> HttpResponse:
    """A day of two hundred patients under the visitor's own rule."""
    form = ClinicForm(request.GET or None, seed=int(get_random_string(4, "123456789")))
    context: dict[str, Any] = {"form": form, "problems": problems_of(form), "patients": PATIENTS}
    status = 422 if context["problems"] else 200
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        day = day_of(given["setting"], given["seed"], given["seen"] or 0)
        if day.is_over:
            context["chart"] = day_chart(day, form.policy())
        else:
            context |= {"day": day, "further": _with(request.GET, seen=day.seen)}
    part = "cases/_day.html" if asked_for(request) == "day" else "cases/clinic.html"
    return render(request, part, context, status=status)


def _with(asked: QueryDict, **changed: Any) -> str:
    """The query that was asked, with something changed."""
    return "?" + urlencode({**asked.dict(), **changed})
