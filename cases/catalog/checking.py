"""Does the catalog hold together? References between entries, shares and levels, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from cases.catalog.disease import Condition
from cases.catalog.entities import Catalog
from cases.catalog.entry import DRUG_PREFIX, PRESENT
from cases.catalog.interference import Distortion
from cases.catalog.observables import Finding
from cases.catalog.problems import Problem, unknown
from cases.catalog.relief import Shift
from cases.catalog.teaching import Clause, Given

Complaints = Iterator[Problem]


def problems_of(catalog: Catalog) -> list[Problem]:
    """All that is wrong between the entries of a catalog whose files could each be read."""
    checks: tuple[Callable[[Catalog], Complaints], ...] = (
        _analytes, _findings, _investigations, _interferences, _questions, _drugs, _treatments, _conditions, _teaching,
    )  # fmt: skip
    return [problem for check in checks for problem in check(catalog)]


def _missing(file: str, kind: str, keys: Iterable[str], known: Iterable[str]) -> Complaints:
    known = list(known)
    for key in keys:
        if key not in known:
            yield Problem(file, unknown(kind, key, known))


def _analytes(catalog: Catalog) -> Complaints:
    for analyte in catalog.analytes.values():
        if (analyte.readout is None) == (analyte.healthy is None):
            yield Problem(f"analytes/{analyte.key}.toml", "give either `readout` or `healthy`")
        if not analyte.ranges:
            yield Problem(f"analytes/{analyte.key}.toml", "give at least one range")
        yield from _missing(f"analytes/{analyte.key}.toml", "finding", analyte.when_found, catalog.findings)
        partner = [analyte.varies_with] if analyte.varies_with else []
        yield from _missing(f"analytes/{analyte.key}.toml", "analyte", partner, catalog.analytes)
        for limits in analyte.ranges:
            if limits.low is not None and limits.high is not None and limits.low >= limits.high:
                yield Problem(f"analytes/{analyte.key}.toml", f"range {limits.low}-{limits.high} is empty")


def _findings(catalog: Catalog) -> Complaints:
    for kind in ("questions", "maneuvers", "investigations"):
        for key, entry in getattr(catalog, kind).items():
            for finding in entry.findings:
                yield from _finding(f"{kind}/{key}.toml", finding)
                yield from _person(f"{kind}/{key}.toml", finding, catalog)


def _finding(file: str, finding: Finding) -> Complaints:
    yield from _missing(file, f"level of `{finding.key}`", finding.background, finding.levels[1:])
    for level in finding.levels:
        if not finding.words.get(level):
            yield Problem(file, f"finding `{finding.key}` has no words for the level `{level}`")
    if finding.normal not in finding.levels:
        yield Problem(file, f"finding `{finding.key}`: its normal level `{finding.normal}` is not one of its levels")
    if sum(finding.background.values()) > 1:
        yield Problem(file, f"finding `{finding.key}`: the background adds to more than 1")
    if finding.drivers and finding.levels[1:] != (PRESENT,):
        yield Problem(file, f"finding `{finding.key}`: only the levels absent and present can be driven")
    for driver in finding.drivers:
        if driver.full == driver.start:
            yield Problem(file, f"finding `{finding.key}`: a driver starts and ends at {driver.start}")


def _person(file: str, finding: Finding, catalog: Catalog) -> Complaints:
    """Who can have the finding, and what goes with it."""
    if finding.from_age > finding.to_age:
        yield Problem(file, f"finding `{finding.key}`: nobody is {finding.from_age} to {finding.to_age} years old")
    named = [key for key in (finding.varies_with, finding.unless) if key]
    yield from _missing(file, "finding", named, catalog.findings)
    for other in (catalog.findings[key] for key in named if key in catalog.findings):
        if other.varies_with or other.unless:
            yield Problem(file, f"`{finding.key}` hangs on `{other.key}`, which itself hangs on another")


def _investigations(catalog: Catalog) -> Complaints:
    for kind in ("investigations", "maneuvers"):
        for key, entry in getattr(catalog, kind).items():
            yield from _missing(f"{kind}/{key}.toml", "analyte", entry.analytes, catalog.analytes)
            yield from _missing(f"{kind}/{key}.toml", "finding", getattr(entry, "shows", ()), catalog.findings)
            if not entry.analytes and not entry.findings:
                yield Problem(f"{kind}/{key}.toml", "shows nothing: give analytes or findings")
    for key, order_set in catalog.order_sets.items():
        file = f"order_sets/{key}.toml"
        yield from _missing(file, "investigation", order_set.investigations, catalog.investigations)


def _questions(catalog: Catalog) -> Complaints:
    for key, question in catalog.questions.items():
        if question.reticence and question.reticence.anyway > question.reticence.below:
            yield Problem(f"questions/{key}.toml", "nobody is more reticent who has nothing to tell")


def _interferences(catalog: Catalog) -> Complaints:
    for key, interference in catalog.interferences.items():
        file, distorts, when = f"interferences/{key}.toml", interference.distorts, interference.when
        yield from _missing(file, "analyte", [d.analyte for d in distorts if d.analyte], catalog.analytes)
        named = [*(d.finding for d in distorts), when.finding]
        yield from _missing(file, "finding", [finding for finding in named if finding], catalog.findings)
        for distortion in distorts:
            yield from _distortion(file, distortion, catalog)


def _distortion(file: str, distortion: Distortion, catalog: Catalog) -> Complaints:
    if (distortion.analyte is None) == (distortion.finding is None):
        yield Problem(file, "a distortion names either an analyte or a finding")
    if distortion.analyte and (distortion.factor is None) == (distortion.at_least is None):
        yield Problem(file, f"`{distortion.analyte}` needs either `factor` or `at_least`")
    if distortion.finding and distortion.finding in catalog.findings:
        levels = catalog.findings[distortion.finding].levels
        yield from _missing(file, f"level of `{distortion.finding}`", [distortion.level], levels)


def _drugs(catalog: Catalog) -> Complaints:
    for key, drug in catalog.drugs.items():
        yield from _missing(f"drugs/{key}.toml", "question", drug.asked_by, catalog.questions)
        yield from _missing(f"drugs/{key}.toml", "finding", [*drug.implies, *drug.findings], catalog.findings)
        yield from _shifts(f"drugs/{key}.toml", drug.analytes, catalog)


def _treatments(catalog: Catalog) -> Complaints:
    for key, treatment in catalog.treatments.items():
        file = f"treatments/{key}.toml"
        yield from _missing(file, "management", [treatment.management], catalog.managements)
        named = [c.finding for c in treatment.contraindications if c.finding]
        yield from _missing(file, "finding", named, catalog.findings)
    for key, management in catalog.managements.items():
        file = f"managements/{key}.toml"
        yield from _missing(file, "investigation", management.confirmed_by, catalog.investigations)


def _conditions(catalog: Catalog) -> Complaints:
    for key, condition in catalog.conditions.items():
        file = f"conditions/{key}.toml"
        yield from _missing(file, "diagnosis", [condition.diagnosis], catalog.diagnoses)
        yield from _missing(file, "finding", condition.findings, catalog.findings)
        yield from _shifts(file, condition.analytes, catalog)
        yield from _missing(file, "drug", [*condition.drugs, *condition.recommended_stops], catalog.drugs)
        yield from _missing(file, "setting", condition.priors, catalog.settings)
        yield from _missing(file, "management", [*condition.loss.averts, *condition.loss.traps], catalog.managements)
        yield from _missing(file, "teaching point", condition.key_features, catalog.teaching_points)
        yield from _missing(file, "condition", condition.rivals, catalog.conditions)
        yield from _missing(file, "treatment", [p.treatment for p in condition.recommended], catalog.treatments)
        yield from _answers(file, condition.answers, catalog)
        yield from _condition(file, condition, catalog)


def _condition(file: str, condition: Condition, catalog: Catalog) -> Complaints:
    for key, share in condition.findings.items():
        yield from _share(file, key, share, catalog)
    for part in condition.course:
        yield from _reliefs(file, part.relieved_by, catalog)
        if (part.cycle_days is None) != (part.on_days is None):
            yield Problem(file, f"`{part.channel}`: a cycle needs both `cycle_days` and `on_days`")
    for presentation in condition.presentations:
        if (presentation.at is None) == (presentation.after_days is None):
            yield Problem(file, "a presentation needs either `indicator` with `at`, or `after_days`")
    for point in condition.key_features:
        if point in catalog.teaching_points and catalog.teaching_points[point].key_feature is None:
            yield Problem(file, f"teaching point `{point}` has no key feature")


def _answers(file: str, answers: Iterable[str], catalog: Catalog) -> Complaints:
    yield from _missing(file, "treatment", answers, catalog.treatments)
    for key in answers:
        routes = catalog.treatments[key].routes if key in catalog.treatments else ()
        if routes and not any(effect.specific for route in routes for effect in route.effects):
            yield Problem(file, f"nothing that `{key}` does is specific: there is nothing to answer")


def _shifts(file: str, analytes: Mapping[str, Iterable[Shift]], catalog: Catalog) -> Complaints:
    yield from _missing(file, "analyte", analytes, catalog.analytes)
    for key, shifts in analytes.items():
        if key in catalog.analytes and catalog.analytes[key].readout:
            yield Problem(file, f"`{key}` is a readout of the model: perturb a channel instead")
        for shift in shifts:
            yield from _reliefs(file, shift.relieved_by, catalog)


def _reliefs(file: str, relieved_by: Iterable[str], catalog: Catalog) -> Complaints:
    yield from _missing(file, "treatment or management", relieved_by, [*catalog.treatments, *catalog.managements])


def _share(file: str, key: str, share: float | dict[str, float], catalog: Catalog) -> Complaints:
    if key.startswith(DRUG_PREFIX):
        yield Problem(file, f"`{key}` belongs under [drugs]")
    if key in catalog.findings and catalog.findings[key].derived:
        yield Problem(file, f"`{key}` follows from the state: perturb a channel instead")
    if key in catalog.findings and isinstance(share, dict):
        yield from _missing(file, f"level of `{key}`", share, catalog.findings[key].levels)
        if sum(share.values()) > 1 + 1e-9:
            yield Problem(file, f"the levels of `{key}` add to more than 1")


def _teaching(catalog: Catalog) -> Complaints:
    for key, act in catalog.unsafe_acts.items():
        file = f"unsafe_acts/{key}.toml"
        yield from _missing(file, "condition", act.conditions, catalog.conditions)
        yield from _missing(file, "teaching point", [act.teaching_point], catalog.teaching_points)
        yield from _given(file, act.given, catalog)
        yield from _clauses(file, act.all, catalog)
    for key, point in catalog.teaching_points.items():
        file = f"teaching_points/{key}.toml"
        if point.key_feature:
            yield from _clauses(file, point.key_feature.all, catalog)
        if point.follow_up and len(point.follow_up.options) != len(point.follow_up.explanations):
            yield Problem(file, "the follow-up needs one explanation for each option")


def _clauses(file: str, clauses: Iterable[Clause], catalog: Catalog) -> Complaints:
    known: dict[str, list[str]] = {
        "ask": [*catalog.questions],
        "examine": [*catalog.maneuvers],
        "order": [*catalog.investigations],
        "forecast": [*catalog.diagnoses],
        "diagnose": [*catalog.diagnoses],
        "treat": [*catalog.treatments, *catalog.managements],
        "stop": [*catalog.drugs, "causal"],
        "visit": [*catalog.analytes],
    }
    anything = [*known, *(key for keys in known.values() for key in keys)]
    for clause in clauses:
        yield from _missing(file, f"key of `{clause.act}`", clause.keys, known[clause.act])
        yield from _missing(file, "act or key in `before`", clause.before, anything)
        yield from _given(file, clause.given, catalog)


def _given(file: str, facts: Iterable[Given], catalog: Catalog) -> Complaints:
    for given in facts:
        if (given.analyte is None) == (given.finding is None):
            yield Problem(file, "a `given` names either an analyte or a finding")
    yield from _missing(file, "analyte", [given.analyte for given in facts if given.analyte], catalog.analytes)
    yield from _missing(file, "finding", [given.finding for given in facts if given.finding], catalog.findings)
