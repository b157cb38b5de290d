"""How does a test get a PostgreSQL of its own? `python -m tests.postgresql COMMAND` runs one beside it."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

UNPRIVILEGED = ("postgres", "nobody")
# The data is thrown away, so it need not survive a power loss. synchronous_commit stays on: a test asks.
SWIFT = "-c fsync=off -c full_page_writes=off -c listen_addresses=127.0.0.1 -c log_min_messages=fatal"


class NoPostgreSQL(Exception):
    """No server is installed here."""


def main(command: list[str]) -> int:
    """Run a command with DATABASE_URL leading to a private cluster, and return its exit code.

    Where no server is installed: say so and pass, but on a build machine (CI=true) fail.
    """
    try:
        with private_cluster() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode
    except NoPostgreSQL as reason:
        print(f"Not run on PostgreSQL: {reason}", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0


@contextlib.contextmanager
def private_cluster() -> Iterator[str]:
    """Start a new cluster on a free port of this machine; yield its URL; stop and remove it."""
    programs = server_programs()
    home = Path(tempfile.mkdtemp(prefix="arneth-postgresql-"))
    who = unprivileged_user()
    try:
        if who:
            shutil.chown(home, who)
        data, port = home / "data", free_port()
        speak(programs / "initdb", "-D", data, "-U", "arneth", "-A", "trust", "-E", "UTF8", "--no-sync", who=who)
        options = f"{SWIFT} -p {port} -k {home}"
        speak(programs / "pg_ctl", "-D", data, "-o", options, "-l", home / "log", "-w", "start", who=who)
        try:
            yield f"postgresql://arneth@127.0.0.1:{port}/postgres"
        finally:
            speak(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop", who=who)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def server_programs() -> Path:
    """Return the directory of initdb and pg_ctl: the newest of Debian's, else the one on PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    found = debian[-1] if debian else shutil.which("initdb")
    if not found:
        raise NoPostgreSQL("initdb is not installed (Debian: apt install postgresql).")
    return Path(found).parent


def unprivileged_user() -> str | None:
    """Return whom to run the server as when this is root, as which it refuses to run."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


def free_port() -> int:
    """Return a port that the kernel has just found unused."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def speak(*command: Any, who: str | None) -> None:
    """Run a server program, quietly unless it fails."""
    # Not into a pipe: the started server would inherit it, and reading it to its end would never end.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            user=who,
            cwd="/",
        )
        said.seek(0)
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{said.read()}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
