"""How does this person like to read?"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from learners.models import Learner, Theme, Units

COOKIE_LIFE_S = 365 * 24 * 3600


@dataclass(frozen=True)
class Preferences:
    """Units of results, light of pages, and whether one key alone may act (WCAG 2.1.4)."""

    units: str = Units.CONVENTIONAL.value
    theme: str = Theme.AUTO.value
    single_keys: bool = True


def preferences_of(request: HttpRequest) -> Preferences:
    """Return the learner's preferences; before the first act those of the browser's cookies."""
    if isinstance(request.user, Learner):
        row = request.user
        return Preferences(units=row.units, theme=row.theme, single_keys=row.single_keys)
    return Preferences(**cookie_preferences(request))


def cookie_preferences(request: HttpRequest) -> dict[str, Any]:
    """Return what the cookies say in known words; anything else counts as not said."""
    cookies = request.COOKIES
    said: dict[str, Any] = {}
    if cookies.get("units") in Units.values:
        said["units"] = cookies["units"]
    if cookies.get("theme") in Theme.values:
        said["theme"] = cookies["theme"]
    if cookies.get("single_keys") in {"on", "off"}:
        said["single_keys"] = cookies["single_keys"] == "on"
    return said


def prefer(learner: Learner, *, changes: Mapping[str, Any]) -> None:
    """Store the preferences that were changed, leaving the others as they are."""
    for name, value in changes.items():
        setattr(learner, name, value)
    learner.save(update_fields=list(changes))


def remember(response: HttpResponse, *, changes: Mapping[str, Any]) -> None:
    """Keep the preferences that were changed in this browser, so that they hold before the first act too."""
    for name, value in changes.items():
        response.set_cookie(
            name,
            {True: "on", False: "off"}.get(value, value),
            max_age=COOKIE_LIFE_S,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def context(request: HttpRequest) -> dict[str, Any]:
    """Give every template `learner` (or None), `way_back`, `units`, `theme` and `single_keys`."""
    if not hasattr(request, "user"):  # an error before the middleware that knows the user
        return {"learner": None, "way_back": "/", **asdict(Preferences())}
    learner = request.user if isinstance(request.user, Learner) else None
    return {"learner": learner, "way_back": way_back(request), **asdict(preferences_of(request))}


def way_back(request: HttpRequest) -> str:
    """Return the address that shows this page again; an act that was refused has none, so the page it belongs to."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return request.path.rstrip("/").rpartition("/")[0] + "/"
