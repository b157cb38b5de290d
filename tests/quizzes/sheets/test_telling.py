"""Can the questions about films be answered by somebody who has only the words, and do the words keep the key?"""

import re
from collections.abc import Collection
from functools import cache

import pytest

from cases.catalog import current
from cases.reading.looks import look_of
from cases.reading.words import description_of, walk_of
from cases.slides import Sight
from quizzes.items import Item, generate
from quizzes.items import current as current_bank
from quizzes.items.films import COUNTING, LOBES, FilmItem
from quizzes.papers import Plate
from quizzes.sheets.telling import told_in
from tests.cases.reading.reader import NUMBERS, names_of_cells

SEEDS = range(40_001, 40_017)
TEMPLATES = {name: one for name, one in current_bank(current()).items() if isinstance(one, FilmItem)}
# Words of options that are said of places and of holes too.
PLAIN = {"left", "many", "cell"}
# By what a beginner's table knows a cell, in the order of looking.
KNOWN = {
    "orange granules": "Eosinophil",
    "blue-black granules": "Basophil",
    "crowded red-violet": "Abnormal promyelocyte",
    "many fine holes": "Megaloblast",
    "almost without structure": "Normoblast, late",
    "fine and even": "Myeloblast",
    "loose and lacy": "Monocyte",
    "deep blue": "Plasma cell",
    "smooth dark blocks": "Lymphocyte",
    " leads on. A mass": "Segmented neutrophil",
    "bent into a strip": "Band",
    "fine pink dust": "Myelocyte",
}


@cache
def films() -> tuple[tuple[Item, list[str]], ...]:
    """Variants of every question about a film, with what is read of their cells before the answer."""
    items = [generate(one, seed, current()) for one in TEMPLATES.values() for seed in SEEDS]
    return tuple((item, walked(item)) for item in items)


def walked(item: Item) -> list[str]:
    """The cells of an item as one reads them, walking on as long as there is a way."""
    first = told_in(item, "", explains=False)
    if item.drawing and item.drawing.task != COUNTING:
        return [told.whole for told in first]
    texts, step = [first[0].whole], first[0].further
    while step:
        (told,) = told_in(item, step, explains=False)
        texts.append(told.step)
        step = told.further
    return [" ".join(texts)]


def options_of(item: Item) -> dict[str, str]:
    return {option.key: option.text for option in item.question.response.options}  # type: ignore[union-attr]


def right_text(item: Item) -> str:
    return options_of(item)[str(item.key.answer)]


def cell_read(words: str, offered: Collection[str]) -> str:
    return next(name for mark, name in KNOWN.items() if mark in words and name in offered)


def lobes_read(words: str) -> str:
    return LOBES[min(words.count("A mass"), 7)]


def sheet_read(cells: list[str]) -> str:
    masses = [words.count("A mass") for words in cells]
    if sum("almost without structure" in words for words in cells) >= 4:
        return "Pseudo-Pelger anomaly"
    if sum("bent into a strip" in words for words in cells) >= 4:
        return "Left shift, many bands"
    many = max(masses) >= 6 or masses.count(5) >= 2
    return "Hypersegmentation" if many else "Normal segmentation"


def read(item: Item, cells: list[str]) -> str:
    """What somebody answers who has only the words."""
    if len(cells) > 1:
        return sheet_read(cells)
    assert item.drawing
    return lobes_read(cells[0]) if item.drawing.task == COUNTING else cell_read(cells[0], options_of(item).values())


def test_no_words_of_a_film_name_a_class_or_an_option() -> None:
    found = []
    for item, cells in films():
        options = re.findall(r"[a-z]{4,}", " ".join(options_of(item).values()).lower())
        names = re.compile("|".join(rf"\b{word}" for word in sorted(names_of_cells() | set(options) - PLAIN)))
        found += [(item.template, names.findall(words)) for words in cells if names.search(words.lower())]
    assert found == []


def test_no_words_of_a_film_hold_a_count() -> None:
    for words in (words for _, cells in films() for words in cells):
        assert re.findall(r"(?<![.\d])\d+(?![.\d])", words) == []
        assert set(re.findall(r"[a-z]+", words.lower().replace("on one side", ""))).isdisjoint(NUMBERS)


@pytest.mark.parametrize("template", TEMPLATES)
def test_who_has_only_the_words_finds_the_key(template: str) -> None:
    read_as = [(right_text(item), read(item, cells)) for item, cells in films() if item.template == template]
    assert len({right for right, _ in read_as}) >= 3
    assert [pair for pair in read_as if pair[0] != pair[1]] == []


def test_the_words_are_of_the_cells_in_the_pictures() -> None:
    for item, _ in films()[:: len(SEEDS) // 2]:
        assert item.drawing
        plate = Plate(item.drawing.parts["cells"])
        for number, told in enumerate(told_in(item, "", explains=True)):
            scene = plate.scene(Sight("gallery", number))
            look = look_of(scene.seed, scene.stain, scene.middle)
            assert told.whole == " ".join([description_of(look), *walk_of(look)])


def test_before_the_answer_lobes_are_met_one_by_one_and_after_it_all_at_once() -> None:
    item, cells = next((one, cells) for one, cells in films() if one.drawing and one.drawing.task == COUNTING)
    (before,), (after,) = told_in(item, "", explains=False), told_in(item, "", explains=True)
    assert "mass" not in before.whole
    assert before.further
    assert after.whole == cells[0]
    assert not after.further


def test_a_question_without_cells_has_nothing_to_tell() -> None:
    other = next(one for name, one in current_bank(current()).items() if name not in TEMPLATES)
    assert told_in(generate(other, 1, current()), "", explains=False) == ()
