"""Is an earlier step shown as it was, with what could be believed and what was best then?"""

import pytest

from cases.charts.debrief import NoSuchStep, NotClosed, choices, debrief_of, replay_of
from cases.charts.debrief.closed import closed
from cases.charts.debrief.deeds import deed_text
from cases.charts.debrief.orders import OUTDONE, orders_of
from cases.charts.debrief.replay import Replay, story_at
from cases.charts.story import story_of
from cases.models import Encounter, Kind
from cases.reasoning.worth.robustness import Doubt
from cases.simulation.harms import Harm
from tests.cases import endings
from tests.cases.encounters.acts import WATCHFUL, do


def first(encounter: Encounter, kind: Kind) -> int:
    action = encounter.actions.filter(kind=kind).order_by("number").first()
    assert action is not None
    return action.number


def replayed(encounter: Encounter, after: int) -> Replay:
    return replay_of(encounter, after, "conventional")


def test_a_story_is_cut_where_it_was(encounter: Encounter) -> None:
    """What the replay shows of each step is what the running encounter showed then."""
    stories = []
    for act, given in (
        ("ask", {"question": "duration"}),
        ("order", {"investigations": ["cbc", "serum-b12"]}),
        ("wait", {"until": 120}),
        ("wait", {"until": 1440}),
        ("sign", {"commitment": WATCHFUL}),
        ("visit", {"day": 20, "investigations": ["cbc"]}),
    ):
        do(encounter, act, **given)
        stories.append(story_of(encounter))
    do(encounter, "close")
    whole = story_of(encounter)
    for after, story in enumerate(stories, 1):
        cut = story_at(whole, after)
        assert (cut.clock, cut.status, cut.deeds) == (story.clock, story.status, story.deeds)
        assert set(cut.seen) == set(story.seen)
        assert set(cut.awaited) == set(story.awaited)


def test_a_step_shows_what_came_before_it_and_nothing_later(found: Encounter) -> None:
    order = first(found, Kind.ORDER)
    before, after = replayed(found, order - 1), replayed(found, order + 1)
    assert [column.day for column in before.results.columns][-1] == "on file"
    assert [column.day for column in after.results.columns][-1] == "Day 0"
    assert before.followed.startswith("You ordered blood film")
    told = orders_of(closed(found, "conventional"))[0].regret
    outdone = f": {OUTDONE}" if told.startswith("−") else ""
    assert (before.regret, replayed(found, order - 2).regret) == (f"Regret {told}{outdone}.", "")
    assert next(said for _, _, said in before.believed.rows) == endings.FORECAST["b12-deficiency"]


def test_the_best_orders_say_what_they_cost_save_and_tell_apart(found: Encounter) -> None:
    door = replayed(found, 0).best
    assert door is not None
    assert 1 <= len(door.choices) <= 3
    best = door.choices[0]
    assert best.price.startswith("$") and best.saves.startswith("$")
    assert " B12 deficiency" in best.why or " in " in best.why
    saved = [float(choice.saves.removeprefix("$").replace(",", "")) for choice in door.choices]
    assert saved == sorted(saved, reverse=True)
    assert "Bone marrow" not in {choice.name for choice in door.choices}


def test_what_could_be_known_grows_and_all_of_100_are_accounted_for(found: Encounter) -> None:
    sign = first(found, Kind.SIGN)
    door, late = replayed(found, 0), replayed(found, sign - 1)
    for step in (door, late):
        assert sum(known for _, known, _ in step.believed.rows) == 100
    assert door.believed.rows[0][1] < late.believed.rows[0][1]
    assert (door.believed.said, late.is_signed) == (None, False)


def test_steps_lead_to_one_another_and_end_before_the_end(found: Encounter) -> None:
    close = first(found, Kind.CLOSE)
    door, last = replayed(found, 0), replayed(found, close - 1)
    assert (door.previous, door.next, last.next) == (None, 1, None)
    assert last.followed == "You ended the encounter."
    assert (last.is_signed, last.best) == (True, None)
    with pytest.raises(NoSuchStep):
        replayed(found, close)


def test_a_running_encounter_is_not_replayed(encounter: Encounter) -> None:
    with pytest.raises(NotClosed):
        replayed(encounter, 0)


def test_nobody_plays_on_after_a_death(doomed: tuple[Encounter, tuple[Harm, ...]]) -> None:
    encounter, harms = doomed
    do(encounter, "wait", until=(harms[-1].day + 1) * 1440)
    do(encounter, "close")
    assert replayed(encounter, 0).can_branch
    dead = replayed(encounter, 1)
    assert (dead.can_branch, dead.best) == (False, None)


def test_every_act_is_told_in_a_sentence(encounter: Encounter) -> None:
    do(encounter, "ask", question="duration")
    do(encounter, "examine", maneuvers=["tongue"])
    do(encounter, "summarize", text="Tired")
    do(encounter, "pin", item="onset-pace" if encounter.readings.filter(item="onset-pace").exists() else "hemoglobin")
    do(encounter, "forecast", chances={"mds": 60, "b12-deficiency": 40})
    do(encounter, "order", investigations=["cbc"])
    do(encounter, "wait", until=1440)
    do(encounter, "sign", commitment=WATCHFUL)
    do(encounter, "visit", day=9, investigations=["cbc"])
    do(encounter, "treat", plan=WATCHFUL.plan)
    do(encounter, "close")
    case = closed(encounter, "conventional")
    told = [deed_text(case, act) for act in case.record.acts]
    assert all(text.startswith("You ") and text[-1] in ".”" for text in told)
    assert told[5] == "You said, of 100: MDS 60, B12 deficiency 40."
    assert told[6].startswith("You ordered complete blood count with differential for $")
    assert told[9].startswith("You saw the patient again on day 9, 09:00, with ")
    assert len(set(told)) == len(told)


def test_the_timeline_and_the_replay_tell_the_same_best_orders(found: Encounter) -> None:
    order = first(found, Kind.ORDER)
    deeds = next(d for d in debrief_of(found, "conventional").timeline if d.page == order - 1)
    assert (deeds.name, deeds.spent) == ("Ordered", "$34")
    told = {deeds.page: deeds.best for deeds in debrief_of(found, "conventional").timeline if deeds.best}
    assert told
    for page, best in told.items():
        assert replayed(found, page).best == best


def test_what_teaching_points_ask_for_is_told_until_it_was_ordered(found: Encounter) -> None:
    sign = first(found, Kind.SIGN)
    door, late = replayed(found, 0).best, replayed(found, sign - 1).best
    assert door is not None and late is not None
    assert door.asked.startswith("Whatever it saves, the teaching points of this patient ask for: ")
    assert "vitamin B12" in door.asked
    assert "vitamin B12" not in late.asked


def test_a_ranking_that_hangs_on_an_assumption_says_so(found: Encounter, monkeypatch: pytest.MonkeyPatch) -> None:
    case = closed(found, "conventional")
    monkeypatch.setattr(choices, "others_first", lambda *_: [(Doubt("mds", 2.0), "ldh")])
    told = choices.best_of(case, case.evidence, ())
    assert told.doubt.startswith(
        "This ranking is not beyond doubt: were MDS twice as common, lactate dehydrogenase would come first."
    )
    monkeypatch.setattr(choices, "others_first", lambda *_: [])
    assert choices.best_of(case, case.evidence, ()).doubt == ""
