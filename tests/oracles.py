"""Which programs of others judge ours, and are they here?

They live apart from the clinic, in var/oracles, made from their locks when first asked. Where they cannot be had the
test is skipped and says why.
"""

import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.source import ROOT

HOME = ROOT / "var" / "oracles"
PACKAGES, NODE = ROOT / "requirements" / "oracles.lock", ROOT / "requirements" / "node"
PATIENCE = 300


def python_says(script: Path, *arguments: str | Path, question: object = None) -> Any:
    """Return what a script says as JSON, run where the oracles written in Python are; `question` is its input."""
    return _answer([python(), "-I", script, *arguments], question)


def node_says(script: Path, *arguments: str | Path, question: object = None) -> Any:
    """Return what a script says as JSON, run where the oracles written in JavaScript are; `question` is its input."""
    return _answer(["node", script, modules(), *arguments], question)


@cache
def python() -> Path:
    """Return the interpreter beside which anki, catsim and moodle-xml-parser are installed."""
    home = _made("python", PACKAGES, _install_packages)
    return home / "bin" / "python"


@cache
def modules() -> Path:
    """Return the directory node_modules that holds gift-pegjs and qti-components."""
    return _made("node", NODE / "package-lock.json", _install_modules) / "node_modules"


def _made(name: str, lock: Path, make: Callable[[Path], None]) -> Path:
    home = HOME / f"{name}-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    stamp = home / "complete"
    with _alone(name):
        if not stamp.exists():
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir(parents=True)
            try:
                make(home)
            except (OSError, subprocess.SubprocessError) as trouble:
                pytest.skip(f"no oracles in {name}: {getattr(trouble, 'stderr', None) or trouble}")
            stamp.touch()
    return home


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Let no other process of the run make the same."""
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _install_packages(home: Path) -> None:
    uv = [sys.executable, "-m", "uv", "--quiet"]
    _run([*uv, "venv", "--allow-existing", "--python", sys.executable, home])
    _run([*uv, "pip", "install", "--python", home / "bin" / "python", "--require-hashes", "-r", PACKAGES])


def _install_modules(home: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(NODE / name, home)
    _run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", home])


def _answer(command: list[Any], question: object) -> Any:
    done = _run(command, json.dumps(question))
    return json.loads(done.stdout)


def _run(command: list[Any], said: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, input=said, capture_output=True, text=True, timeout=PATIENCE, check=True)
