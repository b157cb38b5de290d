"""Which white cells are on the film, and with how many lobes? Counts from the state, kinds as the report has them."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from statistics import NormalDist

from cases.simulation.moments import Moment
from cases.smears.findings import clamped, is_reported, share_of

MOST_LOBES, MANY_LOBES = 8, 5
# Lobe number = round(Normal(mean, spread)), clipped to 1..8: controls of Westerman 1999 at severity 0 (mean 2.96, 2 of
# 50 flagged); what megaloblastosis adds was fitted to lobe averages above 3.5.
LOBES_MEAN, LOBES_MEAN_GAIN = 2.93, 1.45
LOBES_SPREAD, LOBES_SPREAD_GAIN = 0.72, 0.55
BANDS, BANDS_INFLAMED = 0.03, 0.22  # share of neutrophils: usual, and what inflammation adds (assumed)
SEVERITIES = 160


def white_mix(moment: Moment) -> dict[str, float]:
    """Return the shares of white cells by kind, which add up to 1."""
    values = moment.readouts
    counts = {name: max(values[name], 0.0) for name in ("lymphocytes", "monocytes", "eosinophils", "basophils")}
    neutrophils = max(values["neutrophils"], 0.0)
    total = max(neutrophils + sum(counts.values()) + values["blasts"], 1e-6)
    leukemic = leukemic_shares(moment, values["blasts"] / total)
    young = share_of(moment, "immature-granulocytes")
    left = 1.0 - sum(leukemic.values()) - young
    healthy = max(neutrophils + sum(counts.values()), 1e-6)
    mature = {name: left * count / healthy for name, count in counts.items()}
    return {
        **neutrophil_shares(moment, left * neutrophils / healthy),
        **lymphocyte_shares(moment, mature["lymphocytes"]),
        "monocyte": mature["monocytes"],
        "eosinophil": mature["eosinophils"],
        "basophil": mature["basophils"],
        "metamyelocyte": 0.45 * young,
        "myelocyte": 0.40 * young,
        "promyelocyte": 0.15 * young,
        **leukemic,
    }


def leukemic_shares(moment: Moment, share: float) -> dict[str, float]:
    """Return blasts and abnormal promyelocytes, which share the leukemic cells where both are reported."""
    if not is_reported(moment, "abnormal-promyelocytes"):
        return {"blast": clamped(moment, "blasts-on-film", share), "abnormal-promyelocyte": 0.0}
    blasts = min(max(0.1 * share, 0.01), 0.05) if is_reported(moment, "blasts-on-film") else 0.0
    return {"blast": blasts, "abnormal-promyelocyte": clamped(moment, "abnormal-promyelocytes", share - blasts)}


def neutrophil_shares(moment: Moment, share: float) -> dict[str, float]:
    """Split the neutrophils into segmented ones, bands and pseudo-Pelger forms."""
    bands = BANDS + BANDS_INFLAMED * moment.indices["inflammation"]
    pelger = share_of(moment, "pseudo-pelger-neutrophils")
    segmented = share * (1.0 - bands - pelger)
    return {"neutrophil": segmented, "band": share * bands, "pseudo-pelger": share * pelger}


def lymphocyte_shares(moment: Moment, share: float) -> dict[str, float]:
    """Split the lymphocytes into small, large granular, reactive and hairy ones."""
    parts = {
        "large-granular-lymphocyte": share_of(moment, "large-granular-lymphocytes"),
        "reactive-lymphocyte": share_of(moment, "atypical-lymphocytes"),
        "hairy-cell": share_of(moment, "hairy-cells"),
    }
    crowd = max(sum(parts.values()) / 0.85, 1.0)
    parts = {kind: share * part / crowd for kind, part in parts.items()}
    return {"lymphocyte": share - sum(parts.values()), **parts}


def lobe_shares(moment: Moment) -> tuple[float, ...]:
    """Return the shares of segmented neutrophils with 1 to 8 lobes: those of five or more are what the state has."""
    many = 0.01 * moment.readouts["hypersegmented_percent"]
    return lobes_at(severity_of(clamped(moment, "hypersegmented-neutrophils", many)))


def lobes_at(severity: float) -> tuple[float, ...]:
    """Return the shares of 1 to 8 lobes at a severity, 0 healthy to 1 and somewhat above."""
    normal = NormalDist(LOBES_MEAN + LOBES_MEAN_GAIN * severity, LOBES_SPREAD + LOBES_SPREAD_GAIN * severity)
    below = [0.0, *(normal.cdf(count + 0.5) for count in range(1, MOST_LOBES)), 1.0]
    return tuple(below[i + 1] - below[i] for i in range(MOST_LOBES))


@cache
def _many_lobed() -> tuple[float, ...]:
    return tuple(sum(lobes_at(i / 100.0)[MANY_LOBES - 1 :]) for i in range(SEVERITIES))


def severity_of(many: float) -> float:
    """Return the severity at which a share `many` of neutrophils has five lobes or more, between the steps linear."""
    shares = _many_lobed()
    i = min(max(bisect_left(shares, many), 1), SEVERITIES - 1)
    step = (many - shares[i - 1]) / (shares[i] - shares[i - 1])
    return (i - 1 + min(max(step, 0.0), 1.0)) / 100.0
