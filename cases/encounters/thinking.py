"""What does the learner make of it? Forecasts, pinned findings, one line on the problem; all take no time."""

from collections.abc import Mapping
from uuid import UUID

from cases.catalog import current
from cases.encounters.refusals import check_known, not_understood, out_of_turn
from cases.encounters.writing import Deed, Request, perform
from cases.models import Action, Encounter, Kind

SOMETHING_ELSE = "something-else"
OF_ALL = 100
LONGEST_SUMMARY = 500


def forecast(encounter: Encounter, *, chances: Mapping[str, int], key: UUID) -> Action:
    """Save a differential: how many of 100 patients like this one have each diagnosis or `something-else`."""
    check_known("diagnosis", chances, [*current().diagnoses, SOMETHING_ELSE])
    for chance in chances.values():
        if not 0 <= chance <= OF_ALL:
            raise not_understood(f"{chance} is not between 0 and {OF_ALL}.")
    if excess := sum(chances.values()) - OF_ALL:
        correction = f"Take {excess} away." if excess > 0 else f"Add {-excess}."
        raise not_understood(f"These add to {OF_ALL + excess}. {correction}")
    return perform(encounter, Request(Kind.FORECAST, {"chances": dict(sorted(chances.items()))}, key), Deed)


def pin(encounter: Encounter, *, item: str, pinned: bool = True, key: UUID) -> Action:
    """Keep a finding or value (a catalog key) that was shown in view, or let it go again."""

    def deed() -> Deed:
        if not encounter.readings.filter(item=item, due_minutes__lte=encounter.clock_minutes).exists():
            raise not_understood("Only what was found can be pinned. Pin it beside its result.")
        return Deed()

    return perform(encounter, Request(Kind.PIN, {"item": item, "pinned": pinned}, key), deed)


def summarize(encounter: Encounter, *, text: str, key: UUID) -> Action:
    """Write the problem in one line, over an earlier one if there is one."""
    line = " ".join(text.split())
    if not line or len(line) > LONGEST_SUMMARY or not line.isprintable():
        raise not_understood(f"Write one line of plain text, of {LONGEST_SUMMARY} characters at most.")
    return perform(encounter, Request(Kind.SUMMARIZE, {"text": line}, key), Deed)


def answer(encounter: Encounter, *, point: str, option: int, key: UUID) -> Action:
    """Answer the debrief's question on a teaching point; `option` counts from 0 in the catalog's order."""
    points = {name: entry for name, entry in current().teaching_points.items() if entry.follow_up}
    check_known("question on a teaching point", [point], points)
    if not 0 <= option < len(points[point].follow_up.options):  # type: ignore[union-attr]
        raise not_understood("Choose one of the options.")

    def deed() -> Deed:
        if encounter.actions.filter(kind=Kind.ANSWER, payload__point=point).exists():
            raise out_of_turn("You have answered this question. Its explanation stands below it.")
        return Deed()

    return perform(encounter, Request(Kind.ANSWER, {"point": point, "option": option}, key), deed)
