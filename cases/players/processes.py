"""How are games played beside each other, and away from anybody's data? In processes with a database in memory each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from tempfile import TemporaryDirectory
from typing import TypeVar

import django
from django.core.management import call_command

Task = TypeVar("Task")
Result = TypeVar("Result")


@contextmanager
def apart(task: Callable[[Task], Result], tasks: Iterable[Task], processes: int) -> Iterator[Iterator[Result]]:
    """The results of a task, in order, each found in a new process that knows no database but its own."""
    with (
        TemporaryDirectory() as folder,
        ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin, initargs=(folder,)) as pool,
    ):
        yield pool.map(task, tasks, chunksize=2)


def _begin(folder: str) -> None:
    """Set Django up on an empty database in memory; what else is kept goes to `folder`.

    Tasks are unpickled after this, so what they import may use models.
    """
    os.environ |= {"DATABASE_URL": "sqlite:///:memory:", "DATA_DIR": folder}
    django.setup()
    call_command("migrate", verbosity=0)
