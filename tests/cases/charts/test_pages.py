"""Does each page say what happened, in words and units that can be read?"""

import pytest
from django.test import Client
from django.urls import reverse

from cases.catalog import current
from cases.charts.commitment import commit_of
from cases.charts.examination import examination_of
from cases.charts.film import film_of
from cases.charts.following import following_of
from cases.charts.frame import chart_of
from cases.charts.fresh import fresh_values
from cases.charts.history import history_of
from cases.charts.orders import orders_of
from cases.charts.plans import prescription_text
from cases.charts.presentation import presentation_of
from cases.charts.results import results_of
from cases.charts.story import story_of
from cases.charts.thinking import differential_of
from cases.factories import EncounterFactory
from cases.models import Encounter
from learners.models import Learner
from tests.cases.encounters.acts import B12, do

DAY = 1440


def wait_for_all(encounter: Encounter) -> None:
    while due := story_of(encounter).next_due:
        do(encounter, "wait", until=due)


def test_the_banner_names_what_the_next_act_brings(encounter: Encounter) -> None:
    do(encounter, "order", investigations=["cbc", "serum-b12"])
    banner = chart_of(story_of(encounter), "tests", "conventional").banner
    assert (banner.day, banner.time, banner.next_due, banner.next_due_text) == ("Day 0", "09:00", 60, "10:00")
    assert banner.spent == "$22.90"
    assert banner.waiting == "2 results"
    assert [wait.until for wait in banner.waits] == [60, DAY, 7 * DAY]


def test_nothing_out_means_no_next_result(encounter: Encounter) -> None:
    banner = chart_of(story_of(encounter), "tests", "conventional").banner
    assert banner.waiting == "none"
    assert banner.next_due is None


def test_the_rail_counts_what_was_done_and_never_what_is_left(encounter: Encounter) -> None:
    do(encounter, "ask", question="energy")
    do(encounter, "examine", maneuvers=["tongue", "lips"])
    chart = chart_of(story_of(encounter), "history", "conventional")
    assert {stop.page: stop.count for stop in chart.patient_stops} == {
        "presentation": "", "history": "1", "examination": "2", "tests": "", "results": "", "film": "",
    }  # fmt: skip
    assert [stop.page for stop in chart.patient_stops if stop.is_current] == ["history"]


def test_blood_pressure_is_one_sign(encounter: Encounter) -> None:
    assert presentation_of(story_of(encounter), "conventional").vitals == ()
    do(encounter, "examine", maneuvers=["vital-signs"])
    vitals = {vital.name: vital for vital in presentation_of(story_of(encounter), "conventional").vitals}
    assert "/" in vitals["Blood pressure"].value.text
    assert len(vitals) == 6


def test_an_answer_is_told_as_it_was_given_and_its_finding_can_be_pinned(encounter: Encounter) -> None:
    do(encounter, "ask", question="energy")
    answer = history_of(story_of(encounter), typed="r u tired").answers[0]
    assert answer.text == encounter.readings.get(item="fatigue").words
    assert (answer.typed, answer.item, answer.is_pinned) == ("r u tired", "fatigue", False)
    do(encounter, "pin", item="fatigue")
    assert history_of(story_of(encounter)).answers[0].is_pinned
    assert [pin.item for pin in chart_of(story_of(encounter), "history", "si").pins] == ["fatigue"]
    do(encounter, "pin", item="fatigue", pinned=False)
    assert chart_of(story_of(encounter), "history", "si").pins == ()


def test_medicines_are_told_once_and_known_from_then_on(encounter: Encounter) -> None:
    assert not commit_of(story_of(encounter)).has_asked_for_drugs
    do(encounter, "ask", question="medications")
    story = story_of(encounter)
    taken = {sight.item for sight in story.seen if sight.item.startswith("drug:") and sight.level == "present"}
    assert {f"drug:{drug.key}" for drug in commit_of(story).drugs} == taken
    assert commit_of(story).has_asked_for_drugs
    assert history_of(story).answers[0].text.count("No ") <= 1


def test_questions_can_be_searched(encounter: Encounter) -> None:
    found = history_of(story_of(encounter), search="tongue")
    assert {choice.key for system in found.systems for choice in system.choices} >= {"tongue"}
    assert found.shown < found.count


