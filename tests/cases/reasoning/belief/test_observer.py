"""Is the belief what follows from the findings, by the rule of Bayes and no other?"""

import math
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.catalog import current
from cases.reasoning.belief import observer as module
from cases.reasoning.belief.evidence import Evidence, Measured
from cases.reasoning.belief.mixture import FREEDOM
from cases.reasoning.belief.observer import (
    LARGEST_BYTES,
    Observer,
    ObserverMissing,
    by_diagnosis,
    current_observer,
    fitted_to,
    is_stale,
    load_observer,
    prior_of,
    save,
)  # fmt: skip
from tests.cases.reasoning.tiny import CATALOG, FEATURES, FREQUENCIES, OBSERVER, PRIOR, SETTING, evidence
from tests.cases.variants import with_entry

UNTEMPERED = replace(OBSERVER, tempering=replace(OBSERVER.tempering, slopes=np.zeros(2)))
# Where the laboratory measures no vitamin below 20, and how often in each state that is so.
LIMIT, UNDER = 20.0, np.array([0.05, 0.3, 0.002])
LIMITED = replace(
    OBSERVER,
    features=replace(
        FEATURES,
        lows=np.array([-np.inf, LIMIT, -np.inf]),
        levels=(*FEATURES.levels, ("vitamin", "<"), ("vitamin", "within")),
    ),
    log_frequencies=np.log(np.column_stack([FREQUENCIES, UNDER, 1 - UNDER])),
)

CASES = [
    evidence(),
    evidence(vitamin=90),
    evidence(cells=1.2),
    evidence(vitamin=2),
    evidence(lobes="many"),
    evidence(vitamin=400, lobes="few", numb="present"),
    evidence(vitamin=150, cells=3.5, lobes="absent", numb="absent"),
]
evidences = st.builds(
    evidence,
    vitamin=st.none() | st.floats(1, 3000),
    cells=st.none() | st.floats(0, 12),
    lobes=st.sampled_from([None, "absent", "few", "many"]),
    numb=st.sampled_from([None, "absent", "present"]),
)


def student(residual: np.ndarray, shape: np.ndarray) -> float:
    """Return the density of the multivariate t distribution (Kotz and Nadarajah 2004, equation 1.1)."""
    nu, n = FREEDOM, len(residual)
    scale = math.gamma(nu / 2) * (nu * math.pi) ** (n / 2) * math.sqrt(np.linalg.det(shape))
    distance = residual @ np.linalg.inv(shape) @ residual
    return math.gamma((nu + n) / 2) / scale * (1 + distance / nu) ** (-(nu + n) / 2)


def enumerated(known: Evidence, setting: str = SETTING, prior: dict[str, float] = PRIOR) -> dict[str, float]:
    """Return the belief the slow way: each condition, each state, each finding in turn."""
    age = (known.age - 60) / 12
    measured = {0: age}
    pairs = [("sex", known.sex), *known.levels.items()]
    if "vitamin" in known.values:
        measured[1] = (math.log(max(known.values["vitamin"].value, 5.0)) - 5.0) / 0.8
    if "cells" in known.values:
        measured[2] = (known.values["cells"].value - 2.0) / 1.1
    weights = OBSERVER.weights[OBSERVER.settings.index(setting)]
    likelihood = dict.fromkeys(OBSERVER.conditions, 0.0)
    for state, owner in enumerate(OBSERVER.owner):
        columns = list(measured)
        shape = OBSERVER.covariances[state][np.ix_(columns, columns)] * (FREEDOM - 2) / FREEDOM
        residual = np.array([measured[i] - OBSERVER.means[state, i] for i in columns])
        density = student(residual, shape)
        for pair in pairs:
            density *= FREQUENCIES[state, FEATURES.levels.index(pair)]
        likelihood[OBSERVER.conditions[owner]] += weights[state] * density
    findings = len(known.levels) / 2, len(known.values) / 2
    power = 1 / (1 + 0.1 * findings[0] + 0.2 * findings[1])
    joint = {key: prior[key] * likelihood[key] ** power for key in likelihood}
    return {key: value / sum(joint.values()) for key, value in joint.items()}


