"""How does a page of an encounter come about? One encounter of one's own, one chart, one template."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode

from cases.catalog.units import System
from cases.charts.bench.pages import film_page
from cases.charts.commitment import commit_of
from cases.charts.examination import examination_of
from cases.charts.following import following_of
from cases.charts.frame import chart_of
from cases.charts.guidance import guidance_of
from cases.charts.history import history_of
from cases.charts.orders import orders_of
from cases.charts.presentation import presentation_of
from cases.charts.results import results_of
from cases.charts.story import Story, story_of
from cases.forms import ForecastForm
from cases.forms.acts import ActForm
from cases.models import Encounter
from cases.slides import reader_of
from learners.models import Units
from learners.preferences import preferences_of
from learners.visitors import learner_of

Part = Callable[[Story, QueryDict, System], object]

PARTS: dict[str, Part] = {
    "presentation": lambda story, asked, units: presentation_of(story, units),
    "history": lambda story, asked, units: history_of(
        story,
        typed=asked.get("typed", "")[:200],
        other="other" in asked,
        near=asked.get("near", "")[:200],
        search=asked.get("q", "")[:60],
    ),
    "examination": lambda story, asked, units: examination_of(story, units),
    "tests": lambda story, asked, units: orders_of(
        story,
        units,
        search=asked.get("q", "")[:60],
        chosen=asked.getlist("investigation"),
        everything="all" in asked,
    ),
    "results": lambda story, asked, units: results_of(
        story,
        units,
        show=asked.get("show", "all"),
        test=asked.get("test", ""),
        since=asked.get("span") == "since",
        wide="wide" in asked,
    ),
    "film": lambda story, asked, units: None,  # see `part_of`
    "differential": lambda story, asked, units: None,
    "guidance": lambda story, asked, units: guidance_of(story),
    "commit": lambda story, asked, units: commit_of(story),
    "follow_up": lambda story, asked, units: following_of(story, units),
    "treatment": lambda story, asked, units: commit_of(story),
}
# What htmx may ask for alone, by the id of the element that it replaces.
REGIONS = {"orders": "cases/_orders.html", "results": "cases/_results.html", "trend": "cases/_trend.html"}
REGIONS |= {"questions": "cases/_questions.html", "counter": "cases/_counter.html"}


def own(request: HttpRequest, pk: UUID) -> Encounter:
    """The visitor's own encounter; what belongs to another is as absent as what does not exist."""
    return get_object_or_404(Encounter, pk=pk, learner=learner_of(request))


def drawn(
    request: HttpRequest, encounter: Encounter, page: str, *, form: Any = None, status: int = 200
) -> HttpResponse:
    """A page of the encounter: whole, as its chart alone, or as the region that htmx asks for."""
    units: System = "si" if preferences_of(request).units == Units.SI else "conventional"
    story = story_of(encounter)
    typed = form.typed() if isinstance(form, ForecastForm) else None
    context = {
        "chart": chart_of(story, page, units, typed),
        "part": part_of(request, story, page, units),
        "form": form,
        "problems": problems_of(form),
        "new_key": uuid4,
        "shell": "bare.html" if asked_for(request) == "chart" else "base.html",
    }
    return render(request, template_of(request, page), context, status=status)


def part_of(request: HttpRequest, story: Story, page: str, units: System) -> object:
    """What a page shows in its middle; the page of a film has pictures for this browser alone."""
    if page == "film":
        asked = request.POST if request.method == "POST" else request.GET
        return film_page(story, asked, units, learner_of(request), reader_of(request))
    return PARTS[page](story, request.GET, units)


def template_of(request: HttpRequest, page: str) -> str:
    """The template of a page, or of its region that htmx replaces."""
    return REGIONS.get(asked_for(request), f"cases/{page}.html")


def asked_for(request: HttpRequest) -> str:
    """The id of the element that htmx replaces; empty for a whole page."""
    return request.headers.get("HX-Target", "") if "HX-Request" in request.headers else ""


def problems_of(form: Any) -> list[tuple[str, str]]:
    """What is wrong with a form that was sent, with the id of each field."""
    if form is None or not form.is_bound:
        return []
    if hasattr(form, "problems"):
        return form.problems()
    return [("main", text) for texts in form.errors.values() for text in texts]


def attempt(
    request: HttpRequest, encounter: Encounter, page: str, form: ActForm, act: Callable[..., Any], then: str = ""
) -> HttpResponse:
    """Do an act with what a form says, then lead to `then` (the page itself unless given).

    Where it cannot be done, the page shows why, with all that was typed.
    """
    if form.does(act, encounter):
        return see_other(then or address(encounter, page))
    return drawn(request, encounter, page, form=form, status=form.status)


def back(request: HttpRequest, default: str) -> str:
    """The page from which a form was sent that stands on many."""
    sent = request.POST.get("page", "")
    return sent if sent in PARTS else default


def address(encounter: Encounter, page: str, anchor: str = "", **query: str) -> str:
    """The address of a page of an encounter."""
    told = f"?{urlencode(query)}" if query else ""
    return reverse(f"cases:{page}", args=[encounter.pk]) + told + (f"#{anchor}" if anchor else "")


def see_other(url: str) -> HttpResponse:
    """The answer to every act that was done: read on over there."""
    return HttpResponse(status=303, headers={"Location": url})
