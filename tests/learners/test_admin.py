"""Can staff work with learners?"""

import pytest
from django.test import Client

from learners.models import Learner

pytestmark = pytest.mark.django_db
PAGES = ["/admin/", "/admin/learners/learner/?q=alice", "/admin/learners/learner/add/"]


@pytest.fixture
def staff(client: Client, bob: Learner) -> Client:
    bob.is_superuser = True
    bob.save()
    client.force_login(bob)
    return client


@pytest.mark.parametrize("address", PAGES)
def test_every_page_of_the_administration_opens(address: str, staff: Client) -> None:
    assert staff.get(address).status_code == 200


def test_staff_see_a_learner_but_cannot_change_who_they_are(staff: Client, alice: Learner) -> None:
    page = staff.get(f"/admin/learners/learner/{alice.pk}/change/").content.decode()
    assert str(alice.public_id) in page
    assert 'name="public_id"' not in page
    assert 'name="is_guest"' not in page


@pytest.mark.parametrize("address", PAGES)
def test_learners_do_not_enter_the_administration(address: str, client: Client, alice: Learner) -> None:
    client.force_login(alice)
    assert client.get(address).status_code == 302
