"""What does every test with a browser find in place?"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
NOTHING_BUT_THIS_MACHINE = "MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    f"--host-resolver-rules={NOTHING_BUT_THIS_MACHINE}",
]
PATIENCE_MS = 10_000
WCAG = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session", autouse=True)
def chromium() -> str:
    """Return the path of the system's Chromium; without one skip, but fail on a build machine (CI=true)."""
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up("No Chromium on PATH (Debian: apt install chromium).")
    # Playwright's event loop lives in this thread, where fixtures and tests use the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return path


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium: str) -> dict[str, Any]:
    """Start the system's Chromium, which may reach this machine only."""
    return browser_type_launch_args | {"executable_path": chromium, "args": FLAGS}


@pytest.fixture(scope="session")
def base_url(live_server: Any) -> str:
    """Let `page.goto("/")` open the clinic."""
    return live_server.url


@pytest.fixture
def complaints() -> list[str]:
    """Return what the browser complained of; a test that provokes a complaint checks and clears it."""
    return []


@pytest.fixture
def page(page: Page, complaints: list[str]) -> Iterator[Page]:
    """Return a page on which a script error or a breach of the content policy fails the test."""
    page.set_default_timeout(PATIENCE_MS)
    page.on("console", lambda said: complaints.append(told_by(said)) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


def told_by(said: ConsoleMessage) -> str:
    """Return what the console said, and of which address."""
    return f"{said.text} ({said.location['url']})"


@pytest.fixture
def page_without_scripts(browser: Browser, base_url: str) -> Iterator[Page]:
    """Return a page in a browser with JavaScript turned off."""
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Return a check that the open page breaks no rule of WCAG 2.2 AA, in light and in dark."""

    def assert_accessible(page: Page) -> None:
        broken = []
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
            broken += [told(theme, violation) for violation in found.response["violations"]]
        page.emulate_media(color_scheme=None)
        assert broken == [], "\n".join(broken)

    return assert_accessible


def told(theme: str, violation: dict[str, Any]) -> str:
    """Return one line for a broken rule: where, what, and which elements."""
    where = ", ".join(str(node["target"]) for node in violation["nodes"])
    return f"{theme}: {violation['id']}: {violation['help']}: {where}"