@pytest.mark.parametrize("known", CASES)
@pytest.mark.parametrize("setting", [SETTING, "clinic"])
def test_the_belief_equals_enumeration(known: Evidence, setting: str) -> None:
    assert OBSERVER.belief(known, setting, PRIOR) == pytest.approx(enumerated(known, setting), abs=1e-9)


@given(evidences, st.floats(0.01, 0.99))
def test_the_belief_sums_to_one_under_any_prior(known: Evidence, share: float) -> None:
    prior = {"lack": share, "clone": 1 - share}
    belief = OBSERVER.belief(known, SETTING, prior)
    assert sum(belief.values()) == pytest.approx(1, abs=1e-12)
    assert belief == pytest.approx(enumerated(known, prior=prior), abs=1e-9)


def test_the_order_of_findings_is_irrelevant() -> None:
    values = {"vitamin": Measured(120), "cells": Measured(1.5)}
    levels = {"lobes": "many", "numb": "present"}
    beliefs = [
        tuple(OBSERVER.belief(Evidence(64, "female", dict(v), dict(w)), SETTING, PRIOR).values())
        for v in permutations(values.items())
        for w in permutations(levels.items())
    ]
    assert len(set(beliefs)) == 1


def indifferent(observer: Observer) -> Observer:
    """Return the observer for whom age and sex are alike in all conditions."""
    correlations = observer.correlations.copy()
    correlations[:, 0, 1:] = correlations[:, 1:, 0] = 0
    means, deviations, frequencies = (
        array.copy() for array in (observer.means, observer.deviations, observer.log_frequencies)
    )
    means[:, 0], deviations[:, 0], frequencies[:, :2] = 0, 1, math.log(0.5)
    return replace(observer, means=means, deviations=deviations, correlations=correlations, log_frequencies=frequencies)


def test_without_evidence_the_belief_is_the_prior() -> None:
    belief = indifferent(OBSERVER).belief(Evidence(64, "female"), SETTING, PRIOR)
    assert belief == pytest.approx(PRIOR, abs=1e-12)


def test_a_condition_that_is_never_met_is_never_believed() -> None:
    assert OBSERVER.belief(CASES[1], SETTING, {"clone": 1.0}) == {"lack": 0.0, "clone": 1.0}


def test_a_finding_of_one_condition_speaks_for_it() -> None:
    few, many = (OBSERVER.belief(evidence(lobes=level), SETTING, PRIOR)["lack"] for level in ("absent", "many"))
    assert few < OBSERVER.belief(evidence(), SETTING, PRIOR)["lack"] < many


def test_what_the_observer_never_learned_tells_nothing() -> None:
    strange = Evidence(64, "female", {"weight": Measured(80)}, {"hair": "gray"})
    assert OBSERVER.belief(strange, SETTING, PRIOR) == OBSERVER.belief(evidence(), SETTING, PRIOR)


def test_a_finding_is_expected_to_leave_the_belief_as_it_is() -> None:
    """Without tempering, the mean of the belief over all answers, weighted as foreseen, is the belief before."""
    states = UNTEMPERED.state_chances(evidence(vitamin=150), PRIOR, SETTING)
    expected = 0.0
    for level in ("absent", "few", "many"):
        foreseen = states @ FREQUENCIES[:, FEATURES.place["lobes", level]]
        expected += foreseen * UNTEMPERED.belief(evidence(vitamin=150, lobes=level), SETTING, PRIOR)["lack"]
    assert expected == pytest.approx(UNTEMPERED.belief(evidence(vitamin=150), SETTING, PRIOR)["lack"], abs=1e-12)


def test_a_value_is_expected_to_leave_the_belief_as_it_is() -> None:
    rng = np.random.default_rng(1)
    before = UNTEMPERED.state_chances(evidence(), PRIOR, SETTING)
    beliefs = []
    for state in rng.choice(3, size=3000, p=before):
        mean, covariance = OBSERVER.means[state], OBSERVER.covariances[state]
        gain = covariance[1:, 0] / covariance[0, 0]  # age is known
        left = covariance[1:, 1:] - np.outer(gain, covariance[0, 1:])
        drawn = rng.multivariate_normal(mean[1:] + gain * ((64 - 60) / 12 - mean[0]), left)
        vitamin, cells = math.exp(drawn[0] * 0.8 + 5.0), drawn[1] * 1.1 + 2.0
        beliefs.append(UNTEMPERED.belief(evidence(vitamin=vitamin, cells=cells), SETTING, PRIOR)["lack"])
    error = 4 * float(np.std(beliefs)) / math.sqrt(len(beliefs))
    assert float(np.mean(beliefs)) == pytest.approx(before[:2].sum(), abs=error)


