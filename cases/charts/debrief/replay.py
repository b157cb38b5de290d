"""What did the learner's chart look like at an earlier step, what could be believed then, and what was best?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from cases.charts.debrief.beliefs import Hue, counts_of, hues_of, shown_diagnoses
from cases.charts.debrief.choices import Best, best_at
from cases.charts.debrief.closed import Closed, closed
from cases.charts.debrief.columns import columns_of
from cases.charts.debrief.comparison import rival_of
from cases.charts.debrief.deeds import deed_text
from cases.charts.debrief.doubts import doubt_text
from cases.charts.debrief.orders import OUTDONE
from cases.charts.debrief.wording import capital, dollars
from cases.charts.examination import Examination, examination_of
from cases.charts.frame import Chart, chart_of
from cases.charts.history import History, history_of
from cases.charts.results import Results, results_of
from cases.charts.story import Awaited, Story, story_of
from cases.charts.times import moment_text
from cases.figures.people import Crowd, crowd
from cases.models import Encounter, Kind, Status
from cases.reasoning.belief.observer import by_diagnosis, current_observer
from cases.reasoning.score.record import Act
from cases.reasoning.score.steps import TRIFLE, Step

PAST = (Kind.CLOSE, Kind.ANSWER)


class NoSuchStep(LookupError):
    """The encounter had no such act before its end."""


@dataclass(frozen=True)
class Believed:
    """What could be known and what was said at a step, of 100: rows of (hue, known, said), and both as dots."""

    rows: tuple[tuple[Hue, int, int | None], ...]
    known: Crowd
    said: Crowd | None
    described: str


@dataclass(frozen=True)
class Replay:
    """One step: what was done, what came next with its regret, the belief, the best orders, and the chart as it was.

    `can_branch` is whether it may be played on from here.
    """

    number: int
    last: int
    when: str
    spent: str
    done: str
    followed: str
    keys: tuple[str, ...]
    regret: str
    doubt: str
    is_signed: bool
    believed: Believed
    best: Best | None
    can_branch: bool
    chart: Chart
    history: History
    examination: Examination
    results: Results

    @property
    def previous(self) -> int | None:
        """The step before, if there is one."""
        return self.number - 1 if self.number else None

    @property
    def next(self) -> int | None:
        """The step after, if there is one."""
        return self.number + 1 if self.number < self.last else None


@dataclass(frozen=True, eq=False)
class Moment:
    """Where an encounter stood: the story so far, the act that came next, and the moment itself as an act."""

    case: Closed
    story: Story
    following: Act | None
    act: Act
    last: int

    @property
    def is_open(self) -> bool:
        """Whether something could still be ordered before a plan."""
        return not self.story.signed and not self.story.is_over


def moment_at(encounter: Encounter, after: int, units: str) -> Moment:
    """The encounter as it stood just after its act number `after`.

    Raises NotClosed for an encounter that still runs, Outdated where its catalog is gone, NoSuchStep.
    """
    case = closed(encounter, "si" if units == "si" else "conventional")
    whole = story_of(encounter)
    played = [deed for deed in whole.deeds if deed.kind not in PAST]
    if after >= len(played):
        raise NoSuchStep(after)
    story, following = story_at(whole, after), case.acts.get(after + 1)
    act = Act(after + 1, following.kind if following else Kind.CLOSE, (), story.clock)
    return Moment(case, story, following, act, len(played) - 1)


def replay_of(encounter: Encounter, after: int, units: str) -> Replay:
    """The page of one step; raises as `moment_at` does."""
    moment = moment_at(encounter, after, units)
    case, story, following = moment.case, moment.story, moment.following
    graded = next((step for step in case.grade.steps if step.act == after + 1), None)
    return Replay(
        number=after,
        last=moment.last,
        when=capital(moment_text(story.clock)),
        spent=dollars(sum(deed.fee_cents for deed in story.deeds) / 100),
        done=deed_text(case, case.acts[after]),
        followed=deed_text(case, following) if following else "You ended the encounter.",
        keys=following.keys if following else (),
        regret=_regret(graded),
        doubt=_doubt(case, graded),
        is_signed=story.signed is not None,
        believed=_believed(case, moment.act, graded),
        best=best_at(case, moment.act) if moment.is_open else None,
        can_branch=not story.is_over,
        chart=chart_of(story, "replay", case.units),
        history=history_of(story),
        examination=examination_of(story, case.units),
        results=results_of(story, case.units, wide=True),
    )


def story_at(story: Story, after: int) -> Story:
    """What the learner could know just after the act number `after`: later acts and results are not there."""
    deeds = story.deeds[: after + 1]
    clock = deeds[-1].at_minutes + deeds[-1].minutes
    known = [sight for sight in story.seen if sight.act <= after]
    out = [Awaited(s.item, s.act, s.collected_minutes, s.due_minutes) for s in known if s.due_minutes > clock]
    return replace(
        story,
        status=Status.FOLLOWING if any(deed.kind == Kind.SIGN for deed in deeds) else Status.OPEN,
        clock=clock,
        deeds=deeds,
        seen=tuple(sight for sight in known if sight.due_minutes <= clock),
        awaited=(*out, *(result for result in story.awaited if result.act <= after)),
    )


def _regret(step: Step | None) -> str:
    if step is None or not (step.kind == Kind.ORDER or step.is_stop):
        return ""
    if step.regret < -TRIFLE:
        return f"Regret {dollars(step.regret)}: {OUTDONE}."
    return f"Regret {dollars(step.regret)}."


def _doubt(case: Closed, step: Step | None) -> str:
    return doubt_text(case, step.doubts) if step else ""


def _believed(case: Closed, moment: Act, graded: Step | None) -> Believed:
    """The belief as it was graded, else as it follows from what was seen; after signing as it was then."""
    keys = shown_diagnoses(case, columns_of(case), rival_of(case).diagnosis)
    hues = hues_of(case, keys)
    known = counts_of(_known(case, moment, graded), keys)
    shares = _said(case, moment)
    said = counts_of(shares, keys) if shares else None
    styles = [hue.style for hue in hues]
    rows = zip(hues, known, said or (None,) * len(known), strict=True)
    told = ", ".join(f"{hue.name} {count}" for hue, count in zip(hues, known, strict=True) if count)
    return Believed(
        rows=tuple(row for row in rows if row[1] or row[2]),
        known=crowd(styles, known),
        said=crowd(styles, said) if said else None,
        described=f"Of 100 patients like this one: {told}",
    )


def _known(case: Closed, moment: Act, graded: Step | None) -> dict[str, float]:
    if graded:
        return graded.belief
    if case.signed and moment.number > case.signed.number:
        return case.grade.belief_at_commit
    evidence = case.record.evidence_before(moment)
    belief = current_observer().belief(evidence, case.encounter.setting, case.prior)
    return by_diagnosis(case.catalog, belief)


def _said(case: Closed, moment: Act) -> dict[str, float] | None:
    said = [act.forecast for act in case.record.acts if act.forecast and act.number < moment.number]
    return {key: chance / 100 for key, chance in said[-1].items()} if said else None
