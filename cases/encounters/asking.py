"""What does the patient say, and what does the examiner find? Both take minutes and show at once."""

from collections.abc import Sequence
from uuid import UUID

from cases.catalog import current
from cases.encounters.bedside import bedside_of
from cases.encounters.refusals import check_known, not_understood
from cases.encounters.writing import Deed, Request, perform
from cases.models import Action, Encounter, Kind


def ask(encounter: Encounter, *, question: str, key: UUID) -> Action:
    """Ask one question of the history (a catalog key); it takes the question's minutes.

    Asked again, the patient may tell what was left untold at first.
    """
    catalog = current()
    check_known("question", [question], catalog.questions)

    def deed() -> Deed:
        entry = catalog.questions[question]
        due = encounter.clock_minutes + entry.minutes
        before = encounter.actions.filter(kind=Kind.ASK, payload__question=question).count()
        return Deed(minutes=entry.minutes, readings=bedside_of(encounter).heard(entry, due, before))

    return perform(encounter, Request(Kind.ASK, {"question": question}, key), deed)


def examine(encounter: Encounter, *, maneuvers: Sequence[str], key: UUID) -> Action:
    """Do some steps of the examination (catalog keys); it takes the sum of their minutes."""
    catalog = current()
    check_known("maneuver", maneuvers, catalog.maneuvers)
    if not maneuvers:
        raise not_understood("Choose what to examine.")
    chosen = sorted(set(maneuvers))

    def deed() -> Deed:
        minutes = sum(catalog.maneuvers[maneuver].minutes for maneuver in chosen)
        due = encounter.clock_minutes + minutes
        bedside = bedside_of(encounter)
        shown = bedside.shown([(catalog.maneuvers[maneuver], due) for maneuver in chosen])
        return Deed(minutes=minutes, readings=shown)

    return perform(encounter, Request(Kind.EXAMINE, {"maneuvers": chosen}, key), deed)
