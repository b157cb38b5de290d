"""Does the command write a picture, and refuse with a reason?"""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from cases.catalog import current
from cases.management.commands.draw_films import typical
from cases.management.commands.film import moment_of
from cases.management.commands.patients import recipe_for
from cases.simulation.patients import Recipe, patient_of
from cases.smears.findings import is_reported


def write(path: Path, **options: object) -> bytes:
    call_command("film", condition="pernicious-anemia", seed=3, out=path, stdout=io.StringIO(), **options)
    return path.read_bytes()


def test_a_field_is_written_and_tells_nothing_but_pixels(tmp_path: Path) -> None:
    written = write(tmp_path / "field.webp", day=0, field=2)
    picture = Image.open(io.BytesIO(written))
    assert (picture.format, picture.size) == ("WEBP", (1600, 1200))
    assert len(written) <= 100_000
    assert not picture.getexif()
    assert {"exif", "xmp", "icc_profile", "comment"}.isdisjoint(picture.info)


def test_marrow_film_and_a_later_day_differ(tmp_path: Path) -> None:
    path = tmp_path / "one.webp"
    pictures = {
        write(path),
        write(path, marrow=True),
        write(path, day=30, treated=True),
        write(path, place="thick-area"),
    }
    assert len(pictures) == 4
    assert write(path) in pictures


def test_of_a_seed_alone_the_film_is_that_of_the_patient_whom_the_setting_brings(tmp_path: Path) -> None:
    anybody, named = tmp_path / "anybody.webp", tmp_path / "named.webp"
    met = patient_of(current(), Recipe("general-medicine"), 905).condition.key
    call_command("film", seed=905, day=0, out=anybody, stdout=io.StringIO())
    call_command("film", seed=905, day=0, condition=met, out=named, stdout=io.StringIO())
    assert anybody.read_bytes() == named.read_bytes()


def test_an_unknown_condition_or_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="pernicious-anemia"):
        call_command("film", condition="pernicious-anemai", seed=3, out=tmp_path / "no.webp")
    with pytest.raises(CommandError, match="--out"):
        write(tmp_path / "nowhere" / "no.webp")


def test_the_patient_shown_has_what_most_of_the_condition_have() -> None:
    recipe = recipe_for(current(), "general-medicine", "pernicious-anemia")
    shown = moment_of(recipe, typical("pernicious-anemia", 3), 0)
    assert is_reported(shown, "hypersegmented-neutrophils")
    assert is_reported(shown, "marrow-megaloblastic")
    assert not is_reported(shown, "auer-rods")


def test_a_sheet_is_drawn_for_the_documentation(tmp_path: Path) -> None:
    call_command("draw_films", folder=tmp_path, condition=["aml"], stdout=io.StringIO())
    assert 10_000 < (tmp_path / "aml.webp").stat().st_size <= 56_000
