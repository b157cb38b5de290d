"""What is wrong with a catalog, and where?"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: a file below the catalog's folder and the place in it."""

    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.message}"


class CatalogError(ValueError):
    """The catalog cannot be used; `problems` says why, one per line of the message."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def nearest(key: str, keys: Iterable[str], count: int = 3) -> list[str]:
    """The keys most like a mistyped one, best first."""
    return get_close_matches(key, list(keys), n=count, cutoff=0.4)


def unknown(kind: str, key: str, keys: Iterable[str]) -> str:
    """The complaint about a key that is not there, with the nearest ones."""
    near = nearest(key, keys)
    return f"unknown {kind} `{key}`" + (f"; did you mean {' or '.join(f'`{k}`' for k in near)}?" if near else "")
