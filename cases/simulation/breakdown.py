"""What do cells leave in the blood as they die?"""

import math
from typing import Annotated

from . import channels as channel
from . import parameters as own
from . import state as at
from .compilation import Vector, compiled
from .erythroblasts import EFFECTIVE
from .red_cells import peripheral_hazard_per_d, total_volume

HAPTOGLOBIN_FLOOR: Annotated[float, "x normal: haptoglobin that assays still read [assumed]"] = 0.05
LDH_PER_DEATH: Annotated[float, "U/L: LDH when one normal production dies as megaloblasts [fitted]"] = 350.0
LDH_STEEPNESS: Annotated[float, "x normal production: deaths at which each sheds twice as much [fitted]"] = 2.8
LDH_PER_LYSIS: Annotated[float, "U/L: LDH when one normal production is lost in spleen and liver [fitted]"] = 100.0
LDH_PER_BURST: Annotated[float, "U/L: LDH when one normal production bursts in blood [Hill 2010, fitted]"] = 650.0
BILIRUBIN_PER_DEATH: Annotated[float, "mg/dL: bilirubin when one normal production dies in the marrow [fitted]"] = 0.42
BILIRUBIN_PER_LYSIS: Annotated[float, "mg/dL: bilirubin when one normal production is lost outside it [fitted]"] = 0.72
TORN_BILIRUBIN: Annotated[float, "share: of it that torn cells yield; the rest leaves as hemoglobin [fitted]"] = 0.4


@compiled
def peripheral_loss(state: Vector, patient: Vector, inputs: Vector) -> float:
    """Return hemolysis in blood, x normal production."""
    return (
        peripheral_hazard_per_d(state, inputs)
        * total_volume(state)
        / (patient[own.RED_CELL_FLUX] * patient[own.CELL_VOLUME_FL])
    )


@compiled
def share_lost_by(hazard: int, state: Vector, inputs: Vector) -> float:
    """Return the share of hemolysis in blood that the hazard (1/d) on this channel accounts for."""
    return inputs[hazard] / (peripheral_hazard_per_d(state, inputs) + 1e-12)


@compiled
def breakdown_products(state: Vector, patient: Vector, inputs: Vector) -> tuple[float, ...]:
    """Return ldh (U/L), bilirubin_total and bilirubin_indirect, and haptoglobin (mg/dL)."""
    death = max(0.0, state[at.MARROW_DEATH] - (1.0 - EFFECTIVE) / EFFECTIVE)
    blood = peripheral_loss(state, patient, inputs)
    torn = blood * share_lost_by(channel.RED_CELL_FRAGMENTATION, state, inputs)
    burst = blood * share_lost_by(channel.INTRAVASCULAR_HEMOLYSIS, state, inputs)
    lysed = blood - (1.0 - TORN_BILIRUBIN) * torn
    usual = patient[own.BILIRUBIN_SET_MG_DL]
    made = usual + BILIRUBIN_PER_DEATH * death + BILIRUBIN_PER_LYSIS * lysed
    bilirubin = made * inputs[channel.BILIRUBIN_RETENTION]
    bound = math.exp(-0.5 * death - 0.8 * (blood + burst))
    return (
        ldh_u_l(state, patient, inputs, death, blood, burst),
        bilirubin,
        # What an ill liver keeps back is mostly conjugated.
        made - 0.3 * usual + 0.3 * (bilirubin - made),
        patient[own.HAPTOGLOBIN_SET_MG_DL]
        * (HAPTOGLOBIN_FLOOR + (1.0 - HAPTOGLOBIN_FLOOR) * bound)
        * (1.0 + inputs[channel.INFLAMMATION]),
    )


@compiled
def ldh_u_l(state: Vector, patient: Vector, inputs: Vector, death: float, blood: float, burst: float) -> float:
    """Return lactate dehydrogenase of erythroblasts and red cells lost (x normal production), blasts and tissue."""
    # Only megaloblasts are rich enough in LDH to show as they die.
    rich = death * (0.05 + 0.95 * min(1.0, 2.0 * state[at.MEGALOBLASTIC_CELLS]))
    marrow = LDH_PER_DEATH * rich * (1.0 + (rich / LDH_STEEPNESS) ** 2)
    cells = marrow + LDH_PER_LYSIS * (blood - burst) + LDH_PER_BURST * burst
    shed = 350.0 * state[at.BLASTS] + inputs[channel.TISSUE_INJURY]
    return patient[own.LDH_SET_U_L] + patient[own.LDH_SENSITIVITY] * cells + shed
