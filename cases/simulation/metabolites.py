"""What do a lack of cobalamin, folate, copper or iron leave in the blood and the nerves?"""

import math
from typing import Annotated

from . import channels as channel
from . import parameters as own
from . import state as at
from .compilation import Vector, compiled

BYPASS: Annotated[
    float, "x normal: thymidylate made past the methyl trap by much folic acid; half of it by 1 mg/d [fitted]"
] = 0.5
FOLIC_ACID_INTAKE: Annotated[float, "intakes per mg: folate that a milligram of folic acid adds [assumed]"] = 3.0
FULL_FOLATE: Annotated[float, "x normal: folate above this adds nothing [fitted]"] = 1.2
RESCUE: Annotated[float, "x normal: thymidylate made from folinic acid at full rescue [fitted]"] = 0.6
SERUM_FOLATE_RATE: Annotated[float, "1/d: serum follows intake, lag 6 d [Herbert 1962]"] = 0.167
CELL_FOLATE_RATE: Annotated[float, "1/d: red cell folate is laid down when the cell is made [assumed]"] = 0.0167
COPPER_RATE: Annotated[float, "1/d: copper turnover, months [fitted]"] = 0.010
COPPER_PER_MG: Annotated[float, "intakes per mg: copper that a milligram adds [assumed]"] = 0.5
COPPER_HALF_4: Annotated[
    float,
    "x normal, to the fourth: copper that halves maturation; counts fall below a third of normal [fitted]",
] = 0.25**4
MMA_RATE: Annotated[float, "1/d: turnover of methylmalonic acid; normal in 5-7 d [fitted]"] = 0.55
MMA_URINE: Annotated[
    float, "share: of its clearance left without mutase; 5-20 umol/L in severe deficiency [fitted]"
] = 0.004
RENAL_MMA: Annotated[float, "exponent: of renal clearance: eGFR 30 doubles methylmalonic acid [NHANES 1999-2004]"] = 0.6
HOMOCYSTEINE_RATE: Annotated[float, "1/d: turnover of homocysteine [fitted]"] = 0.6
HOMOCYSTEINE_OTHER: Annotated[float, "share: of its clearance left without methionine synthase [fitted]"] = 0.05
RENAL_HOMOCYSTEINE: Annotated[float, "exponent: of renal clearance: eGFR 30 gives 1.6 times [NHANES 1999-2004]"] = 0.4
NERVE_ONSET_D: Annotated[float, "d: damage to nerves without mutase [fitted]"] = 450.0
NERVE_REPAIR_D: Annotated[float, "d: repair of damage not yet fixed [fitted]"] = 75.0
NERVE_FIXING_D: Annotated[
    float, "d: damage becomes fixed: residual deficit after six months [Healton 1991, fitted]"
] = 500.0
NITROUS_NERVE_D: Annotated[
    float, "d: damage to nerves with all cobalamin oxidized: weeks of daily use [Menetrier 2023, fitted]"
] = 40.0
BASAL_IRON_MG_D: Annotated[float, "mg/d: iron absorbed and lost in health [recalled]"] = 1.0
MAX_IRON_MG_D: Annotated[float, "mg/d: most absorbed from food when stores are empty [assumed]"] = 2.5


@compiled
def dna_efficiency(state: Vector, patient: Vector, inputs: Vector, synthase: float) -> float:
    """Return DNA synthesis, 0..1: folate through the methyl trap, or past it by folic or folinic acid."""
    free = max(0.0, 1.0 - state[at.ANTIFOLATE_EFFECT])
    dose = inputs[channel.FOLIC_ACID]
    thymidylate = (
        min(state[at.FOLATE], FULL_FOLATE) * synthase * free
        + BYPASS * dose / (dose + 1.0) * free
        + RESCUE * inputs[channel.FOLINIC_ACID]
    )
    half = patient[own.THYMIDYLATE_HALF] * math.sqrt(patient[own.THYMIDYLATE_HALF])
    power = thymidylate * math.sqrt(thymidylate)
    return min(1.0, (1.0 + half) * power / (power + half))


@compiled
def copper_efficiency(state: Vector) -> float:
    """Return what copper allows of myeloid and erythroid maturation, 0..1 and a little above."""
    fourth = state[at.COPPER] ** 4
    return (1.0 + COPPER_HALF_4) * fourth / (fourth + COPPER_HALF_4)


