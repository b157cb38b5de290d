"""What does every test find in place?"""

from pathlib import Path
from random import Random

import pytest
from django.conf import settings

from cases.encounters.beginning import SEED_BITS
from learners.models import Learner

BROWSER_TESTS = Path(__file__).parent / "browser"
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
# What is computed from facts once they are read is the same on any database; these take long.
COMPUTED = [Path(__file__).parent / "cases" / name for name in ("charts", "players", "test_every_condition.py")]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database, which is run again on PostgreSQL; put what drives a browser last.

    Playwright keeps an event loop in the main thread to the end, and Django mistrusts whatever comes after.
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        uses_database = item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES
        if uses_database and not any(item.path.is_relative_to(place) for place in COMPUTED):
            item.add_marker(pytest.mark.database)
        if BROWSER_TESTS in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: BROWSER_TESTS in item.path.parents)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Put SQLite into a file, as in use: in memory it has no journal, and threads share one connection.

    Each process of a run side by side has a database of its own.
    """
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def drawn_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a patient or a quiz that no test names be the same in every run: a test that fails must fail again."""
    draws = Random("nobody in particular")  # noqa: S311 (a secret would not fail again)
    for place in ("cases.encounters.beginning.new_seed", "quizzes.attempts._new_seed"):
        monkeypatch.setattr(place, lambda: draws.getrandbits(SEED_BITS))


@pytest.fixture
def alice(db: None) -> Learner:
    """Alice learns."""
    return Learner.objects.create_user("alice", password="a long pass phrase")


@pytest.fixture
def bob(db: None) -> Learner:
    """Bob instructs."""
    return Learner.objects.create_user("bob", password="a long pass phrase", is_staff=True)


@pytest.fixture
def charlie(db: None) -> Learner:
    """Charlie is a stranger."""
    return Learner.objects.create_user("charlie", password="a long pass phrase")
