"""What a date that is known to the month or the year says of a day."""

import datetime

import pytest

from policytracker.core.timing import Timing, by_timing, has_happened, timing


@pytest.mark.parametrize(
    ("when", "day", "expected"),
    [
        ("2024-06-06", "2024-06-05", Timing.TO_COME),
        ("2024-06-06", "2024-06-06", Timing.HAPPENED),
        ("2024-06-06", "2024-06-07", Timing.HAPPENED),
        ("2024-06", "2024-05-31", Timing.TO_COME),
        ("2024-06", "2024-06-01", Timing.UNCLEAR),
        ("2024-06", "2024-06-29", Timing.UNCLEAR),
        ("2024-06", "2024-06-30", Timing.HAPPENED),
        ("2024", "2023-12-31", Timing.TO_COME),
        ("2024", "2024-06-06", Timing.UNCLEAR),
        ("2024", "2024-12-31", Timing.HAPPENED),
        ("", "2024-06-06", Timing.UNCLEAR),
    ],
)
def test_what_is_vague_has_happened_once_its_last_possible_day_has_come(when, day, expected):
    day = datetime.date.fromisoformat(day)
    assert timing(when, day) == expected
    assert has_happened(when, day) == (expected == Timing.HAPPENED)


def test_rows_are_sorted_out_in_their_order():
    rows = ["2024-06-07", "2024", "2023", "", "2022-01"]
    found = by_timing(rows, datetime.date(2024, 6, 6), dated=str)
    assert found.happened == ("2023", "2022-01")
    assert found.unclear == ("2024", "")
    assert found.to_come == ("2024-06-07",)
