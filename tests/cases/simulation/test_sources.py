"""Does every number of the model tell where it comes from?"""

import ast
from importlib import import_module
from types import ModuleType
from typing import Annotated

import pytest

from cases.simulation import cobalamin
from cases.simulation.parameters import spreads_of
from cases.simulation.sources import numbers_of
from tests.source import ROOT

PROCESSES = (
    "breakdown",
    "cobalamin",
    "metabolites",
    "marrow",
    "red_cells",
    "neutrophils",
    "platelets",
    "readouts",
    "course",
)
# A guard against division by zero and a size of blocks, not physiology.
TECHNICAL = {"SMALLEST", "BLOCK_DAYS"}


@pytest.mark.parametrize("process", PROCESSES)
def test_every_number_of_a_process_tells_its_source(process: str) -> None:
    tree = ast.parse((ROOT / f"cases/simulation/{process}.py").read_text())
    bare = [
        node.targets[0].id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and _is_number(node.value)
    ]
    assert set(bare) <= TECHNICAL
    assert numbers_of(import_module(f"cases.simulation.{process}"))


def _is_number(value: ast.expr) -> bool:
    """Whether an expression is made of literal numbers alone."""
    return all(isinstance(part, ast.Constant | ast.BinOp | ast.operator) for part in ast.walk(value)) and any(
        isinstance(part, ast.Constant) and isinstance(part.value, int | float) for part in ast.walk(value)
    )


def test_a_number_is_read_with_unit_meaning_and_source() -> None:
    (passive,) = (number for number in numbers_of(cobalamin) if number.name == "PASSIVE_SHARE")
    assert passive == ("PASSIVE_SHARE", 0.011, "share", "of any dose absorbed passively", "DRI 1998 p308")


def test_an_annotation_without_a_source_is_refused() -> None:
    module = ModuleType("cases.simulation.newcomer")
    module.RATE = 1.0  # type: ignore[attr-defined]
    module.__annotations__ = {"RATE": Annotated[float, "1/d: how fast"]}
    with pytest.raises(ValueError, match=r"newcomer.RATE: `1/d: how fast` is not of the form"):
        numbers_of(module)


def test_every_set_point_tells_its_source() -> None:
    assert all(spread.source for sex in ("male", "female") for spread in spreads_of(sex, 50).values())
