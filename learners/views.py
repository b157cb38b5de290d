"""Which page or act of a person was asked for?"""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learners import visitors
from learners.forms import PreferencesForm
from learners.preferences import prefer, remember

REFRESH = {"HX-Refresh": "true"}


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Change units, theme or shortcuts, and go back to the page that asked."""
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("No such preference.\n", content_type="text/plain")
    changes = form.changes()
    learner = visitors.learner_of(request)
    if learner and changes:
        prefer(learner, changes=changes)
    by_htmx = "HX-Request" in request.headers
    response = HttpResponse(status=204, headers=REFRESH) if by_htmx else redirect(way_back(request))
    remember(response, changes=changes)
    return response


@require_safe
@never_cache
def elsewhere(request: HttpRequest) -> HttpResponse:
    """Show a guest the personal link that opens their work on another device."""
    learner = visitors.learner_of(request)
    link = ""
    if learner and learner.is_guest:
        link = request.build_absolute_uri(reverse("learners:resume", args=[visitors.link_token(learner)]))
    return render(request, "learners/elsewhere.html", {"link": link})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and on POST continue a guest's work at this browser."""
    try:
        if request.method == "POST":
            visitors.resume(request, token=token)
            return redirect("/")
        guest = visitors.guest_of(token)
    except visitors.LinkError as error:
        return render(request, "learners/bad_link.html", {"reason": str(error)}, status=410)
    here = visitors.learner_of(request)
    return render(request, "learners/resume.html", {"is_here": here == guest, "replaces": here and here != guest})


def way_back(request: HttpRequest) -> str:
    """Return the form's `next` if it is a page of this site, else the front page."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"
