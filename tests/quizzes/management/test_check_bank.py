"""Does `check_bank` list what there is, and fail where an item does not hold?"""

import io

import pytest
from django.core.management import CommandError, call_command

from cases.catalog import current
from quizzes import coverage
from quizzes.items import current as current_bank


def printed(**options: object) -> str:
    """What the command writes."""
    out = io.StringIO()
    call_command("check_bank", stdout=out, **options)
    return out.getvalue()


def test_each_point_is_listed_with_its_templates_and_kinds() -> None:
    lines = printed(variants=0).splitlines()
    assert any(line.split()[0] == "dna-synthesis" and "ordering" in line for line in lines)
    assert not any(line.startswith("!") for line in lines)


def test_the_templates_asked_for_are_proved() -> None:
    count = sum(name.startswith("dna-synthesis/") for name in current_bank(current()))
    assert f"{count} templates proved" in printed(variants=8, only="dna-synthesis/")


def test_a_bank_below_the_numbers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "TEMPLATES_A_POINT", 99)
    with pytest.raises(CommandError, match="are needed"):
        printed(variants=0)
