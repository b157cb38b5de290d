"""Was it known, and when?"""

from dataclasses import replace

import pytest

from cases.reasoning.belief.evidence import Measured
from cases.reasoning.score.record import FilmReading, Record, Shown
from tests.cases.reasoning.records import story


def test_a_result_is_known_once_it_is_back() -> None:
    told = story().order("assay", vitamin=150, wait_hours=23).order("count", cells=2.0).sign("lack", "shots")
    _, assay, count, sign = told.record.acts
    assert told.record.evidence_before(assay).values == {}
    assert told.record.evidence_before(count).values == {}
    assert told.record.evidence_before(sign).values == {"vitamin": Measured(150), "cells": Measured(2.0)}


def test_a_result_that_comes_after_signing_was_never_known() -> None:
    told = story().order("assay", vitamin=150, wait_hours=3).sign("lack", "shots")
    *_, sign = told.record.acts
    assert told.record.evidence_before(sign).values == {}
    assert told.record.evidence_at_commit().values == {}


def test_before_signing_everything_shown_counts() -> None:
    told = story().order("assay", vitamin=150, wait_hours=3)
    assert told.record.signed is None
    assert told.record.evidence_at_commit().values == {"vitamin": Measured(150)}


def test_old_counts_belong_to_another_day() -> None:
    record = story().order("count", cells=2.0).sign("lack").record
    old = Shown("cells", 0, -400 * 1440, 0, Measured(5.5))
    assert replace(record, readings=(old, *record.readings)).evidence_at_commit().values == {"cells": Measured(2.0)}


def test_repeated_values_are_averaged_and_the_last_level_stands() -> None:
    told = story().order("count", cells=2.0).order("count", cells=1.0)
    told.ask("feet", numb="absent").examine("legs", numb="present")
    known = told.sign("lack").record.evidence_at_commit()
    assert known.values["cells"].value == pytest.approx(2.0**0.5)
    assert known.values["cells"].repeats == 2
    assert known.levels == {"numb": "present"}


def test_a_doubtful_value_is_no_evidence_until_it_is_measured_again() -> None:
    told = story().order("assay", vitamin=150).order("assay", vitamin=420).sign("lack")
    spoiled, again = told.record.readings
    record = replace(told.record, readings=(replace(spoiled, is_doubtful=True), again))
    assert record.evidence_at_commit().values == {"vitamin": Measured(420)}
    assert replace(record, readings=(record.readings[0],)).evidence_at_commit().values == {}


def reported(record: Record, after: int, **levels: str) -> Record:
    """The record with a report of the film by the learner in place of the act number `after`."""
    acts = list(record.acts)
    acts[after] = replace(acts[after], kind="read", reading=FilmReading(levels, 100))
    return replace(record, acts=tuple(acts))


def test_the_learners_own_report_is_known_to_later_acts_alone() -> None:
    record = reported(story().ask("feet").order("assay").sign("lack").record, 1, lobes="many")
    _, read, order, sign = record.acts
    assert record.evidence_before(read).reports == ()
    for later in (order, sign):
        assert [report.levels for report in record.evidence_before(later).reports] == [{"lobes": "many"}]


def test_what_the_laboratory_settled_is_no_longer_the_learners_word() -> None:
    record = reported(story().ask("feet").order("film", lobes="few").sign("lack").record, 1, lobes="many", aura="dim")
    evidence = record.evidence_at_commit()
    assert evidence.levels == {"lobes": "few"}
    assert [report.levels for report in evidence.reports] == [{"aura": "dim"}]
