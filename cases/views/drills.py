"""Which drill, which example, which answer was asked for?"""

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cases import drills as acts
from cases.charts.drilling.pages import NotYet, due_number, page_of
from cases.charts.drilling.standing import offers_for
from cases.forms.drills import BeginForm, ExampleForm, stamp_of
from cases.microscope.examples import EXAMPLES
from cases.models import Drill
from cases.slides import reader_of
from cases.views.drawing import problems_of, see_other
from learners.visitors import admit, learner_of


@require_safe
def drills(request: HttpRequest) -> HttpResponse:
    """What can be drilled, and how far one is."""
    return _offers(request)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a series."""
    form = BeginForm(request.POST)
    if form.does(lambda **given: acts.start(admit(request), **given)):
        return see_other(example_address(form.outcome, 0))
    return _offers(request, form)


@require_safe
def resume_drill(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Go on with the example that is due."""
    drill = own_drill(request, pk)
    return redirect(example_address(drill, due_number(drill)))


@require_safe
def example(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """One example: asked, or answered."""
    return _example(request, own_drill(request, pk), number, in_words="words" in request.GET)


@require_POST
def answer_example(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Answer an example; then its page says what was right."""
    drill, in_words = own_drill(request, pk), bool(request.POST.get("words"))
    form = ExampleForm(request.POST, example_name(drill, number))
    if form.does(lambda **given: acts.answer(drill, number=number, **given)):
        return see_other(example_address(drill, number, in_words))
    return _example(request, drill, number, in_words=in_words, form=form)


@require_safe
def example_picture(request: HttpRequest, token: str) -> HttpResponse:
    """A crop of an example, for the browser that its page was made for."""
    return EXAMPLES.response(request, token)


def own_drill(request: HttpRequest, pk: UUID) -> Drill:
    """The visitor's own drill; another's is as absent as what does not exist."""
    return get_object_or_404(Drill, pk=pk, learner=learner_of(request))


def example_name(drill: Drill, number: int) -> str:
    """What the time at which an example was drawn is signed with."""
    return f"{drill.pk}:{number}"


def example_address(drill: Drill, number: int, in_words: bool = False) -> str:
    """Where an example is."""
    return reverse("cases:example", args=[drill.pk, number]) + ("?words=1" if in_words else "")


def _offers(request: HttpRequest, form: BeginForm | None = None) -> HttpResponse:
    context = {"offers": offers_for(learner_of(request)), "problems": problems_of(form), "new_key": uuid4}
    return render(request, "cases/drills.html", context, status=form.status if form else 200)


def _example(
    request: HttpRequest, drill: Drill, number: int, *, in_words: bool, form: ExampleForm | None = None
) -> HttpResponse:
    try:
        page = page_of(drill, number, reader_of(request), in_words=in_words, step=request.GET.get("step", "")[:1])
    except NotYet:
        raise Http404 from None
    stamp = stamp_of(example_name(drill, number))
    context = {"page": page, "problems": problems_of(form), "new_key": uuid4, "stamp": stamp}
    return render(request, "cases/example.html", context, status=form.status if form else 200)
