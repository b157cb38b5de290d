"""How far has a long command come? A bar on standard error, where somebody looks on."""

import time
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


class Bar:
    """A bar that is told how much is done, with the time that is left; nothing is shown where there is no terminal."""

    def __init__(self, stream: TextIO, what: str) -> None:
        self.stream, self.what = stream, what
        self.begun = time.monotonic()

    def show(self, done: int, total: int) -> None:
        """Draw the bar at `done` of `total`; the last one ends the line."""
        if not self.stream.isatty():
            return
        filled = BAR * done // total
        left = (time.monotonic() - self.begun) / max(done, 1) * (total - done)
        self.stream.write(f"\r[{'#' * filled}{'.' * (BAR - filled)}] {done} of {total} {self.what}, {left:4.0f} s left")
        self.stream.write("\n" if done == total else "")
        self.stream.flush()
