"""How long does a belief take? At the start of a process, after each stage of a workup, after one more finding.

Prints medians over repeats, in milliseconds on the processor, each beside its target. Targets: two seconds to start,
two milliseconds for a belief after a new finding.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

from cases.catalog import current
from cases.reasoning.belief.evidence import Measured
from cases.reasoning.belief.observer import load_observer, prior_of
from cases.reasoning.belief.panels import first_line, stages
from cases.reasoning.belief.sampling import evidence_of
from cases.simulation.patients import Recipe

SETTING, CONDITION, SEED = "general-medicine", "pernicious-anemia", 5
REPEATS = 50
START_MS, BELIEF_MS = 2000.0, 2.0
SAMPLED = 60


def milliseconds(act: Callable[[], object], repeats: int = REPEATS) -> float:
    """Median time of an act on the processor."""
    taken = []
    for _ in range(repeats):
        begun = time.process_time()
        act()
        taken.append(1000 * (time.process_time() - begun))
    return median(taken)


def row(name: str, taken: float, target: float | None = None) -> str:
    """One line of the table."""
    return f"{name:<56} {taken:8.2f} ms" + (f"   target {target:g}" if target else "")


def main() -> None:
    """Measure loading, beliefs and sampling."""
    catalog = current()
    print(row("an observer read and made ready", milliseconds(lambda: load_observer(catalog), 5), START_MS))
    observer, prior = load_observer(catalog), prior_of(catalog, SETTING)
    recipe = Recipe(SETTING, ((CONDITION, 1.0),))
    complete = evidence_of(catalog, recipe, SEED)
    for name, panel in {**stages(catalog), "first-line tests": first_line(catalog)}.items():
        known = panel.part_of(catalog, complete)
        words = f"a belief from {len(known.values)} values and {len(known.levels)} findings ({name})"
        print(row(words, milliseconds(lambda known=known: observer.belief(known, SETTING, prior)), BELIEF_MS))  # type: ignore[misc]
    known = first_line(catalog).part_of(catalog, complete)
    found = known.joined({}, {"intrinsic-factor-antibody": "present"})
    read = replace(known, values={**known.values, "methylmalonic-acid": Measured(900)})
    for name, evidence in {"finding": found, "value": read}.items():
        taken = milliseconds(lambda evidence=evidence: observer.belief(evidence, SETTING, prior))  # type: ignore[misc]
        print(row(f"a belief after one more {name}, first-line tests known", taken, BELIEF_MS))
    begun = time.process_time()
    for seed in range(SAMPLED):
        keys = list(catalog.conditions)
        evidence_of(catalog, Recipe(SETTING, ((keys[seed % len(keys)], 1.0),)), seed)
    print(row("a patient to learn from, everything known", 1000 * (time.process_time() - begun) / SAMPLED))


if __name__ == "__main__":
    main()
