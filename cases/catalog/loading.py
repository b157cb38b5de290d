"""How does the catalog come from its files? Read once, strictly, with the file and the key in every complaint."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from cases.catalog.checking import problems_of
from cases.catalog.disease import Condition, Diagnosis, Setting
from cases.catalog.entities import Catalog
from cases.catalog.entry import ABSENT, DRUG_PREFIX, PRESENT, Entry
from cases.catalog.hazard import Hazard
from cases.catalog.interference import Interference
from cases.catalog.observables import Analyte, Drug, Finding, Investigation, Maneuver, OrderSet, Question
from cases.catalog.problems import CatalogError, Problem
from cases.catalog.teaching import TeachingPoint, UnsafeAct
from cases.catalog.therapy import Management, Treatment

FOLDER = Path(__file__).parent

KINDS: dict[str, type[Entry]] = {
    "analytes": Analyte,
    "questions": Question,
    "maneuvers": Maneuver,
    "investigations": Investigation,
    "interferences": Interference,
    "order_sets": OrderSet,
    "drugs": Drug,
    "treatments": Treatment,
    "managements": Management,
    "hazards": Hazard,
    "diagnoses": Diagnosis,
    "conditions": Condition,
    "settings": Setting,
    "teaching_points": TeachingPoint,
    "unsafe_acts": UnsafeAct,
}

E = TypeVar("E", bound=Entry)


def load(folder: Path = FOLDER) -> Catalog:
    """Read every file of `folder` into a checked catalog; raise CatalogError with all problems found."""
    problems: list[Problem] = []
    kinds = {name: _entries(folder / name, kind, problems) for name, kind in KINDS.items()}
    findings = _findings(kinds, problems)
    tests: dict[str, Any] = kinds["investigations"]
    kinds["investigations"] = {key: _completed(test, findings) for key, test in tests.items()}
    if problems:
        raise CatalogError(problems)
    catalog = Catalog(hash=content_hash(folder), findings=findings, **kinds)  # type: ignore[arg-type]
    if problems := problems_of(catalog):
        raise CatalogError(problems)
    return catalog


@cache
def current() -> Catalog:
    """The catalog that this release ships, read at the first call."""
    return load()


def content_hash(folder: Path) -> str:
    """Twelve hexadecimal digits that change with any byte of any entry."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*/*.toml")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _entries(folder: Path, kind: type[E], problems: list[Problem]) -> dict[str, E]:
    entries = {}
    paths = sorted(folder.glob("*.toml"))
    for path in paths:
        try:
            entries[path.stem] = _entry(path, kind)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError, ValueError) as error:
            problems.append(Problem(f"{folder.name}/{path.name}", str(error)))
    if not paths:
        problems.append(Problem(folder.name, "no entry found"))
    return entries


def _entry(path: Path, kind: type[E]) -> E:
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    if "key" in data:
        raise ValueError("drop `key`: the file's name is the key")
    return msgspec.convert({"key": path.stem, **data}, kind, strict=True)


def _findings(kinds: dict[str, dict[str, Any]], problems: list[Problem]) -> dict[str, Finding]:
    findings: dict[str, Finding] = {}
    for file, finding in _all_findings(kinds):
        if finding.key in findings and findings[finding.key] is not finding:
            problems.append(Problem(file, f"finding `{finding.key}` is defined twice"))
        findings[finding.key] = finding
    return findings


def _all_findings(kinds: dict[str, dict[str, Any]]) -> Iterator[tuple[str, Finding]]:
    for kind in ("questions", "maneuvers", "investigations"):
        for key, entry in kinds[kind].items():
            for finding in entry.findings:
                yield f"{kind}/{key}.toml", finding
    for key, drug in kinds["drugs"].items():
        yield f"drugs/{key}.toml", _drug_finding(drug)


def _completed(test: Investigation, findings: dict[str, Finding]) -> Investigation:
    """The test with what it shows besides its own findings; what does not exist is left for the checks."""
    shown = tuple(findings[key] for key in test.shows if key in findings)
    return replace(test, findings=(*test.findings, *shown))


def _drug_finding(drug: Drug) -> Finding:
    """Taking a drug is a finding like any other."""
    return Finding(
        key=DRUG_PREFIX + drug.key,
        name=drug.name,
        background={PRESENT: drug.prevalence},
        words={PRESENT: (f"{drug.name}, {drug.detail}",), ABSENT: (f"No {drug.name.lower()}.",)},
        aliases=drug.aliases,
    )
