"""How is a judgement put into words? In those of a calm registrar at the double-headed microscope."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cases.reading.binomial import counts_compatible
from cases.reading.classes import CLASSES, credit_of
from cases.reading.recognition import LobeCounting, Recognition
from cases.reading.sampling import Share, percent

NOTED_BIAS = 0.2  # lobes by which a mean may be off: two standard errors of a hundred cells


def name_of(key: str, count: int = 1) -> str:
    """Return the name of a class or of a kind of red cell within a sentence, such as `band neutrophils`."""
    name = CLASSES[key].name if key in CLASSES else key.replace("-", " ")
    return name[0].lower() + name[1:] + ("" if count == 1 else "s")


def times(count: int) -> str:
    """Return `once`, `twice` or `5 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def recognition_told(recognition: Recognition) -> Iterator[str]:
    """Say how many cells were named rightly, what was missed, and what was most often taken for what."""
    if not recognition.cells:
        return
    right = sum(count for (true, named), count in recognition.matrix.items() if true == named)
    for key, count in recognition.missed().items():
        yield f"{count} {name_of(key, count)} went by under another name. Look at them again before anything else."
    yield f"You named {right} of {recognition.cells} white cells as they are."
    for true, named, count in recognition.confusions()[:2]:
        near = "; experienced readers differ here too, and half is credited" if credit_of(true, named) else ""
        first = name_of(true)
        yield f"{first[0].upper()}{first[1:]} was called {name_of(named)} {times(count)}{near}."


def lobes_told(counting: LobeCounting) -> Iterator[str]:
    """Say how lobes were counted, and whether too high or too low on the whole."""
    if not counting.pairs:
        return
    yield f"You counted the lobes of {counting.exact.count} of {counting.exact.n} nuclei exactly."
    if abs(counting.bias) > NOTED_BIAS:
        side, look = (
            ("high", "masses that a wide neck joins are one lobe") if counting.bias > 0
            else ("low", "follow each thread to its end")
        )  # fmt: skip
        yield f"On the average you are {abs(counting.bias):.1f} lobes too {side}: {look}."


def red_cells_told(shapes: Recognition) -> Iterator[str]:
    """Say how many special red cells were found."""
    if not shapes.cells:
        return
    there = sum(count for (true, _), count in shapes.matrix.items() if true != "red-cell")
    found = sum(count for (true, named), count in shapes.matrix.items() if true == named)
    if there:
        yield f"Of {there} red cells of unusual shape or color in your fields you marked {found} by their name."
    plain = sum(count for (true, named), count in shapes.matrix.items() if true == "red-cell" and named != true)
    if plain:
        yield f"{plain} that you marked {'is an ordinary red cell' if plain == 1 else 'are ordinary red cells'}."


def platelets_told(fields: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Say how many platelets were counted of those that were in view."""
    if fields:
        there, counted = sum(a for a, _ in fields), sum(b for _, b in fields)
        yield f"You counted {counted} platelets in {len(fields)} fields; {there} were in view."


def sampling_told(
    counts: Mapping[str, int], there: Mapping[str, int], shares: Mapping[str, float], off: Sequence[str]
) -> tuple[str, ...]:
    """Say what the counts allow, and for those that chance does not explain whether the naming does."""
    n = sum(counts.values())
    rarest = min((key for key in counts if counts[key]), key=lambda key: counts[key])
    told = [f"{Share(counts[rarest], n).words}: that is how far your {name_of(rarest)} count carries."]
    if not off:
        told.append(f"Your shares agree with this patient's blood as far as {n} cells can tell.")
    return (*told, *(_off_told(key, n, counts.get(key, 0), there.get(key, 0), shares.get(key, 0.0)) for key in off))


def _off_told(key: str, n: int, counted: int, in_view: int, share: float) -> str:
    """Say that a count is beyond chance, and whether the cells in view were: if not, the naming is to blame."""
    low, high = counts_compatible(n, share)
    first = (
        f"You counted {counted} {name_of(key, counted)} in {n}; of this blood, with {percent(share)} %, chance brings"
        f" {low} to {high}. {in_view} {'was' if in_view == 1 else 'were'} in view: "
    )
    if low <= in_view <= high:
        return f"{first}the difference lies in the naming, not in chance."
    return f"{first}an unusual draw. Count again before you build on it."
