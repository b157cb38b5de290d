"""Where are drawn pictures kept? In files that all processes share, the oldest thrown away when there are too many."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

SWEEP_EACH = 64  # pictures between two looks at the size of the shelf
KEPT_SHARE = 0.8
PART, ABANDONED_S = ".part", 3600.0
STRIPES = 2  # hexadecimal digits: so many locks as there are such names

_written = count()


def found(name: str) -> bytes | None:
    """The picture of this name (hexadecimal digits), if it is there."""
    try:
        return _path(name).read_bytes()
    except FileNotFoundError:
        return None


def kept(name: str, drawn: Callable[[], bytes]) -> bytes:
    """The picture of this name; drawn now unless it is there, by one process at a time."""
    if picture := found(name):
        return picture
    with _held(name):
        return found(name) or _put(name, drawn())


@contextmanager
def _held(name: str) -> Iterator[None]:
    """Let nobody else draw what this name stands for meanwhile; who dies lets go."""
    locks = settings.PICTURES_DIR / "locks"
    locks.mkdir(parents=True, exist_ok=True)
    with (locks / name[:STRIPES]).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _put(name: str, picture: bytes) -> bytes:
    """Write a picture whole or not at all, and keep the shelf within its size."""
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=PART, delete=False) as part:
        part.write(picture)
    os.replace(part.name, path)
    if next(_written) % SWEEP_EACH == 0:
        sweep(settings.PICTURES_BYTES)
    return picture


def sweep(most_bytes: int) -> None:
    """Throw the oldest pictures away where all take more than `most_bytes`, and what the killed left half done."""
    sizes, ages = {}, {}
    for path in settings.PICTURES_DIR.glob("pictures/*/*"):
        try:
            stat = path.stat()
        except FileNotFoundError:  # another process sweeps too
            continue
        if path.suffix != PART:
            sizes[path], ages[path] = stat.st_size, stat.st_mtime
        elif stat.st_mtime < time.time() - ABANDONED_S:
            path.unlink(missing_ok=True)
    left = sum(sizes.values())
    if left <= most_bytes:
        return
    for path in sorted(ages, key=ages.__getitem__):
        if left <= KEPT_SHARE * most_bytes:
            return
        path.unlink(missing_ok=True)
        left -= sizes[path]


def _path(name: str) -> Path:
    directory: Path = settings.PICTURES_DIR
    return directory / "pictures" / name[:2] / name[2:]
