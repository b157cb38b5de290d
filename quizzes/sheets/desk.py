"""What lies on the desk before the answer? The question alone: nothing here has a field for its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from cases.catalog.units import System
from cases.charts.drilling.pages import Told
from cases.slides import Sight
from quizzes import papers
from quizzes.answers import CHOICE, NUMBER, PLACE, TERM, UNIT, Fields, fields_of, from_json
from quizzes.items.cells import MARROW_SIDE, SIDE
from quizzes.items.entities import Arrange, Assign, Choose, Enter, Fill, Option, Response, Write
from quizzes.models import Attempt, Mode
from quizzes.models import Response as Given
from quizzes.sheets.filters import ALL, Filter, filters_of, flagged_in
from quizzes.sheets.results import Measured, measured
from quizzes.sheets.telling import told_in
from quizzes.sheets.words import outcome_of


@dataclass(frozen=True)
class Place:
    """One line of the list of questions. `outcome` is empty while nothing may be said of it."""

    number: int
    is_answered: bool
    is_flagged: bool
    is_current: bool
    outcome: str


@dataclass(frozen=True)
class Frame:
    """What stands around a question: which it is, the others, and the clock of an exam.

    `is_open_ended` says that nobody knows yet how many come; `takes_answer` whether it can be answered now,
    `can_take_back` whether its answer was the last. `places` and the ways on are of what `shown` lets through.
    `in_words` says that cells are described instead of shown.
    """

    attempt: UUID
    mode: str
    mode_name: str
    number: int
    of: int
    places: tuple[Place, ...]
    is_open_ended: bool
    is_over: bool
    is_late: bool
    is_answered: bool
    is_flagged: bool
    takes_answer: bool
    can_take_back: bool
    shown: Filter
    deadline: datetime | None
    minutes_left: int
    in_words: bool

    @property
    def previous(self) -> int | None:
        """The number of the question before, if there is one."""
        return max((number for number in self.shown.numbers if number < self.number), default=None)

    @property
    def following(self) -> int | None:
        """The number of the question after, if there is one."""
        return min((number for number in self.shown.numbers if number > self.number), default=None)

    @property
    def query(self) -> str:
        """What an address of another question carries along, so that the same are shown, in the same way."""
        return self._query(self.in_words)

    @property
    def other_query(self) -> str:
        """What the address of this question carries that shows its cells the other way."""
        return self._query(not self.in_words)

    def _query(self, in_words: bool) -> str:
        said = {} if self.shown.is_all else {"show": self.shown.key}
        return f"?{urlencode(said | ({'words': '1'} if in_words else {}))}".rstrip("?")


@dataclass(frozen=True)
class Choice:
    """One thing to choose, under the letter that also is its key."""

    key: str
    text: str
    is_chosen: bool
    is_struck: bool = False

    @property
    def letter(self) -> str:
        """The key as it is shown."""
        return self.key.upper()


@dataclass(frozen=True)
class Line:
    """One field of its own: a step to be numbered, a thing to be placed, a part of an order."""

    name: str
    label: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Sheet:
    """A question as it may be seen. `way` is how it is answered: `one`, `several`, `number`, `order`, `match`, `sort`,
    `fill` or `term`. `shown` is the digest of the question, `pictures` are names that tell nothing; `told` are the
    same cells in words, if wanted."""

    vignette: str
    ask: str
    way: str
    results: tuple[Measured, ...]
    notes: tuple[str, ...]
    pictures: tuple[str, ...]
    alt: str
    side: int
    told: tuple[Told, ...]
    choices: tuple[Choice, ...]
    lines: tuple[Line, ...]
    units: tuple[str, ...]
    unit: str
    number: str
    decimals: int
    terms: tuple[str, ...]
    term: str
    certainty: int | None
    shown: str


def frame_of(attempt: Attempt, number: int, now: datetime, show: str = ALL, *, in_words: bool = False) -> Frame:
    """What stands around question `number` (from 1), among those of a filter."""
    standing, flagged, filters = papers.standing_in(attempt), flagged_in(attempt), filters_of(attempt)
    shown = filters.get(show, filters[ALL])
    is_late = bool(attempt.deadline) and not attempt.is_over and now > attempt.deadline  # type: ignore[operator]
    return Frame(
        attempt=attempt.pk,
        mode=attempt.mode,
        mode_name=attempt.get_mode_display(),
        number=number,
        of=len(attempt.questions),
        places=tuple(
            Place(n, n in standing, n in flagged, n == number, outcome_shown(attempt, standing.get(n)))
            for n in shown.numbers
        ),
        is_open_ended=attempt.mode == Mode.DIAGNOSTIC and not attempt.is_over,
        is_over=attempt.is_over,
        is_late=is_late,
        is_answered=number in standing,
        is_flagged=number in flagged,
        takes_answer=not attempt.is_over and not is_late and (attempt.mode == Mode.EXAM or number not in standing),
        can_take_back=_can_take_back(attempt, standing, number),
        shown=shown,
        deadline=attempt.deadline,
        minutes_left=max(int((attempt.deadline - now).total_seconds() // 60), 0) if attempt.deadline else 0,
        in_words=in_words,
    )


def _can_take_back(attempt: Attempt, standing: Mapping[int, Given], number: int) -> bool:
    last = papers.to_take_back(attempt, standing)
    return last is not None and last.number == number and not last.taken_back_at


def outcome_shown(attempt: Attempt, given: Given | None) -> str:
    """How an answer came out, as far as the learner may know by now."""
    return outcome_of(given) if explains(attempt, given) else ""


def explains(attempt: Attempt, given: Given | None) -> bool:
    """Whether the learner may know by now what was right."""
    return attempt.is_over or (attempt.explains_at_once and given is not None)


def sheet_of(
    attempt: Attempt,
    number: int,
    *,
    reader: str,
    units: System = "conventional",
    typed: Fields | None = None,
    walked: str | None = None,
) -> Sheet:
    """Question `number` with what was answered, or `typed` into its form; pictures named for one reader.

    With `walked` its cells are told in words: the letter of the step along a nucleus, empty before the first.
    Raises Withdrawn where the question was corrected since.
    """
    item = papers.item_of(papers.questions_in(attempt)[number - 1])
    question, given = item.question, papers.standing_in(attempt).get(number)
    is_same = given is not None and given.shown == papers.digest_of(item)
    stored = fields_of(question.response, from_json(question.response, given.answer)) if given and is_same else {}
    fields = typed if typed is not None else stored
    struck = set(attempt.jottings.filter(number=number).exclude(part="").values_list("part", flat=True))
    response = question.response
    return Sheet(
        vignette=question.vignette,
        ask=question.ask,
        way=way_of(response),
        results=tuple(measured(result, units) for result in question.results),
        notes=question.notes,
        pictures=_pictures(attempt, number, item, reader),
        alt=question.picture.alt if question.picture else "",
        side=MARROW_SIDE if question.picture and question.picture.width == MARROW_SIDE else SIDE,
        told=told_in(item, walked, explains=explains(attempt, given)) if walked is not None else (),
        choices=_choices(response.options, fields.get(CHOICE, ()), struck) if isinstance(response, Choose) else (),
        lines=tuple(_lines(response, fields)),
        units=response.units if isinstance(response, Enter) else (),
        unit=_last(fields, UNIT),
        number=_last(fields, NUMBER),
        decimals=response.decimals if isinstance(response, Enter) else 0,
        terms=response.terms if isinstance(response, Write) else (),
        term=_last(fields, TERM),
        certainty=given.certainty if given else None,
        shown=papers.digest_of(item),
    )


def way_of(response: Response) -> str:
    """How a question is answered."""
    match response:
        case Choose():
            return "several" if response.several else "one"
        case Assign():
            return "match" if response.match else "sort"
        case Enter():
            return "number"
        case Arrange():
            return "order"
        case Fill():
            return "fill"
        case _:
            return "term"


def _pictures(attempt: Attempt, number: int, item: papers.Item, reader: str) -> tuple[str, ...]:
    cells = len(item.drawing.parts["cells"]) if item.drawing else 0
    source = papers.source_of(attempt, number)
    return tuple(papers.PLATES.token(reader, source, Sight("gallery", cell)) for cell in range(cells))


def _lines(response: Response, fields: Fields) -> list[Line]:
    match response:
        case Arrange():
            places = tuple(Option(str(i), str(i)) for i in range(1, len(response.steps) + 1))
            return [_line(step.key, step.text, step.text, places, fields) for step in response.steps]
        case Assign():
            return [_line(thing.key, thing.text, thing.text, response.places, fields) for thing in response.things]
        case Fill():
            return [_line(field.key, field.name, "", field.options, fields) for field in response.fields]
        case _:
            return []


def _line(key: str, label: str, text: str, options: Sequence[Option], fields: Fields) -> Line:
    return Line(PLACE + key, label, text, _choices(options, fields.get(PLACE + key, ()), ()))


def _choices(options: Sequence[Option], chosen: Sequence[str], struck: set[str] | tuple[()]) -> tuple[Choice, ...]:
    return tuple(Choice(one.key, one.text, one.key in chosen, one.key in struck) for one in options)


def _last(fields: Mapping[str, Sequence[str]], name: str) -> str:
    values = fields.get(name, ())
    return values[-1] if values else ""
