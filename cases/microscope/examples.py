"""Which example does a drill show, and what lies on its glass? What follows from the answers so far."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from cases.models import Drill
from cases.reading.courses import COURSES, Example, example_of, kind_shown
from cases.reading.sequencing import Trial
from cases.slides import Absent, Cabinet, Sight
from cases.smears.scene import Scene

NUMBER_BYTES = 4
KEPT = 256  # examples in the memory of a process


def trials_in(drill: Drill) -> tuple[Trial, ...]:
    """The examples answered so far, in order."""
    return tuple(Trial(one.kind, one.is_right, one.took_ms / 1000) for one in drill.answers.order_by("number"))


def example_in(drill: Drill, number: int) -> Example:
    """Example `number` of a drill, answered or the next to be. Raises Absent for one that lies further ahead."""
    trials = trials_in(drill)
    if number > len(trials) or drill.course not in COURSES:
        raise Absent(f"there is no example {number} yet")
    course = COURSES[drill.course]
    if number < len(trials):
        kind = trials[number].kind
    else:
        kind = kind_shown(course, drill.seed, trials, blocked=drill.is_blocked)
    return example_of(drill.course, drill.seed, number, kind)


@dataclass(frozen=True)
class Plate:
    """The crops of one example, under the numbers of its gallery."""

    example: Example

    def scene(self, sight: Sight) -> Scene:
        """One crop. Raises Absent for a number that the example does not have."""
        if sight.area != "gallery" or sight.number >= len(self.example.scenes):
            raise Absent(f"no crop {sight.number}")
        return self.example.scenes[sight.number]


def source_of(drill: UUID, number: int) -> bytes:
    """The name of the plate of one example."""
    return drill.bytes + number.to_bytes(NUMBER_BYTES, "big")


@lru_cache(maxsize=KEPT)
def plate_named(source: bytes) -> Plate:
    """The plate of a source; answers never change, so it stays the same. Raises Absent."""
    drill = Drill.objects.filter(pk=UUID(bytes=source[:-NUMBER_BYTES])).first()
    if drill is None:
        raise Absent("no such drill")
    return Plate(example_in(drill, int.from_bytes(source[-NUMBER_BYTES:], "big")))


EXAMPLES = Cabinet("drills", plate_named)
