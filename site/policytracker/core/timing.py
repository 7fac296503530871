"""What a partial date says of a day: whether something had happened by then, had not, or cannot be told.

The rule, which the page on the method states: something dated `2024-06` *had happened* by a day when the last day
that its date can mean lies on or before that day (30 June 2024 and after); it *was still to come* when the first day
that it can mean lies after (31 May 2024 and before); between the two, and where no date is known, it is *unclear*.
What is unclear is not counted as having happened, and is named. Pure.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter

from policytracker.core.dates import PartialDate


class Timing(StrEnum):
    """How something dated lies to a day."""

    HAPPENED = "happened"
    UNCLEAR = "unclear"
    TO_COME = "to-come"


@dataclass(frozen=True)
class Timed:
    """Rows by how they lie to a day, each part in the order in which the rows came."""

    happened: tuple = ()
    unclear: tuple = ()
    to_come: tuple = ()


# A page asks thousands of times, of the same few dates and days.
@lru_cache(maxsize=20_000)
def timing(when: str, day: date) -> Timing:
    """How a partial date lies to a day. No date (the empty string) is unclear on every day."""
    if not when:
        return Timing.UNCLEAR
    known = PartialDate(when)
    if known.latest <= day:
        return Timing.HAPPENED
    return Timing.TO_COME if known.earliest > day else Timing.UNCLEAR


def has_happened(when: str, day: date) -> bool:
    """Whether it certainly had happened by a day."""
    return timing(when, day) == Timing.HAPPENED


def by_timing(rows: Iterable, day: date, dated: Callable[..., str] = attrgetter("date")) -> Timed:
    """Rows sorted out by how their date lies to a day; `dated` gives the partial date of one."""
    happened, unclear, to_come = [], [], []
    parts = {Timing.HAPPENED: happened, Timing.UNCLEAR: unclear, Timing.TO_COME: to_come}
    for row in rows:
        parts[timing(dated(row), day)].append(row)
    return Timed(tuple(happened), tuple(unclear), tuple(to_come))
