"""Is a picture drawn once, kept whole, and thrown away when there are too many?"""

import os
import threading
import time
from pathlib import Path

import pytest
from pytest_django import Settings

from cases.slides import shelf


@pytest.fixture(autouse=True)
def empty(settings: Settings, tmp_path: Path) -> Path:
    """A shelf of its own."""
    settings.PICTURES_DIR = tmp_path
    return tmp_path


def test_a_picture_is_drawn_once() -> None:
    drawn = []
    for _ in range(3):
        assert shelf.kept("ab01", lambda: drawn.append(1) or b"picture") == b"picture"  # type: ignore[func-returns-value]
    assert len(drawn) == 1


def test_who_asks_while_it_is_drawn_waits_for_that_drawing() -> None:
    drawn, answers = [], []

    def draw() -> bytes:
        time.sleep(0.05)
        drawn.append(1)
        return b"picture"

    threads = [threading.Thread(target=lambda: answers.append(shelf.kept("ab02", draw))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [b"picture"] * 8
    assert len(drawn) == 1


def test_a_drawing_that_failed_leaves_nothing_and_holds_nobody_up(empty: Path) -> None:
    def fail() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        shelf.kept("ab03", fail)
    assert shelf.found("ab03") is None
    assert shelf.kept("ab03", lambda: b"picture") == b"picture"
    assert not list(empty.glob("**/*.part"))


def test_the_oldest_go_first_and_the_shelf_keeps_its_size(empty: Path) -> None:
    for number in range(20):
        name = f"{number:02x}aa"
        shelf.kept(name, lambda: b"x" * 1000)
        path = empty / "pictures" / name[:2] / name[2:]
        os.utime(path, (number, number))
    shelf.sweep(20_000)
    assert len(list(empty.glob("pictures/*/*"))) == 20
    shelf.sweep(10_000)
    kept = sorted(path.parent.name for path in empty.glob("pictures/*/*"))
    assert kept == [f"{number:02x}" for number in range(12, 20)]


def test_what_a_killed_process_left_half_done_is_swept_away_and_what_is_being_written_is_not(empty: Path) -> None:
    (empty / "pictures" / "ab").mkdir(parents=True)
    left, fresh = empty / "pictures" / "ab" / "old.part", empty / "pictures" / "ab" / "new.part"
    for path in (left, fresh):
        path.write_bytes(b"half")
    os.utime(left, (0, 0))
    shelf.sweep(10_000)
    assert not left.exists()
    assert fresh.exists()
