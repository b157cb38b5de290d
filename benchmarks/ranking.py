"""How long does it take to rank all orders? One step ahead at each stage of a workup, the best five two steps ahead.

Prints medians and 95th percentiles over patients, in milliseconds on the processor, beside the targets, and how far the
sampled results stray from many more of them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import fmean, median, quantiles

import config  # noqa: F401  sets the number of threads before NumPy is loaded
from cases.catalog import current
from cases.reasoning.belief.observer import current_observer, prior_of
from cases.reasoning.belief.panels import first_line, stages
from cases.reasoning.belief.sampling import evidence_of
from cases.reasoning.worth.decisions import loss_table
from cases.reasoning.worth.information import Situation, Worth, ranked, situation, two_ahead
from cases.simulation.patients import Recipe

PATIENTS = 40
ONE_AHEAD_MS, TWO_AHEAD_MS = 50.0, 1000.0
MANY_RESULTS = 4096
BEST = 5  # orders that are looked at two steps ahead


def situations() -> Iterator[tuple[str, Situation]]:
    """Each stage of the workup of each patient, the settings in turn."""
    catalog, observer = current(), current_observer()
    table, settings = loss_table(catalog), list(catalog.settings)
    panels = {**stages(catalog), "first-line tests": first_line(catalog)}
    for seed in range(PATIENTS):
        setting = settings[seed % len(settings)]
        complete = evidence_of(catalog, Recipe(setting), 700_000 + seed)
        for name, panel in panels.items():
            known = panel.part_of(catalog, complete)
            yield name, situation(catalog, observer, table, known, setting, prior_of(catalog, setting))


def timed(here: Situation, act: str) -> tuple[list[Worth], float]:
    """Orders ranked `one` or `two` steps ahead, and the milliseconds it took."""
    begun = time.process_time()
    worths = ranked(here) if act == "one" else two_ahead(here, here.ranking[:BEST])
    return worths, 1000 * (time.process_time() - begun)


def row(name: str, taken: list[float], target: float) -> str:
    """One line of the table."""
    return f"{name:<52} {median(taken):7.1f} ms, 95 % {quantiles(taken, n=20)[-1]:7.1f} ms   target {target:g}"


def strayed(found: list[Worth], many: list[Worth]) -> tuple[float, float]:
    """Mean error of the value after an order, and what the order found best falls short of the best, in dollars."""
    reference = {worth.key: worth for worth in many}
    errors = fmean(abs(worth.value_after - reference[worth.key].value_after) for worth in found)
    return errors, reference[found[0].key].total - many[0].total


def main() -> None:
    """Measure one and two steps ahead, then the error."""
    met: dict[str, list[Situation]] = {}
    for name, here in situations():
        met.setdefault(name, []).append(here)
    every = [here for heres in met.values() for here in heres]
    timed(every[0], "one")
    for name, heres in met.items():
        words = f"{len(heres[0].unknown)} orders ranked, {name} known"
        print(row(words, [timed(here, "one")[1] for here in heres], ONE_AHEAD_MS))
    print(row("at any of these moments", [timed(here, "one")[1] for here in every], ONE_AHEAD_MS))
    few = every[:: max(len(every) // PATIENTS, 1)]
    print(row("the best five, two steps ahead", [timed(here, "two")[1] for here in few], TWO_AHEAD_MS))
    found = [ranked(here) for here in few]
    strays = [
        strayed(mine, ranked(here, results=(MANY_RESULTS, MANY_RESULTS))) for mine, here in zip(found, few, strict=True)
    ]
    print(f"error of an expected loss: {fmean(error for error, _ in strays):.2f} dollars on average")
    short = [shortfall for _, shortfall in strays]
    print(f"the order found best falls short of the best by {fmean(short):.2f} dollars, at most {max(short):.1f}")


if __name__ == "__main__":
    main()