def below(limit: float) -> Evidence:
    """Return what is known once a vitamin was reported as less than a limit."""
    return replace(evidence(), values={"vitamin": Measured(limit, "<")})


def ratios(observer: Observer, known: Evidence) -> np.ndarray:
    """Return how likely the evidence is in each state, beyond age and sex."""
    return np.exp(observer.log_likelihoods(known) - observer.log_likelihoods(evidence()))


def test_a_value_below_the_limit_is_a_finding_whatever_number_stands_there() -> None:
    for known in (below(LIMIT), below(5), evidence(vitamin=3)):
        assert ratios(LIMITED, known) == pytest.approx(UNDER, rel=1e-9)


def test_a_value_that_was_read_tells_that_it_could_be_read() -> None:
    read = evidence(vitamin=90)
    assert ratios(LIMITED, read) == pytest.approx((1 - UNDER) * ratios(OBSERVER, read), rel=1e-9)


@pytest.mark.parametrize(("observer", "under"), [(LIMITED, UNDER), (OBSERVER, np.zeros(3))])
def test_below_a_limit_of_another_laboratory_lie_our_limit_and_part_of_the_values(
    observer: Observer, under: np.ndarray
) -> None:
    """By hand: the share below ours, and of the others the normal distribution up to theirs, given the age."""
    at = (math.log(150) - 5.0) / 0.8
    for state, found in enumerate(ratios(observer, below(150))):
        mean, covariance = OBSERVER.means[state], OBSERVER.covariances[state]
        gain = covariance[1, 0] / covariance[0, 0]
        center = mean[1] + gain * ((64 - 60) / 12 - mean[0])
        spread = math.sqrt(covariance[1, 1] - gain * covariance[0, 1])
        part = 0.5 * math.erfc((center - at) / spread / math.sqrt(2))
        assert found == pytest.approx(under[state] + (1 - under[state]) * part, rel=1e-9)


def test_less_than_a_great_number_tells_nothing() -> None:
    assert ratios(LIMITED, below(1e9)) == pytest.approx(np.ones(3), abs=1e-6)


def test_limits_that_are_hardly_ever_met_need_not_be_imagined() -> None:
    assert LIMITED.limits_met(np.array([0, 2])) == {"vitamin": (7, 8)}
    assert LIMITED.limits_met(np.array([2])) == {}
    assert OBSERVER.limits_met(np.arange(3)) == {}


def test_causes_are_summed_within_their_diagnosis() -> None:
    catalog = current()
    prior = prior_of(catalog, "pancytopenia-ward")
    diagnoses = by_diagnosis(catalog, prior)
    assert list(diagnoses) == list(catalog.diagnoses)
    assert sum(diagnoses.values()) == pytest.approx(1)
    causes = [key for key, condition in catalog.conditions.items() if condition.diagnosis == "b12-deficiency"]
    assert diagnoses["b12-deficiency"] == pytest.approx(sum(prior[key] for key in causes))


def test_the_prior_of_a_setting_follows_its_weights() -> None:
    assert prior_of(CATALOG, SETTING) == pytest.approx(PRIOR)


# The observer that is shipped: no exact figures, which change whenever it learns anew.


@pytest.fixture(scope="module")
def shipped() -> Observer:
    return current_observer()


SETTINGS = tuple(current().settings)
TEXTBOOK = Evidence(
    62, "female",
    {"hemoglobin": Measured(5.8), "mcv": Measured(122), "serum-b12": Measured(60)},
    {"hypersegmented-neutrophils": "present", "intrinsic-factor-antibody": "present"},
)  # fmt: skip
AGRANULOCYTOSIS = Evidence(
    43, "female", {"neutrophils": Measured(0.04)}, {"drug:methimazole": "present", "fever": "present"}
)
# The antibody disturbs the assay: the level is normal, the metabolite tells the truth.
FALSELY_NORMAL = Evidence(
    62, "female",
    {"serum-b12": Measured(420), "methylmalonic-acid": Measured(5000)}, {"intrinsic-factor-antibody": "present"},
)  # fmt: skip


