"""Can items be exported, and a file be examined and kept, from the command line?"""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from learners.models import Learner
from quizzes.exchanges import FORMATS
from quizzes.models import Import
from tests.quizzes.bringing import CSV

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
        assert "1 items" in said("import_items", form, path)


def test_the_pictures_of_films_go_with_them(tmp_path: Path) -> None:
    said("export_items", "moodle", out=tmp_path / "items.xml", only=POINT)
    assert 'encoding="base64"' in (tmp_path / "items.xml").read_text()


def test_what_is_refused_says_why(tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_text("<quiz>\n<question type='essay'><script/></quiz>")
    with pytest.raises(CommandError, match="line 2: not well formed"):
        said("import_items", "moodle", tmp_path / "bad.xml")
    with pytest.raises(CommandError, match="No such file"):
        said("import_items", "moodle", tmp_path / "missing.xml")
    with pytest.raises(CommandError, match="no template"):
        said("export_items", "gift", only="nothing-like-it")


def test_staff_keep_a_file_and_nothing_is_kept_of_one_that_is_refused(
    tmp_path: Path, bob: Learner, alice: Learner
) -> None:
    good, bad = tmp_path / "theirs.csv", tmp_path / "bad.csv"
    good.write_text(CSV)
    bad.write_text(CSV.replace(",A\n", ",Z\n"))
    said("import_items", "csv", good)
    for file, who, reason in ((bad, bob, "line 2: the key `Z`"), (good, alice, "no staff member")):
        with pytest.raises(CommandError, match=reason):
            said("import_items", "csv", file, "--keep", "--as", who.username)
    assert not Import.objects.exists()
    told = said("import_items", "csv", good, "--keep", "--as", bob.username)
    kept = Import.objects.get()
    assert (kept.name, kept.brought_by, kept.items.count()) == ("theirs.csv", bob, 2) and str(kept.pk) in told
    assert "kept before" in said("import_items", "csv", good, "--keep", "--as", bob.username)
