"""Is each step judged by what was known, luck apart, and do the judgements add up?"""

import pytest

from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import by_diagnosis
from cases.reasoning.score.record import Record
from cases.reasoning.score.steps import TRIFLE, Step, steps_of
from cases.reasoning.worth.decisions import course_of, loss_table
from cases.reasoning.worth.information import (
    Situation,
    best_value,
    delay_of,
    price_of,
    ranked,
    situation,
    value_ahead,
    worth_of,
)
from cases.reasoning.worth.robustness import Doubt
from tests.cases.reasoning.records import story
from tests.cases.reasoning.tiny import CATALOG, OBSERVER, PRIOR, SETTING, evidence, line

TABLE = loss_table(CATALOG)


def walked(record: Record) -> list[Step]:
    """Return the steps of a record in the tiny world."""
    return steps_of(CATALOG, OBSERVER, record, PRIOR)


def standing(known: Evidence) -> Situation:
    """Return where the tiny observer stands."""
    return situation(CATALOG, OBSERVER, TABLE, known, SETTING, PRIOR)


def best(here: Situation) -> float:
    """Return the expected loss of the best plan, one more test included."""
    return best_value(here, ranked(here))


def chosen(known: Evidence, treatment: str) -> float:
    """Return the expected loss of treating at once."""
    course = course_of(CATALOG, [line(treatment)], [])
    here = standing(known)
    return TABLE.of_course(course, here.chances, here.done)


def regrets(record: Record) -> list[float]:
    """Return the regret of each order and of the stop."""
    return [step.regret for step in walked(record) if step.kind in ("order", "sign")]


def test_to_act_at_once_is_regretted_by_what_the_best_plan_would_have_saved() -> None:
    [stop] = regrets(story().sign("lack", "shots").record)
    assert stop == pytest.approx(chosen(evidence(), "shots") - best(standing(evidence())))
    assert stop > TRIFLE


def test_the_best_act_on_sure_knowledge_is_not_regretted() -> None:
    told = story().order("assay", vitamin=30).order("film", lobes="many").ask("feet", numb="present")
    assert regrets(told.sign("lack", "shots").record)[-1] == pytest.approx(0, abs=1e-9)


def test_a_useless_order_is_regretted_by_its_cost() -> None:
    order, _ = regrets(story().order("idle", weight=80.0).sign("lack", "shots").record)
    assert order == pytest.approx(worth_of(standing(evidence()), ["idle"]).cost)


def test_an_order_whose_result_came_too_late_is_regretted_by_its_cost() -> None:
    order, _ = regrets(story().order("assay", vitamin=30, wait_hours=3).sign("lack", "shots").record)
    here = standing(evidence())
    assert order == pytest.approx(price_of(CATALOG, ["assay"]) + delay_of(here, 180))


def test_a_second_order_of_the_same_test_is_regretted_by_its_cost() -> None:
    told = story().order("assay", vitamin=30).order("assay", vitamin=33).sign("lack", "shots")
    _, again, _ = regrets(told.record)
    assert again == pytest.approx(worth_of(standing(evidence(vitamin=30)), ["assay"]).cost)


def test_what_came_of_an_order_does_not_change_its_regret() -> None:
    vitamins = (10.0, 60.0, 150.0, 300.0, 900.0)
    found = [regrets(story().order("assay", vitamin=v).sign("lack", "shots").record)[0] for v in vitamins]
    here = standing(evidence())
    delay = delay_of(here, 24 * 60)
    expected = price_of(CATALOG, ["assay"]) + delay + value_ahead(here, ["assay"]) - best(here)
    assert found == pytest.approx([expected] * 5)
    assert len(set(found)) == 1


def test_the_best_order_is_not_regretted() -> None:
    here = standing(evidence())
    hours = {"assay": 24, "film": 2}
    told = story().order(ranked(here)[0].key, wait_hours=hours[ranked(here)[0].key], vitamin=150.0)
    assert regrets(told.sign("lack", "shots").record)[0] <= 0


def test_better_orders_are_named_with_what_they_would_have_saved() -> None:
    sign = walked(story().sign("lack", "shots").record)[-1]
    worths = ranked(standing(evidence()))
    assert sign.better[0].key == worths[0].key
    assert sign.better[0].better_by == pytest.approx(chosen(evidence(), "shots") - worths[0].total)
    assert sign.better[0].fee == CATALOG.investigations[worths[0].key].fee
    assert all(alternative.better_by > TRIFLE for alternative in sign.better)


