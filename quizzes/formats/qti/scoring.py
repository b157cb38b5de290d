"""How does a QTI player score an answer, and which feedback does it show?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from quizzes.formats import keys
from quizzes.formats.trees import Node, element
from quizzes.items import Item
from quizzes.items.entities import Arrange, Assign, Choose, Enter, Fill, Write

RESPONSE, SCORE, FEEDBACK, GENERAL = "RESPONSE", "SCORE", "FEEDBACK", "general"


def declarations(item: Item) -> list[Node]:
    """Return what is answered, with the key, and what comes of it."""
    return [
        *_responses(item),
        _outcome(SCORE, "single", "float", "0"),
        _outcome("MAXSCORE", "single", "float", "1"),
        _outcome(FEEDBACK, "multiple", "identifier"),
    ]


def processing(item: Item) -> Node:
    """Return the rules that give the score, 0 to 1, and the feedback."""
    match item.question.response:
        case Choose(several=False) | Arrange():
            rules = [_if(element("qti-match", _variable(), element("qti-correct", identifier=RESPONSE)), [_score("1")])]
        case Enter():
            rules = _number_rules(item)
        case Fill() as response:
            shares = (_mapped(f"{RESPONSE}_{box.key}") for box in response.fields)
            rules = [_set(SCORE, element("qti-max", _float("0"), element("qti-sum", *shares)))]
        case _:
            rules = [_set(SCORE, _mapped(RESPONSE))]
    return element("qti-response-processing", *rules, *_feedback(item))


def slip_name(number: int) -> str:
    """Return the identifier of the feedback on a known mistake, by its number from 1."""
    return f"slip-{number}"


def place_name(key: str) -> str:
    """Return the identifier of a place: one of QTI begins with a letter."""
    return f"place-{key}"


def _responses(item: Item) -> list[Node]:
    match item.question.response:
        case Choose(several=False):
            return [_response(RESPONSE, "single", "identifier", keys.chosen(item))]
        case Choose(options=options):
            right = keys.chosen(item)
            share = 1 / len(right)
            worth = {option.key: share if option.key in right else -share for option in options}
            return [_response(RESPONSE, "multiple", "identifier", right, worth)]
        case Arrange():
            return [_response(RESPONSE, "ordered", "identifier", keys.chosen(item))]
        case Enter():
            return [_response(RESPONSE, "single", "float", [repr(keys.quantity(item).value)])]
        case Write():
            right_terms = keys.terms(item)
            return [_response(RESPONSE, "single", "string", right_terms[:1], dict.fromkeys(right_terms, 1.0))]
        case Assign():
            right_pairs = [f"{thing} {place_name(place)}" for thing, place in keys.given(item).items()]
            worth = dict.fromkeys(right_pairs, 1 / len(right_pairs))
            return [_response(RESPONSE, "multiple", "directedPair", right_pairs, worth)]
        case Fill() as response:
            return [_field(item, box.key, len(response.fields)) for box in response.fields]


def _field(item: Item, key: str, count: int) -> Node:
    """What is unsafe takes off all that other fields may bring."""
    accepted = item.key.accepted.get(key, frozenset({keys.given(item)[key]}))
    unsafe = sorted(part.removeprefix(f"{key}/") for part in item.key.unsafe if part.startswith(f"{key}/"))
    worth = dict.fromkeys(sorted(accepted), 1 / count) | dict.fromkeys(unsafe, -1.0)
    return _response(f"{RESPONSE}_{key}", "single", "identifier", [keys.given(item)[key]], worth)


def _response(
    name: str, cardinality: str, base: str, right: Iterable[str], worth: Mapping[str, float] | None = None
) -> Node:
    correct = element("qti-correct-response", *(element("qti-value", value) for value in right))
    entries = [
        element("qti-map-entry", map_key=key, mapped_value=f"{value:.6g}", case_sensitive="false")
        if base == "string"
        else element("qti-map-entry", map_key=key, mapped_value=f"{value:.6g}")
        for key, value in (worth or {}).items()
    ]
    bounds = {"default_value": "0", "upper_bound": "1"} | ({"lower_bound": "0"} if name == RESPONSE else {})
    mapping = [element("qti-mapping", *entries, **bounds)] if entries else []
    return element(
        "qti-response-declaration", correct, *mapping, identifier=name, cardinality=cardinality, base_type=base
    )


def _outcome(name: str, cardinality: str, base: str, value: str = "") -> Node:
    default = [element("qti-default-value", element("qti-value", value))] if value else []
    return element("qti-outcome-declaration", *default, identifier=name, cardinality=cardinality, base_type=base)


def _number_rules(item: Item) -> list[Node]:
    key = item.key
    right = _if(_within(keys.quantity(item).value, key.tolerance), [_score("1")])
    slips = [
        _if(_within(slip.value, key.tolerance), [_set(FEEDBACK, element("qti-multiple", _name(slip_name(number))))])
        for number, slip in enumerate(key.slips, 1)
    ]
    return [right, *slips]


def _within(value: float, tolerance: float) -> Node:
    return element(
        "qti-and",
        element("qti-gte", _variable(), _float(f"{value - tolerance:.10g}")),
        element("qti-lte", _variable(), _float(f"{value + tolerance:.10g}")),
    )


def _feedback(item: Item) -> list[Node]:
    """Show the general feedback with that on each option chosen, or on a known mistake."""
    response = item.question.response
    before = [element("qti-variable", identifier=FEEDBACK)] if isinstance(response, Enter) else []
    if isinstance(response, Choose):
        before = [_variable()]
    if isinstance(response, Write):
        wrong = [
            _if(
                element("qti-string-match", _variable(), _string(term), case_sensitive="false"),
                [_set(FEEDBACK, element("qti-multiple", _name(slip_name(number))))],
            )
            for number, term in enumerate(keys.wrong_terms(item), 1)
        ]
        return [*wrong, _shown([element("qti-variable", identifier=FEEDBACK)])]
    return [_shown(before)]


def _shown(before: Iterable[Node]) -> Node:
    return _set(FEEDBACK, element("qti-multiple", *before, _name(GENERAL)))


def _if(condition: Node, rules: Iterable[Node]) -> Node:
    return element("qti-response-condition", element("qti-response-if", condition, *rules))


def _set(name: str, value: Node) -> Node:
    return element("qti-set-outcome-value", value, identifier=name)


def _score(value: str) -> Node:
    return _set(SCORE, _float(value))


def _variable() -> Node:
    return element("qti-variable", identifier=RESPONSE)


def _mapped(name: str) -> Node:
    return element("qti-map-response", identifier=name)


def _float(value: str) -> Node:
    return element("qti-base-value", value, base_type="float")


def _string(value: str) -> Node:
    return element("qti-base-value", value, base_type="string")


def _name(value: str) -> Node:
    return element("qti-base-value", value, base_type="identifier")
