"""Does every example have one right answer, which is what is drawn?"""

import pytest

from cases.reading.classes import true_class
from cases.reading.courses import COURSES, Course, Example, example_of

ALL = [(course, kind) for course in COURSES.values() for kind in course.kinds]


@pytest.mark.parametrize(("course", "kind"), ALL, ids=[f"{c.key}-{k}" for c, k in ALL])
def test_the_right_answer_is_what_is_drawn(course: Course, kind: str) -> None:
    for number in range(4):
        example = example_of(course.key, 11, number, kind)
        assert example.right in {answer.key for answer in course.answers}
        assert right_by_drawing(course, example) == example.right


def right_by_drawing(course: Course, example: Example) -> str:
    """What somebody would answer who reads the truth off the scenes."""
    cells = [scene.middle for scene in example.scenes]
    names = [true_class(cell) for cell in cells]
    if course.task == "count":
        return str(int(cells[0]["lobes"]))
    if course.task == "name":
        return names[0]
    odd = [i for i, name in enumerate(names) if names.count(name) == 1]
    assert len(odd) == 1
    return str(odd[0] + 1)


def test_every_example_is_new_and_every_crop_of_one_size() -> None:
    examples = [example_of("odd-one", 11, number, "neutrophil+band") for number in range(6)]
    scenes = [scene for example in examples for scene in example.scenes]
    assert len({scene.seed for scene in scenes}) == len(scenes)
    assert {scene.shape for scene in scenes} == {(200, 200)}
    assert len({example.right for example in examples}) > 1
