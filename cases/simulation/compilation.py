"""Is the engine compiled here, or plain Python?"""

import hashlib
import os
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import numpy

F = TypeVar("F", bound=Callable[..., Any])
# A list in plain Python, an array of float64 when compiled; both are only ever indexed.
Vector = list[float]
Matrix = list[list[float]]

COMPILED: bool = os.environ.get("ARNETH_COMPILE", "1") != "0" and find_spec("numba") is not None
numba: Any = import_module("numba") if COMPILED else None


def _prepare_cache() -> bool:
    """Point numba to a cache named after all sources of this room; return whether it can be written.

    numba notices a change in the file of a function but not in the files that function calls into, so only
    a cache keyed on every source cannot return yesterday's equations.
    """
    room = Path(__file__).parent
    sources = b"".join(source.read_bytes() for source in sorted(room.glob("*.py")))
    cache = room / "__pycache__" / f"compiled-{hashlib.sha256(sources).hexdigest()[:16]}"
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    numba.config.CACHE_DIR = str(cache)
    return os.access(cache, os.W_OK)


_CACHED = COMPILED and _prepare_cache()


def compiled(function: F) -> F:
    """Return `function` compiled by numba, or unchanged where numba is missing or ARNETH_COMPILE is 0."""
    if not COMPILED:
        return function
    jitted: F = numba.njit(cache=_CACHED, error_model="numpy")(function)
    return jitted


def vector(values: Sequence[float]) -> Vector:
    """Return what the engine indexes fastest: an array for compiled code, else a list of floats."""
    if not COMPILED:
        return [float(value) for value in values]
    array: Any = numpy.array(values, dtype=float)
    indexed: Vector = array
    return indexed


def numbers(values: Vector) -> tuple[float, ...]:
    """Return a copy of a vector as plain floats."""
    array: Any = values
    return tuple(array.tolist() if COMPILED else array)


def matrix(rows: Any) -> Matrix:
    """Return rows of numbers as what the engine indexes fastest, as `vector` does for one."""
    array: Any = numpy.asarray(rows, dtype=float)
    indexed: Matrix = array if COMPILED else array.tolist()
    return indexed
