"""How do items stand in a table that a spreadsheet opens?"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from io import StringIO
from itertools import islice

from quizzes.formats import building, keys
from quizzes.formats.building import Choice, NoKey
from quizzes.formats.content import Feedback
from quizzes.formats.exchange import (
    MOST_CHARACTERS,
    MOST_QUESTIONS,
    MOST_TEXT,
    Loss,
    Problem,
    Read,
    Reading,
    Refused,
    Written,
    kind_of,
    name_of,
    read_item,
)
from quizzes.items import Item, Lesson, Question
from quizzes.items.entities import Choose

LETTERS = "ABCDEFGH"
COLUMNS = (
    "name kind vignette notes results ask".split()
    + list(LETTERS)
    + ["key", "explanation"]
    + [f"why {letter}" for letter in LETTERS]
    + "unsafe objective points sections sources beyond difficulty".split()
)
# What a spreadsheet takes for a formula (OWASP, CSV injection), full-width signs too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
BREAK = "\n"


def write(items: Iterable[Item]) -> Written:
    """Return the items as CSV (RFC 4180, UTF-8 with its mark): choices to be read back, others to look at."""
    losses, buffer = list[Loss](), StringIO()
    table = csv.DictWriter(buffer, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for item in items:
        table.writerow({column: guarded(cell) for column, cell in _row(item).items()})
        if not isinstance(item.question.response, Choose):
            losses.append(Loss(name_of(item), f"how to answer items of the kind `{item.kind}`"))
        if item.question.picture:
            losses.append(Loss(name_of(item), "its picture"))
    return Written(buffer.getvalue().encode("utf-8-sig"), tuple(losses))


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before what could be one, but a number."""
    return f"'{cell}" if _acts(cell) else cell


def unguarded(cell: str) -> str:
    """Return the cell that `guarded` was given."""
    return cell[1:] if cell[:1] == "'" and _acts(cell[1:]) else cell


def _acts(cell: str) -> bool:
    return cell.lstrip("'").startswith(FORMULA) and not NUMBER.fullmatch(cell)


def read(data: bytes) -> Read:
    """Return every choice of a table with the columns that `write` makes; only `ask`, `A`, `B` and `key` must be there.

    All cells are plain text. Raises Refused, with all problems and their lines, where any row has no key.
    """
    reading = Reading()
    for line, row in _rows(data):
        name = row.get("name") or f"line {line}"
        if row.get("kind", "single") not in ("", "single", "multiple") and len(_options(row)) < 2:
            reading.lose(name, f"items of the kind `{row['kind']}`", whole=True)
            continue
        try:
            _item(name, row, reading)
        except NoKey as reason:
            reading.problems.append(Problem(line, str(reason)))
    return reading.result()


def _row(item: Item) -> dict[str, str]:
    question, lesson, response = item.question, item.lesson, item.question.response
    options = response.options if isinstance(response, Choose) else ()
    by_letter = dict(zip(LETTERS, options, strict=False))
    letter_of = {option.key: letter for letter, option in by_letter.items()}
    right = [letter_of[key] for key in keys.chosen(item)] if options else keys.in_words(item)
    return {
        "name": name_of(item),
        "kind": item.kind,
        "vignette": question.vignette,
        "notes": BREAK.join(question.notes),
        "results": BREAK.join(f"{one.name} {one.text} {one.unit} ({one.limits})" for one in question.results),
        "ask": question.ask,
        **{letter: option.text for letter, option in by_letter.items()},
        "key": (" " if options else BREAK).join(right),
        "explanation": item.key.explanation,
        **{f"why {letter}": item.key.remarks.get(option.key, "") for letter, option in by_letter.items()},
        "unsafe": " ".join(sorted(letter_of[key] for key in item.key.unsafe if key in letter_of)),
        "objective": lesson.objective,
        "points": " ".join(lesson.points),
        "sections": BREAK.join(lesson.sections),
        "sources": BREAK.join(lesson.sources),
        "beyond": "yes" if lesson.beyond else "",
        "difficulty": f"{item.difficulty:.3g}",
    }


def _rows(data: bytes) -> Iterable[tuple[int, dict[str, str]]]:
    if len(data) > MOST_TEXT:
        raise Refused([Problem(1, f"larger than {MOST_TEXT // 1_000_000} MB")])
    try:
        table = csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        missing = {"ask", "A", "B", "key"} - set(table.fieldnames or ())
        if missing:
            raise Refused([Problem(1, f"has no column {', '.join(sorted(missing))}")])
        rows = [(table.line_num, row) for row in islice(table, MOST_QUESTIONS + 1)]
    except UnicodeDecodeError as error:
        raise Refused([Problem(data.count(b"\n", 0, error.start) + 1, "is not UTF-8")]) from None
    except csv.Error as error:
        raise Refused([Problem(1, f"is no sound CSV: {error}")]) from None
    if len(rows) > MOST_QUESTIONS:
        raise Refused([Problem(rows[MOST_QUESTIONS][0], f"more than {MOST_QUESTIONS} questions")])
    if broken := [Problem(line, "has more cells than the header") for line, row in rows if None in row]:
        raise Refused(broken)
    return [(line, {column: unguarded(cell or "").strip() for column, cell in row.items()}) for line, row in rows]


def _options(row: Mapping[str, str]) -> list[str]:
    return [letter for letter in LETTERS if row.get(letter)]


def _item(name: str, row: Mapping[str, str], reading: Reading) -> None:
    if any(len(cell) > MOST_CHARACTERS for cell in row.values()):
        raise NoKey(f"a text longer than {MOST_CHARACTERS} characters")
    if not row["ask"]:
        raise NoKey("the question has no text")
    options, right = _options(row), row["key"].replace(",", " ").upper().split()
    if strangers := [letter for letter in right if letter not in options]:
        raise NoKey(f"the key `{strangers[0][:40]}` names no option")
    lesson = Lesson(
        objective=row.get("objective", ""),
        points=tuple(row.get("points", "").split()),
        sections=_lines(row, "sections"),
        sources=_lines(row, "sources"),
        beyond=row.get("beyond", "") == "yes",
    )
    unsafe = row.get("unsafe", "").split()
    choices = [Choice(row[one], one in right, row.get(f"why {one}", ""), one in unsafe) for one in options]
    feedback = Feedback(row.get("explanation", ""), lesson)
    response, key = building.choose(choices, feedback, several=row.get("kind") == "multiple" or len(right) > 1)
    vignette = "\n".join(part for part in (row.get("vignette", ""), row.get("results", "")) if part)
    question = Question(vignette, row["ask"], response, notes=_lines(row, "notes"))
    reading.items.append(read_item(name, kind_of(response), question, key, lesson))


def _lines(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    return tuple(line for line in row.get(column, "").split(BREAK) if line)
