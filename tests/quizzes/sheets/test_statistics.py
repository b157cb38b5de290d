"""Does whoever keeps the bank see what quizzes are worth, and nothing where too few have answered?"""

import csv
import io
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.utils import timezone

from cases.catalog import current
from learners.models import Learner
from quizzes import papers
from quizzes.items import current as current_bank
from quizzes.models import Attempt, Mode, Response
from quizzes.sheets.statistics import Chosen, options, statistics_of, table_of
from quizzes.sheets.statistics.exposures import FEWEST as FEWEST_QUIZZES
from quizzes.statistics import dependability, kr20
from quizzes.statistics.reports import FEWEST
from tests.quizzes.statistics.answers import TEN_STUDENTS

NOW = timezone.now()
TEMPLATES = sorted(current_bank(current()))
pytestmark = pytest.mark.django_db


def handed_in(
    mode: Mode, learner: Learner, templates: Sequence[str], credits_: Sequence[float], **grade: float
) -> None:
    """A quiz with every question answered; a credit of NaN leaves one open."""
    quiz = Attempt.objects.create(
        learner=learner,
        mode=mode,
        seed=1,
        bank=papers.bank_hash(),
        questions=papers.asked_as(papers.Variant(template, 1) for template in templates),
        fingerprint="",
        start_key=uuid.uuid4(),
        started_at=NOW + timedelta(seconds=Attempt.objects.count()),
        deadline=NOW + timedelta(hours=1) if mode == Mode.EXAM else None,
        submitted_at=NOW,
        grade={"of": len(templates), "told_by": len(templates)} | grade,
    )
    Response.objects.bulk_create(
        Response(
            attempt=quiz, number=number, answer="", credit=credit, is_right=credit == 1,
            seconds=30 + number, key=uuid.uuid4(), answered_at=NOW,
        )
        for number, credit in enumerate(credits_, 1)
        if not np.isnan(credit)
    )  # fmt: skip


def learners(count: int) -> list[Learner]:
    return Learner.objects.bulk_create(Learner(username=f"learner {i}") for i in range(count))


def test_a_form_that_many_sat_has_kr20_and_exams_on_forms_of_their_own_have_dependability() -> None:
    people = learners(2 * FEWEST)
    scores = np.vstack([TEN_STUDENTS, TEN_STUDENTS])
    for learner, row in zip(people, scores, strict=False):
        handed_in(Mode.TUTOR, learner, TEMPLATES[:10], row)
    own = [list(TEN_STUDENTS[i % 10]) for i in range(FEWEST)]
    for i, (learner, credits_) in enumerate(zip(people, own, strict=False)):
        handed_in(Mode.EXAM, learner, TEMPLATES[20 + i : 30 + i], [*credits_[:9], np.nan])
    exams, form, diagnostics = statistics_of(Chosen()).trust
    assert (form.coefficient, form.value) == ("KR-20", f"{kr20(scores):.2f}")
    assert form.of == f"{FEWEST} learners, 10 questions each"
    told = dependability([[*credits_[:9], 0.0] for credits_ in own])  # what is left open in an exam earns nothing
    assert (exams.coefficient, exams.value) == ("Dependability", f"{told.reliability:.2f}")
    assert exams.error == f"{100 * told.error:.0f} of 100"
    assert (diagnostics.of, diagnostics.value) == ("0 learners", "")


def test_the_reliability_of_diagnostics_is_that_of_what_their_first_ones_found() -> None:
    for i, learner in enumerate(learners(FEWEST)):
        handed_in(Mode.DIAGNOSTIC, learner, TEMPLATES[i : i + 5], [1] * 5, ability=(-1.0) ** i, error=0.5)
        handed_in(Mode.DIAGNOSTIC, learner, TEMPLATES[i : i + 5], [1] * 5, ability=9.0, error=0.1)
    [row] = statistics_of(Chosen("diagnostic")).trust
    assert row.value == f"{1 / (1 + 0.25 * (FEWEST - 1) / FEWEST):.2f}"  # variance 1 FEWEST / (FEWEST - 1)
    assert row.error == f"0.50 SD; below 0.35 in 0 of {FEWEST}"


def test_of_too_few_nothing_is_said() -> None:
    for learner in learners(FEWEST - 1):
        handed_in(Mode.EXAM, learner, TEMPLATES[:10], TEN_STUDENTS[0])
    page = statistics_of(Chosen("exam"))
    assert [(row.of, row.value) for row in page.trust] == [(f"{FEWEST - 1} learners", "")]
    assert page.summary == f"No question has {FEWEST} learners yet, so nothing is said against any."
    assert statistics_of(Chosen("practice")).rows == ()


def test_exposure_is_told_for_each_mode_and_what_was_never_asked_is_counted() -> None:
    [learner] = learners(1)
    for i in range(FEWEST_QUIZZES):
        handed_in(Mode.TUTOR, learner, [TEMPLATES[0], TEMPLATES[1 + i]], [1, 1])
    handed_in(Mode.ROUND, learner, TEMPLATES[:2], [1, 1])
    page = statistics_of(Chosen("practice"))
    tutor, ward_round = page.exposures
    assert (tutor.most, tutor.share, tutor.overlap, tutor.asked) == (TEMPLATES[0], "100", "50", "2")
    assert (ward_round.quizzes, ward_round.most, ward_round.share) == (1, "", "·")
    assert page.unasked == f"{len(TEMPLATES) - FEWEST_QUIZZES - 1} of {len(TEMPLATES)} questions were never asked."
    assert statistics_of(Chosen("practice", "exposure")).rows[0].template == TEMPLATES[0]


def test_options_are_counted_for_first_answers_and_of_the_newest_alone_where_patients_are_played_again(
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Any,
) -> None:
    single = next(entry.template for entry in papers.entries() if entry.kind == "single")
    for learner in learners(5):
        handed_in(Mode.TUTOR, learner, [single, single], [1, 0])
    Response.objects.update(answer="a")
    with django_assert_max_num_queries(6):  # however many answers there are
        page = statistics_of(Chosen(template=single))
    assert sum(draw.count for draw in page.draws) == 5
    monkeypatch.setattr(options, "OF_THE_MODEL", {"single"})
    monkeypatch.setattr(options, "NEWEST", 2)
    page = statistics_of(Chosen(template=single))
    assert sum(draw.count for draw in page.draws) == 2
    assert "newest 2 learners" in page.advice


def test_rows_are_sorted_as_asked_and_the_table_goes_out_without_formulas() -> None:
    [learner] = learners(1)
    handed_in(Mode.TUTOR, learner, TEMPLATES[:3], [1.0, 0.0, 0.5])
    asked = {sort: [row.template for row in statistics_of(Chosen("all", sort)).rows] for sort in ("facility", "time")}
    assert asked["facility"] == [TEMPLATES[1], TEMPLATES[2], TEMPLATES[0]]
    assert asked["time"] == TEMPLATES[2::-1]
    Attempt.objects.update(questions=[["=HYPERLINK(1)", 1, 1], *papers.asked_as([papers.Variant(TEMPLATES[1], 1)]) * 2])
    rows = list(csv.DictReader(io.StringIO(table_of(Chosen()).decode("utf-8-sig"))))
    assert {row["template"] for row in rows} == {"'=HYPERLINK(1)", TEMPLATES[1]}
    assert {row["facility"] for row in rows} == {"1", "0"}
    assert {row["corrected_point_biserial"] for row in rows} == {""}
