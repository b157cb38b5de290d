"""Does the desk ask, keep and explain questions of every kind, each to whom it belongs?"""

import html
import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from learners.models import Learner, Units
from quizzes import papers
from quizzes.items.kinds import KINDS
from quizzes.models import Attempt, Dispute, Response
from tests.quizzes.quizzing import right_fields, wrong_fields
from tests.quizzes.views.taker import Taker, of_all_kinds, taking

PICTURE = re.compile(r'src="(/quizzes/pictures/[^"]+/)"')


@pytest.fixture
def all_kinds(alice: Learner) -> Taker:
    return of_all_kinds(alice)


def test_every_kind_is_asked_answered_and_explained(all_kinds: Taker) -> None:
    for number, kind in enumerate(KINDS, 1):
        item = all_kinds.item(number)
        assert item.kind == kind
        asked = all_kinds.page(number)
        assert "data-answer" in asked, kind
        sent = all_kinds.answer(number) if number % 2 else all_kinds.miss(number)
        assert sent["Location"] == all_kinds.address("question", number), kind
        told = all_kinds.page(number)
        assert 'id="verdict"' in told, kind
        assert "Objective" in told, kind
        assert "comes back" in told, kind
        assert "education only" in told, kind
    assert Response.objects.filter(is_right=True).count() == len(KINDS) / 2


