"""What may still be found? The states in play, and for each how what is unknown is distributed given what is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.mixture import FREEDOM
from cases.reasoning.belief.observer import Observer

# States less likely than this are left out: the loss they could add is below what the sums can tell apart.
FAINT = 1e-4


@dataclass(frozen=True, eq=False)
class Outlook:
    """The S states in play; `weights` (S) sum to 1, `states` (S) number them among the observer's.

    The analytes in `columns` (u), standardized, follow a multivariate t in each state: `freedom` degrees of freedom,
    `means` (S, u), scale matrices `stretch` (S) times `scales` (S, u, u). Findings are independent within a state.
    """

    observer: Observer
    states: np.ndarray
    weights: np.ndarray
    columns: np.ndarray
    means: np.ndarray
    scales: np.ndarray
    stretch: np.ndarray
    freedom: float

    @property
    def owners(self) -> np.ndarray:
        """Which condition each state belongs to, shape (S)."""
        return self.observer.owner[self.states]

    @property
    def chances(self) -> np.ndarray:
        """Probability of each condition, summing to 1."""
        return np.bincount(self.owners, self.weights, len(self.observer.conditions))

    def frequencies(self, levels: Sequence[int]) -> np.ndarray:
        """How often each level of one finding is met in each state, shape (S, len(levels)), rows summing to 1."""
        p = np.exp(self.observer.log_frequencies[self.states][:, list(levels)])
        return p / p.sum(axis=1, keepdims=True)

    def after(self, columns: np.ndarray, values: np.ndarray, weights: np.ndarray) -> Iterator[Outlook]:
        """The outlook once `columns` (b) came out as each of `values` (M, b), with states then as in `weights` (M, S).

        Conditioning a multivariate t: the scale grows with how far the values lie from what a state expects (Ding
        2016, Am Stat 70:293).
        """
        rest = np.setdiff1d(self.columns, columns)
        given, left = np.searchsorted(self.columns, columns), np.searchsorted(self.columns, rest)
        away = values.T[None] - self.means[:, given, None]
        scales = self.scales[:, left[:, None], left]
        shifts, stretch = np.zeros((len(self.states), len(left), len(values))), np.ones((len(self.states), 1))
        if len(given):
            lower = np.linalg.cholesky(self.scales[:, given[:, None], given])
            away = np.linalg.solve(lower, away)
            cross = np.linalg.solve(lower, self.scales[:, given[:, None], left])
            scales = scales - cross.transpose(0, 2, 1) @ cross
            shifts = cross.transpose(0, 2, 1) @ away
            squares = (away**2).sum(axis=1) / self.stretch[:, None]
            stretch = (self.freedom + squares) / (self.freedom + len(given))
        stretch = np.broadcast_to(stretch, (len(self.states), len(values))) * self.stretch[:, None]
        for m, share in enumerate(weights):
            kept = np.flatnonzero(share > FAINT * share.sum())
            yield replace(
                self,
                states=self.states[kept],
                weights=share[kept] / share[kept].sum(),
                columns=rest,
                means=self.means[kept][:, left] + shifts[kept, :, m],
                scales=scales[kept],
                stretch=stretch[kept, m],
                freedom=self.freedom + len(given),
            )


def outlook_of(observer: Observer, evidence: Evidence, chances: np.ndarray, columns: np.ndarray) -> Outlook:
    """The outlook on `columns` (u, sorted) under `chances` of all states, for somebody with this evidence."""
    states = np.flatnonzero(chances > FAINT)
    known, values = observer.standardized(evidence)
    means, covariances = observer.means[states], observer.covariances_of(states)
    prior = Outlook(
        observer=observer,
        states=states,
        weights=chances[states] / chances[states].sum(),
        columns=np.arange(means.shape[1]),
        means=means,
        scales=covariances,
        stretch=np.full(len(states), (FREEDOM - 2) / FREEDOM),  # of a t distribution with these covariances
        freedom=FREEDOM,
    )
    wanted = np.union1d(known, columns)
    prior = replace(prior, columns=wanted, means=means[:, wanted], scales=covariances[:, wanted[:, None], wanted])
    [after] = prior.after(known, values[None], prior.weights[None])
    return after
