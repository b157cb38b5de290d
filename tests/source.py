"""What stands in the source? Read by the tests that hold its order, without running it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parent.parent
NO_SOURCE = {"tests", "benchmarks"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file, by its dotted name; a package goes by the name of its directory."""

    name: str
    path: Path
    tree: ast.Module

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    @property
    def is_views(self) -> bool:
        return "views" in self.name.split(".")


@cache
def modules() -> dict[str, Module]:
    """Return each module of our packages by its name, without migrations, which a machine writes."""
    found = (
        path
        for package in packages()
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
    )
    return {name_of(path): Module(name_of(path), path, ast.parse(path.read_text())) for path in found}


def packages() -> list[str]:
    """Return whatever directory at the root can be imported, and is not there to test or measure."""
    return sorted({path.parent.name for path in ROOT.glob("*/__init__.py")} - NO_SOURCE)


def name_of(path: Path) -> str:
    """Return such as `cases.catalog.loading` for a path, and `cases.catalog` for its `__init__.py`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports_of(module: Module) -> Iterator[str]:
    """Yield the dotted name of each module imported, wherever in the file.

    `from cases import views` imports `cases.views`, and `from cases.models import Encounter` `cases.models`.
    """
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = origin_of(node, module)
            for alias in node.names:
                longer = f"{source}.{alias.name}"
                yield longer if longer in modules() else source


def origin_of(node: ast.ImportFrom, module: Module) -> str:
    """Return the dotted name after `from`, counting leading dots from the module's own package."""
    if node.level == 0:
        return str(node.module)
    package = module.name.split(".") if module.path.name == "__init__.py" else module.name.split(".")[:-1]
    around = package[: len(package) - node.level + 1]
    return ".".join([*around, *filter(None, [node.module])])


def length_of(function: Function) -> int:
    """Return the lines of a function without its decorators and docstring: explaining costs nothing."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    docstring = function.body[0]
    return lines - ((docstring.end_lineno or 0) - docstring.lineno + 1)
