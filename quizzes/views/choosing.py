"""Which quiz shall it be, and how does the learner stand?"""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cases.forms.acts import ActForm
from cases.views.drawing import problems_of, see_other
from learners.visitors import admit, learner_of
from quizzes import attempts, patients
from quizzes.attempts import ALLOWANCES, FEWEST, MOST, USUAL_COUNT
from quizzes.forms import BeginForm
from quizzes.sheets import laboratory_of, offers_of, progress_of
from quizzes.views.desk import question_address, units_of


@require_safe
def quizzes(request: HttpRequest) -> HttpResponse:
    """What can be asked, and what was begun."""
    return _offers(request)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a quiz, and go to its first question."""
    form = BeginForm(request.POST)
    if form.does(lambda **given: attempts.start(admit(request), **given)):
        return see_other(question_address(form.outcome, 1))
    return _offers(request, form)


@require_POST
def patient(request: HttpRequest) -> HttpResponse:
    """Meet a patient who brings back what is due; neither page nor address tells what that is."""
    form = ActForm(request.POST)
    if form.does(lambda **given: patients.meet(admit(request), **given)):
        return see_other(reverse("cases:presentation", args=[form.outcome]))
    return _offers(request, form)


@require_safe
def laboratory(request: HttpRequest) -> HttpResponse:
    """Reference ranges: a page, the dialog over a question, or its table alone."""
    search = request.GET.get("q", "")[:60]
    wanted = request.GET.get("units", "")
    units = "si" if wanted == "si" else "conventional" if wanted else units_of(request)
    part = request.headers.get("HX-Target", "") if "HX-Request" in request.headers else ""
    context = {"rows": laboratory_of(search, units), "search": search, "shown_units": units}
    pages = {"dialog": "quizzes/_laboratory_dialog.html", "laboratory": "quizzes/_laboratory.html"}
    return render(request, pages.get(part, "quizzes/laboratory.html"), context)


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """How the learner stands, and what to do next."""
    context = {"progress": progress_of(learner_of(request), timezone.now()), "new_key": uuid4}
    return render(request, "quizzes/progress.html", context)


def _offers(request: HttpRequest, form: ActForm | None = None) -> HttpResponse:
    context = {
        "offers": offers_of(learner_of(request), timezone.now()),
        "problems": problems_of(form),
        "new_key": uuid4,
        "allowances": ALLOWANCES,
        "fewest": FEWEST,
        "most": MOST,
        "usual": USUAL_COUNT,
    }
    return render(request, "quizzes/quizzes.html", context, status=form.status if form else 200)
