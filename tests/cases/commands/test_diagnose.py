"""Does `diagnose` read what people write, believe what follows, and name what it does not know?"""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.catalog import current
from cases.reasoning.belief.observer import current_observer, prior_of
from tests.source import ROOT

WOMAN = {
    "age": 61,
    "sex": "female",
    "setting": "pancytopenia-ward",
    "findings": {
        "hemoglobin": "5.8 g/dL",
        "mcv": "122 fL",
        "serum-b12": "<100 pg/mL",
        "hypersegmented-neutrophils": "present",
        "drug:methimazole": "absent",
    },
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a patient is written down."""
    return tmp_path / "patient.json"


def diagnosed(file: Path, told: Any, **options: Any) -> str:
    """What the command says of a patient."""
    file.write_text(told if isinstance(told, str) else json.dumps(told))
    out = io.StringIO()
    call_command("diagnose", str(file), stdout=out, **options)
    return out.getvalue()


def belief(file: Path, told: Any) -> dict[str, float]:
    """Of 100 patients, how many have each condition."""
    answer = json.loads(diagnosed(file, told, json=True))
    return {c["condition"]: c["of_100"] for group in answer["diagnoses"] for c in group["conditions"]}


def with_findings(**findings: Any) -> dict[str, Any]:
    """The woman with these findings only."""
    return WOMAN | {"findings": {key.replace("_", "-"): found for key, found in findings.items()}}


def test_the_belief_is_of_100_and_over_every_condition(file: Path) -> None:
    chances = belief(file, WOMAN)
    assert set(chances) == set(current().conditions)
    assert sum(chances.values()) == pytest.approx(100)
    assert max(chances, key=chances.__getitem__) == "pernicious-anemia"


def test_groups_add_up_and_stand_in_the_order_of_their_chance(file: Path) -> None:
    groups = json.loads(diagnosed(file, WOMAN, json=True))["diagnoses"]
    for group in groups:
        assert group["of_100"] == pytest.approx(sum(c["of_100"] for c in group["conditions"]))
    assert [g["of_100"] for g in groups] == sorted((g["of_100"] for g in groups), reverse=True)


def test_without_findings_the_settings_own_mix_is_believed(file: Path) -> None:
    chances = belief(file, with_findings())
    prior = prior_of(current(), "pancytopenia-ward")
    assert set(chances) == set(prior) == set(current_observer().conditions)
    # Age and sex are known, so only what they can change may have changed.
    assert max(chances, key=chances.__getitem__) in sorted(prior, key=prior.__getitem__)[-4:]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (with_findings(hemoglobin="5.8 g/dL"), with_findings(hemoglobin="58 g/L")),
        (with_findings(hemoglobin="5.8 g/dL"), with_findings(hemoglobin=5.8)),
        (with_findings(serum_b12="150 pg/mL"), with_findings(serum_b12="110.7 pmol/L")),
        (with_findings(pallor="present"), with_findings(pallor="yes")),
        (with_findings(pallor="absent"), with_findings(pallor="negative")),
    ],
)
def test_the_same_in_other_words_and_units_is_the_same(file: Path, one: Any, other: Any) -> None:
    assert belief(file, one) == pytest.approx(belief(file, other), abs=0.05)


def test_text_says_of_100_with_groups_and_causes(file: Path) -> None:
    told = diagnosed(file, WOMAN).splitlines()
    assert told[0] == "Of 100 patients like this one:"
    assert told[1].endswith("Vitamin B12 deficiency")
    assert told[2].endswith("(pernicious-anemia)")
    assert len(told) == 1 + len(current().diagnoses) + len(current().conditions)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("{", "is not JSON"),
        ("[" * 10**6, "is not JSON"),
        ("[]", "must hold one JSON object with age, sex, setting, findings"),
        ({"age": 61}, "`sex` is missing"),
        (WOMAN | {"smoker": True}, "unknown field `smoker`"),
        (WOMAN | {"age": "61"}, "give years from 18 to 120"),
        (WOMAN | {"age": True}, "give years from 18 to 120"),
        (WOMAN | {"age": float("nan")}, "give years from 18 to 120"),
        (WOMAN | {"sex": "f"}, "give female or male"),
        (WOMAN | {"setting": "ward"}, "give one of general-medicine"),
        (WOMAN | {"setting": ["ward"]}, "give one of general-medicine"),
        (WOMAN | {"findings": ["pallor"]}, "must be an object"),
        (with_findings(hemoglobn="5.8"), "did you mean `hemoglobin`"),
        (with_findings(hemoglobin="5.8 g/mL"), "did you mean `g/"),
        (with_findings(hemoglobin="low"), "write a number and a unit"),
        (with_findings(hemoglobin=float("inf")), "write a number and a unit"),
        (with_findings(hemoglobin="1e400 g/dL"), "more than can be measured"),
        (with_findings(pallor="maybe"), "`pallor`: `maybe` is none of absent, present"),
        (with_findings(pallor=True), "as text"),
        (with_findings(pallor=None), "as text"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_what_to_change(file: Path, told: Any, words: str) -> None:
    with pytest.raises(CommandError) as refused:
        diagnosed(file, told)
    assert words in str(refused.value)
    assert refused.value.returncode == 2


def test_all_that_is_wrong_with_the_findings_is_said_at_once(file: Path) -> None:
    with pytest.raises(CommandError) as refused:
        diagnosed(file, with_findings(mvc=100, pallor="maybe", fever="present"))
    assert str(refused.value).count("\n") == 1


def test_standard_input_is_read_and_a_fault_ends_with_2_and_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "manage.py", "diagnose"]
    good = subprocess.run([*command, "-"], cwd=ROOT, input=json.dumps(WOMAN), capture_output=True, text=True)
    assert (good.returncode, good.stderr) == (0, "")
    assert "of 100" in good.stdout.lower()
    missing = subprocess.run([*command, str(tmp_path / "no")], cwd=ROOT, capture_output=True, text=True)
    assert missing.returncode == 2
    assert "No such file" in missing.stderr
    assert "Traceback" not in missing.stderr


def test_help_shows_an_example_that_works(file: Path) -> None:
    from cases.management.commands.diagnose import EXAMPLE

    example = EXAMPLE[EXAMPLE.index("{") : EXAMPLE.rindex("}") + 1]
    assert "Vitamin B12 deficiency" in diagnosed(file, example)
