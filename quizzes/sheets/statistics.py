"""What do all answers show of each question, for whoever keeps the bank?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizzes import papers
from quizzes.answers import from_json
from quizzes.items import Item, NotAnAnswer
from quizzes.items.entities import Choose
from quizzes.models import Dispute
from quizzes.sheets.words import seconds_words
from quizzes.statistics import Draw, Given, ItemReport, reports
from quizzes.statistics.reports import FEWEST

NOTHING = "·"
LISTED = 50  # disputes, the newest first


@dataclass(frozen=True)
class TemplateRow:
    """One template in figures ready to read: shares of 100, correlations with two decimals, the usual time."""

    template: str
    count: int
    facility: str
    range: str
    discrimination: str
    correlation: str
    time: str
    rapid: int
    unsafe: int
    drift: str
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class DrawRow:
    """What one option drew: of 100 of all, of the lower and of the upper third."""

    option: str
    text: str
    is_key: bool
    count: int
    share: str
    lower: str
    upper: str
    correlation: str
    works: bool


@dataclass(frozen=True)
class Disputed:
    """What a learner holds against a question: of which template, and the words."""

    template: str
    words: str
    raised_at: datetime


@dataclass(frozen=True)
class Statistics:
    """All templates that were answered, the doubtful first, and the options of the one that is looked at."""

    answers: int
    learners: int
    rows: tuple[TemplateRow, ...]
    template: str
    draws: tuple[DrawRow, ...]
    disputes: tuple[Disputed, ...]


def statistics_of(template: str = "") -> Statistics:
    """What all answers show; `template` asks for the options of one as well. First answers alone count."""
    answers = papers.answered_by_all()
    given = [_given(answer) for answer in answers]
    rows = [_row(report) for report in reports(given)]
    mine = [answer for answer in answers if answer.asked.template == template]
    return Statistics(
        answers=len(answers),
        learners=len({one.learner for one in given}),
        rows=tuple(sorted(rows, key=lambda row: (-len(row.doubts), -row.count, row.template))),
        template=template if mine else "",
        draws=_draws(template, given, mine),
        disputes=tuple(_disputed(one) for one in Dispute.objects.select_related("attempt")[:LISTED]),
    )


def _disputed(dispute: Dispute) -> Disputed:
    asked = papers.questions_in(dispute.attempt)[dispute.number - 1]
    return Disputed(asked.template, dispute.words, dispute.raised_at)


def _given(answer: papers.Answered, choice: str | None = None) -> Given:
    row = answer.response
    return Given(
        learner=row.attempt.learner_id,
        template=answer.asked.template,
        version=answer.asked.version,
        credit=row.credit,
        choice=choice,
        seconds=row.seconds,
        is_unsafe=row.is_unsafe,
    )


def _row(report: ItemReport) -> TemplateRow:
    last = report.drift[-1] if report.drift else None
    return TemplateRow(
        template=report.template,
        count=report.count,
        facility=_of_100(report.facility),
        range=f"{_of_100(report.right.low)}–{_of_100(report.right.high)}",
        discrimination=_decimals(report.discrimination) if report.count >= FEWEST else NOTHING,
        correlation=_decimals(report.rest_correlation) if report.count >= FEWEST else NOTHING,
        time=seconds_words(report.times.median) if report.times else NOTHING,
        rapid=report.times.rapid if report.times else 0,
        unsafe=report.unsafe,
        drift=f"{100 * last.change:+.0f} since version {last.before}".replace("-", "−") if last else "",
        doubts=report.doubts,
    )


def _draws(template: str, given: Sequence[Given], mine: Sequence[papers.Answered]) -> tuple[DrawRow, ...]:
    """What each option of a template drew, by its name in the template, which is the same in every variant."""
    texts: dict[str, str] = {}
    keys: set[str] = set()
    chosen = list[Given]()
    for answer in mine:
        try:
            item = papers.item_of(answer.asked)
        except papers.Withdrawn:
            continue
        if not isinstance(item.question.response, Choose) or item.question.response.several:
            return ()
        texts |= {item.key.names.get(one.key, ""): one.text for one in item.question.response.options}
        keys.add(item.key.names.get(str(item.key.answer), ""))
        chosen.append(_given(answer, _name(item, answer)))
    others = [one for one in given if one.template != template]
    found = reports([*others, *chosen], {template: sorted(texts)}, {template: sorted(keys)})
    return tuple(_draw(draw, texts) for report in found if report.template == template for draw in report.draws)


def _name(item: Item, answer: papers.Answered) -> str | None:
    try:
        return item.key.names.get(str(from_json(item.question.response, answer.response.answer)))
    except (NotAnAnswer, KeyError):
        return None


def _draw(draw: Draw, texts: Mapping[str, str]) -> DrawRow:
    return DrawRow(
        option=draw.option or "left open",
        text=texts.get(draw.option, ""),
        is_key=draw.is_key,
        count=draw.count,
        share=_of_100(draw.share),
        lower=_of_100(draw.lower),
        upper=_of_100(draw.upper),
        correlation=_decimals(draw.correlation),
        works=draw.works,
    )


def _of_100(share: float) -> str:
    return NOTHING if math.isnan(share) else f"{100 * share:.0f}"


def _decimals(value: float) -> str:
    return NOTHING if math.isnan(value) else f"{value:.2f}".replace("-", "−")
