"""What does the page of one example show? The cells and the answers to choose from; once answered, what was right."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cases.charts.drilling.standing import Row, standing_of
from cases.charts.drilling.verdicts import Verdict, verdict_of
from cases.microscope.examples import EXAMPLES, example_in, source_of
from cases.models import Drill
from cases.reading.courses import COURSES, Answer, Course, Example
from cases.reading.looks import look_of
from cases.reading.words import description_of, walk_of, whole_of
from cases.slides import Absent, Sight
from cases.smears.scene import Scene

SCALE_UM = 5  # a quarter of the width of a crop, as the style sheet draws it
# A step of a walk goes by a letter, so that the address does not count for the learner.
STEPS = "abcdefghijklmnop"


class NotYet(LookupError):
    """An example that is not due, or a drill whose course is no longer given."""


@dataclass(frozen=True)
class Told:
    """A cell in words: the whole, the mass where the walk along its nucleus is, and the letter of the next step.

    `step` is empty before the walk, `further` where it is over.
    """

    whole: str
    step: str = ""
    further: str = ""


@dataclass(frozen=True)
class Crop:
    """One picture: its number on the page (from 1), the name to ask for it by, and its cell in words if wanted."""

    number: int
    token: str
    told: Told | None


@dataclass(frozen=True)
class Page:
    """One example of a series; `number` counts from 0. `verdict` is None until it is answered."""

    drill: UUID
    course: Course
    number: int
    crops: tuple[Crop, ...]
    verdict: Verdict | None
    standing: tuple[Row, ...]
    answered: int
    right: int
    in_words: bool
    scale_um: int = SCALE_UM

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What can be answered, always the same for a course."""
        return self.course.answers

    @property
    def is_mastered(self) -> bool:
        """Whether every kind of the course rests."""
        return len(self.standing) == len(self.course.kinds) and all(row.is_learned for row in self.standing)

    @property
    def following(self) -> int:
        """The number of the next example."""
        return self.number + 1


def page_of(drill: Drill, number: int, reader: str, *, in_words: bool = False, step: str = "") -> Page:
    """The page of example `number` for a reader. Raises NotYet where the example is not due."""
    try:
        example = example_in(drill, number)
    except Absent:
        raise NotYet(number) from None
    course = COURSES[drill.course]
    answers = list(drill.answers.order_by("number"))
    given = answers[number] if number < len(answers) else None
    return Page(
        drill=drill.pk,
        course=course,
        number=number,
        crops=crops_of(drill, number, reader, example, told=(course, step) if in_words else None),
        verdict=verdict_of(course, given) if given else None,
        standing=standing_of(course, answers),
        answered=len(answers),
        right=sum(one.is_right for one in answers),
        in_words=in_words,
    )


def crops_of(
    drill: Drill, number: int, reader: str, example: Example, *, told: tuple[Course, str] | None
) -> tuple[Crop, ...]:
    """The pictures of an example; `told` is the course and how far one walked, if words are wanted."""
    source = source_of(drill.pk, number)
    return tuple(
        Crop(i + 1, EXAMPLES.token(reader, source, Sight("gallery", i)), _told(scene, *told) if told else None)
        for i, scene in enumerate(example.scenes)
    )


def _told(scene: Scene, course: Course, step: str) -> Told:
    return told_of(scene, step, at_once=course.task == "odd")


def told_of(scene: Scene, step: str, *, at_once: bool) -> Told:
    """The cell of a crop in words; `at_once` with its whole nucleus, where one is not to walk along it alone."""
    look = look_of(scene.seed, scene.stain, scene.middle)
    if at_once:
        return Told(whole_of(look))
    whole, walk = description_of(look), walk_of(look)
    at = STEPS.find(step) if step else -1
    if at >= len(walk) or at < 0:
        return Told(whole, "", STEPS[0] if walk else "")
    return Told(whole, walk[at], STEPS[at + 1] if at + 1 < len(walk) else "")


def due_number(drill: Drill) -> int:
    """The number of the example that is due."""
    return drill.answers.count()