@compiled
def folate_flows(state: Vector, patient: Vector, inputs: Vector, synthase: float, gains: Vector, rates: Vector) -> None:
    """Write the flows of tissue, serum and red cell folate [Herbert 1962]."""
    intake = inputs[channel.FOLATE_INTAKE] + FOLIC_ACID_INTAKE * inputs[channel.FOLIC_ACID]
    folate = state[at.FOLATE]
    turnover = patient[own.FOLATE_TURNOVER_PER_D]
    # Kidneys spill what tissues cannot hold.
    spill = 4.0 * max(0.0, folate - 1.0)
    gains[at.FOLATE] = turnover * intake
    rates[at.FOLATE] = turnover * (1.0 + spill)
    trapped = 1.0 - min(synthase, 1.0)
    # Methyl folate trapped outside the cells: serum rises, red cells go short.
    gains[at.SERUM_FOLATE] = SERUM_FOLATE_RATE * (0.6 * intake + 0.4 * folate) * (1.0 + 0.3 * trapped)
    rates[at.SERUM_FOLATE] = SERUM_FOLATE_RATE
    gains[at.CELL_FOLATE] = CELL_FOLATE_RATE * folate * (1.0 - 0.4 * trapped)
    rates[at.CELL_FOLATE] = CELL_FOLATE_RATE


@compiled
def copper_flows(state: Vector, inputs: Vector, gains: Vector, rates: Vector) -> None:
    """Write the flows of body copper; what blocks dietary copper (zinc) also blocks most of a supplement."""
    open_gut = 0.2 + 0.8 * min(inputs[channel.COPPER_INTAKE], 1.0)
    intake = inputs[channel.COPPER_INTAKE] + COPPER_PER_MG * inputs[channel.COPPER_SUPPLEMENT] * open_gut
    gains[at.COPPER] = COPPER_RATE * intake
    rates[at.COPPER] = COPPER_RATE * (1.0 + 3.0 * max(0.0, state[at.COPPER] - 1.0))


@compiled
def iron_flows(
    state: Vector, patient: Vector, inputs: Vector, store: float, hemoglobin: float, gains: Vector, rates: Vector
) -> None:
    """Write the flows of body iron, mg: the gut takes more when the store (mg) is low."""
    hunger = (patient[own.IRON_STORE_MG] + 60.0) / (store + 60.0)
    # A stomach without intrinsic factor has no acid either [Hershko 2006].
    gut = (0.7 + 0.3 * inputs[channel.INTRINSIC_FACTOR]) * (1.0 - 0.5 * inputs[channel.INFLAMMATION])
    absorbed = min(BASAL_IRON_MG_D * hunger, MAX_IRON_MG_D) * gut
    bled = inputs[channel.IRON_LOSS] * hemoglobin / patient[own.HEMOGLOBIN_SET_G_DL]
    gains[at.BODY_IRON] = absorbed + inputs[channel.IRON_SUPPLEMENT]
    rates[at.BODY_IRON] = (BASAL_IRON_MG_D + bled) / max(state[at.BODY_IRON], 1.0)


@compiled
def metabolite_flows(
    state: Vector, patient: Vector, inputs: Vector, mutase: float, synthase: float, gains: Vector, rates: Vector
) -> None:
    """Write the flows of methylmalonic acid and homocysteine [Kuzminski 1998]."""
    renal = inputs[channel.RENAL_CLEARANCE]
    gains[at.MMA] = MMA_RATE * patient[own.MMA_SET_NMOL_L] * renal**-RENAL_MMA
    rates[at.MMA] = MMA_RATE * (MMA_URINE + (1.0 - MMA_URINE) * mutase)
    folate = min(state[at.FOLATE] * (1.0 - 0.5 * min(state[at.ANTIFOLATE_EFFECT], 1.0)), 1.3) ** 0.7
    gains[at.HOMOCYSTEINE] = HOMOCYSTEINE_RATE * patient[own.HOMOCYSTEINE_SET_UMOL_L] * renal**-RENAL_HOMOCYSTEINE
    rates[at.HOMOCYSTEINE] = HOMOCYSTEINE_RATE * (
        HOMOCYSTEINE_OTHER + (1.0 - HOMOCYSTEINE_OTHER) * synthase * min(folate, 1.2)
    )


@compiled
def nerve_flows(
    state: Vector, patient: Vector, inputs: Vector, mutase: float, copper: float, gains: Vector, rates: Vector
) -> None:
    """Write the flows of the neuropathy index: damage while mutase or copper is low, faster on folic acid."""
    dose = inputs[channel.FOLIC_ACID]
    lack = max(max(0.0, 1.0 - mutase / patient[own.NERVE_THRESHOLD]), 0.8 * (1.0 - min(copper, 1.0)))
    speed = patient[own.NERVE_SUSCEPTIBILITY] * (1.0 + 0.5 * dose / (dose + 1.0))
    oxidized = min(state[at.INACTIVATED], 1.0)
    harm = speed * (lack / NERVE_ONSET_D + oxidized / NITROUS_NERVE_D)
    fixing = 1.0 / NERVE_FIXING_D
    well = max(0.0, 1.0 - state[at.NERVE_REVERSIBLE] - state[at.NERVE_FIXED])
    gains[at.NERVE_REVERSIBLE] = harm * well
    rates[at.NERVE_REVERSIBLE] = (1.0 - lack) * (1.0 - oxidized) / NERVE_REPAIR_D + fixing
    gains[at.NERVE_FIXED] = fixing * state[at.NERVE_REVERSIBLE]
    rates[at.NERVE_FIXED] = 0.0
