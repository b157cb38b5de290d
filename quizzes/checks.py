"""Can the bank be read?"""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from cases.catalog import CatalogError, current
from quizzes.items import BankError, load

HINT = "Correct the file below quizzes/bank/; `manage.py check_bank` then makes items of it."


@register()
def bank_can_be_read(**_: Any) -> list[CheckMessage]:
    """Report each problem of the bank with its file and key; what is wrong with the catalog is reported elsewhere."""
    try:
        load(current())
    except CatalogError:
        return []
    except BankError as error:
        return [Error(str(problem), hint=HINT, id="quizzes.E001") for problem in error.problems]
    return []
