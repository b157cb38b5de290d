"""Does Anki itself take in the whole deck, and nothing twice?"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quizzes.formats import Picture, anki, name_of
from tests import oracles

from .items import FILM, ITEMS, SINGLE

ORACLE = Path(__file__).parents[1] / "oracles" / "anki_says.py"
PICTURES = {name_of(FILM): Picture(b"\x89PNG not really", "png")}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Anki says after the deck, the same deck again, and a later one in which a text was mended."""
    mended = replace(SINGLE, version=3, key=replace(SINGLE.key, explanation="Said better."))
    folder = tmp_path_factory.mktemp("decks")
    paths = []
    for name, items in (("first", ITEMS), ("again", ITEMS), ("later", (mended, *ITEMS[1:]))):
        paths.append(folder / f"{name}.apkg")
        paths[-1].write_bytes(anki.write(items, PICTURES).data)
    return oracles.python_says(ORACLE, *paths)


def test_every_note_and_picture_is_there_with_its_tags(said: dict[str, Any]) -> None:
    assert set(said["notes"]) == {anki.guid_of(item) for item in ITEMS}
    assert said["media"] == [anki.media_name(FILM, PICTURES[name_of(FILM)])] and said["missing"] == []
    for item in ITEMS[1:]:
        (name, question, answer), tags = said["notes"][anki.guid_of(item)]
        assert name == name_of(item)
        assert item.question.ask in question and item.key.explanation in answer
        assert set(tags) == {"arneth", item.kind, *item.lesson.points}
    assert "Arneth::deficiency-not-excess" in said["decks"]


def test_a_second_import_doubles_nothing_and_a_later_deck_mends(said: dict[str, Any]) -> None:
    first, again, _ = said["imports"]
    assert first["new"] == len(ITEMS) and again["new"] == again["updated"] == 0
    assert again["duplicate"] == len(ITEMS) == len(said["notes"]) == len(said["cards"])
    assert sum(log["conflicting"] for log in said["imports"]) == 0


def test_the_front_does_not_tell_the_answer_and_the_back_does(said: dict[str, Any]) -> None:
    for front, back in said["cards"]:
        assert 'class="right"' not in front and 'class="explanation"' not in front
        assert 'class="right"' in back
    assert any("Unsafe." in back for _, back in said["cards"])


def test_what_is_not_carried_is_reported() -> None:
    assert [(loss.item, loss.what) for loss in anki.write(ITEMS).losses] == [
        (name_of(FILM), "its picture, which was not drawn")
    ]
    assert anki.write(ITEMS, PICTURES).losses == ()


def test_the_identity_of_a_note_is_that_of_template_and_seed() -> None:
    assert anki.guid_of(SINGLE) == anki.guid_of(replace(SINGLE, version=9)) == "w|Yp%{YCeU"
    assert anki.guid_of(SINGLE) != anki.guid_of(replace(SINGLE, seed=1))
