"""Which quiz, and which answer?"""

from __future__ import annotations

import re
import time
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.http import QueryDict

from cases.forms.acts import ActForm, Keys
from quizzes.answers import Fields
from quizzes.attempts import USUAL_COUNT
from quizzes.exchanges import NAMES, READERS
from quizzes.formats.exchange import MOST_BYTES
from quizzes.sheets.statistics import MODES, SORTS, Chosen

SHOWN = Signer(salt="quizzes.forms")
NUMBER = re.compile(r"[0-9]{1,6}")
STALE = {"required": "Reload the page and send this again."}


class BeginForm(ActForm):
    """A mode, with how many questions, on which points, and with how much time, where it asks for these."""

    mode = forms.SlugField(error_messages={"required": "Choose how to be asked."})
    count = forms.IntegerField(required=False, error_messages={"invalid": "Write how many questions as a number."})
    points = Keys(required=False)
    allowance = forms.CharField(max_length=3, required=False)

    def act(self) -> dict[str, Any]:
        """The act's own words."""
        given = self.cleaned_data
        usual = {"count": given["count"] or USUAL_COUNT, "allowance": given["allowance"] or "1"}
        return {"mode": given["mode"], "points": given["points"], "key": given["key"], **usual}


class AnswerForm(ActForm):
    """An answer with its certainty, and when and as what the question was drawn: signed, for it says how long one took.

    The fields of the answer hang on the question; the act reads them as they are.
    """

    shown = forms.CharField(max_length=160, error_messages=STALE)
    certainty = forms.TypedChoiceField(
        choices=[("", ""), ("1", "1"), ("2", "2"), ("3", "3")], coerce=int, empty_value=None, required=False
    )

    def __init__(self, data: QueryDict, question: str) -> None:
        super().__init__(data)
        self.given = data
        self.question = question

    def clean_shown(self) -> tuple[str, float]:
        """The digest of the question as it was drawn, and how many seconds ago."""
        try:
            question, digest, stamp = SHOWN.unsign(self.cleaned_data["shown"]).split(" ")
        except (BadSignature, ValueError):
            raise forms.ValidationError(STALE["required"]) from None
        if question != self.question:
            raise forms.ValidationError(STALE["required"])
        return digest, time.time() - float(stamp)

    def act(self) -> dict[str, Any]:
        """The act's own words."""
        digest, seconds = self.cleaned_data["shown"]
        told = {"certainty": self.cleaned_data["certainty"], "key": self.cleaned_data["key"]}
        return {"fields": self.fields_given(), "shown": digest, "seconds": seconds, **told}

    def fields_given(self) -> Fields:
        """Everything that was filled in, by the name of its field."""
        return dict(self.given.lists())


class DisputeForm(ActForm):
    """What is wrong with a question."""

    words = forms.CharField(max_length=2000, error_messages={"required": "Say what is wrong with the question."})


class ExportForm(forms.Form):
    """Which questions, in which format."""

    format = forms.ChoiceField(choices=list(NAMES.items()), error_messages={"required": "Choose a format."})
    point = forms.SlugField(error_messages={"required": "Choose a teaching point."})


class StatisticsForm(forms.Form):
    """Of which quizzes, in which order, and which template is looked at; whatever is not known is passed over."""

    mode = forms.ChoiceField(choices=list(MODES.items()), required=False)
    sort = forms.ChoiceField(choices=list(SORTS.items()), required=False)
    template = forms.CharField(max_length=200, required=False)

    def chosen(self) -> Chosen:
        """What is looked at."""
        self.full_clean()
        return Chosen(**{name: value for name, value in self.cleaned_data.items() if value})


class ImportForm(ActForm):
    """A file of another system, and what it is said to be: that is never guessed."""

    format = forms.ChoiceField(
        choices=[(key, NAMES[key]) for key in READERS], error_messages={"required": "Choose the file's format."}
    )
    file = forms.FileField(error_messages={"required": "Choose a file.", "empty": "The file is empty."})

    def clean_file(self) -> UploadedFile:
        """The file, unless it is larger than any that is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
        return file

    def act(self) -> dict[str, Any]:
        """The act's own words."""
        given = self.cleaned_data
        data = bytes(given["file"].read())
        return {"name": given["file"].name, "form": given["format"], "data": data, "key": given["key"]}


class ButtonForm(ActForm):
    """A button alone, for an act that is the same done twice: it needs no key."""

    key = None  # type: ignore[assignment]


class FilingForm(ButtonForm):
    """The teaching point of each question on a page, whether it is to be asked, and the point of all others."""

    others = forms.SlugField(required=False)
    number = Keys(required=False)

    def clean_number(self) -> list[int]:
        """The questions that the page showed."""
        return [int(number) for number in self.cleaned_data["number"] if NUMBER.fullmatch(number)]

    def act(self) -> dict[str, Any]:
        """The act's own words; a point that could not be chosen was not sent."""
        shown = self.cleaned_data["number"]
        sent = {number: self.data.get(f"point-{number}") for number in shown}
        return {
            "points": {number: point for number, point in sent.items() if point is not None},
            "others": self.cleaned_data["others"],
            "left_out": {number for number in shown if f"asked-{number}" not in self.data},
            "brought_back": {number for number in shown if f"asked-{number}" in self.data},
            "and_ask": "ask" in self.data,
        }


def stamp_of(question: str, digest: str) -> str:
    """What a page carries so that its answer can tell which question was drawn, and when."""
    return SHOWN.sign(f"{question} {digest} {time.time():.2f}")
