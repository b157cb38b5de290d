"""What goes out, what came in, what was not carried, and what was refused?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase

from quizzes.items import Item, Key, Lesson, Question
from quizzes.items.entities import Choose, Enter, Fill, Response, Write

# What anybody may send at once, of which text alone (XML may hold pictures too): assumed, several times our whole bank.
MOST_BYTES, MOST_TEXT, MOST_QUESTIONS, MOST_CHARACTERS = 8_000_000, 2_000_000, 2_000, 20_000
# More answers to one question than anybody writes: assumed.
MOST_ANSWERS = 200


@dataclass(frozen=True)
class Loss:
    """Something of an item that a format could not hold, or that we cannot; the item itself where `is_whole`."""

    item: str
    what: str
    is_whole: bool = False


@dataclass(frozen=True)
class Written:
    """A file made of items, and the report of what it does not carry."""

    data: bytes
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True)
class Read:
    """Items found in a file, and the report of what of it was not carried."""

    items: tuple[Item, ...]
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Why a file is refused, and in which line (from 1; 0 where none is to blame) of which file of a package."""

    line: int
    reason: str
    file: str = ""

    def __str__(self) -> str:
        line = f"line {self.line}: " if self.line else ""
        return f"{self.file + ', ' if self.file else ''}{line}{self.reason}"


class Refused(ValueError):
    """Nothing of the file is taken in; `problems` are all that were found, one per line of the message."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Picture:
    """A picture that goes with an item, as drawn for it, and what is `told` of each of its cells in words."""

    data: bytes
    extension: str
    told: tuple[str, ...] = ()


Pictures = Mapping[str, Picture]
NO_PICTURES: Pictures = {}


@dataclass
class Reading:
    """What has been found in a file so far; `result` hands over all of it, or raises for all that was wrong."""

    items: list[Item] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def lose(self, item: str, what: str, *, whole: bool = False) -> None:
        """Report something that is not carried."""
        self.losses.append(Loss(item, what, whole))

    def result(self) -> Read:
        """Return all items, or raise Refused with every problem."""
        if not self.problems and not self.items and not self.losses:
            self.problems.append(Problem(1, "there is no question in this file"))
        if self.problems:
            raise Refused(self.problems)
        return Read(tuple(self.items), tuple(self.losses))


def name_of(item: Item) -> str:
    """Return the name that an item goes by in files, the same whenever it is written: template, version and seed."""
    return f"{item.template}@{item.version}#{item.seed}"


def origin_of(name: str) -> tuple[str, int, int]:
    """Return template, version and seed from a name of ours; of any other name itself, 1 and 0."""
    template, _, rest = name.rpartition("@")
    version, _, seed = rest.partition("#")
    if template and version.isascii() and version.isdigit() and seed.isascii() and seed.isdigit():
        return template, int(version), int(seed)
    return name, 1, 0


def read_item(name: str, kind: str, question: Question, key: Key, lesson: Lesson) -> Item:
    """Return an item that came from a file; its difficulty is not known, and assumed to be middling."""
    template, version, seed = origin_of(name)
    return Item(template, version, seed, kind, question, key, lesson, difficulty=0.5)


def letters(count: int) -> list[str]:
    """Return so many keys for options: a to z, then a2 and so on."""
    return [ascii_lowercase[i % 26] + (str(i // 26 + 1) if i >= 26 else "") for i in range(count)]


def kind_of(response: Response) -> str:
    """Return the plainest kind that has such a response: what is read is graded by it."""
    match response:
        case Choose(several=several):
            return "multiple" if several else "single"
        case Enter():
            return "numeric"
        case Fill():
            return "prescribing"
        case Write():
            return "short-answer"
        case _:
            return "matching" if getattr(response, "match", None) else _by_places(response)


def _by_places(response: Response) -> str:
    return "classifying" if hasattr(response, "places") else "ordering"
