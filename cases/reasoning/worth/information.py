"""What is an order worth? What it is expected to tell and to save, against what it costs, at that moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from cases.catalog import Catalog
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.features import Features, completed
from cases.reasoning.belief.observer import Observer
from cases.reasoning.worth.decisions import LossTable, seen
from cases.reasoning.worth.experiments import RESULTS, Unknown, batches, draws, results_of
from cases.reasoning.worth.outlook import FAINT, Outlook, outlook_of
from cases.simulation.clock import MINUTES_A_DAY

# Results imagined where the best plan after each has to be found again, and results of each test of that plan.
LOOKED_AHEAD, RESULTS_AHEAD = 16, (128, 64)


# Some tests, with the likelihoods (T, S, N) of their results in each state.
Imagined = tuple[list[str], np.ndarray]


@dataclass(frozen=True)
class Worth:
    """An order judged before its result: what it costs (US dollars, delay included), the expected loss after it, and
    what it is expected to tell about the condition (nats)."""

    key: str
    cost: float
    value_after: float
    information: float = 0.0

    @property
    def total(self) -> float:
        """Expected loss of ordering it and then acting on the result."""
        return self.cost + self.value_after


@dataclass(frozen=True, eq=False)
class Situation:
    """A belief with everything needed to imagine results: made once for each step.

    `unknown` holds for each investigation what it would newly show, `done` those of which something is known.
    """

    catalog: Catalog
    table: LossTable
    outlook: Outlook
    unknown: Mapping[str, Unknown]
    done: frozenset[str]

    @cached_property
    def chances(self) -> np.ndarray:
        """Probability of each condition."""
        return self.outlook.chances

    @cached_property
    def value_now(self) -> float:
        """Expected loss of the best course of action without another test."""
        return float(self.table.value(self.chances, self.done))

    @cached_property
    def losses(self) -> np.ndarray:
        """Losses of the courses of action in each state, shape (A, S)."""
        return np.ascontiguousarray(self.table.losses[self.outlook.owners].T)

    @cached_property
    def stakes(self) -> np.ndarray:
        """How much hangs on each state, shape (S): its loss under what would be done now, beyond its least."""
        now = int(np.argmin(self.table.expected(self.chances, self.done)))
        return self.losses[now] - self.losses.min(axis=0)

    @cached_property
    def at_most_saved(self) -> float:
        """What knowing the state would save, and so the most that any tests could."""
        return self.value_now - float(self.outlook.weights @ self.losses.min(axis=0))

    @cached_property
    def weighed(self) -> dict[tuple[str, ...], Worth]:
        """Orders whose worth was asked for."""
        return {}

    @cached_property
    def ranking(self) -> list[Worth]:
        """All tests, best first."""
        return ranked(self)

    def after(self, keys: Sequence[str], count: int = LOOKED_AHEAD) -> Iterator[tuple[float, Situation]]:
        """Results that tests could show, each with its probability, and the situation it leaves."""
        shown = together(self.unknown[key] for key in keys)
        left = {key: unknown.without(shown) for key, unknown in self.unknown.items()}
        for chance, outlook in draws(self.outlook, shown, self.stakes, count):
            yield chance, Situation(self.catalog, self.table, outlook, left, self.done.union(keys))


def situation(
    catalog: Catalog,
    observer: Observer,
    table: LossTable,
    evidence: Evidence,
    setting: str,
    prior: Mapping[str, float],
) -> Situation:
    """Where an observer with this evidence stands."""
    chances = observer.state_chances(evidence, prior, setting)
    unknown = _unknown(catalog, observer.features, evidence, observer.limits_met(np.flatnonzero(chances > FAINT)))
    columns = sorted({column for one in unknown.values() for column in one.columns})
    outlook = outlook_of(observer, evidence, chances, np.array(columns, dtype=int))
    return Situation(catalog, table, outlook, unknown, seen(catalog, evidence))


def price_of(catalog: Catalog, keys: Iterable[str]) -> float:
    """Fees, burdens and harms of tests, in US dollars."""
    tests = [catalog.investigations[key] for key in keys]
    return sum(test.fee + test.burden + test.harm for test in tests)


def delay_of(here: Situation, minutes: int) -> float:
    """What it is expected to cost, in US dollars, that so much time goes by before anything is done."""
    return minutes / MINUTES_A_DAY * float(here.chances @ here.table.per_day)


def cost_of(here: Situation, keys: Iterable[str]) -> float:
    """What it costs to order tests together and to wait for the last, in US dollars."""
    keys = tuple(keys)
    minutes = max((here.catalog.investigations[key].turnaround_minutes for key in keys), default=0)
    return price_of(here.catalog, keys) + delay_of(here, minutes)


def worth_of(here: Situation, keys: Iterable[str]) -> Worth:
    """The worth of ordering these tests together; the same order is weighed once."""
    keys = tuple(keys)
    if keys not in here.weighed:
        [(value, information)] = _judged(here, [(together(here.unknown[key] for key in keys), keys)])
        here.weighed[keys] = Worth(",".join(keys), cost_of(here, keys), value, information)
    return here.weighed[keys]


def ranked(here: Situation, excluded: Iterable[str] = (), results: tuple[int, int] = RESULTS) -> list[Worth]:
    """Every test not excluded, the one of least total expected loss first; `results` as in `_judged`."""
    excluded = set(excluded)
    keys = [key for key in here.catalog.investigations if key not in excluded]
    judged = _judged(here, [(here.unknown[key], (key,)) for key in keys], results)
    worths = [Worth(key, cost_of(here, (key,)), *found) for key, found in zip(keys, judged, strict=True)]
    return sorted(worths, key=lambda worth: worth.total)


def best_value(here: Situation, worths: Iterable[Worth]) -> float:
    """Expected loss of the best of: act now, or one more test and then act."""
    return min([here.value_now, *(worth.total for worth in worths)])


def value_ahead(here: Situation, keys: Sequence[str], count: int = LOOKED_AHEAD) -> float:
    """Expected loss after these tests (their cost apart) under the best plan that each result would then open.

    The value of acting at once on the results, with many of them imagined, less what one more test would be expected
    to save beyond that, with few: this difference varies far less than the values themselves.
    """
    saved = sum(chance * saved_by_one(then) for chance, then in here.after(keys, count))
    return worth_of(here, keys).value_after - saved


def saved_by_one(here: Situation, results: tuple[int, int] = RESULTS_AHEAD) -> float:
    """What the best test saves beyond its cost, 0 if none does."""
    [saved] = saved_in_each(here, [here], results)
    return saved


def saved_in_each(here: Situation, variants: Sequence[Situation], results: tuple[int, int] = RESULTS) -> list[float]:
    """What the best test saves beyond its cost in each of some situations as in `saved_by_each`, 0 if none does; tests
    that cost more than could be saved in any are passed over."""
    keys = [key for key in here.unknown if any(cost_of(then, (key,)) < then.at_most_saved for then in variants)]
    return [max([0.0, *saved.values()]) for saved in saved_by_each(imagined(here, keys, results), variants)]


def saved_by_each(imagined: Iterable[Imagined], variants: Sequence[Situation]) -> list[dict[str, float]]:
    """What each test saves beyond its cost in each of some situations.

    They differ in how likely the states are and in losses alone, so the same imagined results serve all.
    """
    saved: list[dict[str, float]] = [{} for _ in variants]
    for keys, likelihoods in imagined:
        for own, then in zip(saved, variants, strict=True):
            values = _left(then, [(key,) for key in keys], then.outlook.weights[:, None] * likelihoods)
            for key, value in zip(keys, values, strict=True):
                own[key] = then.value_now - cost_of(then, (key,)) - value
    return saved


def imagined(here: Situation, keys: Sequence[str], results: tuple[int, int] = RESULTS) -> Iterator[Imagined]:
    """Tests, some at a time, with the results that they could show."""
    for batch, likelihoods in _imagined(here, [here.unknown[key] for key in keys], results):
        yield [keys[i] for i in batch], likelihoods


def two_ahead(here: Situation, worths: Iterable[Worth], count: int = LOOKED_AHEAD) -> list[Worth]:
    """Orders judged two steps ahead, the best first: each followed by one more test where that pays."""
    further = (replace(worth, value_after=value_ahead(here, worth.key.split(","), count)) for worth in worths)
    return sorted(further, key=lambda worth: worth.total)


def together(parts: Iterable[Unknown]) -> Unknown:
    """What tests show together, each thing once, in the order in which it was asked for."""
    parts = list(parts)
    columns = dict.fromkeys(column for part in parts for column in part.columns)
    findings = dict.fromkeys(finding for part in parts for finding in part.findings)
    return Unknown(tuple(columns), tuple(findings))


def _imagined(
    here: Situation, wanted: Sequence[Unknown], results: tuple[int, int]
) -> Iterator[tuple[list[int], np.ndarray]]:
    """Indices of what is wanted to be shown, with the likelihoods (T, S, N) of its results in each state.

    `results` is how many are imagined where one value is shown, and where several things are.
    """
    for batch in batches(wanted):
        yield batch, results_of(here.outlook, [wanted[i] for i in batch], here.stakes, *results).likelihoods


def _judged(
    here: Situation, orders: Sequence[tuple[Unknown, Sequence[str]]], results: tuple[int, int] = RESULTS
) -> list[tuple[float, float]]:
    """For each order (what it shows, and its tests): expected loss after it, and information about the condition."""
    found = [(0.0, 0.0)] * len(orders)
    for batch, likelihoods in _imagined(here, [unknown for unknown, _ in orders], results):
        joint = here.outlook.weights[:, None] * likelihoods
        values = _left(here, [orders[i][1] for i in batch], joint)
        for i, value, told in zip(batch, values, _told(here, joint).tolist(), strict=True):
            found[i] = value, told
    return found


def _left(here: Situation, tests: Sequence[Sequence[str]], joint: np.ndarray) -> list[float]:
    """Expected loss of acting in the best way on results with joint probabilities (T, S, N) with the states."""
    extra = np.stack([here.table.unconfirmed(here.done.union(keys)) for keys in tests])
    values = (here.losses @ joint + extra[:, :, None] * joint.sum(axis=1)[:, None]).min(axis=1).sum(axis=1)
    return np.minimum(values, here.value_now).tolist()


def _told(here: Situation, joint: np.ndarray) -> np.ndarray:
    """Mutual information (nats) of the condition and results with joint probabilities (T, S, N) with the states."""
    conditions, index = np.unique(here.outlook.owners, return_inverse=True)
    of_condition = (np.arange(len(conditions))[:, None] == index).astype(float)
    by_condition = of_condition @ joint
    return _entropies(joint.sum(axis=1)) + _entropies(by_condition.sum(axis=2)) - _entropies(by_condition)


def _entropies(p: np.ndarray) -> np.ndarray:
    """Entropy (nats) over all axes but the first."""
    return -(p * np.log(np.maximum(p, 1e-300))).reshape(len(p), -1).sum(axis=1)


def _unknown(
    catalog: Catalog, features: Features, known: Evidence, limits: Mapping[str, tuple[int, ...]]
) -> dict[str, Unknown]:
    """What each investigation would newly show to somebody with this evidence; whether a value lies beyond one of the
    `limits` that may be met is a finding."""
    column, levels = features.column, features.levels_by_finding
    # Some of what is known was not measured itself but follows, as hemoglobin from the hematocrit.
    settled = set(completed(known.values))
    found = {}
    for test in catalog.investigations.values():
        analytes = [key for key in test.analytes if key in column and key not in settled]
        findings = [levels[finding.key] for finding in test.findings if finding.key not in known.levels]
        findings += [limits[key] for key in analytes if key in limits]
        found[test.key] = Unknown(tuple(sorted(column[key] for key in analytes)), tuple(sorted(findings)))
    return found
