"""How does the bank come from its files? Read once, strictly, with the file and the key in every complaint.

A template lies in `quizzes/bank/<teaching point>/<name>.toml`; its main point is the folder's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from cases.catalog import Catalog
from cases.catalog.problems import Problem, unknown
from quizzes.items.checking import problems_of
from quizzes.items.kinds import KINDS
from quizzes.items.templates import Template

FOLDER = Path(__file__).parent.parent / "bank"


class BankError(ValueError):
    """The bank cannot be used; `problems` says why, one per line of the message."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def load(catalog: Catalog, folder: Path = FOLDER) -> dict[str, Template]:
    """Every template of `folder` by its key (`teaching-point/name`); raises BankError with all problems found."""
    problems: list[Problem] = []
    templates: dict[str, Template] = {}
    for path in paths(folder):
        name = path.relative_to(folder).as_posix()
        try:
            templates[name.removesuffix(".toml")] = template = read(path)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError, ValueError) as error:
            problems.append(Problem(name, str(error)))
        else:
            problems += [Problem(name, message) for message in problems_of(template, catalog)]
    if not templates and not problems:
        problems.append(Problem(folder.name, "no template found"))
    if problems:
        raise BankError(problems)
    return templates


@cache
def current(catalog: Catalog) -> Mapping[str, Template]:
    """The bank that this release ships, read at the first call."""
    return load(catalog)


def paths(folder: Path) -> Iterator[Path]:
    """The files of the bank in the order of the alphabet; folders that begin with `_` hold no templates."""
    return (path for path in sorted(folder.glob("*/*.toml")) if not path.parent.name.startswith("_"))


def read(path: Path) -> Template:
    """One template; raises ValueError for a kind that is unknown, msgspec.ValidationError for a field that is."""
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    kind = data.pop("kind", None)
    if kind not in KINDS:
        raise ValueError(unknown("kind", str(kind), KINDS) if kind else f"say which `kind`: one of {', '.join(KINDS)}")
    if "key" in data:
        raise ValueError("drop `key`: the file's place is the key")
    point = path.parent.name
    points = [point, *(one for one in data.pop("points", []) if one != point)]
    return msgspec.convert({"key": f"{point}/{path.stem}", "points": points, **data}, KINDS[kind].template, strict=True)
