"""Is whatever the server acknowledged still there after it was killed, once, and nothing else?"""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from cases.catalog import current
from tests.postgresql import free_port
from tests.source import ROOT

KILLS = 60
# Each so many kills take the whole server instead of one of its workers.
WHOLE_SERVER = 20
PAUSES_S = (0.12, 0.25, 0.17, 0.31, 0.05)
CLIENTS = 3
PATIENCE_S = 60
QUESTIONS = ("tongue", "energy", "diet", "numbness")
LABELS = ("neutrophil", "lymphocyte", "monocyte")

pytestmark = [pytest.mark.database, pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")]


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """A database of the kind under test that nothing else uses."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield f"sqlite:///{tmp_path / 'crash.sqlite3'}"
        return
    url, name = os.environ["DATABASE_URL"], f"crash_{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Clinic:
    """A real server on a port of its own, to be killed and started again."""

    def __init__(self, database_url: str, data_dir: Path) -> None:
        # Plain Python: a new worker would spend most of its short life loading compiled code.
        plain = {"DATABASE_URL": database_url, "DATA_DIR": str(data_dir), "ARNETH_COMPILE": "0"}
        self.environment = os.environ | plain
        self.port = free_port()
        self.log = (data_dir / "server.log").open("w")

    def manage(self, *arguments: str) -> str:
        """What a management command prints."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def start(self) -> None:
        """Serve, and return once the first page is answered."""
        bind = ["--config", "config/gunicorn.py", "--bind", f"127.0.0.1:{self.port}", "config.wsgi"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *bind],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        deadline = time.monotonic() + PATIENCE_S
        while not self.answers():
            assert self.process.poll() is None, Path(self.log.name).read_text()
            assert time.monotonic() < deadline, Path(self.log.name).read_text()
            time.sleep(0.05)

    def answers(self) -> bool:
        """Whether somebody is at the port."""
        try:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
            connection.request("GET", reverse("healthz"))
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False

    def kill_a_worker(self) -> None:
        """Kill one of the processes that answer; the server puts another in its place."""
        workers = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for worker in workers[:1]:
            os.kill(int(worker), signal.SIGKILL)

    def kill(self) -> None:
        """Kill the server with all its processes, as a lost machine would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Client:
    """A browser that sends each form with its own key, and again with the same key until it is acknowledged."""

    clinic: Clinic
    stop: threading.Event
    cookies: dict[str, str] = field(default_factory=lambda: {"csrftoken": "c" * 32})
    acknowledged: list[str] = field(default_factory=list)
    retries: int = 0
    clock: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)

    def meet(self) -> None:
        """Begin with a patient, and have a film taken."""
        location = self.send(reverse("cases:start"), setting="pancytopenia-ward")
        self.encounter = next(part for part in location.split("/") if len(part) == 36)
        self.send(self.address("order"), investigation="blood-film", clock=0)
        self.cells = re.findall(r'data-cell="([^"]+)"', self.read(f"{self.address('film')}?show=cells"))

    def work(self) -> None:
        """Ask, name a cell and order by turns until told to stop."""
        for i in count():
            if self.stop.is_set() or self.refused:
                return
            question = QUESTIONS[i % len(QUESTIONS)]
            self.send(self.address("ask"), question=question)
            self.clock += current().questions[question].minutes
            self.send(self.address("name"), at=self.cells[i % len(self.cells)], label=LABELS[i % len(LABELS)])
            self.send(self.address("order"), investigation="cbc", clock=self.clock)

    def address(self, act: str) -> str:
        """Where an act is sent."""
        return reverse(f"cases:{act}", args=[self.encounter])

    def send(self, address: str, **form: Any) -> str:
        """Send a form until it is acknowledged; return where the answer leads."""
        key = str(uuid.uuid4())
        form["key"] = key
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            try:
                status, location = self.post(address, form)
            except (OSError, HTTPException):
                self.retries += 1
                time.sleep(0.02)
                continue
            if status in (302, 303):
                self.acknowledged.append(key)
                return location
            if status != 503:
                self.refused.append((status, f"{address} {form}"))
                return ""
        self.refused.append((0, f"{address} {form} was never answered"))
        return ""

    def read(self, address: str) -> str:
        """The body of a page."""
        connection = HTTPConnection("127.0.0.1", self.clinic.port, timeout=PATIENCE_S)
        try:
            connection.request("GET", address, headers={"Cookie": self.cookie})
            return connection.getresponse().read().decode()
        finally:
            connection.close()

    @property
    def cookie(self) -> str:
        """All cookies, as a browser sends them."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def post(self, address: str, form: dict[str, Any]) -> tuple[int, str]:
        """One attempt: status and location of the answer."""
        connection = HTTPConnection("127.0.0.1", self.clinic.port, timeout=PATIENCE_S)
        token = self.cookies["csrftoken"]
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": self.cookie,
        }
        try:
            connection.request("POST", address, urlencode({**form, "csrfmiddlewaretoken": token}), headers)
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer.status, answer.headers.get("Location", "")


