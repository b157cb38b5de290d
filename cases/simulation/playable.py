"""Can the simulator play this catalog? Channels, readouts, indices and schedules that it must know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cases.catalog import Catalog
from cases.catalog.disease import Perturbation
from cases.catalog.hazard import Factor, Hazard, named_in
from cases.catalog.problems import Problem, unknown
from cases.catalog.therapy import Prescription, RouteOfTreatment
from cases.simulation.channels import CHANNELS, inputs_row
from cases.simulation.health import steady_state
from cases.simulation.indices import indices
from cases.simulation.parameters import Physiology
from cases.simulation.readouts import readouts
from cases.simulation.treatment import FREQUENCIES, route_of

Complaints = Iterator[Problem]

# The latest that anybody's course begins: all but one in a hundred; and room for rounding.
LATEST, SLACK = 0.99, 1e-9


def unplayable(catalog: Catalog) -> list[Problem]:
    """Whatever the simulator cannot play, with the file and the key."""
    healthy = Physiology()
    state, row = steady_state(healthy), inputs_row()
    known_readouts = readouts(state, healthy, row)
    known_indices = indices(state, healthy, row)
    return [
        *_observables(catalog, known_readouts, known_indices),
        *_courses(catalog, known_readouts),
        *_treatments(catalog),
        *_interferences(catalog),
        *_hazards(catalog, known_readouts),
        *_referrals(catalog, known_readouts),
    ]


def _observables(catalog: Catalog, readout_keys: Iterable[str], index_keys: Iterable[str]) -> Complaints:
    for key, analyte in catalog.analytes.items():
        file = f"analytes/{key}.toml"
        if analyte.readout and analyte.readout not in readout_keys:
            yield Problem(file, unknown("readout", analyte.readout, readout_keys))
        yield from _indices(file, (response.index for response in analyte.responses), index_keys)
    for kind in ("questions", "maneuvers", "investigations"):
        for key, entry in getattr(catalog, kind).items():
            drivers = (driver.index for finding in entry.findings for driver in finding.drivers)
            yield from _indices(f"{kind}/{key}.toml", drivers, index_keys)


def _indices(file: str, named: Iterable[str], known: Iterable[str]) -> Complaints:
    for index in named:
        if index not in known:
            yield Problem(file, unknown("index", index, known))


def _courses(catalog: Catalog, readout_keys: Iterable[str]) -> Complaints:
    for key, condition in catalog.conditions.items():
        file = f"conditions/{key}.toml"
        for part in condition.course:
            yield from _channel(file, part.channel, sorted({part.value.quantile(u) for u in (0.01, 0.99)}))
            yield from _in_order(file, part)
            if part.stopped_with and part.stopped_with not in catalog.drugs:
                yield Problem(file, unknown("drug", part.stopped_with, catalog.drugs))
        for presentation in condition.presentations:
            if presentation.indicator and presentation.indicator not in readout_keys:
                yield Problem(file, unknown("indicator", presentation.indicator, readout_keys))
        yield from _recommended(file, condition.recommended, catalog)


def _in_order(file: str, part: Perturbation) -> Complaints:
    """Every patient's course begins before it ends, and a cycle has room for what happens in it."""
    begins, ends = part.start_days.quantile(LATEST), part.until_days.quantile(1 - LATEST) if part.until_days else None
    if part.start_days.quantile(1 - LATEST) < 0:
        yield Problem(file, f"`{part.channel}` begins before day 0 in some")
    if ends is not None and ends <= begins:
        yield Problem(file, f"`{part.channel}` ends on day {ends:g} in some, and begins as late as day {begins:g}")
    if part.cycle_days is not None and part.on_days is not None and part.on_days >= part.cycle_days:
        yield Problem(
            file, f"`{part.channel}` is on for {part.on_days:g} of {part.cycle_days:g} days: that is no cycle"
        )


