"""What does the environment say, and what holds where it says nothing?"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """Return an environment variable without surrounding space."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """Return an environment variable as a yes or no; raises ImproperlyConfigured on anything else."""
    value = text(name, str(default)).lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value!r} is neither true nor false.")
    return value in TRUE


def names(name: str, default: str = "") -> list[str]:
    """Return a comma-separated environment variable as a list without empty entries."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def kept_secret(path: Path) -> str:
    """Return the secret in a file, made at the first call and readable by its owner only.

    Guests have no password: their sessions must outlive a restart, and so must the key that signs them.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key())
        try:
            os.link(draft, path)  # fails, unlike a rename, where another process was first
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
