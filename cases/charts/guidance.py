"""What could the learner think about next, and what could be known? For learn mode; from what was seen, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases.catalog import current
from cases.catalog.observables import Maneuver, Question
from cases.charts.story import Story
from cases.charts.thinking import hue_of, own_order
from cases.figures.people import OF_ALL, Crowd, crowd, of_100
from cases.models import Encounter, Kind
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import current_observer, prior_of
from cases.reasoning.score.record import Act
from cases.reasoning.tools.contrasts import View, told_by_findings, view_of
from cases.reasoning.worth.decisions import loss_table
from cases.reasoning.worth.information import ranked, situation
from cases.records import record_of

# What is expected to tell less of the diagnosis than this (nats) is not worth pointing to: assumed.
TELLING = 0.01
# A test is worth pointing to where it saves this many dollars beyond its cost: below lies the error of imagining.
WORTHWHILE = 10.0
MOST_KNOWN = 6
REST = "Something else"
# Questions, never answers: each names a part of the history, of the body or of the laboratory, and no disease.
ASK = "Under “{}”: which question has not been asked, and which two diagnoses of yours would its answer part?"
EXAMINE = "Under “{}”: what could be seen or felt there that one of your diagnoses predicts and another does not?"
ORDER = "Among the tests under “{}”: which would most change what you do next, and what will you do with each result?"
ENOUGH = "Would any test still change what you would do? If none would, what are you waiting for?"
DOUBT = "What would you expect to find if your first diagnosis were wrong, and have you looked for it?"


@dataclass(frozen=True)
class Known:
    """One diagnosis as it could be known and as it was said, of 100."""

    name: str
    hue: str
    count: int
    said: int | None


@dataclass(frozen=True)
class Guidance:
    """Questions to think about; and what could be known, once a forecast was saved for all that has been seen."""

    questions: tuple[str, ...]
    known: tuple[Known, ...]
    crowd: Crowd | None
    described: str

    @property
    def is_shown(self) -> bool:
        """Whether what could be known is shown."""
        return self.crowd is not None


def guidance_of(story: Story) -> Guidance:
    """The guidance of an encounter that is worked up; empty after signing.

    It follows from what was seen alone, so it cannot tell what is hidden. The belief is shown only where the last
    forecast was saved after the last thing seen.
    """
    if not story.is_open or story.is_over:
        return Guidance((), (), None, "")
    record = record_of(Encounter.objects.get(pk=story.id))
    evidence = record.evidence_before(Act(len(record.acts), Kind.CLOSE, (), story.clock))
    catalog = current()
    view = view_of(catalog, current_observer(), evidence, story.setting, prior_of(catalog, story.setting))
    questions = questions_of(view, story)
    forecasts = [act for act in record.acts if act.forecast]
    if not forecasts or record.evidence_before(forecasts[-1]) != evidence:
        return Guidance(questions, (), None, "")
    known = _known(view, story, forecasts[-1].forecast or {})
    dots = crowd([row.hue for row in known], [row.count for row in known])
    told = ", ".join(f"{row.name} {row.count}" for row in known)
    return Guidance(questions, known, dots, f"Of {OF_ALL} patients like this one: {told}")


def questions_of(view: View, story: Story) -> tuple[str, ...]:
    """Two or three questions to think about: on the history, the examination and the tests, where something is left."""
    told = told_by_findings(view)
    asked = {deed.payload["question"] for deed in story.of_kind(Kind.ASK)}
    examined = {key for deed in story.of_kind(Kind.EXAMINE) for key in deed.payload["maneuvers"]}
    history = _best(view.catalog.questions, asked, told)
    body = _best(view.catalog.maneuvers, examined, told)
    found = [ASK.format(history.system)] if isinstance(history, Question) else []
    found += [EXAMINE.format(body.region)] if isinstance(body, Maneuver) else []
    categories = _categories(view.evidence, story)
    found.append(ORDER.format("” or “".join(categories)) if categories else ENOUGH)
    return tuple(found) if len(found) > 1 else (*found, DOUBT)


def _best(
    entries: Mapping[str, Question] | Mapping[str, Maneuver], done: Iterable[str], told: Mapping[str, float]
) -> Question | Maneuver | None:
    """What would tell most of what was not done yet; None where nothing tells enough."""
    left = [entry for key, entry in entries.items() if key not in set(done)]
    gains = {entry.key: max((told.get(f.key, 0.0) for f in entry.findings), default=0.0) for entry in left}
    best = max(left, key=lambda entry: gains[entry.key], default=None)
    return best if best and gains[best.key] >= TELLING else None


def _categories(evidence: Evidence, story: Story) -> list[str]:
    """The kind of the test that would be worth most and the next kind after it, so that one kind alone gives nothing
    away; none where no test is worth its cost."""
    catalog = current()
    prior = prior_of(catalog, story.setting)
    here = situation(catalog, current_observer(), loss_table(catalog), evidence, story.setting, prior)
    ordered = {key for deed in story.of_kind(Kind.ORDER) for key in deed.payload["investigations"]}
    worths = [worth for worth in ranked(here) if worth.key not in ordered]
    if not worths or here.value_now - worths[0].total < WORTHWHILE:
        return []
    kinds = dict.fromkeys(catalog.investigations[worth.key].category for worth in worths)
    return sorted(list(kinds)[:2])


def _known(view: View, story: Story, said: Mapping[str, int]) -> tuple[Known, ...]:
    """The likeliest diagnoses and those that were weighed, in the learner's own colors; all else last."""
    order = own_order([deed.payload["chances"] for deed in story.of_kind(Kind.FORECAST)])
    likely = sorted(view.belief, key=lambda key: -view.belief[key])
    keys = [key for key in likely if key in likely[:MOST_KNOWN] or said.get(key)]
    shares = [view.belief[key] for key in keys]
    counts = of_100([*shares, max(1 - sum(shares), 0.0)])
    rows = [
        Known(view.catalog.diagnoses[key].short, hue_of(key, order), count, said.get(key, 0))
        for key, count in zip(keys, counts, strict=False)
    ]
    rest = Known(REST, "hue-rest", counts[-1], OF_ALL - sum(row.said or 0 for row in rows))
    return (*(row for row in rows if row.count or row.said), rest)
