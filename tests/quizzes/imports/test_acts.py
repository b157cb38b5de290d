"""Is a file of elsewhere kept whole or not at all, once, and asked only as it was filed?"""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from cases.encounters import Refused
from learners.models import Learner
from quizzes import attempts, formats, papers
from quizzes.imports import acts
from quizzes.mastery import mastery_of
from quizzes.models import Attempt, Import, ImportedItem
from quizzes.modes import exam, missed, next_question, review, tutor, ward_round
from quizzes.recollection import recollection_of, tries_of
from quizzes.sheets import feedback_of, progress_of, review_of, statistics_of
from quizzes.sheets.statistics import Chosen
from tests.quizzes.bringing import CSV, FILES, OTHER, POINT, asked, brought, quiz_of
from tests.quizzes.quizzing import answered, item_in, wrong_fields

LONG_LISTS = " ".join(f"=thing {i} -> {'word ' * 100} {i}" for i in range(30))
MANY_STEPS = (
    '<quiz><question type="ordering"><questiontext><text>In order?</text></questiontext>'
    + "".join(f'<answer fraction="{n}"><text>step {n}</text></answer>' for n in range(90))
    + "</question></quiz>"
)
TWICE = """<quiz><question type="gapselect"><questiontext format="html"><text>A [[1]] cell.</text></questiontext>
<selectoption><text>large</text><group>1</group></selectoption>
<selectoption><text>large</text><group>1</group></selectoption></question></quiz>"""


def templates_of(file: Import) -> set[str]:
    return {f"imported/{item.pk.hex}" for item in file.items.all()}


def offered(file: Import) -> set[str]:
    return {entry.template for entry in papers.entries()} & templates_of(file)


def test_the_same_file_is_kept_once_whoever_sends_it_and_a_key_brings_one_file(bob: Learner, charlie: Learner) -> None:
    first, key = brought(bob, "csv"), uuid.uuid4()
    assert brought(charlie, "csv") == first
    told = {"name": "theirs.gift", "form": "gift", "data": FILES["gift"].encode(), "key": key}
    assert acts.take_in(bob, **told) == acts.take_in(bob, **told) != first
    with pytest.raises(Refused, match="another file"):
        acts.take_in(bob, **told | {"data": b"What? {=this}"})
    assert Import.objects.count() == 2


def test_a_name_is_kept_as_far_as_it_can_be_read(bob: Learner) -> None:
    told = {"form": "csv", "data": FILES["csv"].encode(), "key": uuid.uuid4()}
    assert acts.take_in(bob, name="\u202e\udcff\0theirs" + "." * 300, **told).name == "theirs" + "." * 194


