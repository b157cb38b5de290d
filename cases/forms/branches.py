"""From which step is it played on?"""

from __future__ import annotations

from django import forms

from cases.forms.acts import ActForm


class BranchForm(ActForm):
    """The number of the last act that stays."""

    after = forms.IntegerField(min_value=0, max_value=100_000)
