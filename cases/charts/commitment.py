"""What should be weighed before signing, and what was signed?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.catalog import current
from cases.charts.history import drugs_in_answers
from cases.charts.plans import plan_lines
from cases.charts.shown import items_of
from cases.charts.story import Story
from cases.charts.thinking import diagnosis_names
from cases.charts.times import count_text, day_of, due_text
from cases.models import Draft, Encounter, Kind

REFER = "refer"
SURENESS_WORDS = {"guess": "a guess", "fairly-sure": "fairly sure", "certain": "certain"}


@dataclass(frozen=True)
class KnownDrug:
    """A drug that the patient has named."""

    key: str
    name: str
    detail: str


@dataclass(frozen=True)
class Named:
    """A diagnosis that can be signed, with its last probability if there was any."""

    key: str
    name: str
    chance: int | None


@dataclass(frozen=True)
class Signed:
    """What was signed, in words."""

    day: int
    diagnosis: str
    cause: str
    sureness: str
    plan: tuple[str, ...]
    watch: tuple[str, ...]


@dataclass(frozen=True)
class Commit:
    """What the form of commitment needs to know."""

    diagnoses: tuple[Named, ...]
    drugs: tuple[KnownDrug, ...]
    has_asked_for_drugs: bool
    out: str
    next_due: int | None
    next_due_text: str
    out_names: str
    signed: Signed | None
    treatments: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def commit_of(story: Story) -> Commit:
    """The state of the encounter as it matters to a commitment."""
    forecasts = story.of_kind(Kind.FORECAST)
    questions = current().questions
    asked = {deed.payload["question"] for deed in story.of_kind(Kind.ASK)}
    due = story.next_due
    out = {(result.act, result.due_minutes) for result in story.awaited}
    chances = forecasts[-1].payload["chances"] if forecasts else {}
    return Commit(
        diagnoses=_diagnoses(chances),
        drugs=known_drugs(story),
        has_asked_for_drugs=any(key in questions and questions[key].lists_drugs for key in asked),
        out=count_text(len(out), "result") if out else "",
        next_due=due,
        next_due_text=due_text(story.clock, due) if due else "",
        out_names=_out_names(story),
        signed=signed_of(story),
        treatments=_treatments(),
    )


def _diagnoses(chances: Mapping[str, int]) -> tuple[Named, ...]:
    """What can be committed to: what the learner thinks of first, the likeliest before the others, then the rest."""
    named = [Named(key, name, chances.get(key) or None) for key, name in diagnosis_names().items()]
    return tuple(sorted(named, key=lambda one: -(one.chance or 0)))


def draft_of(encounter: Encounter) -> Draft | None:
    """The commitment that is being written, if it was saved."""
    return Draft.objects.filter(encounter=encounter).first()


def known_drugs(story: Story) -> tuple[KnownDrug, ...]:
    """The drugs and substances that the patient has named so far."""
    drugs = current().drugs
    found = [drugs[key] for key in drugs_in_answers(story) if key in drugs]
    return tuple(KnownDrug(drug.key, drug.name, drug.detail) for drug in found)


def signed_of(story: Story) -> Signed | None:
    """What was signed, if it was."""
    deed = story.signed
    if deed is None:
        return None
    catalog, given = current(), deed.payload
    diagnosis, cause = catalog.diagnoses.get(given["diagnosis"]), catalog.conditions.get(given["cause"])
    tests = [entry.name for key in given["watch"] if (entry := catalog.investigations.get(key))]
    return Signed(
        day=day_of(deed.at_minutes),
        diagnosis=diagnosis.name if diagnosis else "No diagnosis yet; referred",
        cause=cause.name if cause else "",
        sureness=SURENESS_WORDS.get(given["sureness"], ""),
        plan=plan_lines(given["plan"]),
        watch=tuple(tests),
    )


def _out_names(story: Story) -> str:
    acts = {result.act: {r.item for r in story.awaited if r.act == result.act} for result in story.awaited}
    names = [
        test.name
        for deed in story.of_kind(Kind.ORDER, Kind.VISIT)
        if deed.number in acts
        for key in deed.payload["investigations"]
        if (test := current().investigations.get(key)) and acts[deed.number] & items_of(test)
    ]
    shown = ", ".join(names[:3])
    return shown + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _treatments() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Keys and names of all treatments, by category."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for entry in current().treatments.values():
        groups.setdefault(entry.category, []).append((entry.key, entry.name))
    return tuple((category, tuple(entries)) for category, entries in sorted(groups.items()))
