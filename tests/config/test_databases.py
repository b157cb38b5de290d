"""Does the database keep what it acknowledged?"""

from pathlib import Path

import pytest
from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from config import checks
from config.databases import LOCK_WAIT_S, database_from, faults_of

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a rule of SQLite")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a rule of PostgreSQL")


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def set_to(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_in_use_has_no_fault() -> None:
    assert faults_of(connection) == []


@on_sqlite
def test_sqlite_runs_with_every_promised_pragma() -> None:
    found = {name: pragma(name) for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")}
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": LOCK_WAIT_S * 1000,
        "foreign_keys": 1,
    }
    assert pragma("mmap_size") == 0, "a memory map turned a torn read into a corrupt file elsewhere"


@on_sqlite
def test_a_shorter_wait_for_the_lock_is_a_fault() -> None:
    set_to("PRAGMA busy_timeout=5000")
    faults = faults_of(connection)
    set_to(f"PRAGMA busy_timeout={LOCK_WAIT_S * 1000}")
    assert ["busy_timeout=5000" in fault for fault in faults] == [True]


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_weaker_synchronous_is_named_by_the_system_check() -> None:
    set_to("PRAGMA synchronous=NORMAL")
    messages = run_checks(tags=[Tags.database], databases=["default"])
    connection.close()
    assert [(m.id, "synchronous=1" in m.msg) for m in messages] == [("config.E001", True)]


@on_postgresql
def test_a_weaker_synchronous_commit_is_named_by_the_system_check() -> None:
    set_to("SET LOCAL synchronous_commit = off")
    messages = run_checks(tags=[Tags.database], databases=["default"])
    assert [(m.id, "synchronous_commit=off" in m.msg) for m in messages] == [("config.E001", True)]


@pytest.mark.django_db(transaction=True)
def test_a_server_refuses_to_start_on_a_database_that_may_lose_work(monkeypatch: pytest.MonkeyPatch) -> None:
    checks.refuse_to_lose_work()
    monkeypatch.setattr(checks, "faults_of", lambda _: ["It forgets."])
    with pytest.raises(ImproperlyConfigured, match="It forgets"):
        checks.refuse_to_lose_work()


@on_sqlite
@pytest.mark.parametrize(("library", "warnings"), [((3, 51, 2), ["config.W001"]), ((3, 51, 3), [])])
def test_an_aging_sqlite_library_is_a_warning_on_a_server(
    library: tuple[int, int, int], warnings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks.sqlite3, "sqlite_version_info", library)
    assert [m.id for m in checks.sqlite_is_recent(databases=["default"])] == warnings


def test_without_a_url_the_database_is_a_file_in_the_data_directory() -> None:
    assert database_from("", Path("/data"))["NAME"] == "/data/db.sqlite3"


def test_a_sqlite_url_names_a_file() -> None:
    assert database_from("sqlite:////srv/a%20b.sqlite3", Path("/data"))["NAME"] == "/srv/a b.sqlite3"


def test_a_postgresql_url_is_read_with_its_escapes_and_options() -> None:
    read = database_from("postgresql://us%40er:p%3Aw@db.example:6432/clinic?sslmode=require", Path("/data"))
    named = [read[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")]
    assert named == ["clinic", "us@er", "p:w", "db.example", "6432"]
    assert read["OPTIONS"]["sslmode"] == "require"
    assert "lock_timeout=3000" in read["OPTIONS"]["options"]


def test_another_kind_of_database_is_refused_by_name() -> None:
    with pytest.raises(ImproperlyConfigured, match="mysql"):
        database_from("mysql://localhost/clinic", Path("/data"))
