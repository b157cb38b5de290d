"""What was asked of the tools: which groups walk in more often, and who gets which test on a day?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.forms import BoundField

from cases.catalog import current
from cases.charts.tools.clinic import Offered, offered
from cases.charts.tools.days import PATIENTS
from cases.charts.tools.priors import times_words
from cases.reasoning.tools.clinic import OFFERED, WAITS_FOR, Bounds, Policy
from cases.reasoning.tools.priors import GROUPS, LEAST, MOST, REGIONS, Region

LARGEST_SEED = 999_999
RULES = (
    ("never", "Nobody"),
    ("everyone", "Everybody"),
    ("mcv", "When the MCV is high"),
    ("hemoglobin", "When hemoglobin is low"),
    ("neutrophils", "When neutrophils are few"),
    ("b12-low", "When B12 is low"),
    ("b12", "When B12 is borderline"),
    ("film", "When the film shows many lobes"),
)
# Where each bound may lie, beyond which nobody ever is.
LIMITS: Mapping[str, tuple[str, str, float, float]] = {
    "b12_low": ("B12 is borderline from", "pg/mL", 50, 2000),
    "b12_high": ("B12 is borderline up to", "pg/mL", 50, 2000),
    "mcv_above": ("MCV is high above", "fL", 60, 150),
    "hemoglobin_below": ("Hemoglobin is low below", "g/dL", 3, 20),
    "neutrophils_below": ("Neutrophils are few below", "×10⁹/L", 0, 20),
}


class ToolForm(forms.Form):
    """A form in the address: it may be shared, and changes nothing."""

    setting = forms.CharField()

    def clean_setting(self) -> str:
        """A setting of the catalog."""
        setting = self.cleaned_data["setting"]
        if setting not in current().settings:
            raise forms.ValidationError("Choose where the patients are met.")
        return setting

    @property
    def settings(self) -> list[tuple[str, str]]:
        """The settings to choose from."""
        return [(key, entry.name) for key, entry in current().settings.items()]

    def problems(self) -> list[tuple[str, str]]:
        """Every error with the id of its field, in the order of the page."""
        return [(f"id_{name}", str(text)) for name, texts in self.errors.items() for text in texts]


@dataclass(frozen=True)
class NumberRow:
    """One number on the page: its field, its name, and its unit or its value in words."""

    field: BoundField
    name: str
    words: str

    @property
    def shown(self) -> str:
        """What stands in the field: as typed, or the usual number."""
        value = self.field.initial if self.field.value() in (None, "") else self.field.value()
        return f"{value:g}" if isinstance(value, int | float) else str(value)


class PriorsForm(ToolForm):
    """The setting, the findings, and how many times as frequent each group is."""

    panel = forms.CharField(error_messages={"required": "Choose the findings."})

    def __init__(self, data: Any, panels: Mapping[str, str]) -> None:
        super().__init__(data, initial={"setting": next(iter(current().settings)), "panel": next(iter(panels))})
        self.panels = panels
        wrong = f"write a number from {LEAST:g} (ten times fewer) to {MOST:g} (ten times more)."
        for group in GROUPS:
            said = dict.fromkeys(("invalid", "min_value", "max_value"), f"{group.name}: {wrong}")
            self.fields[group.key] = forms.FloatField(
                min_value=LEAST, max_value=MOST, required=False, initial=1, error_messages=said
            )

    def clean_panel(self) -> str:
        """Findings that this learner may see."""
        panel = self.cleaned_data["panel"]
        if panel not in self.panels:
            raise forms.ValidationError("Choose the findings from the list.")
        return panel

    def times(self) -> dict[str, float]:
        """How many times as frequent each group is; an empty field leaves it as usual."""
        given = self.cleaned_data if self.is_bound else {}
        return {group.key: given.get(group.key) or 1.0 for group in GROUPS}

    @property
    def groups(self) -> list[NumberRow]:
        """The groups as rows of the page."""
        times = self.times() if not self.is_bound or self.is_valid() else {}
        words = {key: times_words(factor) for key, factor in times.items()}
        return [NumberRow(self[group.key], group.name, words.get(group.key, "")) for group in GROUPS]

    @property
    def regions(self) -> list[tuple[str, str]]:
        """Regions, each with the query that fills its numbers in and leaves the rest as it is."""
        kept = {name: self[name].value() for name in ("setting", "panel")}
        usual = dict.fromkeys((group.key for group in GROUPS), 1.0)
        filled = [(region.name, usual | dict(region.times)) for region in (*REGIONS, Region("", "As usual", {}))]
        return [(name, "?" + urlencode(kept | {k: f"{v:g}" for k, v in times.items()})) for name, times in filled]


@dataclass(frozen=True)
class TestRow:
    """One test on the page: what it is, its field, and the rules that can decide it."""

    test: Offered
    field: BoundField
    rules: tuple[tuple[str, str], ...]


class ClinicForm(ToolForm):
    """The setting, the number of the day, a rule for each test, and where the rules begin to hold."""

    seed = forms.IntegerField(
        min_value=0,
        max_value=LARGEST_SEED,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            f"The day is a whole number from 0 to {LARGEST_SEED}.",
        ),
    )
    seen = forms.IntegerField(min_value=0, max_value=PATIENTS, required=False)

    def __init__(self, data: Any, seed: int = 1) -> None:
        start = {"setting": next(iter(current().settings)), "seed": seed} | {"serum-b12": "everyone"}
        super().__init__(data, initial=start)
        for key in OFFERED:
            said = {"invalid_choice": f"{current().investigations[key].name}: choose who gets it from the list."}
            self.fields[key] = forms.ChoiceField(choices=rules_for(key), required=False, error_messages=said)
        for name, (words, unit, low, high) in LIMITS.items():
            said = dict.fromkeys(
                ("invalid", "min_value", "max_value"), f"{words}: write a number from {low:g} to {high:g} {unit}."
            )
            usual = getattr(Bounds(), name)
            self.fields[name] = forms.FloatField(
                min_value=low, max_value=high, required=False, initial=usual, error_messages=said
            )

    def clean(self) -> dict[str, Any]:
        """The bounds of a borderline B12 do not cross."""
        cleaned = super().clean() or {}
        low, high = self._bound("b12_low"), self._bound("b12_high")
        if "b12_low" not in self.errors and "b12_high" not in self.errors and low >= high:
            self.add_error(
                "b12_high", f"B12 cannot be borderline from {low:g} up to {high:g}: put the lower number first."
            )
        return cleaned

    def policy(self) -> Policy:
        """The rules; an empty bound is the usual one."""
        rules = {key: self.cleaned_data[key] for key in OFFERED if self.cleaned_data.get(key)}
        return Policy(rules, Bounds(**{name: self._bound(name) for name in LIMITS}))

    def _bound(self, name: str) -> float:
        given = self.cleaned_data.get(name)
        return getattr(Bounds(), name) if given is None else given

    @property
    def tests(self) -> list[TestRow]:
        """The tests as rows of the page."""
        return [TestRow(test, self[test.key], rules_for(test.key)) for test in offered()]

    @property
    def bounds(self) -> list[NumberRow]:
        """The bounds as fields of the page."""
        return [NumberRow(self[name], words, unit) for name, (words, unit, _, _) in LIMITS.items()]


def rules_for(test: str) -> tuple[tuple[str, str], ...]:
    """The rules that can decide a test: not those that wait for its own result."""
    return tuple((key, words) for key, words in RULES if WAITS_FOR.get(key) != test)
