"""Which question of the history does a typed one mean? Compared with the catalog's phrases, nothing else."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from cases.catalog import Catalog
from cases.catalog.observables import Question

WORD = re.compile(r"[a-z0-9]+")
# Words that say nothing about what is asked.
IDLE = frozenset(
    "a an the do does did you your ur u yours have has had been being be is are was were am i me my we any some ever"
    " of to in on at for from with and or if that this there it its what which how when who can could would will may"
    " please tell about ask say like get got feel feeling feels problem problems trouble troubles issue issues lately"
    " recently now today go going goes gone much many more than one so as by up out not no".split()
)
ENDINGS = ("ations", "ation", "ings", "ing", "ness", "ies", "es", "ed", "ly", "s", "y", "e")
# From this share of the typed words' weight on, a question is taken as meant: set on typed examples in the tests.
SURE = 0.45
# The runner-up must not be as close as this share of the best.
CLOSE = 0.97
PHRASE_WEIGHT, TEXT_WEIGHT = 1.0, 0.6
TYPO_CUTOFF, TYPO_WEIGHT = 0.84, 0.8
# What a phrase found whole adds, and each further word of it; little words count here.
WHOLE, LONGER = 0.4, 0.2
SHORTEST_TYPO = 4
NEAREST = 3
# Where nothing is near, the questions that open a history are offered.
OPENING = "The complaint"


@dataclass(frozen=True)
class Understanding:
    """The question meant, if one is clearly meant, and the nearest other ones."""

    question: Question | None
    nearest: tuple[Question, ...]


class Phrasebook:
    """The words of every question: those of its phrases and name count fully, those of its text less."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self.questions = list(questions)
        self.words = [_words_of(question) for question in self.questions]
        self.phrases = [
            [plain(phrase) for phrase in (*question.phrases, question.name, question.text, *_aliases(question))]
            for question in self.questions
        ]
        spread = Counter(word for words in self.words for word in words)
        self.rarity = {word: math.log(1 + len(self.questions) / count) for word, count in spread.items()}

    def scores(self, text: str) -> list[float]:
        """How well each question fits the typed text, from 0 to somewhat above 1."""
        typed, all_words = stems(text), plain(text)
        known = {word: self._known(word) for word in set(typed)}
        weights = {word: max((self.rarity[name] for name, _ in names), default=1.0) for word, names in known.items()}
        total = sum(weights.values()) or 1.0
        return [
            self._overlap(i, known, weights) / total + self._whole(i, all_words) for i in range(len(self.questions))
        ]

    def _known(self, word: str) -> list[tuple[str, float]]:
        """The word itself, or those it may be a slip of, each with a weight."""
        if word in self.rarity or len(word) < SHORTEST_TYPO:
            return [(word, 1.0)] if word in self.rarity else []
        return [(near, TYPO_WEIGHT) for near in get_close_matches(word, self.rarity, n=2, cutoff=TYPO_CUTOFF)]

    def _overlap(self, i: int, known: dict[str, list[tuple[str, float]]], weights: dict[str, float]) -> float:
        words = self.words[i]
        return sum(
            weights[word] * max((share * words.get(name, 0.0) for name, share in names), default=0.0)
            for word, names in known.items()
        )

    def _whole(self, i: int, typed: Sequence[str]) -> float:
        longest = max((len(phrase) for phrase in self.phrases[i] if _stands_in(phrase, typed)), default=0)
        return WHOLE + LONGER * (longest - 1) if longest else 0.0


@lru_cache(maxsize=4)
def phrasebook(catalog: Catalog) -> Phrasebook:
    """The words of all questions of a catalog."""
    return Phrasebook(catalog.questions.values())


def understood(catalog: Catalog, text: str) -> Understanding:
    """The question that a typed one means, and the three nearest others; the same for every patient."""
    book = phrasebook(catalog)
    scores = book.scores(text)
    ranked = sorted(range(len(scores)), key=lambda i: (-scores[i], book.questions[i].system != OPENING))
    best, second = ranked[0], ranked[1]
    if scores[best] < SURE or scores[second] > CLOSE * scores[best]:
        return Understanding(None, tuple(book.questions[i] for i in ranked[:NEAREST]))
    return Understanding(book.questions[best], tuple(book.questions[i] for i in ranked[1 : NEAREST + 1]))


def stems(text: str) -> list[str]:
    """The words that say something, lower case and without endings."""
    return [_stem(word) for word in _words(text) if word not in IDLE]


def plain(text: str) -> list[str]:
    """All words, lower case and without endings."""
    return [_stem(word) for word in _words(text)]


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("'", ""))


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _words_of(question: Question) -> dict[str, float]:
    words = dict.fromkeys(stems(question.text), TEXT_WEIGHT)
    for phrase in (*question.phrases, question.name, *_aliases(question)):
        words |= dict.fromkeys(stems(phrase), PHRASE_WEIGHT)
    return words


def _aliases(question: Question) -> list[str]:
    return [alias for finding in question.findings for alias in (*finding.aliases, finding.name)]


def _stands_in(phrase: Sequence[str], typed: Sequence[str]) -> bool:
    size = len(phrase)
    return any(typed[i : i + size] == phrase for i in range(len(typed) - size + 1))
