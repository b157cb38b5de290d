"""How is a commitment kept that is still being written?"""

from django.db import transaction

from cases.encounters.refusals import not_understood, out_of_turn
from cases.models import Draft, Encounter, Status

LONGEST = 20_000  # letters: several times the longest plan

SIGNED = "You have signed already, so nothing is left to be drafted."


def draft(encounter: Encounter, *, fields: str) -> None:
    """Keep the fields of a commitment, as a form sends them, over those kept before; nothing is signed, no time passes.

    Raises Refused: 409 once something was signed or the encounter ended, 422 for more than anybody writes.
    """
    if len(fields) > LONGEST:
        raise not_understood("This draft is longer than any plan. Take drugs out of it.")
    with transaction.atomic():
        encounter = Encounter.objects.select_for_update(no_key=True).get(pk=encounter.pk)
        if encounter.status != Status.OPEN:
            raise out_of_turn(SIGNED)
        Draft.objects.update_or_create(encounter=encounter, defaults={"fields": fields})
