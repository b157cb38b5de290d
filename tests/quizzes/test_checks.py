"""Does `manage.py check` refuse a bank that cannot be read, with the file and the reason?"""

import pytest

from cases.catalog.problems import Problem
from quizzes import checks
from quizzes.items import BankError


def test_the_bank_that_is_shipped_can_be_read() -> None:
    assert checks.bank_can_be_read() == []


def test_each_problem_is_reported_with_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoiled(_: object) -> None:
        raise BankError([Problem("dna-synthesis/one.toml", "no option is right")])

    monkeypatch.setattr(checks, "load", spoiled)
    assert [(error.id, error.msg) for error in checks.bank_can_be_read()] == [
        ("quizzes.E001", "dna-synthesis/one.toml: no option is right")
    ]
