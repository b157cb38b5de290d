"""Do the numbers of a panel agree with each other, whatever was asked and in whatever order?"""

import math
import random
from dataclasses import replace
from statistics import fmean, median, pstdev

import pytest

from cases.simulation.channels import RENAL_CLEARANCE
from cases.simulation.findings import level_of
from cases.simulation.measurement import IDENTITIES, WHITE_CELLS, Measurement, measure, true_value
from cases.simulation.trajectories import Moment, trajectory_of
from tests.cases.simulation.population import CATALOG, everybody, moment, patient

ANALYTES = CATALOG.analytes
# Days 0, 1 ... 6 of three patients of each condition: about three hundred panels.
MOMENTS = [moment(one, day) for one in everybody(range(11, 14)) for day in range(7)]
PANELS = [measure(at, ANALYTES, at.day * 1440) for at in MOMENTS]


def value(panel: dict[str, Measurement], key: str) -> float:
    """Return the number reported."""
    return panel[key].value


def rounded(key: str) -> float:
    """Return by how much the number reported may lie off."""
    return 0.5 * 10 ** -ANALYTES[key].decimals


def least(panel: dict[str, Measurement], key: str) -> float:
    """Return the smallest value that is reported so."""
    return max(value(panel, key) - rounded(key), 1e-9)


def most(panel: dict[str, Measurement], key: str) -> float:
    """Return the largest value that is reported so."""
    return value(panel, key) + rounded(key)


def agrees(panel: dict[str, Measurement], key: str, low: float, high: float) -> bool:
    """Whether a number can have been rounded from one between `low` and `high`."""
    return low * (1 - 1e-9) <= most(panel, key) and least(panel, key) <= high * (1 + 1e-9)


def unlimited(panel: dict[str, Measurement], *keys: str) -> bool:
    """Whether none of these was reported at a limit."""
    return not any(panel[key].comparator for key in keys)


RATIOS = {
    "mcv": ("hematocrit", "red-cell-count", 10),
    "mch": ("hemoglobin", "red-cell-count", 10),
    "mchc": ("hemoglobin", "hematocrit", 100),
    "reticulocyte-percent": ("reticulocytes", "red-cell-count", 0.1),
}


@pytest.mark.parametrize(("index", "upper", "lower", "factor"), [(k, *v) for k, v in RATIOS.items()], ids=RATIOS)
def test_what_an_analyzer_computes_is_a_ratio_of_what_it_counts(
    index: str, upper: str, lower: str, factor: float
) -> None:
    for panel in PANELS:
        if unlimited(panel, index, upper, lower):
            low = factor * least(panel, upper) / most(panel, lower)
            high = factor * most(panel, upper) / least(panel, lower)
            assert agrees(panel, index, low, high)


def test_white_cells_are_the_sum_of_their_kinds() -> None:
    for panel in PANELS:
        low = sum(0 if panel[kind].comparator else least(panel, kind) for kind in WHITE_CELLS)
        assert agrees(panel, "white-cell-count", low, sum(most(panel, kind) for kind in WHITE_CELLS))


def test_neutrophils_are_no_more_than_all_white_cells() -> None:
    slack = rounded("neutrophils") + rounded("white-cell-count")
    assert all(value(p, "neutrophils") <= value(p, "white-cell-count") + slack for p in PANELS)


def test_iron_is_the_saturated_part_of_the_binding_capacity() -> None:
    keys = ("transferrin-saturation", "tibc")
    for panel in PANELS:
        if unlimited(panel, "iron", *keys):
            low, high = (math.prod(bound(panel, key) for key in keys) / 100 for bound in (least, most))
            assert agrees(panel, "iron", low, high)


@pytest.mark.parametrize(
    ("sex", "age", "creatinine", "egfr"),
    # CKD-EPI 2021 (Inker 2021, NEJM 385:1737), worked by hand.
    [("female", 50, 0.7, 105.3), ("male", 50, 0.9, 104.0), ("male", 70, 2.0, 35.2), ("female", 30, 0.5, 129.3)],
)
def test_the_filtration_rate_follows_the_equation(sex: str, age: int, creatinine: float, egfr: float) -> None:
    at = moment(patient("aml"))
    somebody = replace(at, patient=replace(at.patient, sex=sex, age=age))
    assert IDENTITIES["egfr"](lambda key: {"creatinine": creatinine}[key], somebody) == pytest.approx(egfr, abs=0.1)


def test_no_value_lies_beyond_what_the_laboratory_reports() -> None:
    for panel in PANELS:
        for key, measured in panel.items():
            low, high = ANALYTES[key].report_low, ANALYTES[key].report_high
            assert low is None or measured.value >= round(low, ANALYTES[key].decimals)
            assert high is None or measured.value <= round(high, ANALYTES[key].decimals)


def test_a_value_at_a_limit_says_on_which_side() -> None:
    limited = [m for panel in PANELS for m in panel.values() if m.comparator]
    assert limited
    for measured in limited:
        limits = {"<": ANALYTES[measured.key].report_low, ">": ANALYTES[measured.key].report_high}
        assert measured.value == limits[measured.comparator]


