"""What do those see who keep the bank?"""

from typing import Any
from uuid import uuid4

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.catalog import current
from cases.views.drawing import problems_of
from learners.models import Learner
from learners.visitors import learner_of
from quizzes.exchanges import FORMATS, NAMES, READERS, items_of, written_as
from quizzes.forms import ExportForm, StatisticsForm
from quizzes.sheets import imports_of, offers_of, statistics_of
from quizzes.sheets.statistics import table_of

SEED = 1


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """What answers show of each question and of quizzes, to staff alone; the figures of all questions as a file."""
    check_staff(request)
    chosen = StatisticsForm(request.GET).chosen()
    if "download" in request.GET:
        name = 'attachment; filename="question-statistics.csv"'
        return HttpResponse(table_of(chosen), "text/csv; charset=utf-8", headers={"Content-Disposition": name})
    return render(request, "quizzes/statistics.html", {"statistics": statistics_of(chosen)})


@require_safe
def exchange(request: HttpRequest) -> HttpResponse:
    """Choose what goes to another system; read what it cannot carry, then take the file."""
    check_staff(request)
    form = ExportForm(request.GET) if request.GET else None
    if form is None or not form.is_valid():
        return exchange_page(request, form)
    chosen, catalog = form.cleaned_data, current()
    items = items_of(f"{chosen['point']}/", SEED, catalog)
    if not items:
        form.add_error("point", "Choose a teaching point that is asked about.")
        return exchange_page(request, form)
    written = written_as(chosen["format"], items, catalog)
    if "download" in request.GET:
        name = f'attachment; filename="{chosen["point"]}{FORMATS[chosen["format"]]}"'
        return HttpResponse(written.data, "application/octet-stream", headers={"Content-Disposition": name})
    return exchange_page(request, form, {"written": written, "count": len(items), "query": request.GET.urlencode()})


def exchange_page(
    request: HttpRequest, form: Form | None, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page of export and import."""
    context = {
        "points": offers_of(None, timezone.now()).points,
        "formats": NAMES,
        "readers": {key: name for key, name in NAMES.items() if key in READERS},
        "imports": imports_of(),
        "new_key": uuid4,
        "problems": problems_of(form),
        "chosen": form.data if isinstance(form, ExportForm) else {},
    }
    return render(request, "quizzes/exchange.html", context | (more or {}), status=status)


def check_staff(request: HttpRequest) -> Learner:
    """Who keeps the bank; to all others the page is as absent as what does not exist."""
    visitor = learner_of(request)
    if visitor is None or not visitor.is_staff:
        raise Http404
    return visitor
