"""Does a teacher find patients for a point, and forms for an examination?"""

import io

import pytest
from django.core.management import CommandError, call_command


def said(command: str, *arguments: str) -> str:
    out = io.StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_the_best_patients_come_with_seed_and_reason() -> None:
    text = said("instructive", "--point", "hypersegmentation", "--seeds", "20", "--top", "2")
    assert "The step: Blood film, reviewed by a pathologist." in text
    assert "\n1. " in text
    assert "Seed " in text
    assert "The test is expected to save $" in text


def test_a_question_and_a_plan_can_be_the_step() -> None:
    assert "The answer saves $" in said("instructive", "--point", "animal-sources", "--seeds", "12")
    assert "The step is the plan." in said("instructive", "--point", "potassium-falls", "--seeds", "6")


def test_where_nobody_is_taught_that_is_said() -> None:
    assert "Try more seeds" in said("instructive", "--point", "hypersegmentation", "--seeds", "0")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--point", "hypersegmentatoin"], "did you mean `hypersegmentation`"),
        (["--point", "hypersegmentation", "--setting", "nowhere"], "unknown setting `nowhere`"),
        (["--point", "megaloblasts"], "it asks for no step"),
    ],
)
def test_what_cannot_be_searched_is_refused(arguments: list[str], complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint) as refused:
        said("instructive", *arguments, "--seeds", "1")
    assert refused.value.returncode == 2


def test_forms_are_printed_with_their_difficulty() -> None:
    text = said("parallel_forms", "pernicious-anemia", "mds", "--forms", "2")
    assert text.count("Form ") == 2
    assert text.count("pernicious-anemia") == 2
    assert text.count("difficulty ") == 6


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["mds", "--forms", "1"], "2 or more"),
        (["mds", "--setting", "nowhere"], "--setting: give one of"),
        (["no-such-thing"], "no condition, diagnosis or key feature"),
        (["mds", "--setting", "neutropenia-clinic", "--tolerance", "0"], "Give a larger --tolerance"),
    ],
)
def test_forms_that_cannot_be_are_refused(arguments: list[str], complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint) as refused:
        said("parallel_forms", *arguments)
    assert refused.value.returncode == 2
