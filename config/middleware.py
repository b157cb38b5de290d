"""What happens to every request and response?"""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Handler = Callable[[HttpRequest], HttpResponse]


def read_utf8_alone(get_response: Handler) -> Handler:
    """Read addresses and forms as UTF-8, whatever a request says they are written in: other codes can write characters
    that no page and no database holds."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.encoding = settings.DEFAULT_CHARSET
        return get_response(request)

    return middleware


def keep_personal_pages_out_of_caches(get_response: Handler) -> Handler:
    """Forbid storing a page, on a shared computer above all, unless its view says otherwise."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def explain_wrong_methods(get_response: Handler) -> Handler:
    """Say in words what Django answers with nothing: that an address cannot be opened, but only be sent to."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = render(request, "405.html", status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware
