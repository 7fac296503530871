"""The month calendar of elections. Pure: a month and elections in, weeks out."""

import calendar
import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from policies.elections.selection import ElectionRow
from policytracker.core.dates import PartialDate

# Years in which a calendar is drawn.
EARLIEST, LATEST = 1900, 2100


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year. `Month.parse` raises ValueError for what is none, or lies outside the years that are drawn."""

    year: int
    month: int

    @classmethod
    def parse(cls, value: str) -> "Month":
        date = PartialDate(value)
        if date.month is None or date.day is not None or not EARLIEST <= date.year <= LATEST:
            raise ValueError(value)
        return cls(date.year, date.month)

    @classmethod
    def of(cls, day: datetime.date) -> "Month":
        return cls(day.year, day.month)

    def __str__(self):
        return f"{self.year:04}-{self.month:02}"

    def later(self, months: int) -> "Month":
        years, month = divmod(self.month - 1 + months, 12)
        return Month(self.year + years, month + 1)


@dataclass(frozen=True)
class OnDay:
    """That a vote begins on a day, or ends on it: its last day, or its second round."""

    election: ElectionRow
    is_last: bool


@dataclass(frozen=True)
class Day:
    date: datetime.date
    votes: tuple[OnDay, ...]


@dataclass(frozen=True)
class MonthCalendar:
    """`weeks` have seven days, None for those of other months; `undated` are votes that may fall in the month."""

    month: Month
    weeks: tuple[tuple[Day | None, ...], ...]
    undated: tuple[ElectionRow, ...]

    @property
    def days(self) -> list[Day]:
        """Those with a vote."""
        return [day for week in self.weeks for day in week if day and day.votes]


def month_calendar(month: Month, elections: Iterable[ElectionRow], first_weekday: int = 0) -> MonthCalendar:
    """The calendar of a month; weeks begin on `first_weekday`, 0 for Monday."""
    votes: dict[datetime.date, list[OnDay]] = defaultdict(list)
    undated = []
    for election in elections:
        if not election.has_a_day:
            if election.date in (str(month), str(month.year)):
                undated.append(election)
            continue
        votes[election.date.earliest].append(OnDay(election, is_last=False))
        if election.last.day and election.last != election.date:
            votes[election.last.earliest].append(OnDay(election, is_last=True))
    weeks = calendar.Calendar(first_weekday).monthdatescalendar(month.year, month.month)
    return MonthCalendar(
        month,
        tuple(tuple(Day(day, tuple(votes[day])) if Month.of(day) == month else None for day in week) for week in weeks),
        tuple(undated),
    )
