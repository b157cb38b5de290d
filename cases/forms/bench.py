"""What is asked for at the microscope: a name for a cell, a note, the report, another set-up of the bench?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from cases.forms.acts import ActForm, ClockedForm
from cases.microscope.glasses import ENCOUNTERS, film_named
from cases.microscope.labels import USUAL_KEYS
from cases.microscope.tallies import PLATELETS
from cases.slides import BadToken, Sight

KEY, ITEM = "key-", "n-"
POINTED_PX_A_UM = 5.0  # the picture that is pointed at without scripts is 800 pixels wide
STALE = "Reload the page and send this again."


class LookingForm(ActForm):
    """A form about one picture, by the name that this reader was given for it."""

    at = forms.CharField(max_length=100, error_messages={"required": STALE})

    def __init__(self, data: Any, *, encounter: UUID, reader: str) -> None:
        super().__init__(data)
        self.encounter, self.reader = encounter, reader

    def clean_at(self) -> tuple[int, Sight]:
        """The film and what of it is looked at."""
        try:
            source, sight = ENCOUNTERS.opened(self.reader, self.cleaned_data["at"])
        except BadToken:
            raise ValidationError(STALE) from None
        encounter, film = film_named(source)
        if encounter != self.encounter:
            raise ValidationError(STALE)
        return film, sight

    def act(self) -> dict[str, Any]:
        """The act's words for it."""
        film, sight = self.cleaned_data["at"]
        return {"film": film, "sight": sight, "key": self.cleaned_data["key"]}


class NameForm(LookingForm):
    """What a cell is called, or how many lobes it has; in a field, where it lies (um, or pixels of a picture)."""

    label = forms.CharField(max_length=40, required=False)
    lobes = forms.IntegerField(required=False)
    x = forms.FloatField(required=False)
    y = forms.FloatField(required=False)

    def act(self) -> dict[str, Any]:
        """The act's words for it."""
        given = {name: self.cleaned_data[name] for name in ("label", "lobes")}
        return {**super().act(), **given, "at": self._point()}

    def _point(self) -> tuple[float, float] | None:
        x, y = self.cleaned_data["x"], self.cleaned_data["y"]
        if x is None or y is None:
            pixels = self.data.get("point.x", ""), self.data.get("point.y", "")
            if not all(one.isdecimal() and len(one) < 5 for one in pixels):
                return None
            x, y = (int(one) / POINTED_PX_A_UM for one in pixels)
        return (x, y) if abs(x) < 1000 and abs(y) < 1000 else None


class PlateletsForm(LookingForm):
    """How many platelets a field holds."""

    platelets = forms.IntegerField(
        min_value=0, max_value=500, required=False, error_messages={"invalid": "Write a whole number of platelets."}
    )

    def act(self) -> dict[str, Any]:
        """The act's words for it."""
        count = self.cleaned_data["platelets"]
        return {**super().act(), "notes": {PLATELETS: "" if count is None else str(count)}, "scheme": ""}


class FilmForm(ActForm):
    """A form about one film, by the number of the act that took its blood."""

    film = forms.IntegerField(min_value=0, error_messages={"required": STALE})


class NoteForm(FilmForm):
    """Findings with their levels or grades, in fields named `n-` and the finding."""

    scheme = forms.SlugField(required=False)

    def act(self) -> dict[str, Any]:
        """The act's words for it."""
        said = {name.removeprefix(ITEM): value for name, value in self.data.items() if name.startswith(ITEM)}
        return {**super().act(), "notes": {item[:100]: value[:40] for item, value in said.items()}}


class ReadForm(ClockedForm):
    """The report of a film, to be signed."""

    film = forms.IntegerField(min_value=0, error_messages={"required": STALE})
    scheme = forms.SlugField(required=False)


class ArrangeForm(forms.Form):
    """How the bench is set up; what is not sent is not changed. Keys stand in fields named `key-` and the class."""

    scheme = forms.SlugField(required=False)
    cells = forms.IntegerField(required=False)
    sounds = forms.ChoiceField(choices=[("on", "On"), ("off", "Off")], required=False)
    in_words = forms.ChoiceField(choices=[("on", "On"), ("off", "Off")], required=False)

    def changes(self) -> dict[str, Any]:
        """What was sent, by name."""
        sent: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        for name in {"sounds", "in_words"} & set(sent):
            sent[name] = sent[name] == "on"
        keys = {name.removeprefix(KEY): str(value) for name, value in self.data.items() if name.startswith(KEY)}
        if keys:
            known = {label: key.strip().lower() for label, key in keys.items() if label in USUAL_KEYS}
            sent["keys"] = {label: key for label, key in known.items() if key != USUAL_KEYS[label]}
        return sent
