"""Is the page on scoring the document on scoring?"""

import re

from cases.charts.scoring import SCORING, scoring_article


def test_every_heading_and_formula_of_the_document_is_on_the_page() -> None:
    document, page = SCORING.read_text(encoding="utf-8"), scoring_article()
    headings = re.findall(r"^## (.+)$", document, re.MULTILINE)
    assert [f"<h2>{heading}</h2>" in page for heading in headings] == [True] * len(headings)
    assert len(headings) > 5
    assert page.count("<pre") == len(re.findall(r"(?:^    \S.*\n)+", document, re.MULTILINE))


def test_the_marks_of_what_a_command_writes_are_not_on_the_page() -> None:
    assert "<!-- written by manage.py play_bots" in SCORING.read_text(encoding="utf-8")
    assert "written by manage.py" not in scoring_article()


def test_every_box_that_is_opened_is_closed() -> None:
    page = scoring_article()
    for tag in ("section", "div", "table"):
        assert page.count(f"<{tag}") == page.count(f"</{tag}>") > 0


def test_headers_of_tables_name_their_columns() -> None:
    assert "<th>" not in scoring_article()
    assert '<th scope="col">' in scoring_article()
