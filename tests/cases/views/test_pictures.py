"""Does a picture come to the browser that its page was made for, and to no other?"""

import uuid

from django.urls import reverse

from cases.microscope.glasses import ENCOUNTERS, source_of
from cases.models import Encounter
from cases.slides import Sight
from learners.models import Learner
from tests.cases.encounters.acts import do
from tests.cases.views.clinic import Visitor


def picture_for(visitor: Visitor, number: int = 0) -> str:
    """The address of a crop on a page that was made for this visitor."""
    act = do(visitor.encounter, "order", investigations=["blood-film"]).number
    reader = visitor.client.session.session_key or ""
    return reverse(
        "cases:picture", args=[ENCOUNTERS.token(reader, source_of(visitor.encounter.pk, act), Sight("gallery", number))]
    )


def test_a_picture_may_be_kept_by_its_browser_alone_and_tells_nothing_else(
    encounter: Encounter, alice: Learner
) -> None:
    visitor = Visitor(encounter, alice)
    response = visitor.client.get(picture_for(visitor))
    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    told = {"Content-Type", "Cache-Control", "Content-Length", "X-Frame-Options", "X-Content-Type-Options"}
    told |= {"Referrer-Policy", "Cross-Origin-Opener-Policy", "Content-Security-Policy", "Vary"}
    assert set(response.headers) <= told
    assert not response.cookies


def test_a_stranger_gets_what_does_not_exist(encounter: Encounter, alice: Learner, charlie: Learner) -> None:
    address = picture_for(Visitor(encounter, alice))
    nowhere = reverse("cases:picture", args=[uuid.uuid4().hex * 2])
    for visitor in (Visitor(encounter, charlie), Visitor(encounter)):
        found, missing = visitor.client.get(address), visitor.client.get(nowhere)
        assert found.status_code == missing.status_code == 404
        assert found.content == missing.content


def test_two_pictures_answer_with_the_same_headers_but_for_their_length(encounter: Encounter, alice: Learner) -> None:
    visitor = Visitor(encounter, alice)
    one, other = (dict(visitor.client.get(picture_for(visitor, number)).items()) for number in (0, 1))
    assert {**one, "Content-Length": ""} == {**other, "Content-Length": ""}


def test_a_picture_is_asked_for_and_nothing_else(encounter: Encounter, alice: Learner) -> None:
    visitor = Visitor(encounter, alice)
    address = picture_for(visitor)
    assert visitor.client.post(address).status_code == 405
    assert visitor.client.head(address).status_code == 200
