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
