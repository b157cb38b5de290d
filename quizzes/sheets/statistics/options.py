"""What did each option of a question draw, and from whom?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizzes import papers
from quizzes.items.entities import Choose
from quizzes.items.kinds import OF_THE_MODEL
from quizzes.models import Response
from quizzes.sheets.statistics.figures import decimals, of_100
from quizzes.sheets.statistics.selection import Chosen, given_of
from quizzes.sheets.words import counted
from quizzes.statistics import Draw, Given, reports
from quizzes.statistics.distractors import FEWEST as LEAST_SHARE
from quizzes.statistics.reports import FEWEST

LEFT_OPEN = "left open"
# To tell which option a letter was, the question is made again. With a patient of the model that takes up to 0.3 s, so
# that of these the newest learners alone are counted, still twice as many as are needed to say anything.
NEWEST = 2 * FEWEST


@dataclass(frozen=True)
class DrawRow:
    """What one option drew: of 100 of all, of the lower and of the upper third. `fault` only where enough answered."""

    option: str
    text: str
    is_key: bool
    count: int
    share: str
    lower: str
    upper: str
    correlation: str
    fault: str


def draws_of(chosen: Chosen) -> tuple[DrawRow, ...]:
    """What each option of the template looked at drew, by its name there, which is the same in every variant; nothing
    where not one is chosen of several."""
    template, texts, keys = chosen.template, dict[str, str](), set[str]()
    mine = list[Given]()
    firsts = _firsts(chosen)
    rows = Response.objects.only("answer").in_bulk([one.response.pk for one in firsts])
    letters = {pk: str(row.answer) for pk, row in rows.items()}
    for answer in firsts:
        try:
            item = papers.item_of(answer.asked)
        except papers.Withdrawn:
            continue
        if not isinstance(item.question.response, Choose) or item.question.response.several:
            return ()
        texts |= {item.key.names.get(one.key, ""): one.text for one in item.question.response.options}
        keys.add(item.key.names.get(str(item.key.answer), ""))
        mine.append(given_of(answer, item.key.names.get(letters.get(answer.response.pk, ""))))
    if not mine:
        return ()
    others = [one for one in chosen.given if one.template != template]
    found = reports([*others, *mine], {template: sorted(texts)}, {template: sorted(keys)})
    mine_alone = [report for report in found if report.template == template]
    return tuple(_row(draw, texts, report.count >= FEWEST) for report in mine_alone for draw in report.draws)


def _firsts(chosen: Chosen) -> list[papers.Answered]:
    """The first answer of each learner to the template as it stands, of the newest alone where each is played again."""
    found: dict[int, papers.Answered] = {}
    for answer in chosen.answers:
        if answer.asked.template == chosen.template and not papers.is_withdrawn(answer.asked):
            found.setdefault(answer.attempt.learner_id, answer)
    firsts = list(found.values())
    return firsts[-NEWEST:] if papers.kind_asked(chosen.template) in OF_THE_MODEL else firsts


def advice_of(chosen: Chosen, draws: Sequence[DrawRow]) -> str:
    """What to do about the options, in a sentence, and of whom that is said."""
    if not draws:
        return ""
    is_played = papers.kind_asked(chosen.template) in OF_THE_MODEL
    whose = f" Options are counted for the newest {NEWEST} learners: their patients are played again for that."
    return _advice(draws) + (whose if is_played else "")


def _advice(draws: Sequence[DrawRow]) -> str:
    answers, faulty = sum(draw.count for draw in draws), [draw for draw in draws if draw.fault]
    if answers < FEWEST:
        return f"{counted(answers, 'learner')} chose so far. Nothing is said against an option before {FEWEST}."
    if any(draw.is_key for draw in faulty):
        return "Read the key again: the strong choose it no more often than the weak."
    if faulty:
        each = "option does" if len(faulty) == 1 else "options do"
        return f"{len(faulty)} wrong {each} no work: make them what learners believe, or drop them."
    return "Every option does its work."


def _row(draw: Draw, texts: Mapping[str, str], is_told: bool) -> DrawRow:
    return DrawRow(
        option=draw.option or LEFT_OPEN,
        text=texts.get(draw.option, ""),
        is_key=draw.is_key,
        count=draw.count,
        share=of_100(draw.share),
        lower=of_100(draw.lower),
        upper=of_100(draw.upper),
        correlation=decimals(draw.correlation),
        fault=_fault(draw) if is_told and draw.option else "",
    )


def _fault(draw: Draw) -> str:
    """Why an option does no work, empty where it does."""
    if draw.works:
        return ""
    if draw.is_key:
        return "the strong choose it no more often"
    return "hardly anybody chooses it" if draw.share < LEAST_SHARE else "the strong choose it more often than the weak"
