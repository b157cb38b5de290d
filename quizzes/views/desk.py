"""Which question of which quiz, and what was done with it?"""

import contextlib
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cases.catalog.units import System
from cases.encounters import Refused
from cases.forms.acts import ActForm
from cases.slides import reader_of
from cases.views.drawing import problems_of, see_other
from learners.models import Units
from learners.preferences import preferences_of
from learners.visitors import learner_of
from quizzes import attempts, papers
from quizzes.forms import AnswerForm, DisputeForm, stamp_of
from quizzes.models import Attempt
from quizzes.sheets import feedback_of, frame_of, returns_of, review_of, sheet_of


@require_safe
def attempt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A quiz as a whole: how far it is, and once handed in its review."""
    review = review_of(own_attempt(request, pk), timezone.now(), request.GET.get("show", "all"))
    return render(request, "quizzes/attempt.html", {"review": review, "new_key": uuid4})


@require_safe
def question(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """One question: asked, answered or explained."""
    return _question(request, own_attempt(request, pk), number)


@require_POST
def answer(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Answer a question; then its page explains it, or the next is asked."""
    mine = own_attempt(request, pk)
    form = AnswerForm(request.POST, question_name(mine, number))
    return _done(request, mine, number, form, attempts.answer, lambda: _after_answer(request, pk, number))


@require_POST
def take_back(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Take the last answer back."""
    return _jotted(request, pk, number, lambda mine: attempts.take_back(mine, number=number))


@require_POST
def flag(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Flag a question, or take the flag away."""
    on = request.POST.get("on") == "1"
    return _jotted(request, pk, number, lambda mine: attempts.flag(mine, number=number, on=on))


@require_POST
def strike(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Strike an option out, or bring it back."""
    on = "strike" in request.POST
    part = request.POST.get("strike" if on else "restore", "")[:20]
    return _jotted(request, pk, number, lambda mine: attempts.strike(mine, number=number, part=part, on=on))


@require_POST
def go_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask another question for one that was withdrawn; where nothing more is asked, or can be, the quiz as a whole."""
    mine = own_attempt(request, pk)
    with contextlib.suppress(Refused):
        mine = attempts.go_on(mine)
    is_left = mine.is_over or papers.is_gone(papers.questions_in(mine)[-1])
    return see_other(attempt_address(mine) if is_left else question_address(mine, len(mine.questions)))


@require_POST
def submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand the quiz in."""
    mine = attempts.submit(own_attempt(request, pk))
    return see_other(attempt_address(mine))


@require_POST
def dispute(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Say what is wrong with a question."""
    mine, form = own_attempt(request, pk), DisputeForm(request.POST)
    address = question_address(mine, number, {"disputed": "1"} | told(request))
    return _done(request, mine, number, form, attempts.dispute, lambda: f"{address}#disputed")


@require_safe
def picture(request: HttpRequest, token: str) -> HttpResponse:
    """A cell of a question, for the browser that its page was made for."""
    return papers.PLATES.response(request, token)


def own_attempt(request: HttpRequest, pk: UUID) -> Attempt:
    """The visitor's own quiz; another's is as absent as what does not exist."""
    return get_object_or_404(Attempt, pk=pk, learner=learner_of(request))


def attempt_address(mine: Attempt) -> str:
    """Where a quiz as a whole is."""
    return reverse("quizzes:attempt", args=[mine.pk])


def question_address(mine: Attempt, number: int, query: Mapping[str, str] | None = None) -> str:
    """Where a question is."""
    return reverse("quizzes:question", args=[mine.pk, number], query=query)


def told(request: HttpRequest) -> dict[str, str]:
    """What addresses carry on once cells are wanted in words."""
    return {"words": "1"} if "words" in request.GET else {}


def question_name(mine: Attempt, number: int) -> str:
    """What the stamp of a question is signed with."""
    return f"{mine.pk}:{number}"


def units_of(request: HttpRequest) -> System:
    """The units in which this visitor reads."""
    return "si" if preferences_of(request).units == Units.SI else "conventional"


def _after_answer(request: HttpRequest, pk: UUID, number: int) -> str:
    """Where an answer leads: to its explanation, else to the next question, after the last to the whole."""
    mine = own_attempt(request, pk)
    if mine.explains_at_once:
        return question_address(mine, number, told(request))
    return question_address(mine, number + 1, told(request)) if number < len(mine.questions) else attempt_address(mine)


def _done(
    request: HttpRequest, mine: Attempt, number: int, form: ActForm, act: Callable[..., Any], then: Callable[[], str]
) -> HttpResponse:
    """Do an act on a question with what its form says, or show why it cannot be done."""
    if form.does(lambda **given: act(mine, number=number, **given)):
        return see_other(then())
    return _question(request, mine, number, form, form.status)


def _jotted(request: HttpRequest, pk: UUID, number: int, act: Callable[[Attempt], None]) -> HttpResponse:
    mine = own_attempt(request, pk)
    try:
        act(mine)
    except Refused as refused:
        return _question(request, mine, number, status=refused.status, problems=[("main", refused.message)])
    return see_other(question_address(mine, number, told(request)))


def _question(
    request: HttpRequest,
    mine: Attempt,
    number: int,
    form: ActForm | None = None,
    status: int = 200,
    problems: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    if not 1 <= number <= len(mine.questions):
        raise Http404
    now = timezone.now()
    walked = request.GET.get("step", "")[:1] if told(request) else None
    frame = frame_of(mine, number, now, request.GET.get("show", ""), in_words=walked is not None)
    context: dict[str, Any] = {"frame": frame, "problems": problems or problems_of(form), "new_key": uuid4}
    typed = form.fields_given() if isinstance(form, AnswerForm) and status == 422 else None
    try:
        reader, units = reader_of(request), units_of(request)
        sheet = sheet_of(mine, number, reader=reader, units=units, typed=typed, walked=walked)
        context |= {"sheet": sheet, "feedback": feedback_of(mine, number, now)}
    except papers.Withdrawn:
        return render(request, "quizzes/withdrawn.html", context, status=status)
    context |= {"stamp": stamp_of(question_name(mine, number), sheet.shown)}
    if mine.explains_at_once and frame.takes_answer:
        context |= {"returns": returns_of(mine, number, now)}
    return render(request, "quizzes/question.html", context, status=status)
