"""Do formulas compute what they say, and nothing else?"""

import pytest

from quizzes.items.expressions import NotAFormula, names_in, value_of

FACTS = {"wbc": 2.0, "segs": 40, "drug": "zinc"}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("wbc * segs / 100", 0.8),
        ("-(wbc - 5) // 2", 1),
        ("0.5 <= wbc * segs / 100 < 1.0 and drug == 'zinc'", True),
        ("'low' if wbc < 4 else 'not low'", "low"),
        ("max(1, abs(-3), round(2.6))", 3),
        ("not wbc > 3 or False", True),
    ],
)
def test_arithmetic_and_comparisons_are_computed(formula: str, value: object) -> None:
    assert value_of(formula, FACTS) == pytest.approx(value)


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "wbc +",
        "__import__('os')",
        "wbc.real",
        "[1, 2]",
        "lambda: 1",
        "hb * 2",
        "wbc / 0",
        "drug * 1.5",
        "max(1, *segs)",
    ],
)
def test_anything_else_is_refused(formula: str) -> None:
    with pytest.raises(NotAFormula):
        value_of(formula, FACTS)


def test_a_formula_tells_which_facts_it_needs() -> None:
    assert names_in("max(a, b) + c if d else 1") == {"a", "b", "c", "d"}