@pytest.fixture
def clinic(database_url: str, tmp_path: Path) -> Iterator[Clinic]:
    """A clinic that is open."""
    try:
        reverse("cases:start")
    except NoReverseMatch:
        pytest.skip("the clinic has no pages")
    clinic = Clinic(database_url, tmp_path)
    clinic.manage("migrate", "--verbosity", "0")
    clinic.start()
    yield clinic
    clinic.kill()
    clinic.log.close()


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(clinic: Clinic, database_url: str) -> None:
    stop = threading.Event()
    clients = [Client(clinic, stop) for _ in range(CLIENTS)]
    for client in clients:
        client.meet()
    threads = [threading.Thread(target=client.work) for client in clients]
    for thread in threads:
        thread.start()
    kill_again_and_again(clinic, clients)
    stop.set()
    for thread in threads:
        thread.join()

    assert [client.refused for client in clients] == [[]] * CLIENTS
    assert sum(client.retries for client in clients) > 0
    stored, namings = rows(clinic, "cases.action"), rows(clinic, "cases.naming")
    assert len(acknowledged(clients)) > KILLS
    assert len(namings) > KILLS / 6
    assert acknowledged(clients) == {fact["key"] for fact in [*stored, *namings]}
    assert max(Counter(naming["key"] for naming in namings).values()) == 1
    assert_every_log_is_whole(stored, rows(clinic, "cases.encounter"))
    assert_file_is_whole(database_url)


def kill_again_and_again(clinic: Clinic, clients: list[Client]) -> None:
    """Kill a worker after each pause in which something was acknowledged, and the whole server now and then."""
    for i, pause in enumerate(islice(cycle(PAUSES_S), KILLS), start=1):
        before = acknowledged(clients)
        time.sleep(pause)
        while acknowledged(clients) == before and not any(client.refused for client in clients):
            time.sleep(0.01)
        if i % WHOLE_SERVER:
            clinic.kill_a_worker()
        else:
            clinic.kill()
            clinic.start()


def acknowledged(clients: list[Client]) -> set[str]:
    """The keys of all forms that were acknowledged."""
    return {key for client in clients for key in client.acknowledged}


def rows(clinic: Clinic, model: str) -> list[dict[str, Any]]:
    """Everything stored of a model, read by a process of its own."""
    return [{"pk": row["pk"], **row["fields"]} for row in json.loads(clinic.manage("dumpdata", model))]


def assert_every_log_is_whole(actions: list[dict[str, Any]], encounters: list[dict[str, Any]]) -> None:
    """Numbers without gaps, keys without repeats, counters equal to what they count."""
    assert max(Counter((a["encounter"], a["key"]) for a in actions).values()) == 1
    for encounter in encounters:
        log = sorted((a for a in actions if a["encounter"] == encounter["pk"]), key=lambda a: a["number"])
        assert [action["number"] for action in log] == [*range(encounter["act_count"])]
        assert sum(action["minutes"] for action in log) == encounter["clock_minutes"]


def assert_file_is_whole(database_url: str) -> None:
    """SQLite's own judgement of its file; PostgreSQL checks its pages as it reads them."""
    if database_url.startswith("sqlite"):
        with sqlite3.connect(database_url.removeprefix("sqlite:///")) as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert file.execute("PRAGMA foreign_key_check").fetchall() == []