def test_before_the_answer_it_is_said_when_the_point_comes_back_after_each_outcome(alice: Learner) -> None:
    taker = taking(alice)
    page = taker.page(1)
    told = dict(re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", page))
    assert told["Not right"] == "in 10 minutes"
    assert "days" in told["Right"]
    taker.answer(1)
    assert f"comes back {told['Right']}" in taker.page(1)
    assert "Not right</dt>" not in taking(alice, "exam").page(1)


def test_an_empty_form_is_sent_back_with_what_is_missing(all_kinds: Taker) -> None:
    for number in range(1, len(KINDS) + 1):
        refused = all_kinds.answer(number, {})
        assert refused.status_code == 422
        assert b"There is a problem" in refused.content
        assert b"<title>Error: " in refused.content
    assert not Response.objects.exists()


def test_what_was_typed_stays_in_a_form_that_is_sent_back(all_kinds: Taker) -> None:
    number = 1 + list(KINDS).index("classifying")
    part = all_kinds.item(number).question.response.things[0].key  # type: ignore[union-attr]
    refused = all_kinds.answer(number, {f"part-{part}": "2"})
    assert refused.status_code == 422
    assert re.search(rf'name="part-{part}" value="2" checked', refused.content.decode())


def test_an_answer_needs_the_stamp_of_its_own_question(alice: Learner) -> None:
    taker = taking(alice)
    assert taker.answer(1, shown="yesterday").status_code == 422
    assert taker.answer(1, shown=taker.form(2)["shown"]).status_code == 422
    assert not Response.objects.exists()


def test_an_answer_sent_twice_counts_once_and_another_is_refused(alice: Learner) -> None:
    taker = taking(alice)
    form, wrong = taker.form(1), wrong_fields(taker.item(1))
    for _ in range(2):
        assert taker.client.post(taker.address("answer", 1), form | wrong).status_code == 303
    again = taker.client.post(taker.address("answer", 1), form | wrong | {"key": uuid.uuid4()})
    assert again.status_code == 409
    assert b"answered already" in again.content
    assert Response.objects.count() == 1


def test_an_exam_leads_on_and_its_answers_can_be_changed(alice: Learner) -> None:
    taker = taking(alice, "exam")
    assert taker.miss(1)["Location"] == taker.address("question", 2)
    assert "Change the answer" in taker.page(1)
    assert " checked" in taker.page(1) or " selected" in taker.page(1) or 'value="987654"' in taker.page(1)
    taker.answer(1)
    assert taker.answer(5)["Location"] == reverse("quizzes:attempt", args=[taker.attempt.pk])
    assert taker.submit().status_code == 303
    assert "2 of 5 right" in taker.whole()
    assert 'id="verdict"' in taker.page(1)


def test_when_time_is_up_an_exam_can_only_be_handed_in(alice: Learner) -> None:
    taker = taking(alice, "exam")
    form = taker.form(1)
    Attempt.objects.update(deadline=taker.attempt.deadline - timedelta(hours=1))  # type: ignore[operator]
    assert "Time is up" in taker.page(1)
    assert "data-answer" not in taker.page(1)
    late = taker.client.post(taker.address("answer", 1), form | wrong_fields(taker.item(1)))
    assert late.status_code == 409
    assert "Time is up" in taker.whole()
    taker.submit()
    assert "0 of 5 right" in taker.whole()


def test_flags_and_struck_options_stay_on_the_page(all_kinds: Taker) -> None:
    all_kinds.post("flag", 1, on="1")
    all_kinds.post("strike", 1, strike="b")
    page = all_kinds.page(1)
    assert "Flagged" in page
    assert 'class="option struck"' in page
    assert "struck out" in page
    all_kinds.post("strike", 1, restore="b")
    all_kinds.post("flag", 1, on="0")
    assert "struck out" not in all_kinds.page(1)
    assert "Flagged" not in all_kinds.page(1)
    assert all_kinds.post("strike", 1, strike="z").status_code == 422


def test_a_dispute_is_kept_once_and_acknowledged(all_kinds: Taker) -> None:
    early = all_kinds.post("dispute", 1, words="Wrong", key=uuid.uuid4())
    assert early.status_code == 409
    all_kinds.miss(1)
    key = uuid.uuid4()
    for _ in range(2):
        sent = all_kinds.post("dispute", 1, words="Two of these are right.", key=key)
        assert sent.status_code == 303
    assert b"Noted" in all_kinds.client.get(sent["Location"]).content
    assert Dispute.objects.get().words == "Two of these are right."
    assert all_kinds.post("dispute", 1, key=uuid.uuid4()).status_code == 422


def test_strangers_find_nothing(all_kinds: Taker, charlie: Learner) -> None:
    film = 1 + list(KINDS).index("film")
    picture = PICTURE.findall(all_kinds.page(film))[0]
    stranger = Client()
    stranger.force_login(charlie)
    whole = reverse("quizzes:attempt", args=[all_kinds.attempt.pk])
    for address in (whole, all_kinds.address("question", 1), picture):
        assert stranger.get(address).status_code == 404
    for act in ("answer", "flag", "strike", "dispute"):
        assert stranger.post(all_kinds.address(act, 1)).status_code == 404
    assert stranger.post(reverse("quizzes:submit", args=[all_kinds.attempt.pk])).status_code == 404
    answer = all_kinds.client.get(picture)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")


def test_a_question_beyond_the_last_does_not_exist(all_kinds: Taker) -> None:
    assert all_kinds.get(len(KINDS) + 1).status_code == 404
    assert all_kinds.get(0).status_code == 404


def test_a_question_that_was_corrected_is_shown_as_withdrawn(alice: Learner) -> None:
    taker = taking(alice)
    template, version, seed = taker.attempt.questions[1]
    taker.attempt.questions[1] = [template, version + 1, seed]
    taker.attempt.save()
    assert "was withdrawn" in taker.page(2)
    assert "Withdrawn" in taker.whole()
    taker.answer(1)
    taker.submit()
    assert "was withdrawn" in taker.page(2)


def test_a_diagnostic_asks_another_question_for_one_that_was_withdrawn(alice: Learner) -> None:
    taker = taking(alice, "diagnostic")
    button = "Ask another question"
    assert button not in taker.page(1)
    taker.attempt.questions[0][1] += 1
    taker.attempt.save()
    assert button in taker.page(1)
    go_on = reverse("quizzes:go-on", args=[taker.attempt.pk])
    for _ in range(2):
        assert taker.client.post(go_on)["Location"] == taker.address("question", 2)
    assert "Go on with question 2" in taker.whole()
    taker.answer(2)
    assert button not in taker.page(1)
    taker.submit()
    assert taker.client.post(go_on).status_code == 303
    taker.attempt.refresh_from_db()
    assert len(taker.attempt.questions) == 3
    assert taker.attempt.grade["told_by"] == 1


def test_an_answer_whose_question_changed_keeps_its_grade(alice: Learner) -> None:
    taker = taking(alice)
    taker.answer(1)
    Response.objects.update(shown="another")
    page = taker.page(1)
    assert "corrected since you answered" in page
    assert "Right." in page


def test_results_follow_the_units_of_the_learner(alice: Learner) -> None:
    taker = of_all_kinds(alice)
    number = 1 + list(KINDS).index("panel")
    before = taker.page(number)
    alice.units = Units.SI
    alice.save()
    after = taker.page(number)
    assert "g/dL" in before
    assert "g/dL" not in after
    assert "g/L" in after


def test_a_review_is_filtered_by_outcome(alice: Learner) -> None:
    taker = taking(alice)
    taker.miss(1)
    taker.answer(2)
    taker.post("flag", 3, on="1")
    taker.submit()
    shown = {
        show: re.findall(
            rf'href="/quizzes/{taker.attempt.pk}/(\d)/[^"]*"', taker.whole(f"?show={show}").partition("<tbody>")[2]
        )
        for show in ("all", "wrong", "flagged", "open", "nonsense")
    }
    assert shown == {
        "all": list("12345"),
        "wrong": ["1"],
        "flagged": ["3"],
        "open": list("345"),
        "nonsense": list("12345"),
    }


def test_a_review_of_some_leads_from_one_of_them_to_the_next(alice: Learner) -> None:
    taker = taking(alice, "exam")
    for number in (1, 3, 5):
        taker.answer(number)
    for number in (2, 4):
        taker.miss(number)
    taker.submit()
    page = taker.page(2, "?show=wrong")
    linked = re.findall(rf'href="/quizzes/{taker.attempt.pk}/(\d)/([^"]*)"', page)
    assert {number for number, query in linked if query == "?show=wrong"} == {"2", "4"}
    assert [query for number, query in linked if number in "135"] == []
    assert "Not right alone, 2 of 5" in page
    assert "alone" not in taker.page(2, "?show=nonsense")


def test_a_filter_tells_nothing_before_the_quiz_is_handed_in(alice: Learner) -> None:
    taker = taking(alice, "exam")
    taker.answer(1)
    taker.miss(2)
    assert len(set(re.findall(r"/(\d)/", taker.page(3, "?show=wrong")))) == 5


def test_the_last_answer_can_be_taken_back_on_its_page_and_no_other(alice: Learner) -> None:
    taker = taking(alice)
    taker.answer(1)
    taker.miss(2)
    assert "Take this answer back" not in taker.page(1)
    assert "Take this answer back" in taker.page(2)
    assert taker.post("take-back", 1).status_code == 409
    assert taker.post("take-back", 2).status_code == 303
    page = taker.page(2)
    assert "counts nowhere" in page and "Take this answer back" not in page
    assert "Question 2 of 6" in page
    assert "Not right" not in page.partition('id="verdict"')[2].partition("Objective")[0]


def test_cells_are_described_until_pictures_are_wanted_again(alice: Learner) -> None:
    """One walks to the last mass by links alone; what is answered is told whole, and the next question in words too."""
    films = [entry.template for entry in papers.entries() if entry.kind == "film" and "count" in entry.template] * 2
    taker = taking(alice)
    taker.attempt.questions = papers.asked_as([papers.Variant(film, seed) for seed, film in enumerate(films, 9)])
    taker.attempt.save()
    query, masses = "?words=1", 0
    while query:
        page = taker.page(1, query)
        assert not PICTURE.search(page)
        masses += page.count("A mass")
        step = re.search(r"(\?words=1&amp;step=\w)#walk", page)
        query = html.unescape(step[1]) if step else ""
    lobes = taker.item(1).drawing.parts["cells"][0].parameters["lobes"]  # type: ignore[union-attr]
    assert masses == lobes
    sent = taker.client.post(taker.address("answer", 1) + "?words=1", taker.form(1) | right_fields(taker.item(1)))
    assert sent["Location"] == taker.address("question", 1) + "?words=1"
    told = taker.page(1, "?words=1")
    assert told.count("A mass") == lobes
    assert f"{taker.address('question', 2)}?words=1" in told
    assert f"""href="{taker.address("question", 1)}">Show the picture<""" in told
    assert PICTURE.search(taker.page(1))
