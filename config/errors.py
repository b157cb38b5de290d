"""What does a visitor see when a request failed?"""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.defaults import server_error

RETRY_AFTER_S = 5
# Serialization failure, deadlock, lock not available, statement timeout, too many connections, server
# starting or stopping: PostgreSQL manual, appendix A. All pass by themselves.
PASSING_SQLSTATES = {"40001", "40P01", "55P03", "57014", "53300", "57P01", "57P03"}


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 503 with Retry-After where the database was only busy, and 500 else; show nothing internal.

    Being the handler500 of config.urls, it also sees what fails outside of views, as saving a session may.
    """
    if not is_busy(sys.exception()):
        return server_error(request)
    return HttpResponse(
        "The clinic is busy. Nothing was saved by this request; please send it again in a few seconds.\n",
        status=503,
        headers={"Retry-After": str(RETRY_AFTER_S)},
        content_type="text/plain; charset=utf-8",
    )


def is_busy(error: BaseException | None) -> bool:
    """Whether an error says that the database could not answer now, but may soon."""
    if not isinstance(error, OperationalError):
        return False
    sqlstate = getattr(error.__cause__, "sqlstate", None)
    return sqlstate in PASSING_SQLSTATES or "database is locked" in str(error)
