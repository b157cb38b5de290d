"""Does the bank survive each format: every template that needs no patient, and one of each kind that does?"""

from types import ModuleType

import pytest

from cases.catalog import current as catalog
from quizzes.formats import anki, gift, keys, moodle, name_of, qti, tables
from quizzes.items import Item, Quantity, bank, kinds
from quizzes.items.templates import Template

from .items import parts, remarks, stem


@pytest.fixture(scope="module")
def items() -> list[Item]:
    plain, of_the_model = list[Template](), dict[str, Template]()
    for template in bank.current(catalog()).values():
        if (kind := kinds.kind_of(template)) in kinds.OF_THE_MODEL:
            of_the_model.setdefault(kind, template)
        else:
            plain.append(template)
    return [kinds.generate(template, 7, catalog()) for template in (*plain, *of_the_model.values())]


def said(item: Item) -> tuple[object, ...]:
    """All words of an item, and its key as far as all formats can hold it."""
    answer = item.key.answer
    right = round(answer.value, 6) if isinstance(answer, Quantity) else sorted(right_words(item))
    return stem(item), set(parts(item).values()), right, remarks(item), item.key.explanation, item.lesson


def right_words(item: Item) -> list[str]:
    """What is right; of several ways to be so the usual one."""
    words = [line.split(" or ")[0] for line in keys.in_words(item)]
    return words[:1] if item.kind == "short-answer" else words


@pytest.mark.parametrize("format_", [moodle, gift, qti, tables], ids=lambda one: one.__name__.rpartition(".")[2])
def test_what_a_format_holds_comes_back_whole(format_: ModuleType, items: list[Item]) -> None:
    written = format_.write(items)
    back = {name_of(item): item for item in format_.read(written.data).items}
    whole = {loss.item for loss in written.losses if loss.is_whole}
    if format_ is tables:
        held = [item for item in items if hasattr(item.question.response, "several")]
        assert [back[name_of(item)].question.ask for item in held] == [item.question.ask for item in held]
        return
    assert set(back) == {name_of(item) for item in items} - whole
    for item in items:
        if name_of(item) not in whole:
            assert said(back[name_of(item)]) == said(item), name_of(item)


def test_the_whole_bank_is_one_deck(items: list[Item]) -> None:
    assert len({anki.guid_of(item) for item in items}) == len(items)
    assert anki.write(items).data[:2] == b"PK"
