"""Is what was acknowledged kept after a kill, and can an exam be gone on with and graded once?"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.source import ROOT

ENOUGH = 8  # acts before the kill
ANSWERING = """
import uuid
from learners.models import Learner
from quizzes import attempts
from quizzes.imports import acts
from tests.quizzes.bringing import POINT, brought
from tests.quizzes.quizzing import answered
alice = Learner.objects.create_user("alice")
exam = attempts.start(alice, mode="exam", key=uuid.uuid4(), count=20)
tutor = attempts.start(alice, mode="tutor", key=uuid.uuid4(), count=5)
print(exam.deadline.isoformat(), flush=True)
for number in range(1, 1000):
    answered(exam, (number - 1) % 20 + 1)
    print("answered", flush=True)
    answered(tutor, number)
    attempts.take_back(tutor, number=number)
    print("taken back", flush=True)
    tutor.refresh_from_db()
    file = brought(alice, "csv", f"ask,A,B,key\\nWhich is {number}?,this,that,A\\n")
    acts.file_under(file, others=POINT, and_ask=True)
    print("asked", flush=True)
"""
GOING_ON = """
from quizzes import attempts, papers
from quizzes.models import Attempt, Import
from tests.quizzes.quizzing import answered
exam, tutor = Attempt.objects.get(mode="exam"), Attempt.objects.get(mode="tutor")
taken_back = tutor.responses.exclude(taken_back_at=None).count()
assert len(tutor.questions) == 5 + taken_back
print(exam.deadline.isoformat())
print(exam.responses.count(), taken_back, Import.objects.exclude(asked_at=None).count())
for number in range(1, 21):
    if number not in papers.standing_in(exam):
        answered(exam, number)
print(*{str(attempts.submit(exam).grade["right"]) for _ in range(2)})
"""


def test_what_was_done_survives_a_kill_and_an_exam_has_its_answers_and_its_clock(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'crash.sqlite3'}"
    environment = os.environ | {"DATABASE_URL": url, "DATA_DIR": str(tmp_path), "ARNETH_COMPILE": "0"}
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v", "0"], cwd=ROOT, env=environment, check=True)
    shell = [*manage, "shell", "--no-imports", "-v", "0", "-c"]
    with subprocess.Popen([*shell, ANSWERING], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        deadline = process.stdout.readline().strip()
        acknowledged = [process.stdout.readline().strip() for _ in range(ENOUGH)]
        process.send_signal(signal.SIGKILL)
        acknowledged += process.stdout.read().splitlines()
    done = subprocess.run([*shell, GOING_ON], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    kept_deadline, stored, right = done.stdout.splitlines()
    assert kept_deadline == deadline
    for kept, act in zip(map(int, stored.split()), ("answered", "taken back", "asked"), strict=True):
        assert kept - acknowledged.count(act) in (0, 1)  # the last may be stored without its word having come out
    assert right == "20"