def test_a_file_of_which_a_part_cannot_be_kept_is_not_kept_at_all(
    bob: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = acts._rows
    monkeypatch.setattr(acts, "_rows", lambda *given: [*rows(*given), *list(rows(*given))[-1:]])
    with pytest.raises(IntegrityError):
        brought(bob, "csv")
    assert (Import.objects.count(), ImportedItem.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("form", "text", "reason"),
    [
        ("gift", f"Which? {{={'word ' * 50} ~no}}\n\nName it: {{={'word ' * 50}}}", "by its own key"),
        ("gift", "Why?{}\n\nAnd how?{}", "an essay cannot be asked here"),
        ("gift", "What?\n{=th\0is ~that}", "line 2: holds the character NUL"),
        ("gift", "{=this ~that}", "has no text"),
        ("gift", "How many? {#=3 =%0%1e999#many}", "no number"),
        ("csv", CSV.replace(",A\n", ",Z\n"), "line 2: the key `Z` names no option"),
        ("gift", "Which? {=\u202esiht ~that}", "turns the direction"),
        ("gift", f"Match: {{{LONG_LISTS}}}", "more to choose than a page can hold"),
        ("gift", "// " + "[id:" * 100_000 + "\n{=this ~that}", "has no text"),  # read once, or this never ends
        ("gift", f"How many? {{#1{' ' * 300_000}x}}", "is no number"),
        ("gift", f"How many? {{#{'1' * 300_000}x}}", "is no number"),
        ("moodle", MANY_STEPS, "more to choose than a page can hold"),
        ("moodle", TWICE, "two choices of `Gap 1` say the same"),
    ],
)
def test_what_cannot_be_answered_here_is_refused_and_nothing_is_kept(
    bob: Learner, form: str, text: str, reason: str
) -> None:
    with pytest.raises(formats.Refused, match=reason):
        brought(bob, form, text)
    assert not Import.objects.exists()


def test_questions_are_asked_only_once_each_has_its_point_or_is_left_out(bob: Learner) -> None:
    file = brought(bob, "csv")
    with pytest.raises(Refused, match="for questions 1, 2"):
        acts.ask(file)
    with pytest.raises(Refused, match="no teaching point `nowhere`"):
        acts.file_under(file, others="nowhere")
    acts.file_under(file, points={1: POINT}, left_out={2})
    assert offered(file) == set()
    acts.ask(file)
    assert len(offered(file)) == 1
    with pytest.raises(Refused, match="Stop asking"):
        acts.file_under(file, others=OTHER)
    with pytest.raises(Refused, match="asked already"):
        acts.throw_away(file)
    acts.stop(file)
    assert offered(file) == set()
    acts.file_under(file, points={1: OTHER}, others=OTHER, brought_back={2}, and_ask=True)
    assert list(file.items.values_list("point", flat=True)) == [POINT, OTHER]
    assert len(offered(file)) == 2


def test_nothing_is_asked_of_a_file_that_is_left_out_whole(bob: Learner) -> None:
    file = brought(bob, "csv")
    with pytest.raises(Refused, match="left out"):
        acts.file_under(file, others=POINT, left_out={1, 2}, and_ask=True)
    with pytest.raises(Refused, match="never asked"):
        acts.stop(file)
    acts.throw_away(file)
    assert not ImportedItem.objects.exists()
    with pytest.raises(Refused, match="thrown away"):
        acts.ask(Import(pk=uuid.uuid4()))


def test_what_we_wrote_comes_back_under_its_own_points(bob: Learner) -> None:
    told = "// [tag:cbc-first] [tag:folate-alone]\nWhich? {=this ~that}\n\n// [tag:theirs]\nWhat? {=this ~that}\n"
    file = brought(bob, "gift", told)
    assert list(file.items.values_list("point", flat=True)) == ["cbc-first", ""]


def test_a_question_that_lost_its_picture_is_left_out_until_it_is_brought_back(bob: Learner) -> None:
    file = brought(
        bob, "gift", 'What is seen? <img src\\="cell.png" alt\\="a cell"> {=this ~that}\n\nWhich? {=this ~that}'
    )
    told = file.items.values_list("is_left_out", "losses")
    assert list(told) == [(True, ["the picture: a cell"]), (False, [])]


def test_every_mode_asks_what_came_in(bob: Learner, alice: Learner) -> None:
    file = asked(bob)
    templates = offered(file)
    bank = [entry for entry in papers.entries() if entry.template in templates]
    now = timezone.now()
    memories = recollection_of(alice).memories
    drawn = [
        tutor(bank, [], 1, count=3),
        exam(bank, 1, count=3),
        ward_round(bank, memories, [], 1, when=now),
        missed(bank, {POINT: 1.0}, [], 1, count=3),
        [next_question(bank, [], [], 1)],
    ]
    attempt = quiz_of(alice, file)
    answered(attempt, 1)
    due = recollection_of(alice).memories
    drawn.append(review(bank, due, [], 1, when=now + timedelta(days=90)))
    assert all(variants and {variant.template for variant in variants} <= templates for variants in drawn)
    begun = attempts.start(alice, mode="tutor", key=uuid.uuid4(), count=60, points=[POINT])
    stored = [question for question in begun.questions if question[0] in templates]
    assert len(stored) == len(templates) and {question[1] for question in stored} == {1}


def test_what_can_be_asked_costs_one_small_query_and_follows_what_another_process_did(
    bob: Learner,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    file = asked(bob)
    count = len(papers.entries())
    Import.objects.filter(pk=file.pk).update(stopped_at=timezone.now())
    with django_assert_num_queries(1):
        left = len(papers.entries())
    assert count - left == len(templates_of(file)) > 0


def test_whatever_the_seed_a_question_is_the_same_and_only_its_first_answer_counts_for_mastery(
    bob: Learner, alice: Learner
) -> None:
    file = asked(bob, "csv")
    first, second = quiz_of(alice, file, 5), quiz_of(alice, file, 6)
    assert item_in(first, 1).question == item_in(second, 1).question
    for attempt in (first, second):
        answered(attempt, 1)
    tries = tries_of(recollection_of(alice).answers)
    assert [len(tries[POINT]), mastery_of(tries[POINT]).tries] == [2, 1]


def test_who_takes_an_answer_back_is_asked_another_question_on_its_point(bob: Learner, alice: Learner) -> None:
    """What came in has no other variant, and its key was seen."""
    attempt = quiz_of(alice, asked(bob, "csv"))
    answered(attempt, 1, wrong_fields(item_in(attempt, 1)))
    attempts.take_back(attempt, number=1)
    attempt.refresh_from_db()
    first, second, another = papers.questions_in(attempt)
    assert (another.point, another.template in {first.template, second.template}) == (POINT, False)


def test_a_question_that_is_no_more_is_withdrawn(bob: Learner, alice: Learner) -> None:
    attempt = quiz_of(alice, asked(bob, "csv"))
    for number in (1, 2):
        answered(attempt, number)
    papers.item_of.cache_clear()
    ImportedItem.objects.filter(number=1).delete()
    with pytest.raises(papers.Withdrawn):
        item_in(attempt, 1)
    attempts.submit(attempt)
    assert "Withdrawn" in str(review_of(attempt, timezone.now()).rows[0])
    assert statistics_of(Chosen(template=attempt.questions[0][0])).draws == ()


def test_words_of_an_answer_are_kept_as_far_as_a_database_can(bob: Learner, alice: Learner) -> None:
    attempt = quiz_of(alice, asked(bob, "gift", "Name the vitamin: {=cobalamin}"))
    assert answered(attempt, 1, {"term": ["\0coba\0lamin"]}).is_right


def test_a_question_that_is_stopped_is_still_explained_and_counted(bob: Learner, alice: Learner) -> None:
    file = asked(bob)
    attempt = quiz_of(alice, file)
    for number in range(1, len(attempt.questions) + 1):
        answered(attempt, number)
    acts.stop(file)
    papers.item_of.cache_clear()
    attempts.submit(attempt)
    told = feedback_of(Attempt.objects.get(pk=attempt.pk), 1, timezone.now())
    assert told and told.is_beyond and "theirs.gift" in told.sources[0]
    assert told.points[0].name and not told.is_changed
    assert "Withdrawn" not in str(review_of(attempt, timezone.now()))
    assert progress_of(alice, timezone.now()).right == len(attempt.questions)
