"""What may be signed? Diagnoses, causes and plans that exist and belong together; misjudging is allowed."""

from cases.catalog import Catalog
from cases.catalog.therapy import Prescription, RouteOfTreatment
from cases.encounters.refusals import check_known, not_understood
from cases.reasoning.score.record import Commitment
from cases.simulation.treatment import FREQUENCIES, Plan

REFER = "refer"
SURENESS = ("guess", "fairly-sure", "certain")
# Far beyond any slip of the pen, and small enough for the model's arithmetic.
LARGEST_DOSE = 1e9
LONGEST_DAYS = 3650
MOST_PRESCRIPTIONS = 12


def check_commitment(catalog: Catalog, commitment: Commitment) -> None:
    """Raise Refused(422) for anything in it that does not exist or does not belong together.

    The diagnosis is one of the catalog or `refer`; the cause is a condition with this diagnosis, or empty.
    """
    check_known("diagnosis", [commitment.diagnosis], [*catalog.diagnoses, REFER])
    causes = [key for key, condition in catalog.conditions.items() if condition.diagnosis == commitment.diagnosis]
    check_known("cause of this diagnosis", [commitment.cause] if commitment.cause else [], causes)
    check_known("degree of sureness", [commitment.sureness], SURENESS)
    check_known("investigation", commitment.watch, catalog.investigations)
    check_plan(catalog, commitment.plan)


def check_plan(catalog: Catalog, plan: Plan) -> None:
    """Raise Refused(422) for a drug, treatment, route, unit or frequency that is not offered."""
    check_known("drug to stop", plan.stops, catalog.drugs)
    if len(plan.prescriptions) > MOST_PRESCRIPTIONS:
        raise not_understood(f"A plan has at most {MOST_PRESCRIPTIONS} lines. Leave some out.")
    check_known("treatment", [line.treatment for line in plan.prescriptions], catalog.treatments)
    for line in plan.prescriptions:
        _check_prescription(line, catalog.treatments[line.treatment].routes)


def _check_prescription(line: Prescription, routes: tuple[RouteOfTreatment, ...]) -> None:
    by_key = {route.route: route for route in routes}
    check_known(f"route of {line.treatment}", [line.route], by_key)
    check_known(f"unit of {line.treatment}", [line.unit], by_key[line.route].units)
    check_known("frequency", [line.frequency, *([line.maintenance] if line.maintenance else [])], FREQUENCIES)
    if not 0 < line.dose <= LARGEST_DOSE:
        raise not_understood(f"The dose of {line.treatment} must be more than 0.")
    if not (1 <= line.days <= LONGEST_DAYS and 0 <= line.maintenance_days <= LONGEST_DAYS):
        raise not_understood(f"{line.treatment} can last from 1 to {LONGEST_DAYS} days.")
