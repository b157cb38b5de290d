"""Which database is used, how, and does it keep what it acknowledged?"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper

# Opening a connection anew costs 7 % of a page on SQLite and two thirds of it on PostgreSQL.
CONNECTION_LIFE_S = 60
# SQLite's own queue for the write lock is unfair: under saturation the unluckiest writer waits 3 to 4 s.
LOCK_WAIT_S = 20
# FULL: in WAL mode, NORMAL may roll back acknowledged commits after a power loss (sqlite.org/wal.html).
SQLITE_START = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA wal_autocheckpoint=1000;"
    "PRAGMA journal_size_limit=67108864;"
    "PRAGMA cache_size=-16000;"
    "PRAGMA temp_store=MEMORY;"
)
POSTGRESQL_START = "-c statement_timeout=10000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=30000"
SQLITE_FULL = 2


def database_from(url: str, data_dir: Path) -> dict[str, Any]:
    """Return the Django settings of one database.

    `url` is `postgresql://user:password@host:port/name?sslmode=require`, `sqlite:///path`, or empty for
    db.sqlite3 in `data_dir`. Raises ImproperlyConfigured on any other scheme.
    """
    parts = urlsplit(url)
    if not url:
        return sqlite(str(data_dir / "db.sqlite3"))
    if parts.scheme == "sqlite":
        return sqlite(unquote(parts.path).removeprefix("/"))
    if parts.scheme in {"postgresql", "postgres"}:
        return postgresql(url)
    raise ImproperlyConfigured(f"DATABASE_URL starts with {parts.scheme!r}; use postgresql:// or sqlite:///.")


def sqlite(name: str) -> dict[str, Any]:
    """Return the settings of an SQLite file on which acknowledged means on disk, and writers queue.

    IMMEDIATE: a transaction that starts as a reader cannot become a writer behind another one's back.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": CONNECTION_LIFE_S,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": LOCK_WAIT_S,
            "init_command": SQLITE_START,
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """Return the settings of a PostgreSQL database; what follows `?` goes to libpq as it is."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path).removeprefix("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": CONNECTION_LIFE_S,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": POSTGRESQL_START, **dict(parse_qsl(parts.query))},
    }


def faults_of(connection: BaseDatabaseWrapper) -> list[str]:
    """Ask an open database how it really runs, and return one sentence for each way it may lose work."""
    if connection.vendor == "sqlite":
        return sqlite_faults(connection)
    if connection.vendor == "postgresql":
        return postgresql_faults(connection)
    return [f"{connection.vendor} is not supported; use SQLite or PostgreSQL."]


def sqlite_faults(connection: BaseDatabaseWrapper) -> list[str]:
    """Compare the PRAGMAs in force with those that keep acknowledged work; one in memory has no journal."""
    rules = {
        "journal_mode": (lambda mode: mode in {"wal", "memory"}, "wal, for readers beside a writer"),
        "synchronous": (lambda level: level >= SQLITE_FULL, "2 (FULL), to survive a power loss"),
        "busy_timeout": (lambda wait_ms: wait_ms >= LOCK_WAIT_S * 1000, f"{LOCK_WAIT_S * 1000} ms or more"),
        "foreign_keys": (lambda on: on == 1, "1 (on)"),
    }
    found = {name: ask(connection, f"PRAGMA {name}") for name in rules}
    return [
        f"SQLite runs with {name}={found[name]}; it must be {wanted}."
        for name, (holds, wanted) in rules.items()
        if not holds(found[name])
    ]


def postgresql_faults(connection: BaseDatabaseWrapper) -> list[str]:
    """Refuse a server, role or database that acknowledges commits before they are on its own disk."""
    found = ask(connection, "SHOW synchronous_commit")
    if found in {"on", "local", "remote_write", "remote_apply"}:
        return []
    return [f"PostgreSQL runs with synchronous_commit={found}; it must be on, to survive a power loss."]


def ask(connection: BaseDatabaseWrapper, question: str) -> Any:
    """Return the one value that answers a statement."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
