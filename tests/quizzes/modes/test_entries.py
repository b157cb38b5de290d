"""Can every mode choose from the bank as it is shipped?"""

from datetime import UTC, datetime

from cases.catalog import current as catalog
from quizzes.items import bank, kinds
from quizzes.modes import entries_of, exam, next_question, tutor, ward_round
from quizzes.modes.entries import SECONDS

ENTRIES = entries_of(bank.current(catalog()).values())


def test_every_template_is_offered_and_every_kind_has_its_time() -> None:
    assert {entry.template for entry in ENTRIES} == set(bank.current(catalog()))
    assert set(SECONDS) == set(kinds.KINDS)


def test_every_mode_finds_its_questions_in_the_bank() -> None:
    when = datetime(2026, 3, 1, tzinfo=UTC)
    assert len(exam(ENTRIES, 1, count=20)) == len(tutor(ENTRIES, [], 1, count=20)) == 20
    assert 5 <= len(ward_round(ENTRIES, {}, [], 1, when=when)) <= 15
    variant = next_question(ENTRIES, [], [], 1)
    assert variant and kinds.generate(bank.current(catalog())[variant.template], variant.seed, catalog())
