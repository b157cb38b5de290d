"""What is there to be said of the science? The document on it, written from the catalog and the constants."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path

from cases.catalog import Catalog
from cases.catalog.disease import Condition, Perturbation, Presentation
from cases.catalog.distributions import Distribution
from cases.catalog.hazard import Band, Hazard
from cases.catalog.interference import Distortion
from cases.catalog.therapy import Effect, Treatment
from cases.simulation.channels import CHANNELS
from cases.simulation.parameters import Spread, spreads_of
from cases.simulation.sources import numbers_of
from cases.simulation.validation.facts import Outcome
from cases.simulation.validation.table import GROUPS, share_passed

WORDS = Path(__file__).with_name("science.md")
MARKER = re.compile(r"^\[\[(\w+)(?: (\w+))?\]\]$", re.MULTILINE)
AGE = 50
HEADER = (
    "<!-- Written by manage.py write_science: edit cases/management/science.md, the catalog or the constants. -->\n"
)


def document(catalog: Catalog, validation: str) -> str:
    """The whole page; `validation` is the text of that section."""
    parts: dict[str, Callable[[str], str]] = {
        "numbers": numbers,
        "code": code,
        "people": lambda _: people(),
        "channels": lambda _: channels(),
        "conditions": lambda _: "\n\n".join(map(condition, catalog.conditions.values())),
        "treatments": lambda _: treatments(catalog),
        "hazards": lambda _: "\n\n".join(map(hazard, catalog.hazards.values())),
        "interferences": lambda _: interferences(catalog),
        "validation": lambda _: validation,
    }
    written = MARKER.sub(lambda found: parts[found[1]](found[2] or ""), WORDS.read_text(encoding="utf-8"))
    return HEADER + written


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def numbers(process: str) -> str:
    """The constants of a module of the simulation."""
    known = numbers_of(import_module(f"cases.simulation.{process}"))
    rows = [(f"`{one.name}`", f"{one.value:.4g}", one.unit, one.meaning, one.source) for one in known]
    return table(("constant", "value", "unit", "meaning", "source"), rows)


def code(process: str) -> str:
    """The functions of a module as they are computed, folded away."""
    module = import_module(f"cases.simulation.{process}")
    functions = [
        inspect.getsource(getattr(one, "py_func", one)).replace("@compiled\n", "").rstrip()
        for one in vars(module).values()
        if callable(one) and getattr(one, "__module__", "") == module.__name__ and not inspect.isclass(one)
    ]
    body = "\n\n\n".join(functions)
    return f"<details><summary>As computed</summary>\n\n```python\n{body}\n```\n\n</details>"


def people() -> str:
    """How healthy adults spread."""
    women, men = (spreads_of(sex, AGE) for sex in ("female", "male"))
    rows = [(f"`{name}`", _spread(women[name]), _spread(men[name]), men[name].source) for name in sorted(women)]
    return table(("set point", "women", "men", "source"), rows)


def _spread(spread: Spread) -> str:
    kind = "×/÷" if spread.log else "±"
    return f"{spread.middle:.4g} {kind} {spread.spread:g} ({spread.low:g} to {spread.high:g})"


def channels() -> str:
    """All channels with unit, bounds and source."""
    rows = [
        (f"`{key}`", one.meaning, f"{one.baseline:g}", f"{one.low:g} to {one.high:g}", one.unit, one.kind, one.source)
        for key, one in CHANNELS.items()
    ]
    return table(("channel", "meaning", "baseline", "bounds", "unit", "kind", "source of its effect"), rows)


def condition(one: Condition) -> str:
    """A disease: its perturbations, its presentations, its sources."""
    rows = [_perturbation(part) for part in one.course]
    course = (
        table(("channel", "value", "start, d", "ramp, d", "until, d", "share"), rows) if rows else "No perturbation."
    )
    seen = "; ".join(map(_presentation, one.presentations))
    return f"### {one.name}\n\n{one.cause}\n\n{course}\n\nSeen at: {seen}.\n\n{_sources(one.sources)}"


def _perturbation(part: Perturbation) -> tuple[str, ...]:
    until = distribution(part.until_days) if part.until_days else ""
    if part.cycle_days and part.on_days:
        until += f" {part.on_days:g} of every {part.cycle_days:g}"
    if part.stopped_with:
        until += f" or {part.stopped_with} stopped"
    return (
        f"`{part.channel}`", distribution(part.value), distribution(part.start_days), distribution(part.ramp_days),
        until.strip(), f"{part.probability:g}",
    )  # fmt: skip


def _presentation(one: Presentation) -> str:
    if one.after_days is not None:
        return f"day {distribution(one.after_days)} ({one.weight:g})"
    return f"{one.indicator} {distribution(one.at)} ({one.weight:g})" if one.at else ""


def distribution(known: Distribution) -> str:
    """A distribution in words."""
    within = f" ({known.within[0]:g} to {known.within[1]:g})" if known.within else ""
    if known.normal:
        return f"{known.normal[0]:g} ± {known.normal[1]:g}{within}"
    if known.lognormal:
        return f"{known.lognormal[0]:g} ×/÷ {known.lognormal[1]:g}{within}"
    if known.uniform:
        return f"{known.uniform[0]:g} to {known.uniform[1]:g}"
    return f"{known.fixed:g}"


def treatments(catalog: Catalog) -> str:
    """What a base unit of each treatment does."""
    rows = [row for one in catalog.treatments.values() for row in _effects(one)]
    return table(("treatment", "route", "effect of one base unit", "sources"), rows)


def _effects(one: Treatment) -> list[tuple[str, ...]]:
    return [
        (one.name, route.route, "; ".join(map(_effect, route.effects)) or "none in the model", "; ".join(one.sources))
        for route in one.routes
    ]


def _effect(effect: Effect) -> str:
    after = f" after {effect.after_days} d" if effect.after_days else ""
    lasts = f" for {effect.lasts_days} d" if effect.lasts_days > 1 else ""
    return f"`{effect.channel}` {effect.kind} {effect.per_unit:g}{after}{lasts}"


def hazard(one: Hazard) -> str:
    """A harm with its bands."""
    rows = [_band(band) for band in one.bands]
    what = f"By `{one.readout}`{' since presentation' if one.since_presentation else ''}." if one.readout else ""
    after = f" After {', '.join(one.after.keys)}, within {one.after.days} d." if one.after else ""
    bands = table(("from", "below", "begins, 1/d", "kills, 1/d", "ends, 1/d", "kills treated", "ends treated"), rows)
    return f"### {one.name}\n\n{what}{after}\n\n{bands}\n\n{_sources(one.sources)}"


def _band(band: Band) -> list[str]:
    values = (band.at_least, band.below, band.begins, band.kills, band.ends, band.kills_treated, band.ends_treated)
    return ["" if value is None else f"{value:g}" for value in values]


def interferences(catalog: Catalog) -> str:
    """What spoils samples."""
    rows = [
        (
            one.name,
            f"{one.chance:g} of {one.strikes}",
            "; ".join(map(_distortion, one.distorts)),
            "; ".join(one.sources),
        )
        for one in catalog.interferences.values()
    ]
    return table(("what", "where it applies, share", "is read", "sources"), rows)


def _distortion(one: Distortion) -> str:
    if one.finding:
        return f"{one.finding}: {one.level}"
    size = f"× {distribution(one.factor)}" if one.factor else f"≥ {distribution(one.at_least)}" if one.at_least else ""
    return f"{one.analyte} {size}".strip()


def _sources(sources: Sequence[str]) -> str:
    return "Sources: " + "; ".join(sources) + "." if sources else "Sources: assumed."


def validation(outcomes: Sequence[Outcome]) -> str:
    """The table of facts, the counts, and why what fails fails."""
    rows = [_outcome(outcome) for outcome in outcomes]
    shown = table(("fact", "tolerance", "figure", "", "used in tuning", "source"), rows)
    counts = [
        f"- {name}: {sum(one.passed for one in some)} of {len(some)} pass ({share_passed(some):.0%})"
        for name, some in _groups(outcomes)
        if some
    ]
    whys = [f"- {one.fact.statement}: {one.fact.why}" for one in outcomes if not one.passed]
    return "\n".join([shown, "", *counts, "", "What fails, and why:", "", *whys])


def _groups(outcomes: Sequence[Outcome]) -> list[tuple[str, list[Outcome]]]:
    groups = [(name, [one for one in outcomes if one.fact in facts]) for name, facts in GROUPS.items()]
    fresh = [one for one in outcomes if not one.fact.used_in_tuning]
    return [*groups, ("not used in tuning", fresh), ("all facts", list(outcomes))]


def _outcome(one: Outcome) -> tuple[str, ...]:
    fact = one.fact
    return (
        fact.statement, f"{fact.low:.4g} to {fact.high:.4g} {fact.unit}", f"{one.figure:.4g}",
        "pass" if one.passed else "**fail**", "yes" if fact.used_in_tuning else "no", fact.source,
    )  # fmt: skip
