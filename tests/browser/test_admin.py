"""Can staff work in the administration under the content security policy?"""

import pytest
from playwright.sync_api import Page, expect

from learners.models import Learner

PASSWORD = "a long pass phrase"


@pytest.fixture
def dora(transactional_db: None) -> Learner:
    """Dora administers."""
    return Learner.objects.create_superuser("dora", password=PASSWORD)


def test_staff_sign_in_and_find_a_learner(page: Page, dora: Learner) -> None:
    page.goto("/admin/")
    page.get_by_label("Username:").fill(dora.username)
    page.get_by_label("Password:").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Users").first.click()
    page.get_by_role("link", name="dora").click()
    expect(page.get_by_role("heading", name="Change user")).to_be_visible()
