"""Is the database fit to keep what it acknowledges?"""

import logging
import sqlite3
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from config.databases import faults_of

log = logging.getLogger(__name__)
# Older libraries may, rarely, corrupt a file when checkpoint meets commit: sqlite.org/wal.html#walresetbug
SAFE_SQLITE = (3, 51, 3)


@register(Tags.database)
def databases_keep_what_they_acknowledge(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Check each database named on the command line, as `migrate` and `check --database default` do."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        messages += [Error(fault, id="config.E001") for fault in faults_of(connections[alias])]
    return messages


@register(Tags.database, deploy=True)
def sqlite_is_recent(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Advise a server against an SQLite library with a known fault."""
    aging = any(is_aging(alias) for alias in databases or ())
    return [Warning(AGING, id="config.W001")] if aging else []


AGING = (
    f"SQLite {sqlite3.sqlite_version} is older than {'.'.join(map(str, SAFE_SQLITE))}, which mends a rare "
    "corruption in WAL mode. For graded work use a newer library, or PostgreSQL by DATABASE_URL."
)


def is_aging(alias: str) -> bool:
    """Whether a database runs on an SQLite library older than SAFE_SQLITE."""
    return connections[alias].vendor == "sqlite" and sqlite3.sqlite_version_info < SAFE_SQLITE


def refuse_to_lose_work() -> None:
    """At a server's start: raise ImproperlyConfigured for a fault, and warn of an aging library.

    Leaves no connection open, since the server forks its workers next.
    """
    try:
        faults = [fault for alias in connections for fault in faults_of(connections[alias])]
        if any(is_aging(alias) for alias in connections):
            log.warning(AGING)
    finally:
        connections.close_all()
    if faults:
        raise ImproperlyConfigured(" ".join(faults))
