"""Can the observer be made anew and examined from the command line?"""

from contextlib import suppress
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.catalog import Catalog, current
from cases.management.commands import calibrate, fit_observer
from cases.reasoning.belief import learning, observer
from cases.reasoning.belief.observer import Observer, load_observer

LEARNED = ("methimazole", "aplastic-anemia")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """A catalog of two conditions."""
    return replace(current(), conditions={key: current().conditions[key] for key in LEARNED})


@pytest.fixture
def artifact(tmp_path: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands keep a small observer."""
    for command in (fit_observer, calibrate):
        monkeypatch.setattr(command, "current", lambda: catalog)
    monkeypatch.setattr(fit_observer, "ARTIFACT", tmp_path / "observer.npz")
    monkeypatch.setattr(calibrate, "current_observer", lambda: load_observer(catalog, tmp_path / "observer.npz"))
    return tmp_path / "observer.npz"


def fitted(**options: int) -> tuple[str, str]:
    """Return what the command wrote and what it said beside."""
    out, err = StringIO(), StringIO()
    size = {"patients": 40, "states": 1, "tempered_on": 6, "workers": 1}
    call_command("fit_observer", **(size | options), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def calibrated(**options: int | Path) -> str:
    """Return what the command wrote."""
    out = StringIO()
    size = {"patients": 21, "ideal": 1, "refits": 0, "workers": 1}
    with suppress(calibrate.PromiseBroken):  # so few patients prove nothing
        call_command("calibrate", **(size | options), stdout=out, stderr=StringIO())
    return out.getvalue()


def test_an_observer_is_fitted_stored_and_read(artifact: Path, catalog: Catalog) -> None:
    said, beside = fitted()
    assert load_observer(catalog, artifact).catalog == catalog.hash
    assert f"2 conditions, 2 states, {artifact.stat().st_size / 1e6:.2f} MB, catalog {catalog.hash}" in said
    assert beside.startswith("86 patients, about ")


def test_a_fit_that_is_interrupted_leaves_the_old_observer(artifact: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    artifact.write_bytes(b"old")

    def interrupted(*_: object) -> Observer:
        raise KeyboardInterrupt

    monkeypatch.setattr(learning, "_tempered", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fitted()
    assert artifact.read_bytes() == b"old"
    assert list(artifact.parent.iterdir()) == [artifact]


def test_an_observer_too_large_to_ship_is_refused(artifact: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    artifact.write_bytes(b"old")
    monkeypatch.setattr(observer, "LARGEST_BYTES", 1000)
    with pytest.raises(CommandError, match="fewer states"):
        fitted()
    assert artifact.read_bytes() == b"old"


def test_the_tables_are_printed(artifact: Path) -> None:
    fitted(patients=60)
    diagram = artifact.with_name("reliability.svg")
    said = calibrated(refits=1, refit_patients=30, draw=diagram)
    assert "log score" in said
    assert "everything" in said
    assert "naive, blood count" in said
    assert "nats" in said
    assert "US dollars" in said
    assert "spread" in said
    assert diagram.read_text(encoding="utf-8").count("patients)") == 12


def test_table_and_diagram_are_written_into_the_page_on_scoring(
    artifact: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fitted(patients=60)
    page, figure = artifact.with_name("scoring.md"), artifact.with_name("figure.svg")
    page.write_text("before\n<!-- written by manage.py calibrate --write -->\n<!-- end of calibrate --write -->\nafter")
    monkeypatch.setattr(calibrate, "SCORING", page)
    monkeypatch.setattr(calibrate, "FIGURE", figure)
    said = calibrated(write=True)
    words = page.read_text()
    assert words.startswith("before\n<!-- written")
    assert words.endswith("-->\nafter")
    assert all(f"| {name} |" in words for name in ("everything", "naive, blood count", "ideal observer"))
    assert "<svg" in figure.read_text()
    assert "written anew" in said


def test_without_an_observer_there_is_nothing_to_examine(artifact: Path) -> None:
    with pytest.raises(CommandError, match="fit_observer") as refused:
        calibrated()
    assert refused.value.returncode == 2
