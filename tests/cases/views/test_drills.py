"""Do the pages of a drill ask, judge, and keep what is hidden until it is answered?"""

import re
import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases import drills
from cases.microscope.examples import example_in
from cases.models import Answered, Drill
from cases.reading.courses import COURSES
from learners.models import Learner

PICTURE = re.compile(r'src="(/drills/pictures/[^"]+/)"')


class Driller:
    """Somebody in a drill, as a browser sees it."""

    def __init__(self, learner: Learner, course: str) -> None:
        self.client = Client()
        self.client.force_login(learner)
        self.drill = drills.start(learner, course=course, is_blocked=False, key=uuid.uuid4())

    def page(self, number: int, query: str = "") -> str:
        return self.client.get(self.address(number) + query).content.decode()

    def address(self, number: int) -> str:
        return reverse("cases:example", args=[self.drill.pk, number])

    def answer(self, number: int, given: str, **other: Any) -> HttpResponse:
        form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.page(number)))
        address = reverse("cases:answer_example", args=[self.drill.pk, number])
        return self.client.post(address, form | {"given": given} | other)


@pytest.fixture
def naming(alice: Learner) -> Driller:
    return Driller(alice, "white-cells")


def test_a_visitor_without_account_begins_and_is_led_to_the_first_example(db: None) -> None:
    client = Client()
    page = client.get(reverse("cases:drills")).content.decode()
    assert all(course.name in page for course in COURSES.values())
    begun = client.post(reverse("cases:begin_drill"), {"course": "lobes", "is_blocked": "on", "key": uuid.uuid4()})
    assert begun.status_code == 303
    assert b"How many lobes" in client.get(begun["Location"]).content
    again = client.get(reverse("cases:drills")).content.decode()
    assert "Go on" in again


def test_an_answer_is_judged_with_the_criteria_and_a_way_to_the_atlas(naming: Driller) -> None:
    right = example_in(naming.drill, 0).right
    wrong = "basophil" if right != "basophil" else "monocyte"
    answered = naming.answer(0, wrong)
    assert answered["Location"] == naming.address(0)
    page = naming.page(0)
    assert "You said" in page
    assert 'class="criteria"' in page
    assert reverse("cases:entry", args=[right]) in page
    assert naming.address(1) in page


def test_an_answer_sent_twice_counts_once(naming: Driller) -> None:
    key = str(uuid.uuid4())
    shown = re.search(r'name="shown" value="([^"]*)"', naming.page(0))
    assert shown
    address = reverse("cases:answer_example", args=[naming.drill.pk, 0])
    for _ in range(2):
        sent = naming.client.post(address, {"given": "band", "key": key, "shown": shown[1]})
        assert sent.status_code == 303
    assert Answered.objects.count() == 1


def test_an_answer_needs_the_stamp_of_its_own_example(naming: Driller) -> None:
    refused = naming.answer(0, "band", shown="yesterday")
    assert refused.status_code == 422
    assert b"Reload the page" in refused.content
    other = re.search(r'name="shown" value="([^"]*)"', naming.page(0))
    naming.answer(0, "band")
    assert other
    assert naming.answer(1, "band", shown=other[1]).status_code == 422


def test_another_answer_to_the_same_example_is_refused_and_the_page_says_why(naming: Driller) -> None:
    shown = re.search(r'name="shown" value="([^"]*)"', naming.page(0))
    naming.answer(0, "band")
    address = reverse("cases:answer_example", args=[naming.drill.pk, 0])
    again = naming.client.post(address, {"given": "monocyte", "key": uuid.uuid4(), "shown": shown and shown[1]})
    assert again.status_code == 409
    assert b"another window" in again.content


def test_strangers_find_nothing(naming: Driller, charlie: Learner) -> None:
    picture = PICTURE.findall(naming.page(0))[0]
    stranger = Client()
    stranger.force_login(charlie)
    for address in (naming.address(0), reverse("cases:resume_drill", args=[naming.drill.pk]), picture):
        assert stranger.get(address).status_code == 404
    assert stranger.post(reverse("cases:answer_example", args=[naming.drill.pk, 0])).status_code == 404
    assert naming.client.get(picture).status_code == 200


def test_the_example_after_the_next_does_not_exist_yet(naming: Driller) -> None:
    assert naming.client.get(naming.address(1)).status_code == 404


