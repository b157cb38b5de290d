"""What was done, in one sentence each?"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cases.charts.debrief.closed import Closed
from cases.charts.debrief.wording import listed, lowered, price, shortened, spoken
from cases.charts.times import moment_text
from cases.models import Kind
from cases.reasoning.score.record import Act, Commitment


def deed_text(case: Closed, act: Act) -> str:
    """One act as a sentence, such as `You ordered serum vitamin B12 for $15.10.`"""
    return TOLD[Kind(act.kind)](case, act)


def signed_name(case: Closed, commitment: Commitment | None) -> str:
    """A diagnosis that was signed, with its cause."""
    if commitment is None:
        return "Nothing was signed"
    if commitment.diagnosis not in case.catalog.diagnoses:
        return "Referred without a diagnosis"
    name = case.catalog.diagnoses[commitment.diagnosis].name
    cause = case.catalog.conditions[commitment.cause].name if commitment.cause else ""
    return f"{name}: {lowered(cause)}" if cause and cause != name else name


def leading(case: Closed, said: Iterable[tuple[str, float]], count: int = 3) -> str:
    """The likeliest diagnoses of a forecast with their numbers of 100, such as `MDS 40, AML 30`."""
    diagnoses = case.catalog.diagnoses
    ranked = sorted(said, key=lambda pair: -pair[1])[:count]
    names = [(lowered(diagnoses[key].short) if key in diagnoses else "something else", share) for key, share in ranked]
    return ", ".join(f"{name} {share:.0f}" for name, share in names)


def _started(case: Closed, act: Act) -> str:
    return f"You met {case.patient.person.first_name}: {lowered(case.complaint)}."


def _asked(case: Closed, act: Act) -> str:
    return f"You asked: “{case.catalog.questions[act.keys[0]].text}”"


def _examined(case: Closed, act: Act) -> str:
    return f"You examined {shortened([lowered(case.catalog.maneuvers[key].name) for key in act.keys])}."


def _ordered(case: Closed, act: Act) -> str:
    return f"You ordered {_tests(case, act)} for {price(act.fee)}."


def _seen_again(case: Closed, act: Act) -> str:
    tests = _tests(case, act)
    day = moment_text(act.at_minutes + act.minutes)
    return f"You saw the patient again on {day}{f', with {tests}' if tests else ''}."


def _tests(case: Closed, act: Act) -> str:
    tests = case.catalog.investigations
    return shortened([spoken(tests[key].name) for key in act.keys if key in tests])


def _waited(case: Closed, act: Act) -> str:
    return f"You waited until {moment_text(act.at_minutes + act.minutes)}."


def _forecast(case: Closed, act: Act) -> str:
    return f"You said, of 100: {leading(case, (act.forecast or {}).items())}."


def _signed(case: Closed, act: Act) -> str:
    lines = (
        [case.catalog.treatments[line.treatment].name for line in act.commitment.plan.prescriptions]
        if act.commitment
        else []
    )
    plan = listed([lowered(name) for name in dict.fromkeys(lines)]) or "no treatment"
    return f"You signed: {signed_name(case, act.commitment)}, with {plan}."


TOLD: dict[Kind, Callable[[Closed, Act], str]] = {
    Kind.START: _started,
    Kind.ASK: _asked,
    Kind.EXAMINE: _examined,
    Kind.ORDER: _ordered,
    Kind.WAIT: _waited,
    Kind.FORECAST: _forecast,
    Kind.PIN: lambda case, act: "You pinned a finding, or let one go.",
    Kind.SUMMARIZE: lambda case, act: "You wrote the problem in one line.",
    Kind.SIGN: _signed,
    Kind.VISIT: _seen_again,
    Kind.TREAT: lambda case, act: "You changed the treatment.",
    Kind.CLOSE: lambda case, act: "You ended the encounter.",
    Kind.ANSWER: lambda case, act: "You answered a question.",
    Kind.READ: lambda case, act: "You read the blood film yourself and signed a report.",
}
