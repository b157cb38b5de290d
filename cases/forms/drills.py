"""Which drill, and which answer to its example?"""

from __future__ import annotations

import time
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer

from cases.forms.acts import ActForm

SHOWN = Signer(salt="cases.forms.drills")
STALE = {"required": "Reload the page and send this again."}


class BeginForm(ActForm):
    """A course, and whether new kinds come in blocks first; an unchecked box sends nothing."""

    course = forms.SlugField(error_messages={"required": "Choose a drill."})
    is_blocked = forms.BooleanField(required=False)


class ExampleForm(ActForm):
    """An answer, and when the example was drawn: signed, since it says how fast the cell was named."""

    given = forms.SlugField(error_messages={"required": "Choose one of the answers."})
    shown = forms.CharField(max_length=120, error_messages=STALE)
    words = forms.BooleanField(required=False)

    def __init__(self, data: Any, example: str) -> None:
        super().__init__(data)
        self.example = example

    def clean_shown(self) -> int:
        """How many milliseconds ago this very example was drawn."""
        try:
            example, _, stamp = SHOWN.unsign(self.cleaned_data["shown"]).rpartition(" ")
        except BadSignature:
            raise forms.ValidationError(STALE["required"]) from None
        if example != self.example:
            raise forms.ValidationError(STALE["required"])
        return now_ms() - int(stamp)

    def act(self) -> dict[str, Any]:
        """The act's own words."""
        given = self.cleaned_data
        return {"given": given["given"], "took_ms": given["shown"], "in_words": given["words"], "key": given["key"]}


def stamp_of(example: str) -> str:
    """What a page carries so that its answer can tell when it was drawn."""
    return SHOWN.sign(f"{example} {now_ms()}")


def now_ms() -> int:
    """Milliseconds since 1970."""
    return round(time.time() * 1000)
