"""Does a server refuse to start unsafely?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAFE = {
    "DJANGO_SETTINGS_MODULE": "config.production",
    "SECRET_KEY": "k3" * 32 + "-_!",
    "ALLOWED_HOSTS": "clinic.example",
}


def manage(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with these variables only, and a data directory of its own."""
    basic = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, env=basic | environment, capture_output=True, text=True)


def test_the_shipped_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **SAFE)
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"DJANGO_DEBUG": "true"}, "DJANGO_DEBUG is on"),
        ({"SECRET_KEY": ""}, "Set SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "Set SECRET_KEY"),
        ({"ALLOWED_HOSTS": " , "}, "Set ALLOWED_HOSTS"),
        ({"DJANGO_DEBUG": "perhaps"}, "neither true nor false"),
    ],
)
def test_a_server_does_not_start_with_unsafe_settings(change: dict[str, str], reason: str, tmp_path: Path) -> None:
    done = manage(tmp_path, "check", **SAFE | change)
    assert done.returncode != 0
    assert reason in done.stderr


def test_one_machine_needs_no_settings_and_keeps_its_secret(tmp_path: Path) -> None:
    show = "from django.conf import settings; print(settings.DEBUG, settings.SECRET_KEY)"
    first, second = (manage(tmp_path, "shell", "--no-imports", "-c", show) for _ in range(2))
    assert first.stdout.startswith("False ")
    assert first.stdout == second.stdout
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_two_clinics_have_two_secrets(tmp_path: Path) -> None:
    from config.environment import kept_secret

    assert kept_secret(tmp_path / "one") != kept_secret(tmp_path / "other")