def _referrals(catalog: Catalog, readout_keys: Iterable[str]) -> Complaints:
    for key, setting in catalog.settings.items():
        file = f"settings/{key}.toml"
        for criterion in setting.criteria:
            if criterion.readout not in readout_keys:
                yield Problem(file, unknown("readout", criterion.readout, readout_keys))
        if setting.least > len(setting.criteria):
            yield Problem(file, f"`least` asks for {setting.least} of {len(setting.criteria)} criteria")


def _recommended(file: str, lines: Iterable[Prescription], catalog: Catalog) -> Complaints:
    for line in lines:
        try:
            route = route_of(catalog, line)
        except KeyError as error:
            yield Problem(file, error.args[0])
            continue
        yield from _dose(file, line, route)
        yield from _frequencies(file, [line.frequency, *([line.maintenance] if line.maintenance else [])])


def _dose(file: str, line: Prescription, route: RouteOfTreatment) -> Complaints:
    """A recommended dose is a usual one, and what follows it has a rhythm and an end."""
    if line.unit not in route.units:
        yield Problem(file, unknown(f"unit of {line.treatment}", line.unit, route.units))
        return
    (low, high), dose = sorted(route.usual_dose), line.dose * route.units[line.unit]
    base = next((unit for unit, size in route.units.items() if size == 1), "")
    if not low * (1 - SLACK) <= dose <= high * (1 + SLACK):
        yield Problem(file, f"`{line.treatment}`: {dose:g} {base} lies outside the usual {low:g} to {high:g} {base}")
    if (line.maintenance is None) != (line.maintenance_days == 0):
        yield Problem(file, f"`{line.treatment}`: `maintenance` and `maintenance_days` go together")


def _treatments(catalog: Catalog) -> Complaints:
    for key, treatment in catalog.treatments.items():
        file = f"treatments/{key}.toml"
        for route in treatment.routes:
            low, high = route.usual_dose
            if not 0 < low <= high:
                yield Problem(file, f"the usual dose of {route.route} runs from {low:g} to {high:g}")
            for effect in route.effects:
                yield from _channel(file, effect.channel, ())
            yield from _frequencies(file, route.frequencies)


def _interferences(catalog: Catalog) -> Complaints:
    for key, interference in catalog.interferences.items():
        if interference.when.channel:
            yield from _channel(f"interferences/{key}.toml", interference.when.channel, [interference.when.exceeds])


def _hazards(catalog: Catalog, readout_keys: Iterable[str]) -> Complaints:
    lines_of_management = [*catalog.managements]
    for key, hazard in catalog.hazards.items():
        file = f"hazards/{key}.toml"
        parts: list[Hazard | Factor] = [hazard, *hazard.factors]
        followed = [name for part in parts if part.after for name in part.after.keys]
        yield from _unknown(file, "treatment or management", followed, [*catalog.treatments, *lines_of_management])
        yield from _unknown(file, "readout", [part.readout for part in parts if part.readout], readout_keys)
        yield from _unknown(file, "management", hazard.treated_by, lines_of_management)
        yield from _unknown(file, "finding", [hazard.finding] if hazard.finding else [], catalog.findings)
        yield from _unknown(file, "analyte", named_in(hazard.words + hazard.fatal_words), catalog.analytes)
        yield from _recommended(file, hazard.care, catalog)


def _unknown(file: str, kind: str, named: Iterable[str], known: Iterable[str]) -> Complaints:
    known = [*known]
    for name in named:
        if name not in known:
            yield Problem(file, unknown(kind, name, known))


def _frequencies(file: str, named: Iterable[str]) -> Complaints:
    for frequency in named:
        if frequency not in FREQUENCIES:
            yield Problem(file, unknown("frequency", frequency, FREQUENCIES))


def _channel(file: str, key: str, values: Iterable[float]) -> Complaints:
    channel = CHANNELS.get(key)
    if channel is None:
        yield Problem(file, unknown("channel", key, CHANNELS))
        return
    for value in values:
        if not channel.low <= value <= channel.high:
            yield Problem(file, f"`{key}` = {value:g} {channel.unit} lies outside {channel.low:g} to {channel.high:g}")
