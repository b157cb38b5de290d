"""How does a browser take a quiz? One learner at one quiz, through its pages."""

import re
import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from learners.models import Learner
from quizzes import attempts, papers
from quizzes.items import Item
from quizzes.items.kinds import KINDS
from quizzes.models import Attempt
from tests.quizzes.quizzing import item_in, right_fields, wrong_fields

HIDDEN_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Taker:
    """Somebody in a quiz, as a browser sees it."""

    def __init__(self, learner: Learner, attempt: Attempt) -> None:
        self.client = Client()
        self.client.force_login(learner)
        self.attempt = attempt

    def get(self, number: int, query: str = "") -> HttpResponse:
        return self.client.get(self.address("question", number) + query)

    def page(self, number: int, query: str = "") -> str:
        return self.get(number, query).content.decode()

    def whole(self, query: str = "") -> str:
        return self.client.get(reverse("quizzes:attempt", args=[self.attempt.pk]) + query).content.decode()

    def address(self, name: str, number: int) -> str:
        return reverse(f"quizzes:{name}", args=[self.attempt.pk, number])

    def form(self, number: int) -> dict[str, Any]:
        """The hidden fields of the form in which a question is answered."""
        body = self.page(number)
        return dict(HIDDEN_FIELD.findall(body[body.index("data-answer") :]))

    def answer(self, number: int, fields: Any = None, **other: Any) -> HttpResponse:
        """Answer a question, rightly unless told otherwise."""
        given = right_fields(self.item(number)) if fields is None else fields
        return self.client.post(self.address("answer", number), self.form(number) | given | other)

    def miss(self, number: int) -> HttpResponse:
        return self.answer(number, wrong_fields(self.item(number)))

    def post(self, name: str, number: int, **fields: Any) -> HttpResponse:
        return self.client.post(self.address(name, number), fields)

    def submit(self) -> HttpResponse:
        return self.client.post(reverse("quizzes:submit", args=[self.attempt.pk]))

    def item(self, number: int) -> Item:
        self.attempt.refresh_from_db()
        return item_in(self.attempt, number)


def taking(learner: Learner, mode: str = "tutor", **other: Any) -> Taker:
    begun = attempts.start(learner, **({"mode": mode, "key": uuid.uuid4(), "count": 5} | other))
    return Taker(learner, begun)


def of_all_kinds(learner: Learner, mode: str = "tutor", each: int = 1) -> Taker:
    """A quiz with so many questions of each kind there is."""
    entries = papers.entries()
    chosen = [entry.template for kind in KINDS for entry in [one for one in entries if one.kind == kind][:each]]
    now = timezone.now()
    attempt = Attempt.objects.create(
        learner=learner,
        mode=mode,
        seed=1,
        bank=papers.bank_hash(),
        questions=papers.asked_as([papers.Variant(template, 770_077_077 + n) for n, template in enumerate(chosen)]),
        fingerprint="made for a test",
        start_key=uuid.uuid4(),
        started_at=now,
        deadline=now + timedelta(hours=1) if mode == "exam" else None,
    )
    return Taker(learner, attempt)
