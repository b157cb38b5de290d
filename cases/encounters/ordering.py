"""Which tests are taken, and how does time pass? An order costs a fee and no time; results come due later."""

from collections.abc import Sequence
from uuid import UUID

from cases.catalog import current
from cases.catalog.observables import Investigation
from cases.encounters.bedside import bedside_of, check_alive, last_minute_of, trajectory_in
from cases.encounters.refusals import check_known, not_understood
from cases.encounters.writing import Deed, Request, perform
from cases.models import Action, Encounter, Kind
from cases.simulation.clock import MINUTES_A_DAY

LONGEST_WAIT_MINUTES = 366 * MINUTES_A_DAY


def order(encounter: Encounter, *, investigations: Sequence[str], clock: int, key: UUID) -> Action:
    """Take the samples of some investigations (catalog keys) now; each is due after its turnaround."""
    chosen = chosen_investigations(investigations)
    if not chosen:
        raise not_understood("Choose at least one test to order.")

    def deed() -> Deed:
        tests = [current().investigations[name] for name in chosen]
        due = [(test, encounter.clock_minutes + test.turnaround_minutes) for test in tests]
        return Deed(fee_cents=fee_cents(tests), readings=bedside_of(encounter).shown(due))

    return perform(encounter, Request(Kind.ORDER, {"investigations": chosen}, key, clock), deed)


def wait(encounter: Encounter, *, until: int, clock: int, key: UUID) -> Action:
    """Let the clock run to the minute `until`; it stops earlier where the patient dies."""
    if not clock < until <= clock + LONGEST_WAIT_MINUTES:
        raise not_understood("Choose a time later than now, and within a year.")

    def deed() -> Deed:
        check_alive(trajectory_in(encounter, encounter.clock_minutes), encounter.clock_minutes)
        return Deed(minutes=last_minute_of(encounter, until) - encounter.clock_minutes)

    return perform(encounter, Request(Kind.WAIT, {"until": until}, key, clock), deed)


def chosen_investigations(investigations: Sequence[str]) -> list[str]:
    """Each investigation once, in a fixed order; raises Refused(422) for one that does not exist."""
    check_known("investigation", investigations, current().investigations)
    return sorted(set(investigations))


def fee_cents(tests: Sequence[Investigation]) -> int:
    """What these tests cost together, in cents of a US dollar."""
    return sum(round(test.fee * 100) for test in tests)
