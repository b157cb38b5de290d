"""Do people leave out what they would rather not say, and never say what is not so?"""

import pytest

from cases.catalog.observables import Question
from cases.simulation.telling import evasion, half_named, is_loose, trait
from cases.simulation.trajectories import Moment
from tests.cases.simulation.population import CATALOG, moment, patient

RETICENT = {key: question for key, question in CATALOG.questions.items() if question.reticence}
DENIALS = ("no,", "no.", "none", "never", "not at all", "i do not drink", "i do not use", "nothing at all")
INHALING = [moment(patient("nitrous-oxide", seed)) for seed in range(120)]
OTHERS = [moment(patient("aplastic-anemia", seed)) for seed in range(120)]


def evades(moments: list[Moment], question: Question) -> float:
    """Return the share that does not answer at the first asking."""
    return sum(bool(evasion(at, question, 0)) for at in moments) / len(moments)


def test_what_embarrasses_and_what_slips_the_mind_may_stay_untold() -> None:
    assert {"alcohol", "recreational-drugs", "diet", "supplements", "duration"} <= set(RETICENT)
    assert {question.reticence.trait for question in RETICENT.values() if question.reticence} == {
        "disclosure",
        "recall",
    }


def test_inhaled_gas_is_left_out_by_the_least_open_and_told_by_all_when_asked_by_name_or_again() -> None:
    general, direct = CATALOG.questions["recreational-drugs"], CATALOG.questions["laughing-gas"]
    assert evades(INHALING, general) == pytest.approx(general.reticence.below, abs=0.14)  # type: ignore[union-attr]
    assert evades(INHALING, direct) == 0
    assert [evasion(at, general, 1) for at in INHALING] == [""] * len(INHALING)
    assert "nitrous-oxide" in {d.key for d in CATALOG.drugs.values() if direct.key in d.asked_by}


def test_evading_is_no_proof_since_some_with_nothing_to_tell_evade_too() -> None:
    general = CATALOG.questions["recreational-drugs"]
    clean = [at for at in OTHERS if not any(general.key in use.drug.asked_by for use in at.patient.drugs)]
    assert 0 < evades(clean, general) < 0.2


@pytest.mark.parametrize("question", RETICENT.values(), ids=RETICENT)
def test_an_evasive_answer_neither_tells_nor_denies(question: Question) -> None:
    assert question.reticence is not None
    words = [words.lower() for words in question.reticence.words]
    assert [w for w in words if w.startswith(DENIALS)] == []
    plain = {w for finding in question.findings for said in finding.words.values() for w in said}
    assert not plain & set(question.reticence.words)


def test_what_is_asked_in_between_changes_no_answer() -> None:
    for at in INHALING[:30]:
        once = {key: evasion(at, question, 0) for key, question in RETICENT.items()}
        assert once == {key: evasion(at, RETICENT[key], 0) for key in reversed(RETICENT)}


def test_traits_are_even_among_people_and_not_the_same_trait() -> None:
    for name in ("recall", "literacy", "disclosure"):
        low = sum(trait(at.patient, name) < 0.5 for at in INHALING + OTHERS) / 240
        assert low == pytest.approx(0.5, abs=0.13)
    assert any(trait(at.patient, "recall") != trait(at.patient, "literacy") for at in OTHERS)


def test_a_name_half_known_is_found_on_the_box_when_asked_again() -> None:
    clueless = [
        (use, at.patient) for at in OTHERS for use in at.patient.drugs if half_named(use, at.patient, asked_before=0)
    ]
    assert clueless
    for use, one in clueless:
        assert use.drug.name.lower() not in half_named(use, one, 0).lower()
        assert half_named(use, one, 1) == ""


def test_every_medicine_that_is_prescribed_can_be_half_known() -> None:
    assert [
        d.key
        for d in CATALOG.drugs.values()
        if d.kind == "medicine" and d.indication != "own choice" and not d.half_named
    ] == []


def test_some_tell_times_loosely() -> None:
    assert 0.15 < sum(is_loose(at.patient) for at in OTHERS) / len(OTHERS) < 0.45
