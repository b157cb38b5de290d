"""Do pages tell what befell the patient, and offer nothing more once the patient has died?"""

import pytest
from django.utils.html import escape

from cases.models import Encounter
from cases.simulation.harms import Harm
from learners.models import Learner
from tests.cases.encounters.acts import WATCHFUL, do
from tests.cases.views.clinic import Visitor

Doomed = tuple[Encounter, tuple[Harm, ...]]


@pytest.fixture
def alice_at(doomed: Doomed, alice: Learner) -> Visitor:
    """Alice with a patient for whom she has done nothing."""
    return Visitor(doomed[0], alice)


def text(visitor: Visitor, page: str) -> str:
    """The text of a page."""
    return visitor.get(page).content.decode()


def test_the_follow_up_tells_each_harm_on_its_day(doomed: Doomed, alice_at: Visitor) -> None:
    encounter, harms = doomed
    do(encounter, "sign", commitment=WATCHFUL)
    do(encounter, "visit", day=harms[0].day + 1, investigations=["cbc"])
    page = text(alice_at, "follow_up")
    line, seen = page.index(f'<p class="harm">{escape(harms[0].words)}</p>'), page.index("Seen in the clinic.")
    assert page.rindex(f'<p class="when">Day {harms[0].day}<', 0, line) < line < seen
    assert 'id="visit"' in page


def test_after_a_death_the_follow_up_offers_the_end_alone(doomed: Doomed, alice_at: Visitor) -> None:
    encounter, harms = doomed
    do(encounter, "sign", commitment=WATCHFUL)
    do(encounter, "visit", day=90, investigations=["cbc"])
    page = text(alice_at, "follow_up")
    assert f'<p class="harm">{escape(harms[-1].words)}</p>' in page
    assert 'id="visit"' not in page and 'id="change"' not in page
    assert "End encounter" in page
    assert "Seen in the clinic" not in page


def test_harm_while_waiting_stands_above_every_page(doomed: Doomed, alice_at: Visitor) -> None:
    encounter, harms = doomed
    do(encounter, "wait", until=(harms[0].day) * 1440)
    assert f'<p class="alarm">{escape(harms[0].words)}</p>' in text(alice_at, "tests")
    do(encounter, "wait", until=(harms[0].day) * 1440 + 60)
    assert 'class="alarm"' not in text(alice_at, "tests")


def test_who_dies_before_anything_was_signed_can_still_be_looked_back_on(doomed: Doomed, alice_at: Visitor) -> None:
    encounter, harms = doomed
    do(encounter, "wait", until=90 * 1440)
    for page in ("tests", "follow_up"):
        assert f'<p class="alarm">{escape(harms[-1].words)}</p>' in text(alice_at, page)
    assert alice_at.post("close").status_code in (302, 303)
    assert "The same patient, with treatment and without" in text(alice_at, "debrief")
