"""What does the laboratory report? True values with biological and analytic noise, in panels that agree."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from cases.catalog.distributions import Distribution
from cases.catalog.entry import PRESENT
from cases.catalog.observables import Analyte
from cases.catalog.relief import Shift
from cases.simulation import channels as channel
from cases.simulation.findings import level_of
from cases.simulation.interference import value_read
from cases.simulation.moments import Moment
from cases.simulation.patients import Patient
from cases.simulation.randomness import normal, uniform

Value = Callable[[str], float]


@dataclass(frozen=True)
class Measurement:
    """A reported value in the analyte's conventional unit; `comparator` is `<` or `>` at a reporting limit, `note` what
    the laboratory remarks on the sample."""

    key: str
    value: float
    comparator: str = ""
    note: str = ""


def measure(moment: Moment, keys: Iterable[str], minute: int) -> dict[str, Measurement]:
    """What the laboratory reports on a sample collected at `minute` of the encounter, in the order of `keys`.

    The noise of an analyte belongs to its name and the time of collection, so that neither the order of asking nor
    what else is asked changes it.
    """
    sample = _Sample(moment, minute)
    return {key: sample.reported(key) for key in keys}


class _Sample:
    """One sample: values are found as they are asked for, and analytes that follow from others are computed."""

    def __init__(self, moment: Moment, minute: int) -> None:
        self.moment, self.minute = moment, minute
        self.found: dict[str, float] = {}
        self.notes: dict[str, str] = {}

    def reported(self, key: str) -> Measurement:
        value = self.value(key)
        return _reported(self.moment.patient.catalog.analytes[key], value, self.notes.get(key, ""))

    def value(self, key: str) -> float:
        if key not in self.found:
            identity = IDENTITIES.get(key)
            self.found[key] = identity(self.value, self.moment) if identity else self._measured(key)
        return self.found[key]

    def _measured(self, key: str) -> float:
        analyte, seed = self.moment.patient.catalog.analytes[key], self.moment.patient.seed
        shared = analyte.varies_with or key
        biological = analyte.biological_cv / 100 * normal(seed, "biological", shared, self.moment.day)
        analytic = analyte.analytic_cv / 100 * normal(seed, "analytic", key, self.minute)
        value = true_value(self.moment, analyte) * math.exp(biological + analytic)
        read, self.notes[key] = value_read(self.moment, key, value, self.minute)
        return min(read, MOST_OF_IT * self.value(PART_OF[key])) if key in PART_OF else read


def true_value(moment: Moment, analyte: Analyte) -> float:
    """The value without noise: a readout of the model, or the patient's own healthy level moved by the state, unless a
    finding or the condition sets it; what kidneys should clear piles up where they do not."""
    patient, retained = moment.patient, moment.row[channel.RENAL_CLEARANCE] ** -analyte.renal_exponent
    if analyte.readout is not None:
        healthy = usual = retained * analyte.readout_factor * moment.readouts[analyte.readout]
    else:
        healthy = retained * _healthy(patient, analyte)
        usual = healthy * _moved(moment, analyte)
    shifted = usual + _shift_left(moment, analyte, retained, usual)
    found = _of_finding(moment, analyte)
    if found is None:
        return shifted
    # Two causes do not add up: the one that moves it more is what is read.
    return max(retained * _shifted(patient, analyte, found), shifted, key=lambda value: abs(value - healthy))


def _shift_left(moment: Moment, analyte: Analyte, retained: float, usual: float) -> float:
    """How far the condition or a drug still moves the value from its usual level."""
    shift = _shift_of(moment, analyte)
    if shift is None:
        return 0.0
    left = moment.agenda.left_of(shift.relieved_by, moment.day)
    if shift.fades_days is not None:
        left *= min(max(1.0 - moment.day / shift.fades_days, 0.0), 1.0)
    if analyte.passes:
        left *= moment.illness_left
    return left * (retained * _shifted(moment.patient, analyte, shift.value) - usual)


def _shifted(patient: Patient, analyte: Analyte, value: Distribution) -> float:
    return value.quantile(uniform(patient.seed, "shifted", analyte.key))


def _healthy(patient: Patient, analyte: Analyte) -> float:
    healthy = analyte.healthy_female if patient.sex == "female" and analyte.healthy_female else analyte.healthy
    return healthy.quantile(uniform(patient.seed, "healthy", analyte.key))  # type: ignore[union-attr]


def _moved(moment: Moment, analyte: Analyte) -> float:
    """The factor by which the state moves the patient's own healthy level."""
    return math.prod(response.factor ** moment.indices[response.index] for response in analyte.responses)


