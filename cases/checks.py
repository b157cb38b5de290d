"""Can the simulator play the catalog, and does the observer know its patients?"""

from typing import Any

from django.core.checks import CheckMessage, Error, Info, register

from cases.catalog import CatalogError, current
from cases.reasoning.belief.observer import fitted_to
from cases.simulation.playable import unplayable

HINT = "Correct the file below cases/catalog/."
REFIT = "Run `manage.py fit_observer`: about ten minutes on two processors."


@register()
def catalog_can_be_played(**_: Any) -> list[CheckMessage]:
    """Report each problem of the catalog with its file and key."""
    try:
        problems = unplayable(current())
    except CatalogError as error:
        problems = error.problems
    return [Error(str(problem), hint=HINT, id="cases.E001") for problem in problems]


@register()
def observer_knows_the_catalog(**_: Any) -> list[CheckMessage]:
    """Say that the observer is stale. Whoever edits the catalog lives with that for a while; every page says it too."""
    return [Info(words, hint=REFIT, id="cases.I001") for words in _staleness()]


@register(deploy=True)
def shipped_observer_knows_the_catalog(**_: Any) -> list[CheckMessage]:
    """Refuse to release an observer that was fitted to another catalog."""
    return [Error(words, hint=REFIT, id="cases.E002") for words in _staleness()]


def _staleness() -> list[str]:
    try:
        catalog = current().hash
    except CatalogError:
        return []
    learned = fitted_to()
    if not learned:
        return ["No observer has been fitted: there are no beliefs and no scores."]
    if learned != catalog:
        return [f"The observer was fitted to catalog {learned}, this is {catalog}: beliefs and scores may be off."]
    return []
