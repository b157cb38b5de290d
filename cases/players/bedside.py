"""What does every scripted learner do alike? Talk, examine, order and wait, say what is believed, sign, follow up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import uuid4

from cases import encounters
from cases.catalog import Catalog, current
from cases.catalog.disease import Condition
from cases.catalog.therapy import Prescription
from cases.models import DEATH_PREFIX, Encounter
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import by_diagnosis, current_observer, prior_of
from cases.reasoning.score.key_features import known
from cases.reasoning.score.record import Commitment
from cases.reasoning.worth.decisions import LossTable, loss_table, recommended_course
from cases.reasoning.worth.information import Situation, situation
from cases.records import record_of
from cases.simulation.clock import MINUTES_A_DAY
from cases.simulation.treatment import Plan

HISTORY = (
    "main-complaint", "duration", "medications", "new-drugs", "numbness", "walking", "tongue", "fever", "sore-throat",
    "bleeding", "diet", "nutrition", "alcohol", "recreational-drugs", "denture-cream", "surgery", "autoimmune",
    "family-history", "ancestry", "previous-counts", "cancer-treatment", "infections", "bowels",
)  # fmt: skip
EXAMINATION = ("vital-signs", "conjunctivae", "tongue", "skin-bleeding", "spleen", "lymph-nodes", "vibration-sense")
FIRST = ("cbc", "blood-film")
FOLLOW_UP = {7: ("cbc", "reticulocyte-count", "metabolic-panel"), 28: ("cbc",)}
FEVER_C, FEW_NEUTROPHILS = 38.0, 0.5
ANTIBIOTIC = Prescription(
    treatment="piperacillin-tazobactam", route="intravenous", dose=4.5, unit="g", frequency="three-times-daily", days=7
)
# So many diagnoses stay in a differential, and these however faint: the one that a vitamin cures, and its mimic.
IN_PLAY = 5
NEVER_DROPPED = ("b12-deficiency", "mds")


@dataclass
class Desk:
    """A scripted learner's place at one encounter, with the loss table that is believed in and the tests ordered."""

    encounter: Encounter
    table: LossTable = field(default_factory=lambda: loss_table(current()))
    ordered: set[str] = field(default_factory=set)

    @property
    def catalog(self) -> Catalog:
        """What exists."""
        return current()

    @property
    def clock(self) -> int:
        """Minutes since the encounter began."""
        self.encounter.refresh_from_db(fields=["clock_minutes"])
        return self.encounter.clock_minutes

    @property
    def evidence(self) -> Evidence:
        """What has been seen."""
        record, now = record_of(self.encounter), self.clock
        seen = tuple(reading for reading in record.readings if reading.due_minutes <= now)
        return replace(record, readings=seen).evidence_at_commit()

    @property
    def is_alive(self) -> bool:
        """Whether the patient lives, as far as anybody was told."""
        return not self.encounter.readings.filter(item__startswith=DEATH_PREFIX).exists()

    def here(self) -> Situation:
        """Where an observer stands who has seen what the learner has seen."""
        setting = self.encounter.setting
        prior = prior_of(self.catalog, setting)
        return situation(self.catalog, current_observer(), self.table, self.evidence, setting, prior)

    def ask(self, question: str) -> None:
        """Ask, and ask once more where the answer left something open."""
        entry, drugs = self.catalog.questions[question], self.catalog.drugs.values()
        lists_all = not any(finding.derived == "drug-change" for finding in entry.findings)
        open_ends = len(entry.findings) + sum(question in drug.asked_by for drug in drugs if lists_all)
        action = encounters.ask(self.encounter, question=question, key=uuid4())
        if action.readings.exclude(level="").count() < open_ends:
            encounters.ask(self.encounter, question=question, key=uuid4())

    def talk_and_examine(self, history: Iterable[str] = HISTORY, examination: Iterable[str] = EXAMINATION) -> None:
        """A history and an examination; by default those of somebody who knows what matters."""
        for question in history:
            self.ask(question)
        encounters.examine(self.encounter, maneuvers=tuple(examination), key=uuid4())

    def order(self, tests: Iterable[str], wait: bool = True) -> None:
        """Order tests not ordered before, and wait for the last result."""
        fresh = sorted(set(tests) - self.ordered)
        if not fresh or not self.is_alive:
            return
        clock = self.clock
        encounters.order(self.encounter, investigations=fresh, clock=clock, key=uuid4())
        self.ordered.update(fresh)
        last = clock + max(self.catalog.investigations[key].turnaround_minutes for key in fresh)
        if wait and last > clock:
            encounters.wait(self.encounter, until=last, clock=clock, key=uuid4())

    def say(self, belief: Mapping[str, float] | None = None) -> None:
        """Save a belief over diagnoses (the observer's if None) as a differential: whole numbers that add to 100."""
        belief = belief or by_diagnosis(self.catalog, chances_in(self.here()))
        kept = sorted(belief, key=lambda key: belief[key] if key not in NEVER_DROPPED else 1 + belief[key])[-IN_PLAY:]
        kept.sort(key=belief.__getitem__)
        shares = {key: 1 + int((100 - IN_PLAY) * belief[key]) for key in kept}
        shares[encounters.SOMETHING_ELSE] = 0
        shares[kept[-1]] += 100 - sum(shares.values())
        encounters.forecast(self.encounter, chances=shares, key=uuid4())

    def sign(self, condition: Condition, plan: Plan) -> None:
        """Commit to a diagnosis and a plan, and see the patient again."""
        commitment = Commitment(condition.diagnosis, condition.key, "fairly-sure", plan)
        clock = self.clock
        encounters.sign(self.encounter, commitment=commitment, clock=clock, key=uuid4())
        for day, tests in FOLLOW_UP.items():
            if self.is_alive:
                later = clock // MINUTES_A_DAY + day
                encounters.visit(self.encounter, day=later, investigations=tests, clock=self.clock, key=uuid4())

    def finish(self) -> None:
        """Commit to what is believed, and treat as is best under that belief."""
        here = self.here()
        self.say()
        condition = named(here)
        self.sign(condition, plan_for(meant(here, condition), self.evidence))


