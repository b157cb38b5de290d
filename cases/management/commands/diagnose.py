"""What do these findings mean? The belief over all conditions, for a patient written down in a file."""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.catalog import Catalog, CatalogError, current
from cases.catalog.observables import Analyte
from cases.catalog.problems import unknown
from cases.catalog.units import level_of, parse
from cases.reasoning.belief.evidence import Evidence, Measured
from cases.reasoning.belief.observer import ObserverMissing, by_diagnosis, current_observer, prior_of

REFUSED = 2  # exit code, as of argparse
YOUNGEST, OLDEST = 18, 120
SEXES = ("female", "male")
LARGEST = 1e9
FIELDS = ("age", "sex", "setting", "findings")
EXAMPLE = """
FILE holds one JSON object, such as

  {"age": 61, "sex": "female", "setting": "pancytopenia-ward",
   "findings": {"hemoglobin": "5.8 g/dL", "mcv": "122 fL", "serum-b12": "<100 pg/mL",
                "hypersegmented-neutrophils": "present", "drug:methimazole": "absent"}}

Values may be in conventional or SI units; a number without a unit counts as conventional.
For education with synthetic patients; never for the care of real people.
"""


class Unreadable(ValueError):
    """The file does not say what it should; the message says what to change."""


class Command(BaseCommand):
    """Print how likely each condition is, of 100 patients like the one in a file."""

    help = "Print how likely each condition is, of 100 patients with these findings."
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        """Show an example below the options, with its line breaks."""
        return super().create_parser(
            prog_name, subcommand, epilog=EXAMPLE, formatter_class=RawDescriptionHelpFormatter, **options
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file, and how the answer is written."""
        parser.add_argument("file", metavar="FILE", help="a JSON file, or - for standard input")
        parser.add_argument("--json", action="store_true", help="write JSON instead of text")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write to stdout. Exits with 2 and a message where the file cannot be understood."""
        try:
            catalog = current()
            told = described(options["file"])
            setting, evidence = setting_of(catalog, told), evidence_of(catalog, told)
            belief = current_observer().belief(evidence, setting, prior_of(catalog, setting))
        except (CatalogError, ObserverMissing, Unreadable) as error:
            raise CommandError(str(error), returncode=REFUSED) from None
        write = as_json if options["json"] else as_text
        self.stdout.write(write(catalog, belief))


def described(file: str) -> dict[str, Any]:
    """The JSON object in a file or on standard input; raises Unreadable."""
    name = "Standard input" if file == "-" else file
    try:
        told = json.loads(sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8"))
    except OSError as error:
        raise Unreadable(f"Cannot read {file}: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{name} is not JSON: {error}.") from None
    if not isinstance(told, dict):
        raise Unreadable(f"{name} must hold one JSON object with {', '.join(FIELDS)}.")
    for field in FIELDS:
        if field not in told:
            raise Unreadable(f"`{field}` is missing; give {', '.join(FIELDS)}.")
    if surplus := [unknown("field", field, FIELDS) for field in told if field not in FIELDS]:
        raise Unreadable("\n".join(surplus))
    return told


def setting_of(catalog: Catalog, told: Mapping[str, Any]) -> str:
    """Where the patient is met; raises Unreadable for a setting that the catalog does not have."""
    setting = told["setting"]
    if not isinstance(setting, str) or setting not in catalog.settings:
        raise Unreadable(f"`setting` is {setting!r}; give one of {', '.join(catalog.settings)}.")
    return setting


def evidence_of(catalog: Catalog, told: Mapping[str, Any]) -> Evidence:
    """What is known about the patient; raises Unreadable with all that could not be understood."""
    age, sex, findings = told["age"], told["sex"], told["findings"]
    if isinstance(age, bool) or not isinstance(age, int | float) or not YOUNGEST <= age <= OLDEST:
        raise Unreadable(f"`age` is {age!r}; give years from {YOUNGEST} to {OLDEST}.")
    if sex not in SEXES:
        raise Unreadable(f"`sex` is {sex!r}; give {' or '.join(SEXES)}.")
    if not isinstance(findings, dict):
        raise Unreadable("`findings` must be an object of catalog keys and what was found.")
    values: dict[str, Measured] = {}
    levels: dict[str, str] = {}
    problems = []
    for key, found in findings.items():
        try:
            _understand(catalog, key, found, values, levels)
        except ValueError as error:
            problems.append(str(error))
    if problems:
        raise Unreadable("\n".join(problems))
    return Evidence(float(age), sex, values, levels)


def _understand(catalog: Catalog, key: str, found: Any, values: dict[str, Measured], levels: dict[str, str]) -> None:
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        raise ValueError(f'`{key}`: write what was found as text, such as "present" or "12.3 g/dL"')
    if key in catalog.analytes:
        values[key] = measured(catalog.analytes[key], str(found))
    elif key in catalog.findings:
        try:
            levels[key] = level_of(catalog.findings[key].levels, str(found))
        except ValueError as error:
            raise ValueError(f"`{key}`: {error}") from None
    else:
        raise ValueError(unknown("finding or analyte", key, [*catalog.analytes, *catalog.findings]))


def measured(analyte: Analyte, text: str) -> Measured:
    """A value as it was written; raises ValueError where that is no value a laboratory could report."""
    value, comparator = parse(analyte, text)
    if not 0 <= value < LARGEST:
        raise ValueError(f"`{analyte.key}`: `{text}` is more than can be measured")
    return Measured(value, comparator)


def as_text(catalog: Catalog, belief: Mapping[str, float]) -> str:
    """The belief as a list: diagnoses, most likely first, and below each its causes."""
    lines = ["Of 100 patients like this one:"]
    for diagnosis, chance in ranked(by_diagnosis(catalog, belief)):
        lines.append(f"{of_100(chance)}  {catalog.diagnoses[diagnosis].name}")
        causes = {key: p for key, p in belief.items() if catalog.conditions[key].diagnosis == diagnosis}
        lines += [f"    {of_100(p)}  {catalog.conditions[key].name} ({key})" for key, p in ranked(causes)]
    return "\n".join(lines)


def as_json(catalog: Catalog, belief: Mapping[str, float]) -> str:
    """The belief as JSON, in the same order as the text."""
    groups = []
    for diagnosis, chance in ranked(by_diagnosis(catalog, belief)):
        causes = {key: p for key, p in belief.items() if catalog.conditions[key].diagnosis == diagnosis}
        conditions = [{"condition": key, "of_100": 100 * p} for key, p in ranked(causes)]
        groups.append({"diagnosis": diagnosis, "of_100": 100 * chance, "conditions": conditions})
    return json.dumps({"catalog": catalog.hash, "diagnoses": groups}, indent=2)


def ranked(chances: Mapping[str, float]) -> list[tuple[str, float]]:
    """Most likely first; equal ones in the catalog's order."""
    return sorted(chances.items(), key=lambda pair: -pair[1])


def of_100(chance: float) -> str:
    """A probability as a count of 100, one decimal, aligned."""
    return f"{100 * chance:5.1f}"
