"""Which picture was asked for?"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cases.microscope.glasses import ENCOUNTERS


@require_safe
def picture(request: HttpRequest, token: str) -> HttpResponse:
    """A field or a cell of a film in an encounter, for the browser that its page was made for."""
    return ENCOUNTERS.response(request, token)
