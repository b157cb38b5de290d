"""Is a typed question understood, and is what is not said not heard?"""

import pytest

from cases.catalog import current
from cases.charts.matching import understood

TYPED = {
    "is there b12 problem in ur family": "family-history",
    "do you drink alcohol": "alcohol",
    "how much do you drink": "alcohol",
    "what medicines do you take": "medications",
    "any meds?": "medications",
    "are you on any medication": "medications",
    "did you start new drugs recently": "new-drugs",
    "any numness or tingling": "numbness",
    "do your feet feel numb": "numbness",
    "do you feel tired": "energy",
    "any fatige": "energy",
    "how long has this been going on": "duration",
    "when did it start": "duration",
    "are you vegan": "diet",
    "do you eat meat": "diet",
    "any fever or chills": "fever",
    "have you lost weight": "weight",
    "black stools?": "stools",
    "laughing gas": "laughing-gas",
    "do you use balloons": "laughing-gas",
    "do you use denture cream": "denture-cream",
    "zinc tablets": "denture-cream",
    "gastric bypass?": "surgery",
    "why are you here today": "main-complaint",
    "how is your balance in the dark": "walking",
    "do you bruise easily": "bleeding",
    "what do you do for work": "occupation",
    "does anyone in your family have low white cells": "family-counts",
    "do you take vitamin b12": "supplements",
    "is your tongue sore": "tongue",
    "short of breath": "breathlessness",
    "swollen lymph nodes": "lumps",
    "where are your ancestors from": "ancestry",
}
FOREIGN = ["what is the capital of france", "asdf qwer", "the weather", "tell me a joke", "hello", "", "?!", "the of"]


@pytest.mark.parametrize(("text", "meant"), TYPED.items())
def test_a_typed_question_is_understood(text: str, meant: str) -> None:
    question = understood(current(), text).question
    assert question is not None
    assert question.key == meant


@pytest.mark.parametrize("text", FOREIGN)
def test_what_is_no_question_of_the_history_gets_the_nearest_three(text: str) -> None:
    meaning = understood(current(), text)
    assert meaning.question is None
    assert len({question.key for question in meaning.nearest}) == 3


def test_every_name_and_most_phrases_mean_their_own_question() -> None:
    catalog = current()
    named = [q.key for q in catalog.questions.values() if understood(catalog, q.text).question is not q]
    assert named == []
    phrases = [(q, phrase) for q in catalog.questions.values() for phrase in q.phrases]
    missed = [phrase for question, phrase in phrases if understood(catalog, phrase).question is not question]
    assert len(missed) < 0.05 * len(phrases), missed


def test_something_else_never_offers_what_was_understood() -> None:
    meaning = understood(current(), "any numbness in the feet")
    assert meaning.question is not None
    assert meaning.question not in meaning.nearest