def believed(observer: Observer, known: Evidence, setting: str) -> dict[str, float]:
    """Return the belief by diagnosis."""
    return by_diagnosis(current(), observer.belief(known, setting, prior_of(current(), setting)))


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_textbook_picture_is_b12_deficiency(shipped: Observer, setting: str) -> None:
    assert believed(shipped, TEXTBOOK, setting)["b12-deficiency"] > 0.9


@pytest.mark.parametrize("setting", SETTINGS)
def test_fever_without_neutrophils_on_methimazole_is_the_drug(shipped: Observer, setting: str) -> None:
    belief = believed(shipped, AGRANULOCYTOSIS, setting)
    assert max(belief, key=lambda key: belief[key]) == "drug-induced-neutropenia"


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_normal_b12_does_not_exclude_deficiency_where_the_antibody_disturbs_it(
    shipped: Observer, setting: str
) -> None:
    belief = believed(shipped, FALSELY_NORMAL, setting)
    assert max(belief, key=lambda key: belief[key]) == "b12-deficiency"


def test_the_shipped_observer_knows_every_condition_and_setting(shipped: Observer) -> None:
    assert shipped.conditions == tuple(current().conditions)
    assert set(shipped.settings) == set(current().settings)
    assert np.allclose(np.bincount(shipped.owner, shipped.weights[0]), 1, atol=1e-5)


def test_the_shipped_observer_can_imagine_any_result(shipped: Observer) -> None:
    """Rounding must not leave a direction without variance, or an order could not be weighed."""
    assert np.linalg.eigvalsh(shipped.correlations).min() > 0
    assert shipped.deviations.min() > 0


def test_the_shipped_observer_is_small() -> None:
    assert module.ARTIFACT.stat().st_size <= LARGEST_BYTES


def test_what_is_saved_is_read_back(shipped: Observer, tmp_path: Path) -> None:
    save(shipped, tmp_path / "again.npz")
    again = load_observer(current(), tmp_path / "again.npz")
    assert believed(again, TEXTBOOK, SETTINGS[0]) == pytest.approx(believed(shipped, TEXTBOOK, SETTINGS[0]), abs=0.01)
    assert again.catalog == shipped.catalog == fitted_to(tmp_path / "again.npz")


def test_what_cannot_be_written_leaves_the_old_observer(
    shipped: Observer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "observer.npz"
    save(shipped, path)
    before = path.read_bytes()

    def torn(file: Path, **_: object) -> None:
        file.write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(np, "savez_compressed", torn)
    with pytest.raises(KeyboardInterrupt):
        save(shipped, path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_an_observer_of_earlier_numbers_is_stale_and_still_read(shipped: Observer, tmp_path: Path) -> None:
    save(replace(shipped, catalog="0123456789ab"), tmp_path / "old.npz")
    assert is_stale(load_observer(current(), tmp_path / "old.npz"), current())


def test_a_missing_observer_says_how_to_fit_one(tmp_path: Path) -> None:
    assert fitted_to(tmp_path / "none.npz") == ""
    with pytest.raises(ObserverMissing, match="fit_observer"):
        load_observer(current(), tmp_path / "none.npz")


def test_an_observer_of_another_catalog_is_refused(tmp_path: Path) -> None:
    save(OBSERVER, tmp_path / "tiny.npz")
    with pytest.raises(ObserverMissing, match="fitted to another catalog"):
        load_observer(current(), tmp_path / "tiny.npz")


def test_columns_of_another_name_are_refused_though_they_are_as_many(shipped: Observer, tmp_path: Path) -> None:
    names = ("age", "aaa", *shipped.features.analytes[2:])
    save(replace(shipped, features=replace(shipped.features, analytes=names)), tmp_path / "renamed.npz")
    with pytest.raises(ObserverMissing, match="fitted to another catalog"):
        load_observer(current(), tmp_path / "renamed.npz")


def test_an_observer_who_does_not_know_a_condition_is_refused() -> None:
    newcomer = msgspec.structs.replace(current().conditions["copper"], key="zinc-deficiency")
    with pytest.raises(ObserverMissing, match="fitted to another catalog"):
        load_observer(with_entry(current(), "conditions", newcomer))
