"""Is every cell that can be drawn or named in the atlas, with criteria and a source?"""

from cases.reading.atlas import EXAMPLES, GROUPS, apart_from, atlas, entries, pictured
from cases.reading.classes import CLASSES
from cases.reading.courses import COURSES, SHAPES
from cases.smears.erythroblasts import STAGES


def test_every_class_every_shape_and_every_stage_has_an_entry() -> None:
    assert {*CLASSES, *SHAPES, *STAGES, "hypersegmented", "megaloblast", "platelet"} <= set(entries())
    assert set(atlas()) == set(GROUPS)


def test_every_entry_has_criteria_a_meaning_and_a_source() -> None:
    for key, entry in entries().items():
        assert entry.criteria and entry.meaning and entry.sources and entry.apart, key
        assert all(line.endswith(".") for line in (*entry.criteria, entry.meaning, *entry.apart.values())), key


def test_cells_are_told_apart_from_cells_of_the_atlas() -> None:
    assert {other for entry in entries().values() for other in entry.apart} <= set(entries())


def test_every_pair_of_the_drill_for_the_odd_one_is_told_apart() -> None:
    for pair in COURSES["odd-one"].kinds:
        usual, odd = pair.split("+")
        assert usual in entries()[odd].apart or odd in entries()[usual].apart, pair


def test_where_two_cells_are_never_confused_the_one_named_is_described() -> None:
    words = apart_from("neutrophil", "monocyte")
    assert words.startswith("Monocyte: ")
    assert apart_from("band", "band") == ""
    assert apart_from("band", "neutrophil") == entries()["band"].apart["neutrophil"]


def test_the_pictures_of_an_entry_differ_and_have_one_size() -> None:
    for key in ("hypersegmented", "megakaryocyte", "schistocyte"):
        scenes = [pictured(key, number) for number in range(EXAMPLES)]
        assert len({scene.seed for scene in scenes}) == EXAMPLES
        assert len({scene.shape for scene in scenes}) == 1


def test_what_an_entry_shows_has_what_it_is_shown_for() -> None:
    assert pictured("hypersegmented", 0).middle["lobes"] >= 6
    assert pictured("howell-jolly", 1).middle["howell-jolly"] == 1.0
    assert pictured("megaloblast", 1).middle["megaloblastic"] == 1.0
    assert pictured("megaloblast", 0).middle.r > pictured("polychromatic-erythroblast", 0).middle.r
