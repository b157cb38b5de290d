"""Is the belief what follows from the findings, by the rule of Bayes and no other?"""

import math
from itertools import permutations
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.catalog import current
from cases.reasoning import observer as module
from cases.reasoning.evidence import Evidence, Measured
from cases.reasoning.mixture import FREEDOM
from cases.reasoning.observer import (
    LEAST_EIGENVALUE,
    TEMPERATURE,
    Observer,
    ObserverMissing,
    by_diagnosis,
    current_observer,
    load_observer,
    prior_of,
)  # fmt: skip
from tests.cases.reasoning.tiny import CATALOG, FEATURES, FREQUENCIES, OBSERVER, PRIOR, SETTING, evidence
from tests.cases.variants import with_entry

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
    if "vitamin" in known.values:
        measured[1] = (math.log(max(known.values["vitamin"].value, 5.0)) - 5.0) / 0.8
    if "cells" in known.values:
        measured[2] = (known.values["cells"].value - 2.0) / 1.1
    pairs = [("sex", known.sex), *known.levels.items()]
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
    joint = {key: prior[key] * likelihood[key] ** TEMPERATURE for key in likelihood}
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


def test_evidence_joined_bit_by_bit_is_the_evidence_at_once() -> None:
    bit_by_bit = evidence(cells=1.5).joined({"vitamin": Measured(120)}, {}).joined({}, {"lobes": "many"})
    assert bit_by_bit == evidence(vitamin=120, cells=1.5, lobes="many")


def test_the_first_value_stays_because_later_ones_repeat_it() -> None:
    assert evidence(vitamin=120).joined({"vitamin": Measured(500)}, {}) == evidence(vitamin=120)


def indifferent(observer: Observer) -> Observer:
    """Return the observer for whom age and sex are alike in all conditions."""
    covariances = observer.covariances.copy()
    covariances[:, 0, :] = covariances[:, :, 0] = 0
    covariances[:, 0, 0] = 1
    means, frequencies = observer.means.copy(), observer.log_frequencies.copy()
    means[:, 0], frequencies[:, :2] = 0, math.log(0.5)
    fields = {name: getattr(observer, name) for name in observer.__dataclass_fields__}
    return Observer(**{**fields, "means": means, "covariances": covariances, "log_frequencies": frequencies})


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


def test_a_finding_is_expected_to_leave_the_belief_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without tempering, the mean of the belief over all answers, weighted as foreseen, is the belief before."""
    monkeypatch.setattr(module, "TEMPERATURE", 1.0)
    states = OBSERVER.state_chances(evidence(vitamin=150), PRIOR, SETTING)
    expected = 0.0
    for level in ("absent", "few", "many"):
        foreseen = states @ FREQUENCIES[:, FEATURES.levels.index(("lobes", level))]
        expected += foreseen * OBSERVER.belief(evidence(vitamin=150, lobes=level), SETTING, PRIOR)["lack"]
    assert expected == pytest.approx(OBSERVER.belief(evidence(vitamin=150), SETTING, PRIOR)["lack"], abs=1e-12)


def test_a_value_is_expected_to_leave_the_belief_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TEMPERATURE", 1.0)
    rng = np.random.default_rng(1)
    before = OBSERVER.state_chances(evidence(), PRIOR, SETTING)
    beliefs = []
    for state in rng.choice(3, size=3000, p=before):
        mean, covariance = OBSERVER.means[state], OBSERVER.covariances[state]
        gain = covariance[1:, 0] / covariance[0, 0]  # age is known
        left = covariance[1:, 1:] - np.outer(gain, covariance[0, 1:])
        drawn = rng.multivariate_normal(mean[1:] + gain * ((64 - 60) / 12 - mean[0]), left)
        vitamin, cells = math.exp(drawn[0] * 0.8 + 5.0), drawn[1] * 1.1 + 2.0
        beliefs.append(OBSERVER.belief(evidence(vitamin=vitamin, cells=cells), SETTING, PRIOR)["lack"])
    error = 4 * float(np.std(beliefs)) / math.sqrt(len(beliefs))
    assert float(np.mean(beliefs)) == pytest.approx(before[:2].sum(), abs=error)


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
    assert np.linalg.eigvalsh(shipped.covariances).min() > LEAST_EIGENVALUE / 2


def test_the_shipped_observer_is_small(shipped: Observer) -> None:
    assert module.ARTIFACT.stat().st_size < 2_000_000


def test_what_is_saved_is_read_back(shipped: Observer, tmp_path: Path) -> None:
    shipped.save(tmp_path / "again.npz")
    again = load_observer(current(), tmp_path / "again.npz")
    assert believed(again, TEXTBOOK, SETTINGS[0]) == pytest.approx(believed(shipped, TEXTBOOK, SETTINGS[0]), abs=0.01)


def test_a_missing_observer_says_how_to_fit_one(tmp_path: Path) -> None:
    with pytest.raises(ObserverMissing, match="fit_observer"):
        load_observer(current(), tmp_path / "none.npz")


def test_an_observer_of_another_catalog_is_refused(tmp_path: Path) -> None:
    OBSERVER.save(tmp_path / "tiny.npz")
    with pytest.raises(ObserverMissing, match="fitted to another catalog"):
        load_observer(current(), tmp_path / "tiny.npz")


def test_an_observer_who_does_not_know_a_condition_is_refused() -> None:
    newcomer = msgspec.structs.replace(current().conditions["copper"], key="zinc-deficiency")
    with pytest.raises(ObserverMissing, match="fitted to another catalog"):
        load_observer(with_entry(current(), "conditions", newcomer))