def test_the_examination_keeps_the_last_result_of_each_step(encounter: Encounter) -> None:
    do(encounter, "examine", maneuvers=["tongue"])
    do(encounter, "wait", until=30 * DAY)
    do(encounter, "examine", maneuvers=["lips"])
    steps = {s.key: s for region in examination_of(story_of(encounter), "si").regions for s in region.steps}
    assert steps["tongue"].is_old and not steps["tongue"].is_latest
    assert steps["lips"].is_latest and not steps["lips"].is_old
    assert not steps["gait"].is_done


def test_an_order_is_pending_then_resulted_and_new(encounter: Encounter) -> None:
    do(encounter, "order", investigations=["cbc"])
    assert row(encounter, "cbc") == ("pending", "due 10:00")
    assert orders_of(story_of(encounter), "conventional").news is None
    do(encounter, "wait", until=60)
    assert row(encounter, "cbc") == ("done", "resulted 10:00")
    news = orders_of(story_of(encounter), "conventional").news
    assert news is not None
    assert news.title == "New: Complete blood count with differential, 10:00"
    assert {value.name for value in news.values} >= {"Hemoglobin", "MCV", "Neutrophils", "Platelets"}
    assert len(news.values) == 6 < news.count


def row(encounter: Encounter, key: str) -> tuple[str, str]:
    orders = orders_of(story_of(encounter), "conventional")
    return next((t.state, t.told) for category in orders.categories for t in category.tests if t.key == key)


def test_the_tray_adds_up_what_is_chosen(encounter: Encounter) -> None:
    orders = orders_of(story_of(encounter), "conventional", chosen=["cbc", "serum-b12", "no-such-test"])
    assert (orders.chosen, orders.tray_sum) == (2, "2 tests, $22.90")
    assert orders.tray_due == "First result in 1 h, last in 6 h"


def test_an_order_set_leaves_out_what_was_ordered(encounter: Encounter) -> None:
    do(encounter, "order", investigations=["cbc"])
    sets = {s.name: s for s in orders_of(story_of(encounter), "conventional").sets}
    assert "investigation=cbc" not in sets["Macrocytosis"].query.split("&")
    assert sets["Macrocytosis"].count == len(current().order_sets["macrocytosis"].investigations) - 1


def test_search_finds_a_test_by_its_short_name_and_keeps_what_is_checked(encounter: Encounter) -> None:
    orders = orders_of(story_of(encounter), "conventional", search="mma", chosen=["cbc"])
    assert {test.key for category in orders.categories for test in category.tests} == {
        "cbc",
        "methylmalonic-acid",
        "urine-methylmalonic-acid",
    }


def test_the_usual_tests_are_shown_until_all_are_asked_for(encounter: Encounter) -> None:
    do(encounter, "order", investigations=["adamts13"])
    usual, everything = (orders_of(story_of(encounter), "si", everything=asked) for asked in (False, True))
    shown = {test.key for category in usual.categories for test in category.tests}
    assert {"cbc", "serum-b12", "adamts13"} <= shown
    assert usual.shown == len(shown) < everything.shown == everything.count == len(current().investigations)


def test_burden_is_told_where_it_is_more_than_a_needle(encounter: Encounter) -> None:
    tests = {t.key: t for c in orders_of(story_of(encounter), "conventional").categories for t in c.tests}
    assert tests["bone-marrow"].burden == "burden and risk $182"
    assert tests["cbc"].burden == ""


def test_the_flowsheet_has_old_counts_values_and_what_is_due(encounter: Encounter) -> None:
    do(encounter, "order", investigations=["cbc", "methylmalonic-acid"])
    do(encounter, "wait", until=60)
    results = results_of(story_of(encounter), "conventional")
    assert {column.day for column in results.columns[:-1]} == {"on file"}
    assert results.columns[-1].day == "Day 0" and results.columns[-1].is_newest
    rows = {row.key: row for group in results.groups for row in group.rows}
    assert rows["mcv"].cells[-1].value is not None
    assert rows["methylmalonic-acid"].cells[-1].due.startswith("due day")
    assert rows["monocytes"].cells[0] == rows["monocytes"].cells[0].__class__(None, "", False)
    assert rows["hemoglobin"].is_charted


def test_a_test_measured_twice_on_a_day_gets_its_own_column(encounter: Encounter) -> None:
    do(encounter, "order", investigations=["cbc"])
    do(encounter, "wait", until=60)
    before = len(results_of(story_of(encounter), "si").columns)
    do(encounter, "order", investigations=["ldh"])
    assert len(results_of(story_of(encounter), "si").columns) == before
    do(encounter, "order", investigations=["cbc"])
    assert len(results_of(story_of(encounter), "si").columns) == before + 1
    assert results_of(story_of(encounter), "si").columns[-1].day == "Day 0, 10:00"


