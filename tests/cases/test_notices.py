"""Does a stale observer speak for itself on the pages?"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from cases import notices
from cases.catalog import current

WORDS = b"learned from an earlier catalog"


@pytest.fixture(autouse=True)
def _found_out_anew() -> Iterator[None]:
    """Look at the artifact in each test."""
    notices.observer_is_stale.cache_clear()
    yield
    notices.observer_is_stale.cache_clear()


@pytest.mark.django_db
def test_every_page_says_that_beliefs_are_those_of_an_earlier_catalog(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "fitted_to", lambda: "0123456789ab")
    assert WORDS in client.get(reverse("cases:scoring")).content


@pytest.mark.django_db
def test_no_page_says_so_of_an_observer_of_this_catalog(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "fitted_to", lambda: current().hash)
    assert WORDS not in client.get(reverse("cases:scoring")).content
