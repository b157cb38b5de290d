"""How far has a long command come? A bar on standard error, where somebody looks on."""

from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")

BAR = 30


def shown(items: Iterable[T], total: int, stream: TextIO, what: str) -> Iterator[T]:
    """The items, with a bar that grows on `stream` as each of the `total` is done; no bar where it is no terminal."""
    if not stream.isatty():
        yield from items
        return
    for done, item in enumerate(items, start=1):
        filled = BAR * done // total
        stream.write(f"\r[{'#' * filled}{'.' * (BAR - filled)}] {done} of {total} {what}")
        stream.write("\n" if done == total else "")
        stream.flush()
        yield item
