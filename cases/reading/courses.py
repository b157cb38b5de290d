"""What can be drilled? Courses: what is asked, which answers there are, and the cells that each example shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from cases.reading.classes import CLASSES
from cases.reading.sequencing import Trial, next_kind
from cases.simulation.randomness import choice, uniform
from cases.smears.exemplars import exemplar_of
from cases.smears.scene import Scene
from cases.smears.streams import derived

Task = Literal["name", "count", "odd"]
ODD_AMONG = 6
LATE_STAGES = ("orthochromatic-erythroblast", "polychromatic-erythroblast")
SHAPES = {
    "red-cell": ("Ordinary red cell", "n"),
    "macro-ovalocyte": ("Macro-ovalocyte", "o"),
    "round-macrocyte": ("Round macrocyte", "m"),
    "hypochromic": ("Hypochromic cell", "h"),
    "target": ("Target cell", "t"),
    "spherocyte": ("Spherocyte", "s"),
    "schistocyte": ("Schistocyte", "f"),
    "teardrop": ("Teardrop cell", "d"),
    "elliptocyte": ("Elliptocyte", "e"),
    "polychromatic": ("Polychromatic cell", "p"),
}


@dataclass(frozen=True)
class Answer:
    """What can be answered: a key, its words, and the single key on the keyboard."""

    key: str
    name: str
    letter: str


@dataclass(frozen=True)
class Course:
    """A drill: `kinds` are what examples are of, in the order in which they are taught.

    Those of the course `odd` are pairs such as `monocyte+blast`: several of the first, one of the second.
    """

    key: str
    name: str
    about: str
    question: str
    task: Task
    kinds: tuple[str, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Example:
    """One question: the kind it is of, the answer that is right, and the crops, each with its cell in the middle."""

    kind: str
    right: str
    scenes: tuple[Scene, ...]


def _white(*keys: str) -> tuple[Answer, ...]:
    return tuple(Answer(key, CLASSES[key].name, CLASSES[key].letter) for key in keys)


EVERYDAY = ("neutrophil", "band", "lymphocyte", "monocyte", "eosinophil", "basophil")
YOUNG = ("band", "metamyelocyte", "myelocyte", "promyelocyte", "blast", "abnormal-promyelocyte", "nucleated-red-cell")
ODD_ONES = ("lymphocyte", "reactive-lymphocyte", "large-granular-lymphocyte", "hairy-cell", "monocyte", "blast",
            "plasma-cell", "smudge")  # fmt: skip
PAIRS = (
    "neutrophil+band", "lymphocyte+monocyte", "monocyte+blast", "lymphocyte+blast", "neutrophil+pseudo-pelger",
    "lymphocyte+large-granular-lymphocyte", "monocyte+reactive-lymphocyte", "band+metamyelocyte",
    "lymphocyte+hairy-cell", "promyelocyte+abnormal-promyelocyte", "red-cell+macro-ovalocyte", "red-cell+spherocyte",
    "red-cell+schistocyte", "round-macrocyte+polychromatic",
)  # fmt: skip
COURSES: Mapping[str, Course] = {
    course.key: course
    for course in (
        Course(
            "white-cells",
            "Name the cell: everyday white cells",
            "The six that make up nearly every film, bands among them.",
            "What is the cell in the middle?",
            "name",
            EVERYDAY,
            _white(*EVERYDAY),
        ),
        Course(
            "young-cells",
            "Name the cell: young forms",
            "From the band back to the blast, and what else has a nucleus that should not be in blood.",
            "What is the cell in the middle?",
            "name",
            YOUNG,
            _white(*YOUNG),
        ),
        Course(
            "lymphoid-cells",
            "Name the cell: round nuclei",
            "Lymphocytes of every sort, and what is taken for them.",
            "What is the cell in the middle?",
            "name",
            ODD_ONES,
            _white(*ODD_ONES),
        ),
        Course(
            "red-cells",
            "Name the cell: red cells",
            "Ten shapes and colors that point somewhere.",
            "What is the red cell in the middle?",
            "name",
            tuple(SHAPES),
            tuple(Answer(key, *SHAPES[key]) for key in SHAPES),
        ),
        Course(
            "lobes",
            "Count the lobes",
            "Segmented neutrophils. Masses count apart where only a thread joins them.",
            "How many lobes has the nucleus in the middle?",
            "count",
            ("2", "3", "4", "5", "6", "7"),
            tuple(Answer(str(n), str(n), str(n)) for n in range(1, 9)),
        ),
        Course(
            "odd-one",
            "Find the one that does not fit",
            "Six cells; one of them is of another kind.",
            "Which of the six does not fit?",
            "odd",
            PAIRS,
            tuple(Answer(str(n), f"Number {n}", str(n)) for n in range(1, ODD_AMONG + 1)),
        ),
    )
}


def kind_shown(course: Course, seed: int, trials: Sequence[Trial], *, blocked: bool) -> str:
    """Return of which kind the example after these trials is."""
    return next_kind(course.kinds, trials, seed, blocked=blocked)


@lru_cache(maxsize=256)
def example_of(course_key: str, seed: int, number: int, kind: str) -> Example:
    """Return example `number` (from 0) of a series, of a kind; nothing but these decides what it looks like."""
    own = derived(seed, course_key, number)
    match COURSES[course_key].task:
        case "count":
            return Example(kind, kind, (exemplar_of("neutrophil", own, {"lobes": float(kind)}),))
        case "odd":
            usual, odd = kind.split("+")
            place = int(uniform(own, "place") * ODD_AMONG)
            names = [odd if i == place else usual for i in range(ODD_AMONG)]
            scenes = tuple(_drawn(name, derived(own, "cell", i)) for i, name in enumerate(names))
            return Example(kind, str(place + 1), scenes)
        case _:
            return Example(kind, kind, (_drawn(kind, own),))


def _drawn(key: str, seed: int) -> Scene:
    """Return a crop with a cell of a class; a neutrophil to be named has two to four lobes."""
    if key == "nucleated-red-cell":
        return exemplar_of(choice(seed, LATE_STAGES, "stage"), seed)
    if key == "neutrophil":
        return exemplar_of(key, seed, {"lobes": 2.0 + int(3 * uniform(seed, "lobes"))})
    return exemplar_of(key, seed)
