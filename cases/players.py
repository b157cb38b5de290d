"""How do learners play by rule? Scripted ones, who use the same acts as people, to hold the score to its promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import uuid4

from cases import encounters
from cases.catalog import Catalog, current
from cases.catalog.disease import Condition
from cases.catalog.therapy import Prescription
from cases.models import DEATH_PREFIX, Encounter, Kind
from cases.reasoning.decisions import loss_table, recommended_course
from cases.reasoning.evidence import Evidence
from cases.reasoning.information import Situation, ranked, situation
from cases.reasoning.key_features import known
from cases.reasoning.observer import by_diagnosis, current_observer, prior_of
from cases.reasoning.record import Commitment
from cases.records import record_of
from cases.simulation.treatment import Plan

Player = Callable[[Encounter], None]

HISTORY = (
    "main-complaint", "duration", "medications", "new-drugs", "numbness", "walking", "tongue", "fever", "sore-throat",
    "bleeding", "diet", "nutrition", "alcohol", "recreational-drugs", "denture-cream", "surgery", "autoimmune",
    "family-history", "ancestry", "previous-counts", "cancer-treatment",
)  # fmt: skip
EXAMINATION = ("vital-signs", "conjunctivae", "tongue", "skin-bleeding", "spleen", "lymph-nodes", "vibration-sense")
FIRST, SECOND = ("cbc", "blood-film"), ("serum-b12", "serum-folate")
FOLLOW_UP = {7: ("cbc", "reticulocyte-count", "metabolic-panel"), 28: ("cbc",)}
FEVER_C, FEW_NEUTROPHILS = 38.0, 0.5
ANTIBIOTIC = Prescription(
    treatment="piperacillin-tazobactam", route="intravenous", dose=4.5, unit="g", frequency="three-times-daily", days=7
)
# A test is worth ordering when it saves this many dollars beyond its cost: below lies the error of imagining results.
WORTHWHILE = 10.0
# So many diagnoses stay in a differential, and these however faint: the one that a vitamin cures, and its mimic.
IN_PLAY = 5
NEVER_DROPPED = ("b12-deficiency", "mds")


def ideal(encounter: Encounter) -> None:
    """Takes a history, starts with the count, then orders whatever is worth most until nothing is, and follows up."""
    talk_and_examine(encounter)
    order_and_wait(encounter, FIRST)
    order_and_wait(encounter, SECOND)
    while is_alive(encounter) and (best := most_worth(encounter)) is not None:
        order_and_wait(encounter, (best,))
    for tests in confirming(where(encounter)):
        order_and_wait(encounter, tests)
    finish(encounter)


def shotgun(encounter: Encounter) -> None:
    """Orders everything there is, all at once, then treats well."""
    talk_and_examine(encounter)
    order_and_wait(encounter, current().investigations)
    finish(encounter)


def treat_first(encounter: Encounter) -> None:
    """Orders nothing and treats what is likeliest."""
    talk_and_examine(encounter)
    finish(encounter)


def talk_and_examine(encounter: Encounter) -> None:
    """The history and examination of somebody who knows what matters."""
    for question in HISTORY:
        ask(encounter, question)
    encounters.examine(encounter, maneuvers=EXAMINATION, key=uuid4())
    say(encounter)


def ask(encounter: Encounter, question: str) -> None:
    """Ask, and ask once more where the answer left something open."""
    entry, drugs = current().questions[question], current().drugs.values()
    lists_all = not any(finding.derived == "drug-change" for finding in entry.findings)
    open_ends = len(entry.findings) + sum(question in drug.asked_by for drug in drugs if lists_all)
    action = encounters.ask(encounter, question=question, key=uuid4())
    if action.readings.exclude(level="").count() < open_ends:
        encounters.ask(encounter, question=question, key=uuid4())


def order_and_wait(encounter: Encounter, tests: Iterable[str]) -> None:
    """Order tests not ordered before, and wait for the last result."""
    done = {key for act in record_of(encounter).acts if act.kind == Kind.ORDER for key in act.keys}
    fresh = [key for key in tests if key not in done]
    if not fresh or not is_alive(encounter):
        return
    encounters.order(encounter, investigations=fresh, clock=_clock(encounter), key=uuid4())
    last = max(reading.due_minutes for reading in encounter.readings.all())
    if last > _clock(encounter):
        encounters.wait(encounter, until=last, clock=encounter.clock_minutes, key=uuid4())


def most_worth(encounter: Encounter) -> str | None:
    """The test that saves most beyond its cost, if any is worth ordering."""
    here = where(encounter)
    done = {key for act in record_of(encounter).acts if act.kind == Kind.ORDER for key in act.keys}
    best = ranked(here, done)[0]
    return best.key if best.total < here.value_now - WORTHWHILE else None


def confirming(here: Situation) -> list[tuple[str, ...]]:
    """The tests, one of each choice, that the teaching points of the likeliest condition ask for in this patient."""
    points = [current().teaching_points[key] for key in named(here).key_features]
    clauses = [clause for point in points if point.key_feature for clause in point.key_feature.all]
    asked = [clause for clause in clauses if clause.act == "order" and not clause.never]
    return [clause.keys[:1] for clause in asked if all(known(given, here.evidence) for given in clause.given)]


def say(encounter: Encounter) -> None:
    """Save the observer's belief as a differential: whole numbers that add to 100, and nothing ruled out."""
    here = where(encounter)
    chances = dict(zip(here.observer.conditions, here.chances.tolist(), strict=True))
    belief = by_diagnosis(current(), chances)
    kept = sorted(belief, key=lambda key: belief[key] if key not in NEVER_DROPPED else 1 + belief[key])[-IN_PLAY:]
    kept.sort(key=belief.__getitem__)
    shares = {key: 1 + int((100 - IN_PLAY) * belief[key]) for key in kept}
    shares[encounters.SOMETHING_ELSE] = 0
    shares[kept[-1]] += 100 - sum(shares.values())
    encounters.forecast(encounter, chances=shares, key=uuid4())