def test_the_order_and_the_company_of_a_test_change_nothing() -> None:
    shuffled = random.Random(1)  # noqa: S311
    keys = list(ANALYTES)
    for at, panel in list(zip(MOMENTS, PANELS, strict=True))[::20]:
        shuffled.shuffle(keys)
        minute = at.day * 1440
        assert measure(at, keys, minute) == panel
        assert [measure(at, [key], minute)[key] for key in keys] == [panel[key] for key in keys]
        half = len(keys) // 2
        assert measure(at, keys[:half], minute) | measure(at, keys[half:], minute) == panel


def test_results_come_in_the_order_asked() -> None:
    assert list(measure(MOMENTS[0], ["mcv", "hemoglobin", "mch"], 0)) == ["mcv", "hemoglobin", "mch"]


def test_a_sample_of_another_time_has_other_noise() -> None:
    at = MOMENTS[0]
    first, again, later = (measure(at, ["ldh"], minute)["ldh"].value for minute in (60, 60, 600))
    assert first == again != later


def test_noise_has_the_size_that_the_catalog_gives() -> None:
    at, analyte = moment(patient("duffy-null")), ANALYTES["ldh"]
    samples = [measure(at, ["ldh"], minute)["ldh"] for minute in range(400)]
    noisy = [sample.value for sample in samples if not sample.note]
    assert pstdev(noisy) / fmean(noisy) == pytest.approx(analyte.analytic_cv / 100, rel=0.2)


def test_a_readout_is_what_the_model_says() -> None:
    at = MOMENTS[0]
    for analyte in ANALYTES.values():
        if analyte.readout:
            expected = at.readouts[analyte.readout] * analyte.readout_factor
            expected *= at.row[RENAL_CLEARANCE] ** -analyte.renal_exponent
            assert true_value(at, analyte) == pytest.approx(expected, rel=1e-12)


def test_a_fever_that_is_told_is_also_measured() -> None:
    feverish = [at for at in (moment(patient("methimazole", seed)) for seed in range(1, 25)) if _feverish(at)]
    assert feverish
    assert all(measure(at, ["temperature"], 0)["temperature"].value >= 37.8 for at in feverish)


def _feverish(at: Moment) -> bool:
    return level_of(at, "fever") == "present"


def test_what_a_condition_shifts_is_shifted_in_its_share_of_patients() -> None:
    """Gastrin is high in three of four patients with pernicious anemia."""
    high = [true_value(moment(patient("pernicious-anemia", seed)), ANALYTES["gastrin"]) >= 120 for seed in range(150)]
    assert sum(high) / len(high) == pytest.approx(0.75, abs=0.15)


def test_plasma_moves_hemoglobin_and_red_cells_together() -> None:
    """Within one person MCHC varies by 1.6 % from day to day [Arch Pathol Lab Med 1992;116:825], red cells by more."""
    at = moment(patient("duffy-null"))
    days = [measure(replace(at, day=day), ["mchc", "red-cell-count"], day * 1440) for day in range(200)]
    varies = {key: pstdev(value(d, key) for d in days) / fmean(value(d, key) for d in days) for key in days[0]}
    assert varies["mchc"] < 0.02 < varies["red-cell-count"]


def test_no_red_cell_holds_more_hemoglobin_than_one_can() -> None:
    assert all(24 < value(panel, "mchc") < 38.5 for panel in PANELS)


def test_indirect_bilirubin_is_a_part_of_the_total() -> None:
    for panel in PANELS:
        indirect, total = panel["bilirubin-indirect"], panel["bilirubin-total"]
        assert indirect.value <= total.value


def test_where_finding_and_condition_both_move_a_value_the_stronger_is_read() -> None:
    """C-reactive protein of a fever, or of macrophages gone wild, whichever is more."""
    feverish = [at for at in (moment(patient("hlh", seed)) for seed in range(1, 25)) if _feverish(at)]
    assert feverish
    plain = [at for at in (moment(patient("cyclic-neutropenia", seed)) for seed in range(1, 40)) if _feverish(at)]
    crp = CATALOG.analytes["crp"]
    assert median(true_value(at, crp) for at in feverish) > 2 * median(true_value(at, crp) for at in plain) > 20


def test_a_marrow_that_is_called_hypocellular_counts_as_one() -> None:
    marrow = CATALOG.analytes["marrow-cellularity"]
    empty = [moment(patient("aplastic-anemia", seed)) for seed in range(1, 15)]
    assert all(true_value(at, marrow) <= 25 for at in empty if level_of(at, "marrow-hypocellular") == "present")


def test_a_part_is_never_more_than_the_whole() -> None:
    """Who eats little and drinks much has low cholesterol of which most is HDL."""
    drinker = patient("folate-malabsorption", 2920)
    for day in range(0, 200, 20):
        read = measure(trajectory_of(drinker, (), day).at(day), ["hdl-cholesterol", "total-cholesterol"], day * 1440)
        assert read["hdl-cholesterol"].value < read["total-cholesterol"].value