def _of_finding(moment: Moment, analyte: Analyte) -> Distribution | None:
    found = (key for key in analyte.when_found if level_of(moment, key) == PRESENT)
    return next((analyte.when_found[key] for key in found), None)


def _shift_of(moment: Moment, analyte: Analyte) -> Shift | None:
    """What the condition makes of it, unless that went with a finding that has passed; else what drugs do."""
    if any(moment.struck.get(key) is False for key in analyte.when_found):
        return None
    patient = moment.patient
    u = uniform(patient.seed, "shift", analyte.key)
    drugs = (use.drug.analytes.get(analyte.key, ()) for use in patient.drugs)
    for shift in chain(patient.condition.analytes.get(analyte.key, ()), *drugs):
        if u < shift.probability:
            return shift
        u -= shift.probability
    return None


def _reported(analyte: Analyte, value: float, note: str) -> Measurement:
    if analyte.report_low is not None and value < analyte.report_low:
        return Measurement(analyte.key, analyte.report_low, "<", note)
    if analyte.report_high is not None and value > analyte.report_high:
        return Measurement(analyte.key, analyte.report_high, ">", note)
    return Measurement(analyte.key, round(value, analyte.decimals), note=note)


def _unconjugated(value: Value, moment: Moment) -> float:
    """Indirect bilirubin, which a laboratory has by subtraction: never more than the total."""
    return value("bilirubin-total") * moment.readouts["bilirubin_indirect"] / moment.readouts["bilirubin_total"]


def _egfr(value: Value, moment: Moment) -> float:
    """CKD-EPI 2021, mL/min/1.73 m2, from creatinine in mg/dL (Inker 2021, NEJM 385:1737)."""
    patient = moment.patient
    female = patient.sex == "female"
    kappa, alpha = (0.7, -0.241) if female else (0.9, -0.302)
    ratio = value("creatinine") / kappa
    egfr = 142 * min(ratio, 1) ** alpha * max(ratio, 1) ** -1.2 * 0.9938**patient.age
    return egfr * 1.012 if female else egfr


WHITE_CELLS = ("neutrophils", "lymphocytes", "monocytes", "eosinophils", "basophils", "blasts")

# What is a part of something else that is measured too, and how much of it at most: assumed.
PART_OF, MOST_OF_IT = {"hdl-cholesterol": "total-cholesterol"}, 0.75

# What an analyzer computes instead of measuring; each holds exactly before rounding.
IDENTITIES: dict[str, Callable[[Value, Moment], float]] = {
    "hematocrit": lambda value, _: value("red-cell-count") * value("mcv") / 10,
    "mch": lambda value, _: 10 * value("hemoglobin") / value("red-cell-count"),
    "mchc": lambda value, _: 100 * value("hemoglobin") / value("hematocrit"),
    "white-cell-count": lambda value, _: sum(map(value, WHITE_CELLS)),
    "reticulocyte-percent": lambda value, _: value("reticulocytes") / (10 * value("red-cell-count")),
    "blast-percent": lambda value, _: 100 * value("blasts") / max(value("white-cell-count"), 0.01),
    "iron": lambda value, _: min(value("transferrin-saturation"), 100) * value("tibc") / 100,
    "bilirubin-indirect": _unconjugated,
    "egfr": _egfr,
}
