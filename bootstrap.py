"""How does a fresh clone become a running clinic? Standard library only; the Makefile calls it."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
STAMPS = VENV / "stamps"
LOCKS = ROOT / "requirements"
# dev.lock holds everything that the other sets hold, at the same versions.
SETS = ("core", "production", "fast", "dev")
# What judges the clinic from outside is locked too, but lives in an environment that the tests make.
ORACLES = "oracles"
# A process for each processor; a file of tests stays in one, in the order that tests/conftest.py gives.
SIDE_BY_SIDE = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
OLDEST_PYTHON = (3, 11)
FIRST_PORT = 8000
PORTS_TO_TRY = 100
# `check --deploy` looks at the settings a server really gets; these stand in for its secrets.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.production",
    "SECRET_KEY": hashlib.sha512(b"only for the deployment check").hexdigest(),
    "ALLOWED_HOSTS": "clinic.example",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand and return the exit code of its first failing step, or 0."""
    if sys.version_info < OLDEST_PYTHON:
        return complain(f"Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or newer is needed, this is {sys.version}")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="handed on to the command")
    chosen = parser.parse_args(arguments)
    os.chdir(ROOT)
    try:
        COMMANDS[chosen.command](chosen.rest)
    except subprocess.CalledProcessError as failure:
        return failure.returncode
    except BootstrapError as error:
        return complain(str(error))
    except KeyboardInterrupt:
        return 130
    return 0


class BootstrapError(Exception):
    """Something only the person at the keyboard can mend; the message says how."""


def complain(message: str) -> int:
    """Say what is wrong on standard error and return 1."""
    print(message, file=sys.stderr)
    return 1


# Setting up


def set_up(name: str) -> None:
    """Make .venv hold the locked set `name`; about a millisecond when it already does."""
    if is_installed(name):
        return
    make_venv()
    install(LOCKS / f"{name}.lock")
    STAMPS.mkdir(exist_ok=True)
    for stamp in STAMPS.iterdir():
        stamp.unlink()
    (STAMPS / name).write_text(fingerprint(name))


def is_installed(name: str) -> bool:
    """Whether a stamp in .venv proves this set, or the development set around it, at today's lock."""
    if not PYTHON.exists():
        return False
    stamps = [STAMPS / holder for holder in (name, "dev")]
    return any(stamp.exists() and stamp.read_text() == fingerprint(stamp.name) for stamp in stamps)


def fingerprint(name: str) -> str:
    """Return the SHA-256 of the lock and of the Python series that the .venv was made for."""
    series = f"{sys.version_info.major}.{sys.version_info.minor}"
    return hashlib.sha256((LOCKS / f"{name}.lock").read_bytes() + series.encode()).hexdigest()


def make_venv() -> None:
    """Create .venv, again if it belongs to another Python series.

    Raises BootstrapError where the system's Python comes without the venv module.
    """
    if PYTHON.exists() and python_series(PYTHON) == python_series(Path(sys.executable)):
        return
    try:
        import ensurepip  # noqa: F401  Debian leaves it out until python3-venv is installed
        import venv
    except ImportError:
        raise BootstrapError(
            "This Python cannot make a virtual environment. On Debian or Ubuntu:\n\n"
            "    apt install python3-venv\n\nthen run the same command again."
        ) from None
    print("Making .venv ...", flush=True)
    venv.create(VENV, clear=True, with_pip=True)


