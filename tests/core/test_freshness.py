"""Evidence has an age, read in its favour where a date is known to the year or the month alone."""

from datetime import date

import pytest

from policytracker.core.freshness import is_old, newest

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "old"),
    [("2025-11-24", False), ("2025-11-23", True), ("2025", False), ("2024", True), ("2025-11", False), ("", True)],
)
def test_evidence_is_old_when_it_certainly_lies_more_than_a_year_back(day, old):
    assert is_old(day, TODAY) is old


def test_the_newest_date_is_the_one_that_reaches_furthest():
    assert newest(["2025-03", "2025", "2024-12-31", ""]) == "2025"
    assert newest([]) == ""