def test_what_was_not_known_is_not_held_against_anybody() -> None:
    """The first order is judged alike whatever is asked and found later."""
    plain = story().order("film", lobes="few").sign("lack", "shots")
    later = story().order("film", lobes="few").order("assay", vitamin=900.0).sign("clone", "poison")
    assert regrets(plain.record)[0] == regrets(later.record)[0]


def test_a_step_tells_the_belief_before_it_and_the_money_spent() -> None:
    told = story().ask("feet", numb="present").order("assay", vitamin=40.0).sign("lack", "shots")
    start, ask, order, sign = walked(told.record)
    assert [step.spent for step in (start, ask, order, sign)] == [0, 0, 20, 20]
    assert order.belief == by_diagnosis(CATALOG, OBSERVER.belief(evidence(numb="present"), SETTING, PRIOR))
    assert sign.belief == by_diagnosis(CATALOG, OBSERVER.belief(evidence(vitamin=40, numb="present"), SETTING, PRIOR))
    assert ask.regret == start.regret == 0


def test_the_last_forecast_goes_with_each_step() -> None:
    told = story().forecast(lack=50, clone=50).order("assay", vitamin=40.0).forecast(lack=90, clone=10)
    said = [step.said for step in walked(told.sign("lack", "shots").record)]
    assert said == [
        None,
        {"lack": 0.5, "clone": 0.5},
        {"lack": 0.5, "clone": 0.5},
        {"lack": 0.9, "clone": 0.1},
        {"lack": 0.9, "clone": 0.1},
    ]


def test_what_follows_the_signature_is_no_step() -> None:
    told = story().sign("lack", "shots").ask("feet", numb="present")
    assert [step.kind for step in walked(told.record)] == ["start", "sign"]


def test_orders_placed_at_once_are_regretted_as_if_one_had_waited_for_each() -> None:
    """What two tests share is not paid for twice, though neither result was back when the other was ordered; only the
    time that was waited differs."""
    found = []
    for wait_hours in (0, 24):
        told = story().order("assay", vitamin=150.0, wait_hours=wait_hours).order("count", wait_hours=24, cells=1.1)
        found.append(regrets(told.order("film", lobes="few").sign("lack", "shots").record))
    found[1][0] -= delay_of(standing(evidence()), 24 * 60)
    assert found[0][0] == pytest.approx(found[1][0])
    assert found[0][2:] == pytest.approx(found[1][2:])


def test_a_needless_order_adds_its_cost_to_the_sum_wherever_it_stands() -> None:
    plain = story().order("assay", vitamin=150.0).order("film", lobes="few").sign("lack", "shots")
    first = story().order("idle", weight=80.0).order("assay", vitamin=150.0).order("film", lobes="few")
    between = story().order("assay", vitamin=150.0).order("idle", weight=80.0).order("film", lobes="few")
    cost = worth_of(standing(evidence()), ["idle"]).cost
    for wasteful in (first, between):
        added = sum(regrets(wasteful.sign("lack", "shots").record)) - sum(regrets(plain.record))
        assert added == pytest.approx(cost, abs=12)  # the wait costs 12 to 48 a day, by the belief of its moment


def test_an_act_that_other_assumptions_would_call_the_best_costs_no_points() -> None:
    close = Step(1, "order", ("assay",), 0, 0, {}, None, 80.0, (), doubts=(Doubt("losses", 2.0),))
    clear = Step(1, "order", ("assay",), 0, 0, {}, None, 80.0, ())
    better_than_expected = Step(1, "order", ("assay",), 0, 0, {}, None, -30.0, ())
    assert [step.charged for step in (close, clear, better_than_expected)] == [0, 80, 0]


def test_poison_on_a_guess_is_in_no_doubt() -> None:
    *_, stop = walked(story().order("assay", vitamin=20.0).sign("clone", "poison").record)
    assert stop.regret > 1000
    assert stop.doubts == ()


def test_a_test_on_the_edge_of_being_worth_its_price_is_in_doubt_and_a_needless_one_is_not() -> None:
    told = story().order("assay", vitamin=150.0).sign("lack", "shots").record
    edge, needless = (
        steps_of(CATALOG, OBSERVER, told, {"lack": share, "clone": 1 - share})[1] for share in (0.91, 0.95)
    )
    assert edge.regret > TRIFLE
    assert edge.doubts == (Doubt("lack", 0.5), Doubt("clone", 2.0))
    assert edge.charged == 0
    assert needless.doubts == ()
    assert needless.charged == needless.regret > TRIFLE
