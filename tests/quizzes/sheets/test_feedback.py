"""Is what was right said as it was asked for?"""

import re

from cases.catalog import current
from quizzes.items import current as current_bank
from quizzes.items import generate
from quizzes.items.entities import Enter, Quantity
from quizzes.items.numeric import Numeric
from quizzes.sheets.feedback import answer_words


def test_a_number_is_told_as_exactly_as_it_was_asked_for_and_is_still_right() -> None:
    for template in current_bank(current()).values():
        if not isinstance(template, Numeric):
            continue
        item = generate(template, 31, current())
        response, right = item.question.response, item.key.answer
        assert isinstance(response, Enter)
        assert isinstance(right, Quantity)
        (told,) = re.findall(r"The answer is (-?[\d.]+\d|\d)", answer_words(item, None))
        assert len(told.partition(".")[2]) <= response.decimals, item.template
        assert abs(float(told) - right.value) <= item.key.tolerance, item.template