Player = Callable[[Desk], None]


def chances_in(here: Situation) -> dict[str, float]:
    """The belief over conditions."""
    return dict(zip(here.table.conditions, here.chances.tolist(), strict=True))


def named(here: Situation) -> Condition:
    """The likeliest cause of the likeliest diagnosis."""
    chances = chances_in(here)
    diagnoses = by_diagnosis(here.catalog, chances)
    likeliest = max(diagnoses, key=diagnoses.__getitem__)
    causes = [key for key in chances if here.catalog.conditions[key].diagnosis == likeliest]
    return here.catalog.conditions[max(causes, key=chances.__getitem__)]


def meant(here: Situation, condition: Condition) -> Condition:
    """This condition where the best course of action is meant for it, else the likeliest for which it is."""
    best = here.table.best(here.chances, here.done)
    if recommended_course(here.catalog, condition) == best:
        return condition
    chances = chances_in(here)
    fitting = [key for key in chances if recommended_course(here.catalog, here.catalog.conditions[key]) == best]
    return here.catalog.conditions[max(fitting or chances, key=chances.__getitem__)]


def plan_for(condition: Condition, evidence: Evidence) -> Plan:
    """What the catalog recommends, with antibiotics where fever meets neutropenia."""
    lines = list(condition.recommended)
    temperature, neutrophils = evidence.values.get("temperature"), evidence.values.get("neutrophils")
    febrile = temperature is not None and temperature.value >= FEVER_C
    if febrile and neutrophils is not None and neutrophils.value < FEW_NEUTROPHILS:
        lines = [line for line in lines if line.treatment != ANTIBIOTIC.treatment] + [ANTIBIOTIC]
    return Plan(tuple(lines), condition.recommended_stops)


def critical_tests(catalog: Catalog, condition: Condition, evidence: Evidence) -> list[str]:
    """The tests, the first of each choice, that the key features of a condition ask for in this patient."""
    points = [catalog.teaching_points[key] for key in condition.key_features]
    clauses = [clause for point in points if point.key_feature for clause in point.key_feature.all]
    asked = [clause for clause in clauses if clause.act == "order" and not clause.never]
    return [clause.keys[0] for clause in asked if all(known(given, evidence) for given in clause.given)]
