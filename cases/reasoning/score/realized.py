"""What did it come to, chance included? The loss of what was done in the patient that it was."""

from __future__ import annotations

import numpy as np

from cases.catalog.disease import Condition
from cases.reasoning.score.record import Record, due_minutes
from cases.reasoning.worth.decisions import LossTable, course_of
from cases.reasoning.worth.information import price_of
from cases.simulation.clock import MINUTES_A_DAY
from cases.simulation.treatment import Plan


def realized_loss(table: LossTable, condition: Condition, record: Record) -> float:
    """US dollars lost until the plan was signed and under that plan, in a patient with `condition`.

    Tests with their burden and harm, the time from the first of them on, and the loss of the plan: what regret counts,
    but with the disease known.
    """
    catalog, last = table.catalog, record.signed or record.acts[-1]
    before = [act for act in record.acts if act.kind == "order" and act.number < last.number]
    plan = last.commitment.plan if last.commitment else Plan()
    done = {key for act in before for key in act.keys if due_minutes(catalog, act, key) <= last.at_minutes}
    i = table.conditions.index(condition.key)
    certain = np.eye(len(table.conditions))[i]
    course = course_of(catalog, plan.prescriptions, plan.stops)
    tests = sum(price_of(catalog, act.keys) for act in before)
    waited = last.at_minutes - min([act.at_minutes for act in before], default=last.at_minutes)
    return tests + float(table.per_day[i]) * waited / MINUTES_A_DAY + table.of_course(course, certain, done)
