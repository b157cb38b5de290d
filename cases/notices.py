"""What must every page say? That beliefs and scores are an earlier catalog's, where they are."""

from functools import cache

from django.http import HttpRequest

from cases.catalog import current
from cases.reasoning.belief.observer import fitted_to


def observer_notice(_: HttpRequest) -> dict[str, bool]:
    """For templates: whether the observer was fitted to another catalog than the one that is played."""
    return {"observer_is_stale": observer_is_stale()}


@cache
def observer_is_stale() -> bool:
    """Whether the observer on disk learned from another catalog; found out once, as both are read once."""
    return fitted_to() != current().hash
