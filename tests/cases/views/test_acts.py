"""Is each act done once, answered by the way back, and refused in words that keep what was typed?"""

import uuid
from datetime import timedelta

import pytest
from django.http import HttpResponse

from cases.catalog import current
from cases.models import Encounter, Kind
from learners.models import Learner
from tests.cases.encounters.acts import B12, do
from tests.cases.views.clinic import COMMITMENT, HYDROXOCOBALAMIN, Visitor

ACTS = {
    "ask": {"question": "energy"},
    "examine": {"maneuvers": "tongue,lips"},
    "order": {"investigation": ["cbc", "serum-b12"]},
    "wait": {"until": "60"},
    "forecast": {"p-mds": "60", "p-something-else": "40"},
    "summarize": {"text": "Tired, large red cells"},
    "sign": COMMITMENT,
    "close": {},
}


@pytest.fixture
def at(encounter: Encounter, alice: Learner) -> Visitor:
    """Alice with her patient."""
    return Visitor(encounter, alice)


def problems(response: HttpResponse) -> list[str]:
    """The lines of the error summary."""
    body = response.content.decode()
    assert "<title>Error: " in body
    summary = body.partition('class="error-summary')[2].partition("</ul>")[0]
    return [part.rpartition(">")[2] for part in summary.split("</a>")[:-1]]


@pytest.mark.parametrize(("act", "given"), ACTS.items())
def test_an_act_is_done_once_and_leads_back(act: str, given: dict[str, object], at: Visitor) -> None:
    key, clock = uuid.uuid4(), 0
    answers = [at.post(act, key=key, clock=clock, **given) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer["Location"] for answer in answers}) == 1
    assert at.encounter.actions.filter(kind=act).count() == 1
    assert at.client.get(answers[0]["Location"]).status_code == 200


@pytest.mark.parametrize(("act", "given"), ACTS.items())
def test_a_stranger_cannot_act(act: str, given: dict[str, object], encounter: Encounter, charlie: Learner) -> None:
    for visitor in (Visitor(encounter, charlie), Visitor(encounter)):
        assert visitor.post(act, **given).status_code == 404
    assert encounter.actions.count() == 1


@pytest.mark.parametrize("act", ACTS)
def test_an_act_needs_a_post_and_a_key(act: str, at: Visitor) -> None:
    assert at.client.get(at.address(act)).status_code == 405
    response = at.post(act, key="", **ACTS[act])
    assert response.status_code == 422
    assert "Reload the page and send this again." in response.content.decode()
    assert at.encounter.actions.count() == 1


@pytest.mark.parametrize("act", ["ask", "order", "wait", "forecast", "sign"])
def test_a_refusal_has_a_page_to_come_back_to(act: str, at: Visitor) -> None:
    refused = at.post(act, investigation="no-such-test", until="never", **{"p-mds": "60"})
    assert at.client.get(refused.context["way_back"]).status_code == 200


def test_a_closed_encounter_refuses_every_act_in_words(at: Visitor) -> None:
    do(at.encounter, "close")
    for act, given in ACTS.items():
        response = at.post(act, **given)
        assert response.status_code == 409, act
        assert "This encounter is closed." in response.content.decode(), act


def test_another_window_moved_the_clock(at: Visitor) -> None:
    do(at.encounter, "wait", until=30)
    response = at.post("order", clock=0, investigation=["cbc"])
    assert response.status_code == 409
    assert "The clock has moved to day 0, 09:30" in problems(response)[0]


def test_a_typed_question_says_how_it_was_understood(at: Visitor) -> None:
    response = at.post("ask", text="any numness & tingling?")
    assert response["Location"].endswith("?typed=any+numness+%26+tingling%3F#latest")
    page = at.client.get(response["Location"]).content.decode()
    assert "“any numness &amp; tingling?”" in page
    assert "Understood as <strong>Numbness and tingling:" in page
    assert "Something else</a>" in page
    assert "Nearest questions to" in at.get("history", other="1", typed="any numness").content.decode()


def test_what_is_not_understood_costs_no_time(at: Visitor) -> None:
    response = at.post("ask", text="capital of france")
    page = at.client.get(response["Location"]).content.decode()
    assert "I did not find “capital of france”. Nearest questions:" in page
    nearest = page.partition('class="nearest"')[2].partition("</form>")[0]
    assert nearest.count('name="question"') == 3
    assert 'value="capital of france"' in page
    at.encounter.refresh_from_db()
    assert (at.encounter.clock_minutes, at.encounter.act_count) == (0, 1)


def test_nothing_asked_is_told(at: Visitor) -> None:
    assert problems(at.post("ask", text="")) == ["Write a question, or choose one from the list."]
    assert problems(at.post("order", investigation=[])) == ["Choose at least one test to order."]


