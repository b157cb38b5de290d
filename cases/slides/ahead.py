"""What will be looked at next? Pictures drawn by one thread of the process while nobody waits for them."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from queue import Full, Queue

MOST_WAITING = 40  # pictures; more are forgotten, and drawn when somebody asks for them

Task = Callable[[], object]

_starting = threading.Lock()
_running: tuple[int, Queue[Task]] | None = None
_log = logging.getLogger(__name__)


def ahead(task: Task) -> bool:
    """Do a task when there is time; False where too many wait, and this one is forgotten. It must not use the database.

    The thread begins with the first task, so that each process of a server has its own, and it dies with the process.
    """
    try:
        _queue().put_nowait(task)
    except Full:
        return False
    return True


def _queue() -> Queue[Task]:
    global _running
    with _starting:
        if _running is None or _running[0] != os.getpid():
            tasks: Queue[Task] = Queue(MOST_WAITING)
            threading.Thread(target=_work, args=(tasks,), name="pictures ahead", daemon=True).start()
            _running = os.getpid(), tasks
        return _running[1]


def _work(tasks: Queue[Task]) -> None:
    while True:
        task = tasks.get()
        try:
            task()
        except Exception:  # the next picture may still be drawn
            _log.exception("A picture could not be drawn ahead.")
        finally:
            tasks.task_done()
