"""What is said to an answer? What it was, by what it is known, and how it is told from what it was taken for."""

from __future__ import annotations

from dataclasses import dataclass

from cases.models import Answered
from cases.reading.atlas import apart_from, entries
from cases.reading.courses import Course

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


@dataclass(frozen=True)
class Verdict:
    """Whether it was right, in one sentence; the criteria of the entry `slug`, named; and what tells the two apart."""

    is_right: bool
    words: str
    name: str
    slug: str
    criteria: tuple[str, ...]
    apart: str
    meaning: str
    seconds: str
    right: str


def verdict_of(course: Course, answer: Answered) -> Verdict:
    """What is said to an answer that was given."""
    slug, apart, words = {"count": _counted, "odd": _odd, "name": _named}[course.task](answer)
    entry = entries()[slug]
    return Verdict(
        is_right=answer.is_right,
        words=words,
        name=entry.name,
        slug=slug,
        criteria=entry.criteria,
        apart="" if answer.is_right and course.task != "odd" else apart,
        meaning=entry.meaning,
        seconds=f"{answer.took_ms / 1000:.1f}" if answer.took_ms < 100_000 else "",
        right=answer.right,
    )


def _named(answer: Answered) -> tuple[str, str, str]:
    right, given = lower(answer.right), lower(answer.given)
    words = f"Right: {right}." if answer.is_right else f"{entries()[answer.right].name}. You said {given}."
    return answer.right, apart_from(answer.right, answer.given), words


def _counted(answer: Answered) -> tuple[str, str, str]:
    right, given = int(answer.right), int(answer.given)
    slug = "hypersegmented" if right >= 6 else "neutrophil"
    words = f"{NUMBERS[right].capitalize()} lobes."
    if answer.is_right:
        return slug, "", f"Right: {words.lower()}"
    few = "A mass was passed over: follow each thread to its end."
    many = "A bump on a mass is no lobe: only a thread parts two."
    return slug, few if given < right else many, f"{words} You counted {NUMBERS[given]}."


def _odd(answer: Answered) -> tuple[str, str, str]:
    usual, odd = answer.kind.split("+")
    article = "an" if odd[0] in "aeiou" else "a"
    words = f"Number {answer.right} is {article} {lower(odd)}; the others are of one kind, {lower(usual)}."
    apart = apart_from(odd, usual)
    return odd, apart, f"Right. {words}" if answer.is_right else f"{words} You chose number {answer.given}."


def lower(key: str) -> str:
    """The name of an entry within a sentence."""
    name = entries()[key].name
    return name[0].lower() + name[1:] if not name.startswith("Howell") else name
