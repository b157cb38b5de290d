"""What is asked for by the short forms: a question, a test, a wait, a number for each diagnosis?"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import QueryDict

from cases.catalog import current
from cases.charts.thinking import SOMETHING_ELSE
from cases.charts.times import DAY
from cases.encounters import Refused
from cases.models import Mode
from cases.simulation.patients import Recipe

SHARE = "p-"
ON_DATE = "date"


class ActForm(forms.Form):
    """Any form that acts: `key` is sent once for each time the form was drawn.

    Once the act was done `outcome` is what it returned; while it is not, `status` is the answer to who sent the form.
    """

    outcome: Any = None
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY
    key = forms.UUIDField(error_messages={"required": "Reload the page and send this again."})

    def act(self) -> dict[str, Any]:
        """What the act takes, beside the encounter."""
        return dict(self.cleaned_data)

    def does(self, act: Callable[..., Any], *subjects: Any) -> bool:
        """Do an act on its subjects with what was filled in, and say whether it was done; if not, the form says why."""
        if not self.is_valid():
            return False
        try:
            self.outcome = act(*subjects, **self.act())
        except Refused as refused:
            self.add_error(None, refused.message)
            self.status = refused.status
            return False
        return True


class DraftForm(ActForm):
    """A form that is kept as it stands, with nothing of what only belongs to one page."""

    PASSING = ("csrfmiddlewaretoken", "key", "clock", "add", "remove", "treatment")

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.given = data

    def act(self) -> dict[str, Any]:
        """All fields that were filled in, as a form sends them."""
        kept = self.given.copy()
        for name in self.PASSING:
            kept.pop(name, None)
        return {"fields": kept.urlencode()}


class ClockedForm(ActForm):
    """A form whose act belongs to the minute at which it was drawn."""

    clock = forms.IntegerField(min_value=0)


class StartForm(ActForm):
    """In which setting is the next patient met, how hard may it be, and with how much help? The front page names none
    of these, and gets any patient without help."""

    setting = forms.SlugField(required=False)
    wish = forms.CharField(max_length=20, required=False)
    mode = forms.CharField(max_length=8, required=False)

    def act(self) -> dict[str, Any]:
        """A recipe, the key and the wish."""
        key, settings = self.cleaned_data["key"], list(current().settings)
        setting = self.cleaned_data["setting"] or settings[key.int % len(settings)]
        mode = self.cleaned_data["mode"] or Mode.PRACTICE
        return {"recipe": Recipe(setting=setting), "key": key, "wish": self.cleaned_data["wish"], "mode": mode}


class JoinForm(ActForm):
    """Which patient, by the code that another learner gave?"""

    code = forms.CharField(max_length=40, error_messages={"required": "Enter the code of a patient."})


class AskForm(ActForm):
    """A question of the catalog, or one in the learner's own words."""

    question = forms.SlugField(required=False)
    text = forms.CharField(max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        cleaned = super().clean() or {}
        if not cleaned.get("question") and not cleaned.get("text"):
            raise forms.ValidationError("Write a question, or choose one from the list.")
        return cleaned

    def act(self) -> dict[str, Any]:
        """The question and the key; typed words are matched elsewhere."""
        return {"question": self.cleaned_data["question"], "key": self.cleaned_data["key"]}


class ExamineForm(ActForm):
    """Maneuvers, by keys with commas between them."""

    maneuvers = forms.CharField(error_messages={"required": "Choose what to examine."})

    def clean_maneuvers(self) -> list[str]:
        """The keys apart."""
        return [key for key in self.cleaned_data["maneuvers"].split(",") if key]


class Keys(forms.MultipleChoiceField):
    """Catalog keys; the act knows which exist, and names the nearest."""

    def valid_value(self, value: str) -> bool:
        """Leave the judgement to the act."""
        return True


class OrderForm(ClockedForm):
    """The tests that were checked."""

    investigation = Keys(error_messages={"required": "Choose at least one test to order."})

    def act(self) -> dict[str, Any]:
        """The act's own word for the tests."""
        taken = super().act()
        return {"investigations": taken.pop("investigation"), **taken}


class WaitForm(ClockedForm):
    """Until which minute the clock runs, or until 09:00 of a date; a date that was written is what is meant."""

    until = forms.CharField(error_messages={"required": "Choose how long to wait."})
    date = forms.DateField(required=False)

    def __init__(self, data: Any, *, day_zero: datetime.date) -> None:
        super().__init__(data)
        self.day_zero = day_zero

    def clean(self) -> dict[str, Any]:
        """The minute, however it was given."""
        cleaned = super().clean() or {}
        until, when = cleaned.get("until", ""), cleaned.pop("date", None)
        if until == ON_DATE or when is not None:
            if when is None:
                raise forms.ValidationError("Enter the date to wait for.")
            cleaned["until"] = (when - self.day_zero).days * DAY
        elif until.isdecimal() and len(until) < 9:
            cleaned["until"] = int(until)
        elif until:
            raise forms.ValidationError("Choose how long to wait.")
        return cleaned

    def problems(self) -> list[tuple[str, str]]:
        """Every error with the id of its place; what is wrong with a date, at the date."""
        place = "wait-date" if self.data.get("until") == ON_DATE else "main"
        return [(place, str(text)) for texts in self.errors.values() for text in texts]


class ForecastForm(ActForm):
    """A number from 0 to 100 for each diagnosis, in fields named `p-` and the key; an empty one counts as 0."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for diagnosis in [*current().diagnoses, SOMETHING_ELSE]:
            self.fields[SHARE + diagnosis] = forms.IntegerField(min_value=0, max_value=100, required=False)

    def clean(self) -> dict[str, Any]:
        """One sentence for all fields, naming the first that is wrong."""
        cleaned = super().clean() or {}
        names = {key: entry.name for key, entry in current().diagnoses.items()} | {SOMETHING_ELSE: "Something else"}
        wrong = next((field for field in self.errors if field.startswith(SHARE)), None)
        if wrong:
            self.errors.clear()
            raise forms.ValidationError(f"{names[wrong.removeprefix(SHARE)]}: write a whole number from 0 to 100.")
        return cleaned

    def act(self) -> dict[str, Any]:
        """The chances above 0 and the key."""
        given = {name.removeprefix(SHARE): value for name, value in self.cleaned_data.items() if name != "key"}
        return {"chances": {key: chance for key, chance in given.items() if chance}, "key": self.cleaned_data["key"]}

    def typed(self) -> dict[str, str]:
        """What stands in each field, by diagnosis."""
        return {name.removeprefix(SHARE): value for name, value in self.data.items() if name.startswith(SHARE)}


class PinForm(ActForm):
    """A finding to keep in view, or to let go."""

    item = forms.CharField(max_length=100)
    pinned = forms.BooleanField(required=False)


class SummaryForm(ActForm):
    """The problem in one line."""

    text = forms.CharField(max_length=500, error_messages={"required": "Write the problem in one line."})


class VisitForm(ClockedForm):
    """The day of the next visit and the tests taken then."""

    day = forms.IntegerField(min_value=1, max_value=100_000, required=False)
    other_day = forms.IntegerField(min_value=1, max_value=100_000, required=False)
    investigation = Keys(required=False)

    def clean(self) -> dict[str, Any]:
        """One of the days offered, or another."""
        cleaned = super().clean() or {}
        other = cleaned.pop("other_day", None)
        if not cleaned.get("day"):
            cleaned["day"] = other
        if not cleaned["day"] and not self.errors:
            raise forms.ValidationError("Choose the day of the next visit.")
        return cleaned

    def act(self) -> dict[str, Any]:
        """The act's own word for the tests."""
        taken = super().act()
        return {"investigations": taken.pop("investigation"), **taken}
