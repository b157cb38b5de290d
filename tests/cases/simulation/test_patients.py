"""Does a recipe and a seed give one patient, whatever was asked before?"""

from statistics import fmean

import msgspec
import pytest

from cases.simulation.patients import Recipe, patient_of
from tests.cases.simulation.population import CATALOG, CONDITIONS, everybody, moment, patient

anew = patient_of.__wrapped__  # without the memory of patients already made


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_same_seed_gives_the_same_patient(condition: str) -> None:
    recipe = Recipe("general-medicine", ((condition, 1.0),))
    assert vars(anew(CATALOG, recipe, 17)) == vars(anew(CATALOG, recipe, 17))


def test_another_seed_gives_another_patient() -> None:
    assert len({patient("copper", seed).onset.last_state for seed in range(1, 11)}) == 10


def test_a_setting_sends_its_own_mix_of_conditions() -> None:
    met = [anew(CATALOG, Recipe("neutropenia-clinic"), seed).condition for seed in range(80)]
    priors = {key: condition.priors.get("neutropenia-clinic", 0.0) for key, condition in CATALOG.conditions.items()}
    commonest = max(priors, key=lambda key: priors[key])
    share = sum(condition.key == commonest for condition in met) / len(met)
    assert share == pytest.approx(priors[commonest] / sum(priors.values()), abs=0.22)  # four standard errors
    assert all(priors[condition.key] > 0 for condition in met)


def test_an_author_may_ask_for_a_mix() -> None:
    recipe = Recipe("general-medicine", (("aml", 1.0), ("methimazole", 1.0), ("copper", 0.0)))
    assert {anew(CATALOG, recipe, seed).condition.key for seed in range(20)} == {"aml", "methimazole"}


def test_severity_chooses_among_the_presentations() -> None:
    mild = [moment(patient("pernicious-anemia", seed, (0.0, 0.1))).readouts["hemoglobin"] for seed in range(1, 9)]
    grave = [moment(patient("pernicious-anemia", seed, (0.9, 1.0))).readouts["hemoglobin"] for seed in range(1, 9)]
    assert min(mild) > max(grave)
    assert max(grave) < 7.5


def test_a_patient_is_seen_on_the_day_the_presentation_names() -> None:
    """The grave presentation of pernicious anemia is drawn around 6 g/dL, and hemoglobin falls slowly to it."""
    found = [moment(patient("pernicious-anemia", seed, (0.8, 1.0))).readouts["hemoglobin"] for seed in range(1, 25)]
    assert fmean(found) == pytest.approx(6.0, abs=0.6)


def test_nobody_is_ill_for_longer_than_the_condition_allows() -> None:
    for one in everybody(range(1, 5)):
        assert 0 < one.presented_on <= one.condition.longest_years * 365


def test_age_and_ancestry_lie_within_what_the_condition_allows() -> None:
    for one in everybody(range(1, 5)):
        who = one.condition.demographics
        low, high = who.age.quantile(1e-6), who.age.quantile(1 - 1e-6)
        assert round(low) <= one.age <= round(high)
        assert one.ancestry in (who.ancestry or {"unspecified": 1.0})


def test_words_for_the_patient_follow_the_sex() -> None:
    for one in everybody(range(1, 3)):
        assert (one.she, one.her) == (("she", "her") if one.sex == "female" else ("he", "his"))


def test_causal_drugs_are_always_taken_and_no_drug_twice() -> None:
    for one in everybody(range(1, 5)):
        taken = [use.drug.key for use in one.drugs]
        certain = {k for k, use in one.condition.drugs.items() if use.probability == 1}
        assert certain <= set(taken)
        assert len(set(taken)) == len(taken)
        assert all(use.since_days > 0 for use in one.drugs)


def test_nobody_takes_an_everyday_drug_too_young_for_it() -> None:
    for one in everybody(range(1, 5)):
        everyday = [use.drug for use in one.drugs if use.drug.key not in one.condition.drugs]
        assert all(one.age >= drug.from_age for drug in everyday)


@pytest.mark.parametrize("recipe", [Recipe("nowhere"), Recipe("general-medicine", (("nothing", 1.0),))])
def test_what_is_not_in_the_catalog_is_refused(recipe: Recipe) -> None:
    with pytest.raises(KeyError, match=r"nowhere|nothing"):
        anew(CATALOG, recipe, 1)


@pytest.mark.parametrize(
    "recipe", [Recipe("pancytopenia-ward"), Recipe("general-medicine", (("aml", 1.0), ("copper", 2.0)), (0.2, 0.8))]
)
def test_a_recipe_survives_storage(recipe: Recipe) -> None:
    assert Recipe.from_json(msgspec.json.decode(msgspec.json.encode(recipe.as_json()))) == recipe
