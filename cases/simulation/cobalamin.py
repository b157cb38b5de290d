"""Where does cobalamin go, and what do its two enzymes still do?"""

from typing import Annotated

from . import channels as channel
from . import parameters as own
from . import state as at
from .compilation import Vector, compiled
from .parameters import Physiology

MEALS_PER_D: Annotated[float, "1/d: meals with cobalamin [assumed]"] = 3.0
MAX_UPTAKE_UG: Annotated[
    float, "ug per meal: most that intrinsic factor carries (saturates at 1.5-2.5) [DRI 1998 p308]"
] = 1.6
HALF_UPTAKE_UG: Annotated[float, "ug per meal: meal at which half of that is carried [Kurpad 2023; Garrod 2019]"] = 1.5
PASSIVE_SHARE: Annotated[float, "share: of any dose absorbed passively [DRI 1998 p308]"] = 0.011
URINE_LOSS: Annotated[
    float, "relative: loss not through bile; absolute turnover is set by the diet that holds the store [DRI 1998 p310]"
] = 0.0003
BILE_LOSS: Annotated[
    float, "relative: loss through bile; all of it is lost without intrinsic factor [DRI 1998 p310]"
] = 0.0015
DEPOT_RATE: Annotated[float, "1/d: absorption from an injection, half-time 0.5 d [fitted]"] = 1.386
STORING_RATE: Annotated[float, "1/d: passage of absorbed cobalamin into the store [fitted]"] = 0.8
HAPTOCORRIN_RATE: Annotated[float, "1/d: clearance from haptocorrin, half-time 9 d [DRI 1998 p308]"] = 0.077
HAPTOCORRIN_SHARE: Annotated[
    float, "share: of cobalamin beyond the usual that haptocorrin binds; serum levels after 1 mg [fitted]"
] = 0.005
MEAL_SHARE: Annotated[float, "share: of transported cobalamin that comes straight from the gut [fitted]"] = 0.25
STORE_HALF: Annotated[float, "x usual store: store at which the liver releases half its most [fitted]"] = 0.6
INJECTED_SCALE_UG: Annotated[float, "ug: injected cobalamin that transports as much as health [fitted]"] = 25.0
MARROW_RATE: Annotated[float, "1/d: the marrow follows transport, lag 0.8 d [fitted]"] = 1.25
BODY_RATE: Annotated[float, "1/d: other tissues follow transport, lag 1.5 d [fitted]"] = 0.667
MUTASE_POWER: Annotated[
    int,
    "exponent: of transported cobalamin on mutase: MMA 0.5, 1.5, 5 and 9 umol/L by stage [Kuzminski 1998, fitted]",
] = 3
OXIDATION_RATE: Annotated[
    float, "1/d of exposure: nitrous oxide oxidizes cobalamin: megaloblastic at 12-24 h [Skacel 1983]"
] = 1.5
REPAIR_RATE: Annotated[float, "1/d: return after nitrous oxide: normoblastic within a week [Skacel 1983]"] = 0.18


def normal_absorption_ug_d(physiology: Physiology) -> float:
    """Return the cobalamin absorbed from the usual diet, ug/d."""
    meal = physiology.b12_meal_ug
    return MEALS_PER_D * (MAX_UPTAKE_UG * meal / (meal + HALF_UPTAKE_UG) + PASSIVE_SHARE * meal)


def normal_turnover_per_d(physiology: Physiology) -> float:
    """Return the scale of the loss rates, 1/d, at which the usual diet just holds the usual store."""
    loss = URINE_LOSS + BILE_LOSS * (1.0 - physiology.recycled_share)
    return normal_absorption_ug_d(physiology) / (loss * physiology.b12_store_ug)