def test_si_changes_value_unit_range_and_axis_together(encounter: Encounter) -> None:
    do(encounter, "order", investigations=["serum-b12"])
    wait_for_all(encounter)
    told = {}
    for system in ("conventional", "si"):
        results = results_of(story_of(encounter), system, test="serum-b12")
        told[system] = next(row for group in results.groups for row in group.rows if row.key == "serum-b12")
    assert (told["conventional"].unit, told["si"].unit) == ("pg/mL", "pmol/L")
    assert told["conventional"].reference != told["si"].reference
    assert told["conventional"].latest != told["si"].latest
    assert told["conventional"].latest.mark == told["si"].latest.mark


def test_what_the_laboratory_notes_stands_beside_its_values(encounter: Encounter) -> None:
    do(encounter, "order", investigations=["metabolic-panel", "ldh"])
    wait_for_all(encounter)
    note = "Sample hemolyzed on arrival; repeat advised."
    encounter.readings.filter(item__in=["potassium", "ldh"]).update(words=note)
    encounter.readings.filter(item="sodium").update(words="")
    results = results_of(story_of(encounter), "conventional", test="potassium")
    rows = {row.key: row.cells[-1].value for group in results.groups for row in group.rows}
    assert rows["potassium"] is not None and rows["potassium"].note == note
    assert rows["sodium"] is not None and rows["sodium"].note == ""
    assert results.panel is not None and results.panel.entries[-1].value.note == note
    assert any(note in report.words for report in results.reports)


def test_only_abnormal_rows_are_left_when_asked_for(encounter: Encounter) -> None:
    do(encounter, "order", investigations=["cbc", "metabolic-panel"])
    wait_for_all(encounter)
    rows = [row for group in results_of(story_of(encounter), "si", show="abnormal").groups for row in group.rows]
    assert rows
    assert all(row.is_abnormal for row in rows)


@pytest.mark.parametrize(("condition", "seen"), [("pernicious-anemia", False), ("aml", True)])
def test_blasts_are_mentioned_only_where_any_are_seen(condition: str, seen: bool, alice: Learner) -> None:
    encounter = EncounterFactory(learner=alice, condition=condition, seed=5)
    do(encounter, "order", investigations=["blood-film", "cbc"])
    wait_for_all(encounter)
    story = story_of(encounter)
    rows = {row.key for group in results_of(story, "conventional").groups for row in group.rows}
    told = {value.name for value in fresh_values(story, story.seen, "conventional")}
    assert ("blasts" in rows) == seen == any(name.startswith("Blasts") for name in told)


@pytest.mark.parametrize("since", [False, True])
def test_the_panel_says_what_the_test_did(encounter: Encounter, since: bool) -> None:
    do(encounter, "order", investigations=["cbc"])
    do(encounter, "wait", until=60)
    panel = results_of(story_of(encounter), "conventional", test="mcv", since=since).panel
    assert panel is not None
    if since:
        assert panel.sentence == "One value only. A trend needs two."
        assert panel.figure is None
    else:
        assert panel.sentence.startswith(("Rose", "Fell", "Hardly moved"))
        assert panel.figure is not None and len(panel.figure.dots) == len(panel.entries)
        assert panel.entries[-1].value.text in panel.description


def test_the_film_is_out_then_read(encounter: Encounter) -> None:
    assert not film_of(story_of(encounter), "si").is_reported
    do(encounter, "order", investigations=["blood-film"])
    film = film_of(story_of(encounter), "si")
    assert (film.due, film.is_reported) == ("13:00", False)
    do(encounter, "wait", until=240)
    film = film_of(story_of(encounter), "si")
    assert film.is_reported and not film.due
    assert len(film.seen) + len(film.unseen) == len(current().investigations["blood-film"].findings)


def test_hues_follow_the_learners_own_order(encounter: Encounter) -> None:
    do(encounter, "forecast", chances={"mds": 30, "aml": 20, "something-else": 50})
    do(encounter, "forecast", chances={"b12-deficiency": 70, "mds": 20, "something-else": 10})
    differential = differential_of(story_of(encounter))
    assert [(row.key, row.hue) for row in differential.rows] == [
        ("mds", "hue-1"), ("aml", "hue-2"), ("b12-deficiency", "hue-3"), ("something-else", "hue-rest"),
    ]  # fmt: skip
    assert [(row.chance, row.was) for row in differential.rows] == [(20, 30), (0, 20), (70, 0), (10, 50)]
    assert (differential.total, differential.revision) == (100, 2)
    assert differential.in_play == differential.rows
    offered = {row.key for row in (*differential.in_play, *differential.addable)}
    assert offered == {*current().diagnoses, "something-else"}


