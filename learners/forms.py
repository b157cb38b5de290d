"""What may a person ask to change about their pages?"""

from typing import Any

from django import forms

from learners.models import Theme, Units


class PreferencesForm(forms.Form):
    """One or several preferences; a field that is not sent is not changed."""

    units = forms.ChoiceField(choices=Units, required=False)
    theme = forms.ChoiceField(choices=Theme, required=False)
    single_keys = forms.ChoiceField(choices=[("on", "On"), ("off", "Off")], required=False)

    def changes(self) -> dict[str, Any]:
        """Return the preferences that were sent, by name."""
        sent = {name: value for name, value in self.cleaned_data.items() if value}
        if "single_keys" in sent:
            sent["single_keys"] = sent["single_keys"] == "on"
        return sent
