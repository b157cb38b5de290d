"""What is decided, and what follows? Sign diagnosis and plan, see the patient again, change the plan, end."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from cases.catalog import current
from cases.encounters.bedside import bedside_of, check_alive, end_of, last_minute_of, trajectory_in
from cases.encounters.commitments import check_commitment, check_plan
from cases.encounters.ordering import LONGEST_WAIT_MINUTES, chosen_investigations, fee_cents
from cases.encounters.refusals import not_understood
from cases.encounters.writing import Deed, Request, perform
from cases.models import Action, Encounter, Kind, Status
from cases.reasoning.score.record import Commitment
from cases.records import commitment_json, grade_of
from cases.simulation.clock import MINUTES_A_DAY
from cases.simulation.treatment import Plan

# Assumed: samples of quick tests are taken early enough to be read at the visit.
READ_AT_VISIT_MINUTES = 240


def sign(encounter: Encounter, *, commitment: Commitment, clock: int, key: UUID) -> Action:
    """Commit to a diagnosis and begin its treatment; the differential stays as it is, follow-up begins."""
    check_commitment(current(), commitment)
    request = Request(Kind.SIGN, commitment_json(commitment), key, clock)
    return perform(encounter, request, lambda: Deed(changes={"status": Status.FOLLOWING}))


def treat(encounter: Encounter, *, plan: Plan, clock: int, key: UUID) -> Action:
    """Replace the treatment by another plan; what was stopped stays stopped."""
    check_plan(current(), plan)
    return perform(encounter, Request(Kind.TREAT, {"plan": plan.as_json()}, key, clock), Deed)


def visit(encounter: Encounter, *, day: int, investigations: Sequence[str], clock: int, key: UUID) -> Action:
    """See the patient again at 09:00 of a later day and order tests then; quick ones are read at the visit.

    Where the patient dies by that day, the clock stops there and nothing is taken.
    """
    chosen = chosen_investigations(investigations)
    if not clock < day * MINUTES_A_DAY <= clock + LONGEST_WAIT_MINUTES:
        raise not_understood("Choose a day later than today, and within a year.")
    payload = {"day": day, "investigations": chosen}
    return perform(encounter, Request(Kind.VISIT, payload, key, clock), lambda: _seen_again(encounter, day, chosen))


def _seen_again(encounter: Encounter, day: int, chosen: Sequence[str]) -> Deed:
    minute = day * MINUTES_A_DAY
    check_alive(trajectory_in(encounter, encounter.clock_minutes), encounter.clock_minutes)
    last = last_minute_of(encounter, minute)
    if last == end_of(trajectory_in(encounter, minute)):
        return Deed(minutes=last - encounter.clock_minutes)
    tests = [current().investigations[name] for name in chosen]
    due = [(test, minute + _delay(test.turnaround_minutes)) for test in tests]
    readings = bedside_of(encounter, minute).shown(due)
    return Deed(minutes=minute - encounter.clock_minutes, fee_cents=fee_cents(tests), readings=readings)


def _delay(turnaround_minutes: int) -> int:
    return turnaround_minutes if turnaround_minutes > READ_AT_VISIT_MINUTES else 0


def close(encounter: Encounter, *, key: UUID) -> Action:
    """End the encounter and grade what was done, once and for all."""

    def deed() -> Deed:
        changes = {"status": Status.CLOSED, "closed_at": timezone.now(), "grade": grade_of(encounter)}
        return Deed(changes=changes)

    return perform(encounter, Request(Kind.CLOSE, {}, key), deed)
