"""What bank do tests of the modes choose from?"""

from quizzes.modes import Entry

POINTS = [f"point-{letter}" for letter in "abcdefgh"]
KINDS = ["single", "numeric", "ordering"]


def bank(each: int = 6) -> list[Entry]:
    """Eight points with so many templates each, of three kinds, from easy to hard."""
    return [
        Entry(f"{point}-{i}", (point,), KINDS[i % 3], difficulty=0.2 + 0.1 * i, seconds=40.0 + 10 * (i % 3))
        for point in POINTS
        for i in range(each)
    ]


def point_of(template: str) -> str:
    return template.rpartition("-")[0]
