"""How does the belief about the same findings change with who walks in?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cases.catalog import current
from cases.figures.people import OF_ALL, Crowd, crowd, of_100
from cases.models import Action, Encounter, Status
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import by_diagnosis, current_observer, prior_of
from cases.reasoning.tools.priors import GROUPS, PANELS, everybody_else, scaled, share
from cases.records import record_of
from learners.models import Learner

HUES = ("hue-1", "hue-2", "hue-3", "hue-4", "hue-5")
REST_HUE = "hue-rest"
REST = "Something else"
OWN = "own-"
OWN_LISTED = 10
# A belief that moves by no more (of 100) has not moved for the reader.
STILL = 2


@dataclass(frozen=True)
class Believed:
    """One diagnosis, of 100 patients with these findings, under either prior."""

    name: str
    hue: str
    standard: int
    yours: int


@dataclass(frozen=True)
class Walked:
    """One group: of 1000 who walk in, under the standard prior and under yours; how well the findings fit it, 100 for
    the group that they fit best; and of 100 with these findings, under either prior."""

    name: str
    of_1000: tuple[str, str]
    fit: str
    of_100: tuple[str, str]


@dataclass(frozen=True)
class PriorChart:
    """The belief under two priors, side by side."""

    findings: str
    setting: str
    headline: str
    rows: tuple[Believed, ...]
    standard: Crowd
    yours: Crowd
    standard_described: str
    yours_described: str
    groups: tuple[Walked, ...]


def prior_chart(setting: str, findings: str, evidence: Evidence, times: Mapping[str, float]) -> PriorChart:
    """The belief about the evidence under the setting's prior, and with groups so many times as frequent."""
    catalog, observer = current(), current_observer()
    priors = [prior_of(catalog, setting)]
    priors.append(scaled(priors[0], times))
    beliefs = [observer.belief(evidence, setting, prior) for prior in priors]
    rows = _rows([by_diagnosis(catalog, belief) for belief in beliefs])
    hues = [row.hue for row in rows]
    return PriorChart(
        findings=findings,
        setting=catalog.settings[setting].name,
        headline=_headline(rows, any(factor != 1 for factor in times.values())),
        rows=rows,
        standard=crowd(hues, [row.standard for row in rows], 150),
        yours=crowd(hues, [row.yours for row in rows], 150),
        standard_described=_described("As usual", [(row.name, row.standard) for row in rows]),
        yours_described=_described("With your changes", [(row.name, row.yours) for row in rows]),
        groups=_walked(priors, beliefs),
    )


def panels_of(learner: Learner | None, asked: str = "") -> dict[str, str]:
    """Findings to choose from: the invented ones, and those of the learner's own closed encounters, the last ones and
    the one that was asked for."""
    invented = {key: name for key, (name, _) in PANELS.items()}
    begun = _closed(learner)
    shown = [action for i, action in enumerate(begun) if i < OWN_LISTED or _panel(action) == asked]
    return invented | {_panel(action): _told(action) for action in shown}


def evidence_for(learner: Learner | None, panel: str) -> Evidence:
    """The findings of a panel; raises KeyError for one that is not this learner's to see."""
    if panel in PANELS:
        return PANELS[panel][1]
    encounters = {_panel(action): action.encounter for action in _closed(learner)}
    return record_of(encounters[panel]).evidence_at_commit()


def times_words(times: float) -> str:
    """How many times more or fewer, in words."""
    if times == 1:
        return "as usual"
    return f"{times:.3g} times more" if times > 1 else f"{1 / times:.3g} times fewer"


def _closed(learner: Learner | None) -> Sequence[Action]:
    if learner is None:
        return ()
    own = Encounter.objects.filter(learner=learner, status=Status.CLOSED, catalog=current().hash)
    begun = Action.objects.filter(number=0, encounter__in=own).select_related("encounter")
    return list(begun.order_by("-encounter__started_at"))


def _panel(action: Action) -> str:
    return f"{OWN}{action.encounter_id}"


def _told(action: Action) -> str:
    told = action.payload
    return f"Your patient {told['name']}, {told['age']} y, {told['sex']}: all that was seen before the plan"


def _rows(beliefs: Sequence[Mapping[str, float]]) -> tuple[Believed, ...]:
    standard, yours = beliefs
    # In the order of the standard belief, so that no color changes its meaning while a slider moves.
    order = sorted(standard, key=lambda key: -standard[key])
    moved = [key for key in order if yours[key] > standard[key]]
    newcomer = max(moved, key=lambda key: yours[key], default=order[0])
    shown = order[: len(HUES)]
    if newcomer not in shown and yours[newcomer] > yours[shown[-1]]:
        shown[-1] = newcomer
    counts = [_counted(belief, shown) for belief in beliefs]
    names = [*(current().diagnoses[key].name for key in shown), REST]
    return tuple(map(Believed, names, (*HUES, REST_HUE), *counts))


def _counted(belief: Mapping[str, float], shown: Sequence[str]) -> list[int]:
    shares = [belief[key] for key in shown]
    return of_100([*shares, max(1 - sum(shares), 0.0)])


def _headline(rows: Sequence[Believed], is_changed: bool) -> str:
    if not is_changed:
        return "As usual. Make a group rarer or commoner and see what follows."
    row = max(rows, key=lambda row: abs(row.yours - row.standard))
    if abs(row.yours - row.standard) <= STILL:
        return f"The findings outweigh the prior: nothing moves by more than {STILL} of 100."
    verb = "rises" if row.yours > row.standard else "falls"
    return f"{row.name} {verb} from {row.standard} to {row.yours} of 100."


def _described(title: str, counts: Sequence[tuple[str, int]]) -> str:
    parts = ", ".join(f"{count} {name}" for name, count in counts if count)
    return f"{title}, of 100 patients like this one: {parts}"


def _walked(priors: Sequence[Mapping[str, float]], beliefs: Sequence[Mapping[str, float]]) -> tuple[Walked, ...]:
    groups = [*GROUPS, everybody_else(priors[0])]
    before, after = ([[share(one, group) for group in groups] for one in both] for both in (priors, beliefs))
    # Belief over prior is the likelihood but for a factor that all groups share; the prior does not touch it.
    fits = [late / early if early else 0.0 for late, early in zip(after[0], before[0], strict=True)]
    return tuple(
        Walked(
            name=group.name,
            of_1000=(_number(1000 * before[0][i]), _number(1000 * before[1][i])),
            fit=_number(100 * fits[i] / max(fits)),
            of_100=(_number(OF_ALL * after[0][i]), _number(OF_ALL * after[1][i])),
        )
        for i, group in enumerate(groups)
    )


def _number(value: float) -> str:
    if value < 0.1:
        return "under 0.1"
    return f"{value:.1f}" if value < 10 else f"{value:.0f}"