def finish(encounter: Encounter) -> None:
    """Commit to what is believed, treat as recommended, see the patient again, and close."""
    say(encounter)
    here = where(encounter)
    condition = named(here)
    commitment = Commitment(
        diagnosis=condition.diagnosis,
        cause=condition.key,
        sureness="fairly-sure",
        plan=plan_for(likeliest(here), here.evidence),
    )
    encounters.sign(encounter, commitment=commitment, clock=_clock(encounter), key=uuid4())
    start = _clock(encounter) // 1440
    for day, tests in FOLLOW_UP.items():
        if is_alive(encounter):
            encounters.visit(encounter, day=start + day, investigations=tests, clock=_clock(encounter), key=uuid4())
    encounters.close(encounter, key=uuid4())


def is_alive(encounter: Encounter) -> bool:
    """Whether the patient lives, as far as anybody was told."""
    return not encounter.readings.filter(item__startswith=DEATH_PREFIX).exists()


def where(encounter: Encounter) -> Situation:
    """Where an observer stands who has seen what the learner has seen."""
    catalog, record = current(), record_of(encounter)
    prior = prior_of(catalog, record.setting)
    evidence = record.evidence_at_commit()
    return situation(catalog, current_observer(), loss_table(catalog), evidence, record.setting, prior)


def named(here: Situation) -> Condition:
    """The likeliest condition of all."""
    chances = dict(zip(here.observer.conditions, here.chances.tolist(), strict=True))
    return here.catalog.conditions[max(chances, key=chances.__getitem__)]


def likeliest(here: Situation) -> Condition:
    """The likeliest condition among those that the best course of action is meant for."""
    catalog: Catalog = here.catalog
    best = here.table.best(here.chances, here.done)
    chances = dict(zip(here.observer.conditions, here.chances.tolist(), strict=True))
    meant = [key for key in chances if recommended_course(catalog, catalog.conditions[key]) == best]
    return catalog.conditions[max(meant or chances, key=chances.__getitem__)]


def plan_for(condition: Condition, evidence: Evidence) -> Plan:
    """What the catalog recommends, with antibiotics where fever meets neutropenia."""
    lines = list(condition.recommended)
    temperature, neutrophils = evidence.values.get("temperature"), evidence.values.get("neutrophils")
    febrile = temperature is not None and temperature.value >= FEVER_C
    if febrile and neutrophils is not None and neutrophils.value < FEW_NEUTROPHILS:
        lines = [line for line in lines if line.treatment != ANTIBIOTIC.treatment] + [ANTIBIOTIC]
    return Plan(tuple(lines), condition.recommended_stops)


def _clock(encounter: Encounter) -> int:
    encounter.refresh_from_db(fields=["clock_minutes"])
    return encounter.clock_minutes