def python_series(python: Path) -> str:
    """Return such as '3.11' for an interpreter, or nothing if it does not start."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    return subprocess.run([python, "-c", code], capture_output=True, text=True).stdout.strip()  # noqa: S603


def install(lock: Path) -> None:
    """Install a lock, each file checked against its hash, with uv if it is on PATH and else with pip."""
    print(f"Installing {lock.name} ...", flush=True)
    uv = shutil.which("uv")
    if uv:
        run(uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock)
    else:
        pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes"]
        run(*pip, "-r", lock)


# Commands


def setup(rest: list[str]) -> None:
    """Install one set of packages, the development set unless told."""
    name = rest[0] if rest else "dev"
    if name not in SETS:
        raise BootstrapError(f"No such set: {name}. Choose from {', '.join(SETS)}.")
    set_up(name)


def serve(rest: list[str]) -> None:
    """Prepare the database and serve the clinic on this machine only, until Ctrl-C."""
    set_up("core")
    manage("migrate", "--verbosity", "0")
    if any(ROOT.glob("*/management/commands/seed_demo.py")):
        manage("seed_demo")
    manage("collectstatic", "--noinput", "--verbosity", "0")
    address = f"127.0.0.1:{free_port()}"
    server = ["gunicorn", "--config", "config/gunicorn.py", "--bind", address, *rest, "config.wsgi"]
    # In place of this process, so that whoever stops it stops the server.
    os.execv(PYTHON, [str(PYTHON), "-m", *server])  # noqa: S606


def test(rest: list[str]) -> None:
    """Run every test on SQLite, then each test that touches the database again on PostgreSQL.

    With arguments, run just `pytest` with them.
    """
    set_up("dev")
    if rest:
        return run(PYTHON, "-m", "pytest", *rest)
    run(PYTHON, "-m", "pytest", *SIDE_BY_SIDE)
    again = (*SIDE_BY_SIDE, "-m", "database and not browser")
    return run(PYTHON, "-m", "tests.postgresql", PYTHON, "-m", "pytest", *again)


def check(_rest: list[str]) -> None:
    """Look for faults without running the program: style, types, templates, migrations, deployment."""
    set_up("dev")
    run(BIN / "ruff", "format", "--check", "--quiet", ".")
    run(BIN / "ruff", "check", "--quiet", ".")
    run(BIN / "mypy")
    run(BIN / "djlint", "templates", "--lint", "--quiet")
    manage("check", "--fail-level", "WARNING")
    manage("makemigrations", "--check", "--dry-run")
    manage("check", "--deploy", "--fail-level", "WARNING", environment=PRODUCTION)


def fmt(_rest: list[str]) -> None:
    """Write the source the way `check` wants it."""
    set_up("dev")
    run(BIN / "ruff", "check", "--fix", "--quiet", ".")
    run(BIN / "ruff", "format", "--quiet", ".")


def bench(rest: list[str]) -> None:
    """Measure what may take how long, which tests never assert: all of benchmarks/, or the modules named."""
    set_up("dev")
    names = rest or sorted(f.stem for f in ROOT.glob("benchmarks/*.py") if not f.stem.startswith("_"))
    for name in names:
        run(PYTHON, "-m", f"benchmarks.{name}")


def docs(_rest: list[str]) -> None:
    """Write docs/science.md and its figures from the catalog, the constants and the validation."""
    set_up("dev")
    manage("draw_figures")
    manage("write_science")


def lock(_rest: list[str]) -> None:
    """Resolve the newest allowed versions of dev.in, and write every set at those same versions."""
    set_up("dev")
    flags = "--quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade"
    for name in (*reversed(SETS), ORACLES):
        agree = () if name == "dev" else ("--constraints", "requirements/dev.lock")
        source, target = f"requirements/{name}.in", f"requirements/{name}.lock"
        run(BIN / "uv", "pip", "compile", *flags.split(), *agree, source, "--output-file", target)


COMMANDS: dict[str, Callable[[list[str]], None]] = {
    "setup": setup,
    "run": serve,
    "test": test,
    "check": check,
    "fmt": fmt,
    "bench": bench,
    "docs": docs,
    "lock": lock,
}


# Small tools


def run(*command: str | Path, environment: dict[str, str] | None = None) -> None:
    """Run a command from the root; raises CalledProcessError if it fails."""
    subprocess.run([str(part) for part in command], check=True, env=os.environ | (environment or {}))  # noqa: S603


def manage(*arguments: str, environment: dict[str, str] | None = None) -> None:
    """Run manage.py with the project's Python."""
    run(PYTHON, "manage.py", *arguments, environment=environment)


def free_port() -> int:
    """Return the first port from 8000 on that nothing on this machine listens on."""
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise BootstrapError(f"Every port from {FIRST_PORT} to {FIRST_PORT + PORTS_TO_TRY - 1} is taken.")


if __name__ == "__main__":
    sys.exit(main())
