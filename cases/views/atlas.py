"""Which page or picture of the atlas was asked for?"""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.charts.atlas import (
    days_of,
    entry_bytes,
    groups_of,
    leaf_of,
    photograph_bytes,
    points_of,
    treated_bytes,
)

# The pictures are the same for everybody, and change with the drawing alone: a week after that all are new.
FOR_A_WEEK = "public, max-age=604800"


@require_safe
def atlas(request: HttpRequest) -> HttpResponse:
    """Every cell and shape."""
    return render(request, "cases/atlas.html", {"groups": groups_of()})


@require_safe
def entry(request: HttpRequest, slug: str) -> HttpResponse:
    """One cell or shape: by what it is known."""
    try:
        return render(request, "cases/atlas_entry.html", {"leaf": leaf_of(slug)})
    except KeyError:
        raise Http404 from None


@require_safe
def after_treatment(request: HttpRequest) -> HttpResponse:
    """One patient's neutrophils before and after."""
    return render(request, "cases/atlas_treatment.html", {"days": days_of(), "points": points_of()})


@require_safe
def entry_picture(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A generated picture of an entry."""
    return _picture(lambda: entry_bytes(slug, number))


@require_safe
def treated_picture(request: HttpRequest, day: int, number: int) -> HttpResponse:
    """A neutrophil of the treated patient."""
    return _picture(lambda: treated_bytes(day, number))


@require_safe
def photograph(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A photograph that a teacher lent."""
    return _picture(lambda: photograph_bytes(pk))


def _picture(found: Callable[[], bytes]) -> HttpResponse:
    try:
        return HttpResponse(found(), content_type="image/webp", headers={"Cache-Control": FOR_A_WEEK})
    except KeyError:
        raise Http404 from None
