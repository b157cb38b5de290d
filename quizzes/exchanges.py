"""Which questions go to other systems, in which format, and what would come in from a file?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cases.catalog import Catalog
from cases.smears.rendering import webp_of
from quizzes.formats import Picture, Problem, Read, Refused, Written, anki, gift, moodle, name_of, qti, tables
from quizzes.items import Item, current, generate
from quizzes.items.cells import picture_for, words_for

FORMATS = {"anki": ".apkg", "csv": ".csv", "gift": ".gift.txt", "moodle": ".xml", "qti": ".zip"}
NAMES = {
    "moodle": "Moodle XML",
    "gift": "GIFT",
    "qti": "QTI 3 package",
    "anki": "Anki deck",
    "csv": "Spreadsheet (CSV)",
}
READERS: dict[str, Callable[[bytes], Read]] = {
    "csv": tables.read,
    "gift": gift.read,
    "moodle": moodle.read,
    "qti": qti.read,
}
TEXTS = ("csv", "gift")


def read_as(form: str, data: bytes) -> Read:
    """What a file holds; raises Refused with every problem. A text with a NUL is none: databases keep none."""
    if form in TEXTS and b"\0" in data:
        raise Refused([Problem(data.count(b"\n", 0, data.index(b"\0")) + 1, "holds the character NUL")])
    return READERS[form](data)


def items_of(begins: str, seed: int, catalog: Catalog) -> list[Item]:
    """One variant of each template whose key begins so, as the seed draws it."""
    chosen = (template for key, template in current(catalog).items() if key.startswith(begins))
    return [generate(template, seed, catalog) for template in chosen]


def written_as(form: str, items: Sequence[Item], catalog: Catalog) -> Written:
    """The items in a format, with their pictures where it holds any."""
    match form:
        case "gift":
            return gift.write(items)
        case "csv":
            return tables.write(items)
    drawn = [item for item in items if item.drawing]
    pictures = {
        name_of(item): Picture(webp_of(picture_for(item, catalog)), "webp", words_for(item, catalog)) for item in drawn
    }
    return {"anki": anki.write, "moodle": moodle.write, "qti": qti.write}[form](items, pictures)
