"""Is every answer that was acknowledged still there, once and in order, after the process was killed?"""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.source import ROOT

ENOUGH = 12  # answers before the kill
ANSWERING = """
import sys, uuid
from cases import drills
from cases.microscope.examples import example_in
from learners.models import Learner
learner = Learner.objects.create_user("alice")
drill = drills.start(learner, course="white-cells", is_blocked=True, key=uuid.uuid4())
for number in range(10_000):
    right = example_in(drill, number).right
    drills.answer(drill, number=number, given=right, took_ms=1500, in_words=False, key=uuid.uuid4())
    print(number, flush=True)
"""


def test_what_was_acknowledged_before_a_kill_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "crash.sqlite3"
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{path}", "DATA_DIR": str(tmp_path), "ARNETH_COMPILE": "0"}
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v", "0"], cwd=ROOT, env=environment, check=True)
    command = [*manage, "shell", "--no-imports", "-v", "0", "-c", ANSWERING]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        acknowledged = [int(process.stdout.readline()) for _ in range(ENOUGH)]
        process.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in process.stdout.read().split()]
    with sqlite3.connect(path) as database:
        stored = [row[0] for row in database.execute("SELECT number FROM cases_answered ORDER BY number")]
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert stored[: len(acknowledged)] == acknowledged == list(range(len(acknowledged)))
    assert len(stored) - len(acknowledged) in (0, 1)  # the last may be stored without its word having come out
