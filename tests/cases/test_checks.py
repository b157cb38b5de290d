"""Is a catalog that cannot be played reported before anybody plays it?"""

from dataclasses import replace

import msgspec
import pytest

from cases import checks
from cases.catalog import current
from cases.catalog.problems import CatalogError, Problem


def test_the_catalog_of_this_release_can_be_played() -> None:
    assert checks.catalog_can_be_played() == []


def test_each_problem_is_told_with_file_and_key(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise CatalogError([Problem("drugs/aspirin.toml", "unknown question `pils`"), Problem("x.toml", "y")])

    monkeypatch.setattr(checks, "current", broken)
    errors = checks.catalog_can_be_played()
    assert [str(error.msg) for error in errors] == ["drugs/aspirin.toml: unknown question `pils`", "x.toml: y"]
    assert {error.id for error in errors} == {"cases.E001"}


def test_what_the_model_does_not_know_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = current()
    odd = msgspec.structs.replace(catalog.analytes["mcv"], readout="mvc")
    monkeypatch.setattr(checks, "current", lambda: replace(catalog, analytes={**catalog.analytes, "mcv": odd}))
    (error,) = checks.catalog_can_be_played()
    assert "analytes/mcv.toml" in error.msg
    assert "`mcv`" in error.msg


def test_an_observer_of_this_catalog_needs_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "fitted_to", lambda: current().hash)
    assert checks.observer_knows_the_catalog() == checks.shipped_observer_knows_the_catalog() == []


@pytest.mark.parametrize(("learned", "words"), [("0123456789ab", "catalog 0123456789ab"), ("", "No observer")])
def test_a_stale_observer_is_told_here_and_refused_on_a_server(
    learned: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "fitted_to", lambda: learned)
    (told,), (refused,) = checks.observer_knows_the_catalog(), checks.shipped_observer_knows_the_catalog()
    assert (told.id, told.is_serious()) == ("cases.I001", False)
    assert (refused.id, refused.is_serious()) == ("cases.E002", True)
    assert words in told.msg == refused.msg
    assert "fit_observer" in str(refused.hint)


def test_a_catalog_that_cannot_be_read_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise CatalogError([Problem("x.toml", "y")])

    monkeypatch.setattr(checks, "current", broken)
    assert checks.observer_knows_the_catalog() == []
