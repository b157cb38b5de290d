"""What does a test bring to light?"""

from __future__ import annotations

from cases.catalog import current
from cases.catalog.observables import Finding, Investigation


def findings_of(test: Investigation) -> dict[str, Finding]:
    """The findings that a test shows, its own and those it shares with others, by key."""
    shared = {key: current().findings[key] for key in test.shows if key in current().findings}
    return {finding.key: finding for finding in test.findings} | shared


def items_of(test: Investigation) -> set[str]:
    """The keys of all analytes and findings that a test shows."""
    return {*test.analytes, *findings_of(test)}
