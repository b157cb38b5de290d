"""Can items be exported and a file be examined from the command line?"""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from quizzes.exchanges import FORMATS

POINT = "hypersegmentation/count-the"


def said(*arguments: object, **options: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_file_is_written_and_says_what_it_does_not_carry(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"items{FORMATS[form]}"
    told = said("export_items", form, out=path, only=POINT)
    assert f"of 1 items are in {path}" in told and path.stat().st_size > 500
    assert ("its picture" in told) is (form in ("gift", "csv"))
    if form != "anki":
        assert "1 items" in said("examine_items", form, path)


def test_the_pictures_of_films_go_with_them(tmp_path: Path) -> None:
    said("export_items", "moodle", out=tmp_path / "items.xml", only=POINT)
    assert 'encoding="base64"' in (tmp_path / "items.xml").read_text()


def test_what_is_refused_says_why(tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_text("<quiz>\n<question type='essay'><script/></quiz>")
    with pytest.raises(CommandError, match="line 2: not well formed"):
        said("examine_items", "moodle", tmp_path / "bad.xml")
    with pytest.raises(CommandError, match="No such file"):
        said("examine_items", "moodle", tmp_path / "missing.xml")
    with pytest.raises(CommandError, match="no template"):
        said("export_items", "gift", only="nothing-like-it")
