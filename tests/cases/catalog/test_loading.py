"""Is every file of the catalog read strictly, and does each complaint name the file and the key?"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cases.catalog import CatalogError, current, load
from cases.catalog.loading import FOLDER, KINDS, content_hash
from cases.simulation.measurement import measure
from cases.simulation.patients import Recipe, patient_of
from cases.simulation.playable import unplayable
from cases.simulation.trajectories import trajectory_of


@dataclass(frozen=True)
class Fault:
    """A file of the catalog spoiled in one place, and what must be said of it."""

    file: str
    spoil: Callable[[str], str]
    complaint: str


def put(field: str) -> Callable[[str], str]:
    """Put a line at the top of the file."""
    return lambda text: f"{field}\n{text}"


def swap(old: str, new: str) -> Callable[[str], str]:
    """Write `new` for `old`, which must be there."""

    def spoil(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return spoil


FAULTS = {
    "a field that is not known": Fault("analytes/ldh.toml", put("colour = 'red'"), "unknown field `colour`"),
    "a text where a number belongs": Fault(
        "investigations/cbc.toml", swap("fee = 7.8", 'fee = "7.8"'), "Expected `float`, got `str` - at `$.fee`"
    ),
    "a number below what makes sense": Fault("investigations/ferritin.toml", swap("fee = ", "fee = -"), "`$.fee`"),
    "TOML that breaks off": Fault("drugs/zinc.toml", put("aliases = ["), "Invalid"),
    "a key inside the file": Fault("settings/general-medicine.toml", put('key = "gm"'), "the file's name is the key"),
    "a distribution of two forms": Fault(
        "conditions/metformin.toml", swap("age = {", "age = { fixed = 50,"), "exactly one of fixed"
    ),
    "a field left out": Fault("diagnoses/mds.toml", swap("short", "# short"), "missing required field `short`"),
    "a finding of another file": Fault(
        "maneuvers/spleen.toml",
        swap('key = "splenomegaly"', 'key = "fever"'),
        "finding `fever` is defined twice",
    ),
    "a name that makes no key": Fault("treatments/Two Words.toml", lambda _: 'name = "x"', "`$.key`"),
}


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is said of a catalog in which every fault was made."""
    folder = copied(tmp_path_factory.mktemp("faults"))
    for fault in FAULTS.values():
        path = folder / fault.file
        path.write_text(fault.spoil(path.read_text() if path.exists() else ""))
    (folder / "order_sets/latin.toml").write_bytes(b'name = "\xe9tude"')
    with pytest.raises(CatalogError) as caught:
        load(folder)
    return list(map(str, caught.value.problems))


def copied(to: Path) -> Path:
    """Copy the entries of the shipped catalog."""
    for kind in KINDS:
        shutil.copytree(FOLDER / kind, to / kind)
    return to


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_its_file(problems: list[str], fault: Fault) -> None:
    spoken = [problem for problem in problems if problem.startswith(f"{fault.file}: ")]
    assert len(spoken) == 1
    assert fault.complaint in spoken[0]


def test_a_file_in_another_encoding_is_refused(problems: list[str]) -> None:
    assert [problem for problem in problems if problem.startswith("order_sets/latin.toml: ") and "utf-8" in problem]


def test_nothing_is_said_of_files_without_a_fault(problems: list[str]) -> None:
    assert len(problems) == len(FAULTS) + 1


def test_the_error_says_all_problems_one_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(CatalogError) as caught:
        load(tmp_path)
    assert str(caught.value).splitlines() == [f"{kind}: no entry found" for kind in KINDS]


def test_a_missing_file_is_noticed_where_it_is_named(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "diagnoses/aml.toml").unlink()
    with pytest.raises(CatalogError, match=r"conditions/aml.toml: unknown diagnosis `aml`"):
        load(folder)


def test_the_hash_changes_with_any_byte_and_any_name(tmp_path: Path) -> None:
    (tmp_path / "drugs").mkdir()
    entry = tmp_path / "drugs/zinc.toml"
    hashes = []
    for content in ("a = 1", "a = 2", "a = 1 ", "# a = 1", ""):
        entry.write_text(content)
        hashes.append(content_hash(tmp_path))
    entry.rename(tmp_path / "drugs/tin.toml")
    hashes.append(content_hash(tmp_path))
    assert len(set(hashes)) == 6
    assert all(len(digits) == 12 for digits in hashes)


def test_the_hash_is_that_of_the_content_alone(tmp_path: Path) -> None:
    (tmp_path / "drugs/__pycache__").mkdir(parents=True)
    (tmp_path / "drugs/zinc.toml").write_text("a = 1")
    before = content_hash(tmp_path)
    (tmp_path / "drugs/notes.txt").write_text("no entry")
    assert content_hash(tmp_path) == before
    assert content_hash(FOLDER) == current().hash


def test_the_catalog_is_read_once() -> None:
    assert current() is current()


def test_a_condition_is_added_by_one_file_and_no_code(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    text = (folder / "conditions/nitrous-oxide.toml").read_text()
    name = next(line for line in text.splitlines() if line.startswith("name = "))
    (folder / "conditions/whipped-cream.toml").write_text(text.replace(name, 'name = "Nothing but whipped cream"', 1))
    catalog = load(folder)
    assert catalog.hash != current().hash
    assert unplayable(catalog) == []
    patient = patient_of(catalog, Recipe("macrocytosis-referral", (("whipped-cream", 1.0),)), seed=1)
    assert patient.condition.name == "Nothing but whipped cream"
    moment = trajectory_of(patient, (), 0).at(0)
    assert measure(moment, ["hemoglobin"], 0)["hemoglobin"].value > 0
