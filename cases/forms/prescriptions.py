"""How is one drug given: route, dose, unit, how often, for how long, and then?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from cases.catalog import current
from cases.catalog.therapy import Prescription, RouteOfTreatment, Treatment
from cases.charts.plans import ADVICE, LIFELONG_DAYS, dose_unit
from cases.simulation.treatment import FREQUENCIES

SPANS = {"days": 1, "weeks": 7, "months": 30}
MAINTENANCE = (
    ("90", "3 months"),
    ("180", "6 months"),
    ("365", "1 year"),
    ("730", "2 years"),
    (str(LIFELONG_DAYS), "For life"),
)
# A dose so many times beyond the usual ones is asked about once, as a pharmacist would: assumed.
FAR = 100
LARGEST_DOSE = 1e9


class PrescriptionForm(forms.Form):
    """One block of the plan. `treatment` decides which routes and units are offered, nothing is chosen in advance."""

    route = forms.CharField(required=False)
    dose = forms.FloatField(required=False, min_value=0, max_value=LARGEST_DOSE)
    unit = forms.CharField(required=False)
    frequency = forms.CharField(required=False)
    long = forms.IntegerField(required=False, min_value=1, max_value=LIFELONG_DAYS)
    span = forms.ChoiceField(required=False, choices=[(name, name) for name in SPANS])
    maintenance = forms.CharField(required=False)
    lasts = forms.ChoiceField(required=False, choices=MAINTENANCE)
    keep = forms.BooleanField(required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        prefix: str,
        treatment: str,
        initial: dict[str, Any] | None = None,
        draft: bool = False,
    ):
        super().__init__(data, prefix=prefix, initial=initial)
        self.treatment: Treatment = current().treatments[treatment]
        self.number = int(prefix.rpartition("-")[2])
        self.unusual = ""
        self.is_draft = draft

    def full_clean(self) -> None:
        """Complain of nothing while the form is still being filled in."""
        super().full_clean()
        if self.is_draft:
            self._errors = ErrorDict()

    @property
    def name(self) -> str:
        """The name of the treatment, as it stands in a sentence."""
        return self.treatment.name

    @property
    def is_advice(self) -> bool:
        """Whether there is neither route nor dose."""
        return [route.route for route in self.treatment.routes] == [ADVICE]

    @property
    def routes(self) -> list[tuple[str, str]]:
        """The routes offered."""
        return [(route.route, route.route.capitalize()) for route in self.treatment.routes]

    @property
    def units(self) -> list[tuple[str, str]]:
        """The units offered by any route."""
        names = dict.fromkeys(name for route in self.treatment.routes for name in route.units)
        return [(name, dose_unit(name)) for name in names]

    @property
    def frequencies(self) -> list[tuple[str, str]]:
        """All frequencies, whether they suit the drug or not."""
        return [(key, rhythm.words.capitalize()) for key, rhythm in FREQUENCIES.items()]

    @property
    def spans(self) -> list[tuple[str, str]]:
        """The units of a duration."""
        return [(name, name) for name in SPANS]

    @property
    def maintenances(self) -> list[tuple[str, str]]:
        """How long maintenance can last."""
        return list(MAINTENANCE)

    def clean(self) -> dict[str, Any]:
        """Everything that a prescription needs, each complaint naming the drug."""
        cleaned = super().clean() or {}
        if self.is_advice:
            cleaned |= {"route": ADVICE, "dose": 1.0, "unit": next(iter(self.treatment.routes[0].units))}
        for field, complaint in self._missing(cleaned).items():
            self.add_error(field, complaint)
        if not self.errors:
            self._ask_about_dose(cleaned)
        return cleaned

    def _missing(self, cleaned: Mapping[str, Any]) -> dict[str, str]:
        name = self.name[0].lower() + self.name[1:]
        route = self._route(cleaned.get("route", ""))
        wrong = {
            "route": route is None and f"Say by which route {name} is given",
            "dose": "dose" not in self.errors and not cleaned.get("dose") and f"Say which dose of {name} is given",
            "unit": route is not None and cleaned.get("unit") not in route.units and f"Choose the unit of {name}",
            "frequency": cleaned.get("frequency") not in FREQUENCIES and f"Say how often {name} is given",
            "long": self._lacks_length(cleaned) and f"Say for how long {name} is given",
            "lasts": bool(cleaned.get("maintenance"))
            and not cleaned.get("lasts")
            and f"Say how long {name} is maintained",
        }
        return {field: complaint for field, complaint in wrong.items() if complaint}

    def _lacks_length(self, cleaned: Mapping[str, Any]) -> bool:
        return "long" not in self.errors and cleaned.get("frequency") != "once" and not cleaned.get("long")

    def _route(self, key: str) -> RouteOfTreatment | None:
        return next((route for route in self.treatment.routes if route.route == key), None)

    def _ask_about_dose(self, cleaned: Mapping[str, Any]) -> None:
        route = self._route(cleaned["route"])
        if route is None or cleaned.get("keep"):
            return
        dose = cleaned["dose"] * route.units[cleaned["unit"]]
        low, high = route.usual_dose
        told = f"{cleaned['dose']:g} {dose_unit(cleaned['unit'])}"
        if dose >= FAR * high:
            self.unusual = f"{told} is {dose / high:.0f} times the usual dose. Keep it?"
        elif dose * FAR <= low:
            self.unusual = f"The usual dose is {low / dose:.0f} times {told}. Keep it?"
        if self.unusual:
            self.add_error("dose", self.unusual)

    def prescription(self) -> Prescription:
        """The line of the plan; call it on a valid form."""
        given = self.cleaned_data
        days = 1 if given["frequency"] == "once" else given["long"] * SPANS[given["span"] or "days"]
        kept = given["maintenance"] if given["maintenance"] in FREQUENCIES else None
        return Prescription(
            treatment=self.treatment.key,
            route=given["route"],
            dose=given["dose"],
            unit=given["unit"],
            frequency=given["frequency"],
            days=min(days, LIFELONG_DAYS),
            maintenance=kept,
            maintenance_days=int(given["lasts"]) if kept else 0,
        )

    def problems(self) -> list[tuple[str, str]]:
        """Every error with the id of its field."""
        return [(f"id_{self.prefix}-{field}", str(text)) for field, texts in self.errors.items() for text in texts]


def initial_of(plan: Mapping[str, Any]) -> list[PrescriptionForm]:
    """The blocks of a plan in force, to be changed."""
    lines = [line for line in plan.get("prescriptions", ()) if line["treatment"] in current().treatments]
    return [
        PrescriptionForm(None, prefix=f"drug-{i}", treatment=line["treatment"], initial=_initial(line))
        for i, line in enumerate(lines)
    ]


def _initial(line: Mapping[str, Any]) -> dict[str, Any]:
    span = next(name for name, days in reversed(SPANS.items()) if line["days"] % days == 0)
    return {
        "route": line["route"],
        "dose": f"{line['dose']:g}",
        "unit": line["unit"],
        "frequency": line["frequency"],
        "long": line["days"] // SPANS[span],
        "span": span,
        "maintenance": line.get("maintenance") or "",
        "lasts": str(line.get("maintenance_days") or ""),
    }
