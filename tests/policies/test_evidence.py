"""How new the evidence on a record is. No database."""

from datetime import date

import pytest
from factories.records import said

from policies.evidence import newest_evidence
from policytracker.core.as_of import AsOf

TODAY = date(2026, 11, 24)
SEARCHED = said("assessed", "no-evidence", "2024-05", searched_on=date(2024, 6, 1))
READ = said("assessed", "weakened", "2024-05-01", read_on=date(2026, 1, 1))
WRONG = said("assessed", "fulfilled", "2026-05-01", event_id="wrong")
RIGHT = said("assessed", "weakened", "2025-05-01", corrects="wrong")


@pytest.mark.parametrize(
    ("day", "dates", "events", "newest"),
    [
        (TODAY, (), (), ""),
        (TODAY, ("", "2024-02-16", "2025"), (), "2025"),
        (TODAY, ("2024-02-16",), (SEARCHED,), "2024-06-01"),
        (TODAY, ("2024-02-16",), (READ,), "2026-01-01"),
        (date(2025, 6, 6), ("2024-02-16",), (READ,), "2024-05-01"),
        # What a correction strikes out is no evidence; before the correction it was.
        (TODAY, (), (WRONG, RIGHT), "2025-05-01"),
        (date(2025, 4, 30), ("2024-02-16",), (WRONG, RIGHT), "2024-02-16"),
        # Today counts what is on record, on a past day what certainly had happened; never what lies ahead.
        (TODAY, ("2024", "2026"), (), "2026"),
        (date(2024, 6, 6), ("2023-05", "2024"), (), "2023-05"),
        (TODAY, ("2024", "2027-01-01"), (), "2024"),
    ],
)
def test_the_newest_that_is_known_on_a_day_counts(day, dates, events, newest):
    assert newest_evidence(dates, events, AsOf(day, TODAY)) == newest
