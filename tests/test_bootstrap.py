"""Does a fresh clone set itself up, once?"""

import ast
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap
from tests.source import ROOT, Module, imports_of


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let bootstrap work on an empty directory with two locks and no .venv."""
    for name in ("core", "dev"):
        (tmp_path / f"{name}.lock").write_text(f"{name} as it is today")
    venv = tmp_path / ".venv"
    paths = {"LOCKS": tmp_path, "VENV": venv, "STAMPS": venv / "stamps", "PYTHON": venv / "bin" / "python"}
    for name, path in paths.items():
        monkeypatch.setattr(bootstrap, name, path)
    return tmp_path


@pytest.fixture
def installed(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the locks that bootstrap installs, instead of installing them."""
    done: list[str] = []

    def make_venv() -> None:
        bootstrap.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        bootstrap.PYTHON.touch()

    monkeypatch.setattr(bootstrap, "make_venv", make_venv)
    monkeypatch.setattr(bootstrap, "install", lambda lock: done.append(lock.stem))
    return done


def test_a_set_is_installed_once(installed: list[str]) -> None:
    bootstrap.set_up("core")
    bootstrap.set_up("core")
    assert installed == ["core"]


def test_a_changed_lock_is_installed_again(installed: list[str], elsewhere: Path) -> None:
    bootstrap.set_up("core")
    (elsewhere / "core.lock").write_text("core as it is tomorrow")
    bootstrap.set_up("core")
    assert installed == ["core", "core"]


def test_the_development_set_holds_the_others(installed: list[str]) -> None:
    bootstrap.set_up("dev")
    bootstrap.set_up("core")
    assert installed == ["dev"]


def test_the_core_set_does_not_hold_the_tools(installed: list[str]) -> None:
    bootstrap.set_up("core")
    bootstrap.set_up("dev")
    assert installed == ["core", "dev"]


def test_a_removed_venv_is_made_again(installed: list[str]) -> None:
    bootstrap.set_up("core")
    bootstrap.PYTHON.unlink()
    bootstrap.set_up("core")
    assert installed == ["core", "core"]


def test_a_missing_venv_module_is_answered_with_the_command_that_installs_it(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert bootstrap.main(["setup", "core"]) == 1
    assert "apt install python3-venv" in capsys.readouterr().err


def test_a_failing_step_stops_and_its_code_is_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[tuple[object, ...]] = []

    def run(*command: object, **_: object) -> None:
        steps.append(command)
        raise subprocess.CalledProcessError(5, "pytest")

    monkeypatch.setattr(bootstrap, "set_up", lambda name: None)
    monkeypatch.setattr(bootstrap, "run", run)
    assert bootstrap.main(["test"]) == 5
    assert len(steps) == 1


def test_an_unknown_set_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["setup", "everything"]) == 1
    assert "everything" in capsys.readouterr().err


def test_a_taken_port_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(bootstrap, "FIRST_PORT", port)
        assert bootstrap.free_port() > port


def test_bootstrap_needs_nothing_but_python() -> None:
    module = Module("bootstrap", ROOT / "bootstrap.py", ast.parse((ROOT / "bootstrap.py").read_text()))
    assert {name.partition(".")[0] for name in imports_of(module)} <= sys.stdlib_module_names
