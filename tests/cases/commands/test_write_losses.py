"""Is every number of the loss table published?"""

from cases.catalog import current
from cases.management.commands.write_losses import document
from tests.cases.variants import changed


def test_each_condition_and_each_line_of_management_has_a_row() -> None:
    page, catalog = document(current()), current()
    for key in [*catalog.conditions, *catalog.managements]:
        assert page.count(f"(`{key}`)") == 1


def test_a_changed_number_is_published() -> None:
    page = document(changed(current(), "managements", "jak-inhibition", cost=8123.0, unconfirmed=4321.0))
    [row] = [line for line in page.splitlines() if "(`jak-inhibition`)" in line]
    assert "| 8123 |" in row
    assert row.endswith("| bone-marrow | 4321 |")


def test_losses_averted_and_traps_are_named_with_their_sizes() -> None:
    [row] = [line for line in document(current()).splitlines() if "(`pernicious-anemia`)" in line]
    loss = current().conditions["pernicious-anemia"].loss
    assert f"| {loss.untreated:g} | {loss.per_day:g} |" in row
    assert all(f"{key} {number:g}" in row for key, number in {**loss.averts, **loss.traps}.items())
