"""How long do a field, a crop and a page of crops take, and how large are they? Medians on one core, cold start too."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

from cases.catalog import current
from cases.simulation.patients import Recipe, patient_of
from cases.simulation.trajectories import trajectory_of
from cases.smears.fields import field_of
from cases.smears.film import Film, film_of
from cases.smears.gallery import white_cells_of
from cases.smears.marrow import marrow_of
from cases.smears.marrow_fields import marrow_field_of
from cases.smears.rendering import picture_of, webp_of
from cases.smears.scene import Scene

CONDITIONS = ("healthy", "pernicious-anemia", "aml", "ttp", "b12-and-iron", "mds-excess-blasts")
FIELDS_EACH, CROPS = 3, 60
# What was promised, and the unit.
TARGETS = {
    "field, cold, s": 1.0,
    "field, s": 0.6,
    "field, largest, kB": 100.0,
    "marrow field, s": 0.6,
    "marrow field, largest, kB": 100.0,
    "crop, ms": 40.0,
    "crop, kB": 4.0,
    "ten crops, s": 0.5,
    "film of a moment, ms": float("inf"),
    "memory, MB": 400.0,
}


def seconds(act: Callable[[], object]) -> float:
    """The time of an act on the processor, whatever else it runs."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def drawn(scene: Scene) -> bytes:
    """A scene as the client receives it."""
    return webp_of(picture_of(scene))


def timed(scenes: list[Callable[[], Scene]]) -> tuple[list[float], list[int]]:
    """Seconds from nothing to bytes, and the bytes, of each scene."""
    times, sizes = [], []
    for scene in scenes:
        begun = time.process_time()
        size = len(drawn(scene()))
        times.append(time.process_time() - begun)
        sizes.append(size)
    return times, sizes


def measured() -> dict[str, float]:
    """The figures of this process, which has drawn nothing yet."""
    moments = [
        trajectory_of(patient_of(current(), Recipe("general-medicine", ((key, 1.0),)), 3), (), 0).at(0)
        for key in CONDITIONS
    ]
    films = [film_of(moment) for moment in moments]
    marrows = [marrow_of(moment) for moment in moments]
    cold = seconds(lambda: drawn(field_of(films[1], 1, 0)))
    numbers = range(1, FIELDS_EACH + 1)
    times, sizes = timed([lambda f=f, n=n: field_of(f, 1, n) for f in films for n in numbers])
    marrow_times, marrow_sizes = timed([lambda m=m, n=n: marrow_field_of(m, 1, n) for m in marrows for n in numbers])
    crop_times, crop_sizes = timed(
        [lambda f=f, n=n: white_cells_of(f, 1, n, 1)[0] for f in films for n in range(CROPS // 6)]
    )
    return {
        "field, cold, s": cold,
        "field, s": median(times),
        "field, largest, kB": max(sizes) / 1000,
        "marrow field, s": median(marrow_times),
        "marrow field, largest, kB": max(marrow_sizes) / 1000,
        "crop, ms": 1000 * median(crop_times),
        "crop, kB": median(crop_sizes) / 1000,
        "ten crops, s": seconds(lambda: page(films[1])),
        "film of a moment, ms": 1000 * seconds(lambda: film_of(moments[1])),
        "memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def page(film: Film) -> list[bytes]:
    """Ten crops requested together."""
    return [drawn(scene) for scene in white_cells_of(film, 2, 100, 10)]


def table() -> str:
    """Each figure, from a process of its own, beside what was promised."""
    command = [sys.executable, "-m", "benchmarks.films", "--figures"]
    figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    lines = [f"{'':28}{'measured':>10}{'target':>10}"]
    lines += [f"{name:28}{figures[name]:>10.2f}{f'< {target:g}':>10}" for name, target in TARGETS.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    print(json.dumps(measured()) if "--figures" in sys.argv else table())
