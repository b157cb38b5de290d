"""Is the page on the science what the catalog and the constants say today?"""

from cases.catalog import current
from cases.catalog.distributions import Distribution
from cases.management.commands.write_science import PAGE, validation_in
from cases.management.handbook import distribution, document, numbers, validation
from cases.simulation.channels import CHANNELS
from cases.simulation.validation.facts import Fact, Outcome
from tests.source import ROOT

COMMITTED = (ROOT / PAGE).read_text(encoding="utf-8")


def test_the_committed_page_is_the_one_that_would_be_written() -> None:
    assert document(current(), validation_in(COMMITTED)) == COMMITTED, "run: manage.py write_science"


def test_the_validation_section_is_there_and_has_figures() -> None:
    section = validation_in(COMMITTED)
    assert section.count("| pass |") > 61
    assert "all facts: " in section


def test_the_page_names_every_channel_and_condition() -> None:
    assert all(f"| `{key}` |" in COMMITTED for key in CHANNELS)
    assert all(f"### {condition.name}\n" in COMMITTED for condition in current().conditions.values())


def test_a_constant_stands_with_unit_meaning_and_source() -> None:
    row = "| `PASSIVE_SHARE` | 0.011 | share | of any dose absorbed passively | DRI 1998 p308 |"
    assert row in numbers("cobalamin").splitlines()


def test_distributions_are_told_in_words() -> None:
    assert distribution(Distribution(fixed=3)) == "3"
    assert distribution(Distribution(normal=(62, 14), within=(27, 92))) == "62 ± 14 (27 to 92)"
    assert distribution(Distribution(lognormal=(1100, 1.5))) == "1100 ×/÷ 1.5"
    assert distribution(Distribution(uniform=(0, 5))) == "0 to 5"


def test_a_failing_fact_is_told_with_its_reason() -> None:
    fact = Fact("pigs", "Pigs fly", 1, 2, "m", "nobody", False, lambda: 0.0, why="They are heavy.")
    told = validation([Outcome(fact, 0.0)])
    assert "| Pigs fly | 1 to 2 m | 0 | **fail** | no | nobody |" in told
    assert "- Pigs fly: They are heavy." in told
