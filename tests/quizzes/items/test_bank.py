"""Is every file of the bank read strictly, and does each complaint name the file and the key?"""

from pathlib import Path

import pytest

from cases.catalog import current
from quizzes.items import BankError, kind_of, load
from quizzes.items import current as bank
from quizzes.items.kinds import KINDS

GOOD = """
kind = "single"
objective = "Tell one thing from another."
difficulty = 0.3
vignettes = ["A {woman} of {age}."]
asks = ["Which?"]
explanation = "Because."
draw.age = { from = 20, to = 60 }
options = [
  { text = "This", why = "It is.", right = true },
  { text = "That", why = "It is not." },
  { text = "Something", why = "Nor is it." },
]
"""
FAULTS = {
    "a kind that is not known": ('"single"', '"singel"', "did you mean `single`"),
    "no kind": ('kind = "single"', "", "say which `kind`"),
    "a field that is not known": ("difficulty", "dificulty", "unknown field `dificulty`"),
    "a number beyond its limits": ("0.3", "1.3", "`$.difficulty`"),
    "TOML that breaks off": ("options = [", "options = [[", "Unclosed array"),
    "a key inside the file": ('kind = "single"', 'kind = "single"\nkey = "x"', "the file's place is the key"),
    "a name that nobody gives": ("{woman}", "{weight}", "`{weight}` is not drawn, computed or given in a case"),
    "a formula that cannot be read": ("draw.age", 'require = "age >"\ndraw.age', "no formula"),
    "a teaching point that is not there": ("asks", 'points = ["dna"]\nasks', "points: unknown key `dna`"),
    "an analyte that is not there": ("asks", 'results = { hemoglobine = "age" }\nasks', "did you mean `hemoglobin`"),
    "no right option": (", right = true", "", "no option is right"),
    "all of the above": ('"Something"', '"All of the above"', "an option stands for itself"),
    "a fact of some cases only": ("asks", 'cases = [{ drug = "x" }, {}]\nasks', "`drug` is given in some cases only"),
}


def written(folder: Path, text: str) -> Path:
    path = folder / "dna-synthesis" / "one.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return folder


def test_a_good_file_is_read_and_its_folder_is_its_main_point(tmp_path: Path) -> None:
    [(key, template)] = load(current(), written(tmp_path, GOOD)).items()
    assert key == template.key == "dna-synthesis/one"
    assert template.points == ("dna-synthesis",)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_spoiled_file_is_refused_by_name_with_the_reason(fault: str, tmp_path: Path) -> None:
    old, new, complaint = FAULTS[fault]
    assert old in GOOD
    with pytest.raises(BankError) as refused:
        load(current(), written(tmp_path, GOOD.replace(old, new, 1)))
    assert complaint in str(refused.value)
    assert all(problem.file == "dna-synthesis/one.toml" for problem in refused.value.problems)


def test_an_empty_folder_is_no_bank(tmp_path: Path) -> None:
    with pytest.raises(BankError, match="no template found"):
        load(current(), tmp_path)


def test_the_bank_has_every_kind_and_every_template_has_a_source() -> None:
    templates = bank(current()).values()
    assert {kind_of(template) for template in templates} == set(KINDS)
    assert [template.key for template in templates if not template.sources] == []


def test_nothing_of_the_bank_is_copied_from_the_source_document() -> None:
    from msgspec import to_builtins

    copied = "the vitamin itself does not cause the condition; rather, a deficiency is the culprit"
    assert not any(copied in str(to_builtins(template)).casefold() for template in bank(current()).values())