@compiled
def absorption_ug_d(patient: Vector, inputs: Vector) -> float:
    """Return the cobalamin absorbed today, ug/d: saturable by intrinsic factor plus passive [DRI 1998]."""
    carrier = MAX_UPTAKE_UG * inputs[channel.INTRINSIC_FACTOR] * inputs[channel.ILEUM]
    meal = inputs[channel.DIETARY_B12] * patient[own.B12_MEAL_UG]
    tablet = inputs[channel.B12_SUPPLEMENT]
    from_food = carrier * meal / (meal + HALF_UPTAKE_UG) + PASSIVE_SHARE * meal
    from_tablet = carrier * tablet / (tablet + HALF_UPTAKE_UG) + PASSIVE_SHARE * tablet
    return MEALS_PER_D * inputs[channel.FOOD_RELEASE] * from_food + from_tablet


@compiled
def synthase_activity(state: Vector, patient: Vector) -> float:
    """Return the activity of methionine synthase, 1 normal; drives folate and DNA."""
    level, half = state[at.HOLO_MARROW], patient[own.SYNTHASE_HALF]
    return _activity(level * level, half * half) * max(0.0, 1.0 - state[at.INACTIVATED])


@compiled
def remethylation(state: Vector, patient: Vector) -> float:
    """Return methionine synthase outside the marrow, 1 normal; clears homocysteine."""
    level, half = state[at.HOLO_BODY], 1.42 * patient[own.SYNTHASE_HALF]
    return _activity(level * level, half * half) * max(0.0, 1.0 - state[at.INACTIVATED])


@compiled
def mutase_activity(state: Vector, patient: Vector) -> float:
    """Return the activity of methylmalonyl-CoA mutase, 1 normal; drives methylmalonic acid and nerves."""
    level, half = state[at.HOLO_BODY], patient[own.MUTASE_HALF]
    return _activity(level**MUTASE_POWER, half**MUTASE_POWER) * max(0.0, 1.0 - state[at.INACTIVATED])


@compiled
def _activity(bound: float, half_bound: float) -> float:
    return (1.0 + half_bound) * bound / (bound + half_bound)


@compiled
def cobalamin_flows(state: Vector, patient: Vector, inputs: Vector, gains: Vector, rates: Vector) -> None:
    """Write the gains and loss rates of the cobalamin pools, of transport and of enzyme inactivation."""
    absorbed = absorption_ug_d(patient, inputs)
    recycled = patient[own.RECYCLED_SHARE] * inputs[channel.INTRINSIC_FACTOR] * inputs[channel.ILEUM]
    injected = state[at.B12_INJECTED]
    gains[at.B12_STORE] = absorbed + STORING_RATE * injected
    rates[at.B12_STORE] = patient[own.TURNOVER_PER_D] * (URINE_LOSS + BILE_LOSS * (1.0 - recycled))
    rates[at.B12_DEPOT] = DEPOT_RATE
    gains[at.B12_INJECTED] = DEPOT_RATE * state[at.B12_DEPOT]
    rates[at.B12_INJECTED] = STORING_RATE
    gains[at.B12_HAPTOCORRIN] = HAPTOCORRIN_SHARE * max(0.0, absorbed - patient[own.ABSORPTION_UG_D])
    rates[at.B12_HAPTOCORRIN] = HAPTOCORRIN_RATE
    store = state[at.B12_STORE] / patient[own.B12_STORE_UG]
    transported = (
        MEAL_SHARE * min(absorbed / patient[own.ABSORPTION_UG_D], 4.0)
        + (1.0 - MEAL_SHARE) * (1.0 + STORE_HALF) * store / (store + STORE_HALF)
        + min(injected / INJECTED_SCALE_UG, 2.0)
    )
    gains[at.HOLO_MARROW] = MARROW_RATE * transported
    rates[at.HOLO_MARROW] = MARROW_RATE
    gains[at.HOLO_BODY] = BODY_RATE * transported
    rates[at.HOLO_BODY] = BODY_RATE
    oxidation = OXIDATION_RATE * inputs[channel.NITROUS_OXIDE]
    gains[at.INACTIVATED] = oxidation
    rates[at.INACTIVATED] = oxidation + REPAIR_RATE