@pytest.mark.parametrize("course", COURSES)
def test_no_byte_before_the_answer_tells_which_it_is(alice: Learner, course: str) -> None:
    """Two examples with different answers give pages and pictures that differ in nothing but keys and pixels."""
    driller = Driller(alice, course)
    plain = {}
    for number in range(12):
        right = example_in(driller.drill, number).right
        response = driller.client.get(driller.address(number))
        page = without_secrets(response.content.decode(), number)
        pictures = [driller.client.get(address) for address in PICTURE.findall(response.content.decode())]
        plain.setdefault(right, set()).add((page, told(response), *map(told, pictures)))
        driller.drill.answers.create(
            number=number,
            kind=example_in(driller.drill, number).kind,
            right=right,
            given=right,
            took_ms=9,
            key=uuid.uuid4(),
        )
    assert len(plain) > 1
    assert len(set.union(*plain.values())) == 1


def without_secrets(page: str, number: int) -> str:
    """A page before its answer, without what is a key, a stamp or a picture's name, and without how one stands."""
    page = re.sub(r'<details class="standing".*?</details>', "", page, flags=re.DOTALL)
    page = PICTURE.sub("", page)
    page = re.sub(r'value="[^"]{30,}"', "", page)
    page = page.replace(f"/{number}/", "/n/").replace(f"cell {number + 1}<", "cell n<")
    return re.sub(r"\s+", " ", page)


def told(response: HttpResponse) -> tuple[tuple[str, str], ...]:
    """Status and headers, without the length of what follows."""
    return tuple((k, v) for k, v in [("status", str(response.status_code)), *response.items()] if k != "Content-Length")


def test_words_walk_mass_by_mass_and_keep_the_number(alice: Learner) -> None:
    driller = Driller(alice, "lobes")
    lobes = int(example_in(driller.drill, 0).right)
    page, masses = driller.page(0, "?words=1"), 0
    assert "/drills/pictures/" not in page
    while further := re.search(r'href="(\?words=1&amp;step=\w)#walk"', page):
        page = driller.page(0, further[1].replace("&amp;", "&"))
        step = re.search(r'class="told-step">([^<]*)<', page)
        masses += 1
        assert step and step[1].startswith("A mass of")
    assert masses == lobes
    assert "No thread leads on." in page
    assert driller.answer(0, str(lobes), words="1")["Location"].endswith("?words=1")


def test_the_six_are_told_in_words_as_well(alice: Learner) -> None:
    page = Driller(alice, "odd-one").page(0, "?words=1")
    assert page.count('class="told"') == 6


def test_a_drill_of_a_course_that_is_no_longer_given_is_absent(naming: Driller) -> None:
    Drill.objects.filter(pk=naming.drill.pk).update(course="gone")
    assert naming.client.get(naming.address(0)).status_code == 404


def test_a_cell_keeps_its_capitals_and_its_article(alice: Learner) -> None:
    driller = Driller(alice, "odd-one")
    answered = {"number": 0, "given": "1", "right": "2", "took_ms": 900, "drill": driller.drill}
    Answered.objects.create(kind="promyelocyte+abnormal-promyelocyte", key=uuid.uuid4(), **answered)
    assert "Number 2 is an abnormal promyelocyte; the others are of one kind, promyelocyte." in driller.page(0)
    assert "Abnormal promyelocyte among promyelocytes" in driller.page(0)


def test_whoever_knows_every_kind_is_told_so(alice: Learner) -> None:
    driller = Driller(alice, "lobes")
    for number in range(18):
        right = str(2 + number % 6)
        driller.drill.answers.create(
            number=number, kind=right, right=right, given=right, took_ms=2500, key=uuid.uuid4()
        )
    assert "All of these rest now" in driller.page(17)
    driller.drill.answers.create(number=18, kind="5", right="5", given="4", took_ms=2500, key=uuid.uuid4())
    assert "All of these rest now" not in driller.page(18)
    offers = driller.client.get(reverse("cases:drills")).content.decode()
    assert "19 answered, 18 right" in offers


def test_every_course_can_be_done_in_words_alone(alice: Learner) -> None:
    for course in COURSES:
        page = Driller(alice, course).page(0, "?words=1")
        assert not PICTURE.search(page), course
        assert re.search(r'class="told"[^>]*>(<h2[^>]*>[^<]*</h2>)?<p>A (round|long) cell', page), course
