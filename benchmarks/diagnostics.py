"""How exact is a diagnostic with the bank as it is? Simulated learners of known ability, asked as in the product.

Prints for each ability how many reach the standard error aimed at and after how many questions, then how often the
95 % interval holds the true ability where learners do not quite answer as assumed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import config  # noqa: F401  sets the number of threads before NumPy is loaded
from cases.catalog import current
from quizzes.adaptive import ENOUGH, MOST, Curve, Estimate, First, assumed_curve, chances, estimate, measured
from quizzes.items import current as current_bank
from quizzes.modes import Variant, entries_of, next_question
from quizzes.modes.diagnostics import curves_of
from quizzes.statistics import exposure

ABILITIES = np.linspace(-2, 2, 9)
EACH, CROSS_SECTION, BANKS = 40, 400, 5
NEWEST = 100  # diagnostics over which exposure is counted
ANSWERING, ANSWERS_EACH = 400, 60
SEED = 11

BANK = entries_of(current_bank(current()).values())
ASSUMED = curves_of(BANK, {})
Numbers = NDArray[np.float64]
Answering = Callable[[float, str, np.random.Generator], float]


@dataclass(frozen=True)
class Sat:
    """One simulated learner at one diagnostic."""

    ability: float
    found: Estimate
    asked: tuple[str, ...]


def answering(curves: Mapping[str, Curve], guessed: float = 0.0, spread: float = 0.0) -> Answering:
    """How a learner answers whose questions have these curves: with what credit. A share of what is missed in one step
    is guessed right; `spread` is a further SD of ability from question to question, beside that of the curves."""

    def credit(ability: float, key: str, rng: np.random.Generator) -> float:
        told = chances(ability + spread * rng.normal(), curves[key])
        level = rng.choice(len(told), p=told / told.sum())
        if curves[key].steps == 1 and not level:
            return float(rng.uniform() < guessed)
        return float(level / curves[key].steps)

    return credit


def scattered(log_a: float, b: float, rng: np.random.Generator) -> dict[str, Curve]:
    """True curves around those assumed: discriminations lognormal, difficulties normal around what authors expect."""
    true = dict[str, Curve]()
    for entry in BANK:
        steps, a = ASSUMED[entry.template].steps, float(np.exp(log_a * rng.normal()))
        expected = assumed_curve(entry.difficulty, steps, a)
        true[entry.template] = Curve(a, expected.b + b * rng.normal(), steps)
    return true


def sat(abilities: Numbers, credit: Answering, known: Mapping[str, Curve], rng: np.random.Generator) -> list[Sat]:
    """What diagnostics find, one learner after the other."""
    curves, recent, met = curves_of(BANK, known), deque[set[str]](maxlen=NEWEST), list[Sat]()
    for number, ability in enumerate(abilities):
        shares = exposure(recent, list(ASSUMED)) if len(recent) >= NEWEST / 10 else {}
        answers = list[tuple[Variant, float]]()
        while variant := next_question(BANK, answers, [], number, curves=known, exposure=shares):
            answers.append((variant, credit(float(ability), variant.template, rng)))
        asked = tuple(variant.template for variant, _ in answers)
        recent.append(set(asked))
        found = estimate([(curves[variant.template], worth) for variant, worth in answers])
        met.append(Sat(float(ability), found, asked))
    return met


def row(name: str, met: list[Sat]) -> str:
    """One line of a table."""
    errors = np.array([one.found.error for one in met])
    missed = np.array([one.found.ability - one.ability for one in met])
    reached, held = np.mean(errors < ENOUGH), np.mean(np.abs(missed) < 1.96 * errors)
    claimed, made = np.sqrt(np.mean(errors**2)), np.sqrt(np.mean(missed**2))
    asked = np.mean([len(one.asked) for one in met])
    return f"{name:<46}{100 * reached:8.0f} %{asked:11.1f}{claimed:11.3f}{made:8.3f}{100 * held:14.0f} %"


def by_ability(credit: Answering, known: Mapping[str, Curve], rng: np.random.Generator) -> None:
    """Print a line for each ability."""
    met = sat(rng.permutation(np.repeat(ABILITIES, EACH)), credit, known, rng)
    for ability in ABILITIES:
        print(row(f"  ability {ability:+.1f}", [one for one in met if one.ability == ability]))


def at_large(name: str, log_a: float, b: float, rng: np.random.Generator, is_measured: bool = False) -> None:
    """Print a line for learners at large under several true banks."""
    met = list[Sat]()
    for _ in range(BANKS):
        credit = answering(scattered(log_a, b, rng))
        known = measured(first_answers(credit, rng), ASSUMED) if is_measured else {}
        met += sat(rng.normal(size=CROSS_SECTION // BANKS), credit, known, rng)
    print(row(name, met))


def main() -> None:
    """Print by ability, then for learners at large under other truths."""
    rng = np.random.default_rng(SEED)
    in_parts = sum(curve.steps > 1 for curve in ASSUMED.values())
    print(f"{len(BANK)} templates, {in_parts} with partial credit; at most {MOST} questions")
    print(f"{'':<46}{f'below {ENOUGH}':>10}{'questions':>11}{'claimed':>11}{'made':>8}{'95 % holds':>16}")
    print("answered as assumed")
    by_ability(answering(ASSUMED), {}, rng)
    once = sat(rng.normal(size=CROSS_SECTION), answering(ASSUMED), {}, rng)
    print(row("  learners at large", once))
    shares = exposure([set(one.asked) for one in once], list(ASSUMED))
    print(
        f"  {sum(share > 0 for share in shares.values())} templates asked, none in more than {max(shares.values()):.2f}"
    )
    print("learners at large, answering otherwise")
    at_large("  difficulties stray by 0.5 SD", 0.0, 0.5, rng)
    at_large("  and discriminations by a factor 1.35", 0.3, 0.5, rng)
    at_large("  and discriminations by a factor 1.65", 0.5, 0.5, rng)
    learners = rng.normal(size=CROSS_SECTION)
    print(row("  each question tests another thing by 0.5 SD", sat(learners, answering(ASSUMED, 0.0, 0.5), {}, rng)))
    print(row("  one miss in five guessed right", sat(learners, answering(ASSUMED, 0.2), {}, rng)))
    print(f"measured by {ANSWERS_EACH} answers each of {ANSWERING} learners")
    at_large("  discriminations stray by a factor 1.35", 0.3, 0.5, rng, is_measured=True)
    at_large("  discriminations stray by a factor 1.65", 0.5, 0.5, rng, is_measured=True)
    credit = answering(scattered(0.5, 0.5, rng))
    by_ability(credit, measured(first_answers(credit, rng), ASSUMED), rng)


def first_answers(credit: Answering, rng: np.random.Generator) -> list[First]:
    """Answers of other learners, to templates drawn at random."""
    keys = list(ASSUMED)
    return [
        First(learner, str(key), credit(ability, str(key), rng))
        for learner, ability in enumerate(rng.normal(size=ANSWERING))
        for key in rng.choice(keys, ANSWERS_EACH, replace=False)
    ]


if __name__ == "__main__":
    main()
