"""What does the patient say where the catalog has no words? Complaint, work, allergies, and what is taken."""

from collections.abc import Callable, Sequence

from cases.catalog import Catalog
from cases.catalog.entry import ABSENT, DRUG_PREFIX, PRESENT
from cases.catalog.observables import Drug, Question
from cases.simulation.findings import complaint_of, words_of
from cases.simulation.onset import RECENT_DRUG_DAYS
from cases.simulation.patients import DrugUse, Patient
from cases.simulation.telling import half_named, is_loose
from cases.simulation.trajectories import Moment

NOTHING_TAKEN = "No, nothing."
NOT_CONCERNED = "That does not apply to me."
OF_PERSON: dict[str, Callable[[Moment], str]] = {
    "main-complaint": lambda moment: f"{complaint_of(moment)}.",
    "occupation": lambda moment: f"{moment.patient.person.occupation.capitalize()}.",
    "allergies": lambda moment: f"{moment.patient.person.allergies.capitalize()}.",
}
# Up to so many days are told in days, weeks, months; beyond in years.
SPANS = ((14, 1, "day"), (90, 7, "week"), (730, 30, "month"), (10**9, 365, "year"))


def spoken(moment: Moment, question: Question, asked_before: int = 0) -> str:
    """The answer to a question beyond its findings; empty where the findings say it all. Who was asked before has
    looked at the boxes."""
    if question.key in OF_PERSON:
        return OF_PERSON[question.key](moment)
    if question.lists_drugs:
        return taken(moment.patient, question, asked_before)
    return "" if concerned(moment.patient, question) else NOT_CONCERNED


def concerned(patient: Patient, question: Question) -> bool:
    """Whether any finding of the question can be found in a person of this sex and age."""
    return any(finding.occurs_in(patient.sex, patient.age) for finding in question.findings)


def taken(patient: Patient, question: Question, asked_before: int = 0) -> str:
    """The drugs that the question asks about, each with how long it has been taken."""
    uses = uses_told(patient, question)
    if uses:
        return " ".join(_use(patient, use, asked_before) for use in uses)
    asked = drugs_asked(patient.catalog, question)
    if question.findings:
        return ""
    return words_of(patient, DRUG_PREFIX + asked[0].key, ABSENT) if len(asked) == 1 else NOTHING_TAKEN


def _use(patient: Patient, use: DrugUse, asked_before: int) -> str:
    name = half_named(use, patient, asked_before) or words_of(patient, DRUG_PREFIX + use.drug.key, PRESENT)
    return f"{name}, for {span(use.since_days, is_loose(patient))}."


def uses_told(patient: Patient, question: Question) -> list[DrugUse]:
    """The drugs in use that the answer names: all asked about, or the recent ones where change is asked."""
    asked = {drug.key for drug in drugs_asked(patient.catalog, question)}
    limit = RECENT_DRUG_DAYS if asks_change(question) else float("inf")
    return [use for use in patient.drugs if use.drug.key in asked and use.since_days <= limit]


def drugs_asked(catalog: Catalog, question: Question) -> Sequence[Drug]:
    """The drugs and substances that a question asks about."""
    return [drug for drug in catalog.drugs.values() if question.key in drug.asked_by]


def asks_change(question: Question) -> bool:
    """Whether only what was begun lately is asked for, so that a drug not named may still be taken."""
    return any(finding.derived == "drug-change" for finding in question.findings)


def span(days: int, loose: bool = False) -> str:
    """A number of days as people tell it, such as `5 weeks`, or `some weeks` where they never counted."""
    size, unit = next((size, unit) for limit, size, unit in SPANS if days < limit)
    if loose:
        return f"some {unit}s"
    count = max(round(days / size), 1)
    return f"{count} {unit}" + ("s" if count > 1 else "")
