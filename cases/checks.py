"""Can the simulator play the catalog?"""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from cases.catalog import CatalogError, current
from cases.simulation.playable import unplayable

HINT = "Correct the file below cases/catalog/."


@register()
def catalog_can_be_played(**_: Any) -> list[CheckMessage]:
    """Report each problem of the catalog with its file and key."""
    try:
        problems = unplayable(current())
    except CatalogError as error:
        problems = error.problems
    return [Error(str(problem), hint=HINT, id="cases.E001") for problem in problems]