def test_something_else_is_always_weighed(encounter: Encounter) -> None:
    assert [row.key for row in differential_of(story_of(encounter)).in_play] == ["something-else"]
    do(encounter, "forecast", chances={"mds": 100})
    assert [row.key for row in differential_of(story_of(encounter)).in_play] == ["mds", "something-else"]


def test_what_could_not_be_saved_is_shown_again(encounter: Encounter) -> None:
    typed = {"mds": "62", "aml": "50", "copper-deficiency": "", "something-else": "x"}
    differential = differential_of(story_of(encounter), typed)
    assert {row.key: row.chance for row in differential.rows} == {"mds": 62, "aml": 50, "something-else": None}
    assert differential.total == 112


def test_a_prescription_is_told_in_one_sentence() -> None:
    line = B12.plan.as_json()["prescriptions"][0]
    assert prescription_text(line) == (
        "Hydroxocobalamin 1000 µg intramuscular, on alternate days for 2 weeks, then every 3 months for 2 years."
    )
    assert prescription_text(line | {"maintenance": None, "frequency": "once"}) == (
        "Hydroxocobalamin 1000 µg intramuscular, once only."
    )


def test_follow_up_tells_each_day_since_signing(encounter: Encounter) -> None:
    assert following_of(story_of(encounter), "si") is None
    do(encounter, "sign", commitment=B12)
    do(encounter, "visit", day=7, investigations=["cbc", "reticulocyte-count"])
    following = following_of(story_of(encounter), "si")
    assert following is not None
    assert [day.day for day in following.days] == [0, 7]
    assert following.days[0].done[0].startswith("Signed. Hydroxocobalamin")
    assert "Hemoglobin" in {value.name for value in following.days[1].values}
    assert [visit.day for visit in following.visits] == [28, 90]
    assert [test.key for test in following.tests if test.is_watched] == ["cbc"]


def test_before_signing_the_form_knows_what_is_out(encounter: Encounter) -> None:
    do(encounter, "order", investigations=["cbc", "methylmalonic-acid"])
    commit = commit_of(story_of(encounter))
    assert commit.out == "2 results"
    assert commit.out_names == "Complete blood count with differential, Methylmalonic acid"


def test_diagnoses_are_offered_by_the_alphabet_after_those_that_the_learner_thinks_of(encounter: Encounter) -> None:
    do(encounter, "forecast", chances={"folate-deficiency": 30, "b12-deficiency": 70})
    offered = commit_of(story_of(encounter)).diagnoses
    assert [(row.key, row.chance) for row in offered[:2]] == [("b12-deficiency", 70), ("folate-deficiency", 30)]
    names = [row.name.casefold() for row in offered[2:]]
    assert names == sorted(names)
    assert {row.key for row in offered} == set(current().diagnoses)


def test_a_doubtful_value_is_marked_and_its_note_told(encounter: Encounter) -> None:
    do(encounter, "order", investigations=["metabolic-panel", "ldh"])
    wait_for_all(encounter)
    note = "Sample hemolyzed on arrival; repeat advised."
    encounter.readings.filter(item__in=["ldh", "potassium"]).update(words=note)
    encounter.readings.exclude(item__in=["ldh", "potassium"]).filter(value__isnull=False).update(words="")
    results = results_of(story_of(encounter), "conventional")
    latest = {row.key: row.latest for group in results.groups for row in group.rows if row.latest}
    noted = {key: value.note for key, value in latest.items() if value.note}
    assert noted == {"ldh": note, "potassium": note}
    told = [report.words for report in results.reports if report.name == "Note on a sample"]
    assert told == [f"{note} In doubt: Potassium, LDH."] or told == [f"{note} In doubt: LDH, Potassium."]


def test_a_doubtful_value_is_underlined_on_the_page(client: Client, encounter: Encounter) -> None:
    do(encounter, "order", investigations=["ldh"])
    wait_for_all(encounter)
    encounter.readings.filter(item="ldh").update(words="Sample hemolyzed on arrival; repeat advised.")
    client.force_login(encounter.learner)
    page = client.get(reverse("cases:results", args=[encounter.pk])).content.decode()
    assert '<span class="doubtful">' in page
    assert page.count("Sample hemolyzed") >= 2
