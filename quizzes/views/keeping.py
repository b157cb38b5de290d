"""What do those see who keep the bank?"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from learners.visitors import learner_of
from quizzes.sheets import statistics_of


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """What all answers show of each question, to staff alone."""
    check_staff(request)
    context = {"statistics": statistics_of(request.GET.get("template", "")[:120])}
    return render(request, "quizzes/statistics.html", context)


def check_staff(request: HttpRequest) -> None:
    """To all others the page is as absent as what does not exist."""
    visitor = learner_of(request)
    if visitor is None or not visitor.is_staff:
        raise Http404
