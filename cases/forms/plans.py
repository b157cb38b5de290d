"""What is signed: a diagnosis with its cause, treatments with dose and schedule, drugs to stop, tests to watch?"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict

from cases.catalog import current
from cases.charts.commitment import REFER, KnownDrug
from cases.charts.thinking import diagnosis_names
from cases.encounters import Commitment
from cases.forms.acts import ClockedForm, Keys
from cases.forms.prescriptions import PrescriptionForm, initial_of
from cases.simulation.treatment import Plan

DRUG = "drug"
MOST_DRUGS = 12
WATCHED = ("cbc", "reticulocyte-count", "metabolic-panel", "serum-b12", "ferritin", "thyroid-function")
SURENESS = (("guess", "A guess"), ("fairly-sure", "Fairly sure"), ("certain", "Certain"))


class PlanForm(ClockedForm):
    """The drugs of a plan, one block each, and the known drugs that are stopped.

    Blocks are numbered from 0; `treatment` names the one to be added, `remove` the block to be taken out.
    """

    stop = Keys(required=False)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        drugs: Iterable[KnownDrug] = (),
        plan: Mapping[str, Any] | None = None,
        draft: bool = False,
    ) -> None:
        super().__init__(data)
        self.is_draft = draft
        self.drugs = tuple(drugs)
        self.known = [drug.key for drug in self.drugs]
        self.blocks = _blocks(data, draft) if data is not None else initial_of(plan or {})
        self.stopped = data.getlist("stop") if data is not None else list((plan or {}).get("stops", ()))

    def full_clean(self) -> None:
        """Complain of nothing while the form is still being filled in."""
        super().full_clean()
        if self.is_draft:
            self._errors = ErrorDict()

    def is_valid(self) -> bool:
        """Whether this form and every block can be read."""
        blocks = [block.is_valid() for block in self.blocks]
        return super().is_valid() and all(blocks)

    def clean_stop(self) -> list[str]:
        """Only what the patient is known to take can be stopped."""
        return [key for key in self.cleaned_data["stop"] if key in self.known]

    def plan(self) -> Plan:
        """The plan as the model takes it."""
        return Plan(tuple(block.prescription() for block in self.blocks), tuple(self.cleaned_data["stop"]))

    def act(self) -> dict[str, Any]:
        """The plan, the clock and the key."""
        return {"plan": self.plan(), "clock": self.cleaned_data["clock"], "key": self.cleaned_data["key"]}

    @staticmethod
    def _place(field: str) -> str:
        return "main" if field == "__all__" else f"id_{field}"

    def problems(self) -> list[tuple[str, str]]:
        """Every error with the id of its field, in the order of the page."""
        own = [(self._place(name), str(text)) for name, texts in self.errors.items() for text in texts]
        return own + [problem for block in self.blocks for problem in block.problems()]


class CommitmentForm(PlanForm):
    """Diagnosis, cause, sureness, plan and tests to watch; the choices do not depend on the patient.

    `saved_at` is when a draft of it was saved, if one was.
    """

    saved_at: datetime.datetime | None = None
    diagnosis = forms.CharField(error_messages={"required": "Choose a diagnosis, or that you will refer"})
    cause = forms.CharField(required=False)
    sureness = forms.ChoiceField(choices=SURENESS, error_messages={"required": "Say how sure you are"})
    watch = Keys(required=False)

    def clean(self) -> dict[str, Any]:
        """The cause belongs to the diagnosis; where there is only one, it is meant."""
        cleaned = super().clean() or {}
        causes = causes_of(cleaned.get("diagnosis", ""))
        if not cleaned.get("cause") and len(causes) == 1:
            cleaned["cause"] = causes[0][0]
        elif cleaned.get("cause") and cleaned["cause"] not in dict(causes) and "diagnosis" in cleaned:
            self.add_error("cause", "This cause belongs to another diagnosis. Choose again, or choose Not known")
        return cleaned

    def act(self) -> dict[str, Any]:
        """The commitment, the clock and the key."""
        given = self.cleaned_data
        commitment = Commitment(
            given["diagnosis"], given["cause"], given["sureness"], self.plan(), tuple(given["watch"])
        )
        return {"commitment": commitment, "clock": given["clock"], "key": given["key"]}

    @property
    def sureness_choices(self) -> tuple[tuple[str, str], ...]:
        """How sure one can be."""
        return SURENESS

    @property
    def causes(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Causes by diagnosis, where a diagnosis has several."""
        groups = [(name, causes_of(key)) for key, name in diagnosis_names().items()]
        return [(name, causes) for name, causes in groups if len(causes) > 1]

    @property
    def watched(self) -> list[tuple[str, str, str]]:
        """Key, name and price of the tests that can be watched."""
        tests = current().investigations
        return [(key, tests[key].name, f"${tests[key].fee:,.2f}") for key in WATCHED if key in tests]

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen, to be shown again."""
        data = self.data if isinstance(self.data, QueryDict) else QueryDict()
        single = {name: data.get(name, "") for name in ("diagnosis", "cause", "sureness")}
        return {**single, "watch": data.getlist("watch"), "refer": REFER}


def causes_of(diagnosis: str) -> list[tuple[str, str]]:
    """Keys and names of the causes of a diagnosis, in the catalog's order."""
    conditions = current().conditions.values()
    return [(entry.key, entry.name) for entry in conditions if entry.diagnosis == diagnosis]


def redrawn(data: QueryDict) -> QueryDict:
    """The same form with a block added or taken out, as its buttons ask."""
    fresh = data.copy()
    blocks = list(_numbered(data).values())
    remove = data.get("remove", "")
    if remove.isdecimal() and int(remove) < len(blocks):
        del blocks[int(remove)]
    if data.get("treatment") in current().treatments and "add" in data and len(blocks) < MOST_DRUGS:
        blocks.append({"treatment": str(data["treatment"])})
    for name in [name for name in fresh if name.startswith(f"{DRUG}-")]:
        del fresh[name]
    for number, fields in enumerate(blocks):
        for field, value in fields.items():
            fresh[f"{DRUG}-{number}-{field}"] = value
    return fresh


def _blocks(data: QueryDict, draft: bool) -> list[PrescriptionForm]:
    numbered = _numbered(data)
    known = [number for number, fields in numbered.items() if fields.get("treatment") in current().treatments]
    return [
        PrescriptionForm(data, prefix=f"{DRUG}-{number}", treatment=numbered[number]["treatment"], draft=draft)
        for number in known
    ]


def _numbered(data: QueryDict) -> dict[int, dict[str, str]]:
    """The fields of each block by its number, in order; more blocks than a plan may have are not read."""
    blocks: dict[int, dict[str, str]] = {}
    for name, value in data.items():
        start, _, rest = name.partition("-")
        number, _, field = rest.partition("-")
        if start == DRUG and number.isdecimal() and len(number) < 4 and field:
            blocks.setdefault(int(number), {})[field] = str(value)
    return {number: blocks[number] for number in sorted(blocks)[:MOST_DRUGS]}
