"""Is an exam whole after the process that held it was killed, and can it be gone on with and graded once?"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.source import ROOT

ENOUGH = 5  # answers before the kill
ANSWERING = """
import uuid
from learners.models import Learner
from quizzes import attempts
from tests.quizzes.quizzing import answered
attempt = attempts.start(Learner.objects.create_user("alice"), mode="exam", key=uuid.uuid4(), count=20)
print(attempt.deadline.isoformat(), flush=True)
for number in range(1, 1000):
    answered(attempt, (number - 1) % 20 + 1)
    print(number, flush=True)
"""
GOING_ON = """
from quizzes import attempts, papers
from quizzes.models import Attempt
from tests.quizzes.quizzing import answered
attempt = Attempt.objects.get()
print(attempt.deadline.isoformat(), attempt.responses.count())
for number in range(1, 21):
    if number not in papers.standing_in(attempt):
        answered(attempt, number)
print(*{str(attempts.submit(attempt).grade["right"]) for _ in range(2)})
"""


def test_an_exam_survives_a_kill_with_its_answers_and_its_clock(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'crash.sqlite3'}"
    environment = os.environ | {"DATABASE_URL": url, "DATA_DIR": str(tmp_path), "ARNETH_COMPILE": "0"}
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v", "0"], cwd=ROOT, env=environment, check=True)
    shell = [*manage, "shell", "--no-imports", "-v", "0", "-c"]
    with subprocess.Popen([*shell, ANSWERING], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        deadline = process.stdout.readline().strip()
        acknowledged = [int(process.stdout.readline()) for _ in range(ENOUGH)]
        process.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in process.stdout.read().split()]
    done = subprocess.run([*shell, GOING_ON], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    (kept_deadline, stored), (right,) = (line.split() for line in done.stdout.splitlines())
    assert kept_deadline == deadline
    assert int(stored) - len(acknowledged) in (0, 1)  # the last may be stored without its word having come out
    assert right == "20"
