"""What becomes of a file that came in?"""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from cases.forms.acts import ActForm
from cases.views.drawing import problems_of, see_other
from quizzes.formats import Refused
from quizzes.forms import ButtonForm, FilingForm, ImportForm
from quizzes.imports import acts
from quizzes.models import Import
from quizzes.sheets import import_of
from quizzes.views.keeping import check_staff, exchange_page


@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """Take a file of another system in as a draft, or say all that is wrong with it."""
    staff = check_staff(request)
    form = ImportForm(request.POST, request.FILES)
    try:
        if form.does(acts.take_in, staff):
            is_known = form.outcome.key != form.cleaned_data["key"]
            return see_other(address(form.outcome) + ("?known=1" if is_known else ""))
    except Refused as refused:
        return exchange_page(request, None, {"refused": refused.problems}, status=422)
    return exchange_page(request, form, status=form.status)


@require_safe
def file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A file that came in: each question as it was understood."""
    check_staff(request)
    return _page(request, get_object_or_404(Import, pk=pk))


@require_POST
def file_under(request: HttpRequest, pk: UUID) -> HttpResponse:
    """File the questions of a page under teaching points, leave some out; then, if so wished, ask them."""
    return _done(request, pk, FilingForm(request.POST), acts.file_under)


@require_POST
def stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the questions no more."""
    return _done(request, pk, ButtonForm(request.POST), acts.stop)


@require_POST
def throw_away(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a draft away, and go back to the list: so does whoever sends it again."""
    check_staff(request)
    rest = reverse("quizzes:exchange")
    if not Import.objects.filter(pk=pk).exists():
        return see_other(rest)
    return _done(request, pk, ButtonForm(request.POST), acts.throw_away, rest)


def _done(
    request: HttpRequest, pk: UUID, form: ActForm, act: Callable[..., None], then: str | None = None
) -> HttpResponse:
    check_staff(request)
    mine = get_object_or_404(Import, pk=pk)
    if form.does(act, mine):
        return see_other(then or f"{address(mine)}?{urlencode({'page': request.GET.get('page', '1')})}")
    return _page(request, get_object_or_404(Import, pk=pk), form)


def _page(request: HttpRequest, mine: Import, form: ActForm | None = None) -> HttpResponse:
    context = {"file": import_of(mine, request.GET.get("page", "")), "problems": problems_of(form)}
    return render(request, "quizzes/import.html", context, status=form.status if form else 200)


def address(mine: Import) -> str:
    """The address of the page of a file."""
    return reverse("quizzes:import", args=[mine.pk])
