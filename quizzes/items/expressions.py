"""What is the value of a formula in a bank file? Arithmetic and comparisons over named facts, and nothing else."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

Value = float | int | str | bool

OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.Not: operator.not_,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
FUNCTIONS: dict[str, Callable[..., Any]] = {"abs": abs, "min": min, "max": max, "round": round}


class NotAFormula(ValueError):
    """What stands in a bank file cannot be computed; the message says why."""


def value_of(formula: str, facts: Mapping[str, Value]) -> Value:
    """The value of a formula; raises NotAFormula for a name that is no fact and for whatever is not arithmetic."""
    try:
        return _value(_parsed(formula), facts)
    except (TypeError, ZeroDivisionError, OverflowError) as error:
        raise NotAFormula(f"`{formula}` cannot be computed: {error}") from error


def names_in(formula: str) -> set[str]:
    """The facts that a formula needs; raises NotAFormula where it cannot be read."""
    return {node.id for node in ast.walk(_parsed(formula)) if isinstance(node, ast.Name)} - set(FUNCTIONS)


@cache
def _parsed(formula: str) -> ast.expr:
    try:
        return ast.parse(formula.strip(), mode="eval").body
    except SyntaxError as error:
        raise NotAFormula(f"`{formula}` is no formula: {error.msg}") from error


def _value(node: ast.expr, facts: Mapping[str, Value]) -> Any:
    match node:
        case ast.Constant(value=int() | float() | str() | bool() as value):
            return value
        case ast.Name(id=name):
            return _fact(name, facts)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return OPERATORS[type(op)](_value(left, facts), _value(right, facts))
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATORS:
            return OPERATORS[type(op)](_value(operand, facts))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
            return FUNCTIONS[name](*(_value(one, facts) for one in args))
    return _decided(node, facts)


def _decided(node: ast.expr, facts: Mapping[str, Value]) -> Any:
    match node:
        case ast.IfExp(test=test, body=body, orelse=other):
            return _value(body if _value(test, facts) else other, facts)
        case ast.Compare(left=left, ops=ops, comparators=others) if all(type(op) in OPERATORS for op in ops):
            sides = [_value(side, facts) for side in (left, *others)]
            return all(OPERATORS[type(op)](*sides[i : i + 2]) for i, op in enumerate(ops))
        case ast.BoolOp(op=op, values=values):
            holds = all if isinstance(op, ast.And) else any
            return holds(bool(_value(one, facts)) for one in values)
    raise NotAFormula(f"`{ast.unparse(node)}` is not arithmetic")


def _fact(name: str, facts: Mapping[str, Value]) -> Value:
    if name not in facts:
        raise NotAFormula(f"`{name}` is not drawn, computed or given in a case")
    return facts[name]
