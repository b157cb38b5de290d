"""Short answer: what is its name? Chosen by typing from a controlled list, so that spelling is no obstacle."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from cases.catalog import Catalog
from cases.catalog.entry import Part, Text
from quizzes.items.entities import Answer, Grade, Item, Key, Mark, NotAnAnswer, Write
from quizzes.items.templates import Template, TemplateError, item_of, lot_of, question_of
from quizzes.items.vocabularies import terms_of

KIND = "short-answer"


class Wrong(Part, frozen=True, kw_only=True):
    """A term of the list that is a likely mistake, and what is to be said of it."""

    term: Text
    why: Text


class ShortAnswer(Template, frozen=True, kw_only=True):
    """`accept` are the right terms of the `vocabulary`, perhaps named by a case (`{name}`); the first is the answer."""

    vocabulary: Text
    accept: Annotated[tuple[Text, ...], Meta(min_length=1)]
    mistakes: tuple[Wrong, ...] = ()


def generate(template: ShortAnswer, seed: int, catalog: Catalog) -> Item:
    """The item of a seed; raises TemplateError for a term that is not in the list."""
    lot = lot_of(template, seed)
    facts = template.facts(lot)
    terms = terms_of(template.vocabulary, catalog)
    accepted = [facts.text(term) for term in template.accept]
    remarks = {facts.text(one.term): facts.text(one.why) for one in template.mistakes}
    explanation = facts.text(template.explanation)
    if strangers := [term for term in (*accepted, *remarks) if term not in terms]:
        raise TemplateError(f"not in the vocabulary `{template.vocabulary}`: {', '.join(strangers)}")
    key = Key(
        answer=accepted[0],
        explanation=explanation,
        remarks={**remarks, **dict.fromkeys(accepted, explanation)},
        accepted={"terms": frozenset(accepted)},
    )
    question = question_of(template, facts, lot, catalog, Write(tuple(terms)))
    return item_of(template, KIND, seed, catalog, question, key)


def grade(item: Item, answer: Answer) -> Grade:
    """All or nothing, capitals and spaces apart. Raises NotAnAnswer for what is not in the list, if there is one."""
    response, key = item.question.response, item.key
    if not isinstance(answer, str) or not isinstance(response, Write):
        raise NotAnAnswer("Choose a term from the list.")
    term = _chosen(answer, response) if response.terms else _written(answer, item)
    right = term in key.accepted["terms"]
    mark = Mark("term", term, right, key.remarks.get(term, key.explanation))
    return Grade(float(right), right, False, (mark,), key.explanation)


def _chosen(answer: str, response: Write) -> str:
    known = {plain(term): term for term in response.terms}
    if plain(answer) not in known:
        raise NotAnAnswer("Choose a term from the list.")
    return known[plain(answer)]


def _written(answer: str, item: Item) -> str:
    """The term that an answer in free words is, else the words themselves: of questions that come without a list."""
    if not plain(answer):
        raise NotAnAnswer("Write an answer.")
    known = {plain(term): term for term in (*item.key.remarks, *item.key.accepted["terms"])}
    return known.get(plain(answer), answer)


def plain(words: str) -> str:
    """Words without capitals, hyphens and needless spaces."""
    return " ".join(words.casefold().replace("-", " ").split())