def test_a_name_that_does_not_exist_is_refused_with_the_nearest(at: Visitor) -> None:
    assert "Did you mean `cbc`" in problems(at.post("order", investigation=["cbcc"]))[0]
    assert "There is no question" in problems(at.post("ask", question="numbnes"))[0]


def test_chances_that_do_not_add_up_are_kept(at: Visitor) -> None:
    response = at.post("forecast", **{"p-mds": "62", "p-aml": "50"})
    assert response.status_code == 422
    assert problems(response) == ["These add to 112. Take 12 away."]
    body = response.content.decode()
    assert 'id="p-mds" name="p-mds" min="0" max="100" step="1" value="62"' in body
    assert "adds to <strong>112</strong> of 100" in body


@pytest.mark.parametrize("chance", ["-1", "101", "1.5", "many"])
def test_a_chance_is_a_whole_number_up_to_100(chance: str, at: Visitor) -> None:
    told = problems(at.post("forecast", **{"p-mds": chance}))
    assert told == ["Myelodysplastic neoplasm: write a whole number from 0 to 100."]


def test_a_form_of_many_pages_leads_back_to_its_own(at: Visitor) -> None:
    saved = at.post("forecast", page="history", **{"p-mds": "100"})
    assert saved["Location"] == f"{at.address('history')}#thinking"
    lost = at.post("wait", page="//elsewhere.example", until="60")
    assert lost["Location"] == at.address("tests")


def test_the_clock_runs_to_nine_on_a_date(at: Visitor) -> None:
    day = at.encounter.started_at.date() + timedelta(days=3)
    response = at.post("wait", until="date", date=day.isoformat())
    assert response.status_code == 303
    at.encounter.refresh_from_db()
    assert at.encounter.clock_minutes == 3 * 1440


def test_a_date_that_was_written_is_what_is_meant(at: Visitor) -> None:
    day = at.encounter.started_at.date() + timedelta(days=3)
    at.post("wait", until="1440", date=day.isoformat())
    at.encounter.refresh_from_db()
    assert at.encounter.clock_minutes == 3 * 1440
    assert 'href="#wait-date"' in at.post("wait", until="date").content.decode()


@pytest.mark.parametrize("given", [{"until": "date"}, {"until": "soon"}, {"until": "0"}, {"until": "9" * 8}])
def test_a_wait_that_cannot_be_is_refused(given: dict[str, str], at: Visitor) -> None:
    assert at.post("wait", **given).status_code == 422


def test_a_pin_is_set_and_taken_away(at: Visitor) -> None:
    do(at.encounter, "ask", question="energy")
    at.post("pin", item="fatigue", pinned="on", page="history")
    assert b">Pinned</span>" in at.get("history").content
    at.post("pin", item="fatigue", page="history")
    assert b">Pinned</span>" not in at.get("history").content


def test_drugs_are_added_and_taken_out_without_an_act_or_a_complaint(at: Visitor) -> None:
    response = at.post("commit", add="1", treatment="folic-acid", diagnosis="mds", **HYDROXOCOBALAMIN)
    body = response.content.decode()
    assert response.status_code == 200
    assert "1. Hydroxocobalamin" in body and "2. Folic acid" in body
    assert 'value="mds" checked' in body
    assert "There is a problem" not in body
    body = at.post("commit", remove="0", **HYDROXOCOBALAMIN).content.decode()
    assert "1. Hydroxocobalamin" not in body
    assert at.encounter.actions.count() == 1


def test_a_draft_is_kept_without_an_act_and_found_again_until_it_is_signed(at: Visitor) -> None:
    half_written = {"diagnosis": "mds", "watch": ["cbc"], **HYDROXOCOBALAMIN, "drug-0-dose": ""}
    for _ in range(2):
        assert at.post("draft", clock=0, **half_written).status_code == 303
    body = at.get("commit").content.decode()
    assert "Draft saved" in body and "There is a problem" not in body
    assert 'value="mds" checked' in body and "1. Hydroxocobalamin" in body
    assert at.encounter.actions.count() == 1
    at.post("draft", diagnosis="b12-deficiency")
    body = at.get("commit").content.decode()
    assert 'value="b12-deficiency" checked' in body and "1. Hydroxocobalamin" not in body
    assert at.post("sign", clock=0, **COMMITMENT).status_code == 303
    assert at.post("draft", diagnosis="mds").status_code == 409
    assert "Draft saved" not in at.get("commit").content.decode()


def test_a_draft_is_refused_when_it_is_longer_than_any_plan(at: Visitor) -> None:
    assert problems(at.post("draft", cause="x" * 30_000)) == [
        "This draft is longer than any plan. Take drugs out of it."
    ]


