"""Which option did the learner choose?"""

from __future__ import annotations

from django import forms

from cases.forms.acts import ActForm


class AnswerForm(ActForm):
    """The option of a question on a teaching point, counted in the catalog's order."""

    point = forms.SlugField()
    option = forms.IntegerField(min_value=0, max_value=20, error_messages={"required": "Choose one of the options."})
