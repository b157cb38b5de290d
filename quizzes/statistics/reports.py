"""What do the stored answers show of each item, and which should an author look at?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from quizzes.statistics.distractors import Draw, distractors
from quizzes.statistics.intervals import Interval, wilson
from quizzes.statistics.items import Numbers, discrimination_index, rest_correlation, totals
from quizzes.statistics.times import Times, times
from quizzes.statistics.versions import Drift, drift

# Nothing is said of an item that fewer have answered: assumed.
FEWEST = 20
# Too hard or too easy to tell much, and too weakly tied to the rest (Ebel 1972, Essentials of educational measurement).
HARD, EASY, WEAK = 0.2, 0.95, 0.2


class Given(NamedTuple):
    """One stored answer: who, to which template in which version, for what credit (0 to 1), and what was chosen.

    `choice` is the option's name in the template; `seconds` the time taken. Both may be unknown.
    """

    learner: int
    template: str
    version: int
    credit: float
    choice: str | None = None
    seconds: float | None = None
    is_unsafe: bool = False


@dataclass(frozen=True)
class Scores:
    """First answers as an array of credits, shape (learners, templates), NaN where a template was not met."""

    learners: tuple[int, ...]
    templates: tuple[str, ...]
    credits: Numbers


@dataclass(frozen=True)
class ItemReport:
    """All that answers show of one template. Figures that cannot be computed are NaN, or None."""

    template: str
    count: int
    facility: float
    right: Interval
    discrimination: float
    rest_correlation: float
    unsafe: int
    times: Times | None
    drift: tuple[Drift, ...]
    draws: tuple[Draw, ...]

    @property
    def doubts(self) -> tuple[str, ...]:
        """What an author should look at, in words; nothing while too few have answered."""
        if self.count < FEWEST:
            return ()
        doubts = {
            "few get it right": self.facility < HARD,
            "nearly all get it right": self.facility > EASY,
            "the strong do worse than the weak": self.rest_correlation < 0,
            "it hardly tells the strong from the weak": 0 <= self.rest_correlation < WEAK,
            "its last edit changed how hard it is": any(one.is_clear for one in self.drift[-1:]),
            "many answer faster than one can read": bool(self.times and self.times.rapid > 0.1 * self.times.count),
        }
        idle = [draw.option for draw in self.draws if draw.option and not draw.works]
        return tuple(text for text, holds in doubts.items() if holds) + tuple(
            f"option {option} does not work" for option in idle
        )


def scores_of(answers: Iterable[Given]) -> Scores:
    """Return the first answer of each learner to each template, in whatever variant: later ones show learning."""
    first: dict[tuple[int, str], float] = {}
    for answer in answers:
        first.setdefault((answer.learner, answer.template), answer.credit)
    learners = tuple(sorted({learner for learner, _ in first}))
    templates = tuple(sorted({template for _, template in first}))
    rows = {learner: i for i, learner in enumerate(learners)}
    columns = {template: i for i, template in enumerate(templates)}
    credits_ = np.full((len(learners), len(templates)), np.nan)
    for (learner, template), credit in first.items():
        credits_[rows[learner], columns[template]] = credit
    return Scores(learners, templates, credits_)


def reports(
    answers: Sequence[Given],
    options: Mapping[str, Sequence[str]] | None = None,
    keys: Mapping[str, Sequence[str]] | None = None,
) -> tuple[ItemReport, ...]:
    """Return a report on each template that was answered, by its key.

    `options` and `keys` name, for templates with options, all options and the right ones, as in `Key.names`.
    """
    scores = scores_of(answers)
    whole = dict(zip(scores.learners, totals(scores.credits), strict=True))
    discrimination, rest = discrimination_index(scores.credits), rest_correlation(scores.credits)
    by_template: dict[str, list[Given]] = {template: [] for template in scores.templates}
    for answer in answers:
        by_template[answer.template].append(answer)
    found = []
    for column, template in enumerate(scores.templates):
        met = _firsts(by_template[template])
        names = (options or {}).get(template, ())
        right = sum(answer.credit >= 1.0 for answer in met)
        taken = [answer.seconds for answer in met if answer.seconds is not None]
        everybody = np.array([whole[answer.learner] for answer in met])
        found.append(
            ItemReport(
                template=template,
                count=len(met),
                facility=float(np.mean([answer.credit for answer in met])),
                right=wilson(right, len(met)),
                discrimination=float(discrimination[column]),
                rest_correlation=float(rest[column]),
                unsafe=sum(answer.is_unsafe for answer in met),
                times=times(taken) if taken else None,
                drift=drift([(answer.version, answer.credit >= 1.0) for answer in met]),
                draws=distractors([answer.choice for answer in met], everybody, names, (keys or {}).get(template, ()))
                if names
                else (),
            )
        )
    return tuple(found)


def _firsts(answers: Iterable[Given]) -> list[Given]:
    first: dict[int, Given] = {}
    for answer in answers:
        first.setdefault(answer.learner, answer)
    return list(first.values())