def test_what_is_missing_is_named_field_by_field_and_the_rest_is_kept(at: Visitor) -> None:
    response = at.post("sign", **{**COMMITMENT, "sureness": "", "drug-0-frequency": "", "drug-0-route": ""})
    assert response.status_code == 422
    assert problems(response) == [
        "Say how sure you are",
        "Say by which route hydroxocobalamin is given",
        "Say how often hydroxocobalamin is given",
    ]
    body = response.content.decode()
    for field in ("id_sureness", "id_drug-0-route", "id_drug-0-frequency"):
        assert f'href="#{field}"' in body and f'id="{field}"' in body
    assert 'value="b12-deficiency" checked' in body
    assert 'name="drug-0-dose" value="1"' in body


def test_nothing_is_chosen_in_advance(at: Visitor) -> None:
    assert problems(at.post("sign")) == ["Choose a diagnosis, or that you will refer", "Say how sure you are"]
    form = at.get("commit").content.decode().partition('id="commit-form"')[2].partition("</form>")[0]
    assert "checked" not in form and "selected" not in form


def test_a_cause_belongs_to_its_diagnosis(at: Visitor) -> None:
    told = problems(at.post("sign", **{**COMMITMENT, "diagnosis": "mds"}))
    assert told == ["This cause belongs to another diagnosis. Choose again, or choose Not known"]


def test_the_only_cause_of_a_diagnosis_is_meant(at: Visitor) -> None:
    causes = [condition.diagnosis for condition in current().conditions.values()]
    condition = next(entry for entry in current().conditions.values() if causes.count(entry.diagnosis) == 1)
    at.post("sign", **{**COMMITMENT, "diagnosis": condition.diagnosis, "cause": ""})
    assert at.encounter.actions.get(kind=Kind.SIGN).payload["cause"] == condition.key


def test_a_dose_a_thousand_times_too_high_is_asked_about_once(at: Visitor) -> None:
    slip = {**COMMITMENT, "drug-0-dose": "1000"}
    response = at.post("sign", **slip)
    assert problems(response) == ["1000 mg is 1000 times the usual dose. Keep it?"]
    assert "Keep this dose" in response.content.decode()
    assert at.post("sign", **slip, **{"drug-0-keep": "on"}).status_code == 303


@pytest.mark.parametrize("dose", ["", "much", "-1", "0", "1e400", "nan"])
def test_a_dose_is_a_number_above_zero(dose: str, at: Visitor) -> None:
    assert at.post("sign", **{**COMMITMENT, "drug-0-dose": dose}).status_code == 422


def test_only_drugs_that_were_named_can_be_stopped(at: Visitor) -> None:
    assert "You have not asked what" in at.get("commit").content.decode()
    at.post("sign", **COMMITMENT, stop=["metformin"])
    assert at.encounter.actions.get(kind=Kind.SIGN).payload["plan"]["stops"] == []


def test_the_plan_is_carried_out_and_changed(at: Visitor) -> None:
    at.post("sign", **COMMITMENT)
    assert at.post("visit", day="7", investigation=["cbc"]).status_code == 303
    assert at.post("visit", other_day="9").status_code == 303
    assert problems(at.post("visit")) == ["Choose the day of the next visit."]
    page = at.get("treatment").content.decode()
    assert 'name="drug-0-dose" value="1"' in page and '<option value="weeks" selected>' in page
    assert at.post("treat", **{**HYDROXOCOBALAMIN, "drug-0-dose": "2"}).status_code == 303
    assert "Hydroxocobalamin 2 mg" in at.get("follow_up").content.decode()


def test_the_end_leads_to_the_debrief(at: Visitor) -> None:
    do(at.encounter, "sign", commitment=B12)
    response = at.post("close")
    assert response["Location"] == at.address("debrief")
    assert at.client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("act", [*ACTS, "pin", "visit", "treat", "commit", "treatment"])
@pytest.mark.parametrize("junk", ["\0", "x" * 5000, "9" * 400, "-1", "1e999", "<b>", "é\u202e"])
def test_nonsense_is_refused_and_never_breaks(act: str, junk: str, at: Visitor) -> None:
    names = (
        "question",
        "text",
        "maneuvers",
        "investigation",
        "until",
        "date",
        "item",
        "diagnosis",
        "cause",
        "sureness",
    )
    names += ("p-mds", "stop", "watch", "day", "other_day", "add", "remove", "treatment", "page", *HYDROXOCOBALAMIN)
    given = dict.fromkeys(names, junk) | {"drug-0-treatment": "hydroxocobalamin"}
    assert at.post(act, **given).status_code in {200, 303, 409, 422}
    for field in ("key", "clock"):
        assert at.post(act, **{**given, field: junk}).status_code in {200, 303, 409, 422}
