"""Which kinds of item are there? One module each; `generate` and `grade` are the whole contract."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from cases.catalog import Catalog
from cases.catalog.problems import CatalogError
from quizzes.items import (
    classifying,
    effects,
    films,
    matching,
    multiple,
    next_tests,
    numeric,
    ordering,
    panels,
    predictions,
    prescribing,
    short_answers,
    single,
    unsafe_orders,
)  # fmt: skip
from quizzes.items.entities import Answer, Grade, Item
from quizzes.items.expressions import NotAFormula
from quizzes.items.templates import Template, TemplateError
from quizzes.items.vocabularies import NoVocabulary


class Kind(NamedTuple):
    """What an author writes for it, how an item is made of that, and what an answer is worth."""

    template: type[Template]
    generate: Callable[[Any, int, Catalog], Item]
    grade: Callable[[Item, Answer], Grade]


KINDS: dict[str, Kind] = {
    single.KIND: Kind(single.Single, single.generate, single.grade),
    multiple.KIND: Kind(multiple.Multiple, multiple.generate, multiple.grade),
    numeric.KIND: Kind(numeric.Numeric, numeric.generate, numeric.grade),
    ordering.KIND: Kind(ordering.Ordering, ordering.generate, ordering.grade),
    matching.KIND: Kind(matching.Matching, matching.generate, matching.grade),
    classifying.KIND: Kind(classifying.Classifying, classifying.generate, classifying.grade),
    films.KIND: Kind(films.FilmItem, films.generate, films.grade),
    panels.KIND: Kind(panels.Panel, panels.generate, panels.grade),
    next_tests.KIND: Kind(next_tests.NextTest, next_tests.generate, next_tests.grade),
    predictions.KIND: Kind(predictions.Prediction, predictions.generate, predictions.grade),
    effects.KIND: Kind(effects.Effect, effects.generate, effects.grade),
    prescribing.KIND: Kind(prescribing.Prescribing, prescribing.generate, prescribing.grade),
    unsafe_orders.KIND: Kind(unsafe_orders.UnsafeOrder, unsafe_orders.generate, unsafe_orders.grade),
    short_answers.KIND: Kind(short_answers.ShortAnswer, short_answers.generate, short_answers.grade),
}
OF_TEMPLATE = {kind.template: name for name, kind in KINDS.items()}
# What needs a patient of the model, and so takes longer.
OF_THE_MODEL = (films.KIND, panels.KIND, next_tests.KIND, predictions.KIND, effects.KIND)


def kind_of(template: Template) -> str:
    """The name of a template's kind."""
    return OF_TEMPLATE[type(template)]


def generate(template: Template, seed: int, catalog: Catalog) -> Item:
    """The item that a seed makes of a template, the same on every machine; raises TemplateError where it makes none."""
    try:
        return KINDS[kind_of(template)].generate(template, seed, catalog)
    except (NotAFormula, NoVocabulary, KeyError, ValueError) as error:
        if isinstance(error, TemplateError | CatalogError):
            raise
        raise TemplateError(f"{template.key}: {error}") from error


def grade(item: Item, answer: Answer) -> Grade:
    """What an answer is worth; raises NotAnAnswer for one that does not answer the question."""
    return KINDS[item.kind].grade(item, answer)
