"""Does the patient who is called bring back what is forgotten?"""

from collections import Counter

from cases.catalog import current
from cases.reasoning.belief.observer import prior_of
from quizzes.modes.patients import NEAR, brought_back, patient_for

FORGOTTEN = {"hypersegmentation": 0.4, "injections-when-severe": 0.1, "copper-mimic": 0.3, "stores-last-years": 0.2}
SEEDS = 400


def drawn(forgotten: dict[str, float]) -> Counter[tuple[str, str]]:
    found = [patient_for(current(), forgotten, seed) for seed in range(SEEDS)]
    return Counter(one for one in found if one)


def test_a_condition_brings_back_what_is_forgotten_of_its_key_features() -> None:
    worths = brought_back(current(), FORGOTTEN)
    for key, condition in current().conditions.items():
        lost = sum(FORGOTTEN.get(point, 0) for point in condition.key_features)
        assert worths.get(key, 0) == lost
    assert worths["mds-low-blasts"] == 0.7


def test_who_is_called_is_met_in_the_setting_and_brings_back_near_the_most() -> None:
    worths = brought_back(current(), FORGOTTEN)
    found = drawn(FORGOTTEN)
    assert found.total() == SEEDS
    for setting, condition in found:
        assert prior_of(current(), setting)[condition] > 0
        assert worths[condition] >= NEAR * max(worths.values())


def test_what_is_forgotten_more_is_called_for_more_and_rare_diseases_stay_rare() -> None:
    found = Counter(condition for (_, condition), times in drawn(FORGOTTEN).items() for _ in range(times))
    assert len(found) > 3
    assert found["mds-low-blasts"] > found["bariatric-surgery"] > 0
    turned = drawn({"hypersegmentation": 0.01, "copper-mimic": 0.9})
    assert all("copper-mimic" in current().conditions[condition].key_features for _, condition in turned)


def test_nobody_is_called_for_what_no_patient_can_bring_back() -> None:
    assert patient_for(current(), {}, 1) is None
    assert patient_for(current(), {"deficiency-not-excess": 0.9}, 1) is None
